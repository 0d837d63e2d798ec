#include "storage/image/dicom_slice.h"

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "storage/image/byte_source.h"
#include "storage/image/dicom_header_cache.h"
#include "storage/image/header_text.h"
#include "storage/image/reader_call.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace tandem {
namespace {

/// Group 0002 or 0008, as a data set without the usual start begins, followed by a value representation.
bool beginsAsDataset(std::span<const std::byte> bytes) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const auto isCapital = [&](std::size_t i) { return at(i) >= 'A' && at(i) <= 'Z'; };
    return (at(0) == 2 || at(0) == 8) && at(1) == 0 && at(3) == 0 && isCapital(4) && isCapital(5);
}

DicomSlice unread(const std::filesystem::path& file, const std::string& problem) {
    DicomSlice slice;
    slice.file = file;
    slice.problem = problem;
    return slice;
}

/// Reads headers, with a new reader after a file that ended the one before.
class HeaderReading {
public:
    HeaderReading(const std::vector<std::filesystem::path>& files, const std::stop_token& stop)
        : m_files(files), m_stop(stop) {}

    [[nodiscard]] std::vector<DicomSlice> next() {
        const std::filesystem::path& file = m_files[m_next];
        if (!m_call) {
            m_call.emplace(
                ReaderRequest{.task = ReaderTask::DicomHeaders,
                              .files = {m_files.begin() + static_cast<std::ptrdiff_t>(m_next), m_files.end()},
                              .memoryLimitBytes = memoryLimitOf(0)},
                m_stop);
        }
        ++m_next;
        try {
            return unwired<std::vector<DicomSlice>>(m_call->next(file).bytes);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::InvalidInput && error.code() != ErrorCode::OutOfMemory) {
                throw;
            }
            m_call.reset();
            return {unread(file, error.what())};
        }
    }

private:
    const std::vector<std::filesystem::path>& m_files;
    const std::stop_token& m_stop;
    std::size_t m_next = 0;
    std::optional<ReaderCall> m_call;
};

}  // namespace

bool claimsDicom(const std::filesystem::path& file) {
    std::array<std::byte, 132> start{};
    const std::size_t count = ByteSource(file, Packing::None).read(start);
    const std::string_view mark(reinterpret_cast<const char*>(start.data()) + 128, 4);
    const std::string ending = lowered(file.extension().string());
    return mark == "DICM" || (count >= 8 && beginsAsDataset(start)) || ending == ".dcm" || ending == ".ima";
}

std::vector<DicomSlice> readDicomSlices(const std::vector<std::filesystem::path>& files,
                                        const std::function<void(std::size_t done)>& read,
                                        const std::stop_token& stop) {
    DicomHeaderCache& cache = dicomHeaderCache();
    std::vector<std::vector<DicomSlice>> headers(files.size());
    std::vector<std::size_t> unread;
    std::vector<std::optional<DicomHeaderCache::Stamp>> stamps;  // of the unread
    for (std::size_t i = 0; i < files.size(); ++i) {
        throwIfStopped(stop);
        if (auto known = cache.find(files[i])) {
            headers[i] = *std::move(known);
        } else if (claimsDicom(files[i]) && lowered(files[i].filename().string()) != "dicomdir") {
            unread.push_back(i);
            stamps.push_back(DicomHeaderCache::stampOf(files[i]));
        }
    }
    std::vector<std::filesystem::path> toRead;
    std::ranges::transform(unread, std::back_inserter(toRead), [&](std::size_t i) { return files[i]; });
    HeaderReading reading(toRead, stop);
    for (std::size_t one = 0; one < unread.size(); ++one) {
        throwIfStopped(stop);
        std::vector<DicomSlice>& slices = headers[unread[one]];
        slices = reading.next();
        const bool isWhole = std::ranges::all_of(
            slices, [](const DicomSlice& slice) { return slice.problem.empty() || slice.holdsStructures; });
        if (isWhole && stamps[one]) {
            cache.keep(toRead[one], *stamps[one], slices);
        }
        read(files.size() - unread.size() + one + 1);
    }
    std::vector<DicomSlice> slices;
    for (std::vector<DicomSlice>& ofFile : headers) {
        std::ranges::move(ofFile, std::back_inserter(slices));
    }
    return slices;
}

}  // namespace tandem
