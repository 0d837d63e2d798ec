#include "app/reader/answering.h"

#include "app/reader/fence.h"
#include "core/base/error.h"
#include "core/base/large_memory.h"
#include "storage/foreign/contour_decoding.h"
#include "storage/foreign/dicom_header_decoding.h"
#include "storage/foreign/dicom_voxel_decoding.h"
#include "storage/foreign/hdf5_decoding.h"
#include "storage/foreign/libraries.h"
#include "storage/foreign/segmentation_decoding.h"
#include "storage/foreign/segmentation_encoding.h"
#include "storage/foreign/structure_set_decoding.h"
#include "storage/foreign/structure_set_encoding.h"
#include "storage/image/byte_source.h"
#include "storage/image/wire.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace tandem::reader {
namespace {

/// What a header may take, and decoders beside the voxels: their tables, and values of a few MiB.
constexpr std::uint64_t kAlways = std::uint64_t{96} << 20;

std::uint64_t largestOf(const std::vector<std::filesystem::path>& files) {
    std::uint64_t largest = 0;
    for (const std::filesystem::path& file : files) {
        std::error_code unknown;
        const auto bytes = std::filesystem::file_size(file, unknown);
        largest = unknown ? largest : std::max<std::uint64_t>(largest, bytes);
    }
    return largest;
}

/// Of a file's bytes, how many times as much its header takes: most is voxels, which stay on the disk.
constexpr std::uint64_t kCopiesOfHeader = 2;
/// Of a file that may be nothing but header: short contours, or small frames each with fields of their own.
constexpr std::uint64_t kCopiesOfFields = 16;

/// Whether the file says at its beginning that it is one of those.
bool isOfSmallFields(const std::filesystem::path& file) {
    std::array<std::byte, 1024> start{};
    const std::size_t count = ByteSource(file, Packing::None).read(start);
    const std::string_view text(reinterpret_cast<const char*>(start.data()), count);
    constexpr std::string_view kStructureSet = "1.2.840.10008.5.1.4.1.1.481.3";
    constexpr std::string_view kSegmentation = "1.2.840.10008.5.1.4.1.1.66.4";
    return text.find(kStructureSet) != std::string_view::npos || text.find(kSegmentation) != std::string_view::npos;
}

class Answering {
public:
    Answering(const ReaderRequest& request, std::span<const std::byte> data, MessageChannel& answers)
        : m_request(request),
          m_data(data),
          m_answers(answers),
          m_headerBytes(kAlways + kCopiesOfHeader * largestOf(request.files)),
          m_fence(kAlways + kCopiesOfFields * largestOf(request.files) +
                  std::min(request.memoryLimitBytes, kMostBytes) * 2) {}

    void run() {
        const std::string fence = Fence::description();
        m_fence.enclose(m_request.files);
        switch (m_request.task) {
            case ReaderTask::Versions:
                return attempt({}, [&] {
                    LibraryVersions versions = foreignVersions();
                    versions.push_back({"Fence of tandem-reader", fence});
                    return wired(versions);
                });
            case ReaderTask::DicomHeaders:
                return answerHeaders();
            case ReaderTask::DicomVoxels:
                return answerPieces(file().parent_path(), [&](const PieceTaker& taker) {
                    decodeDicomVoxels(m_request.planes, m_request.size, taker);
                });
            case ReaderTask::Hdf5Has:
                return attempt(file(), [&] { return wired(holdsHdf5Dataset(file(), m_request.datasets.front())); });
            case ReaderTask::Hdf5Header:
                return attempt(file(), [&] { return wired(decodeHdf5Header(file(), m_request.datasets)); });
            case ReaderTask::Hdf5Voxels:
                return answerPieces(file(), [&](const PieceTaker& taker) {
                    decodeHdf5Voxels(file(), m_request.datasets.front(), taker);
                });
            case ReaderTask::Segmentation:
                return answerObject(
                    [](const SegmentationOrder& order, Label) { return bytesToEncodeSegmentation(order); },
                    encodeSegmentation);
            case ReaderTask::Contours:
                return answerObject(bytesToEncodeStructureSet, encodeStructureSet);
            case ReaderTask::StructureSet:
                return attempt(file(), [&] {
                    allowFields();
                    return wired(decodeStructureSet(file()));
                });
            case ReaderTask::Structures:
                return answerStructures();
        }
    }

private:
    using Label = std::span<const std::uint8_t>;

    static constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 60;

    [[nodiscard]] const std::filesystem::path& file() const { return m_request.files.front(); }

    void sendFailure(ErrorCode code, const std::string& sentence, const std::string& detail) {
        m_answers.send(wired(ReaderAnswer{.isFailure = true, .code = code, .sentence = sentence, .detail = detail}));
    }

    /// Answers with what the work returns, or throws. subject: of the sentence when memory runs out.
    template <class Work>
    void attempt(const std::filesystem::path& subject, const Work& work) {
        orFailure(subject, [&] {
            makeRoom(0);
            const std::string value = work();
            m_answers.send(wired(ReaderAnswer{.value = value, .dataBytes = m_made.size()}));
            sendMade();
        });
    }

    /// Does what answers, or answers with what it throws.
    template <class Work>
    void orFailure(const std::filesystem::path& subject, const Work& work) {
        m_fence.allowMemory(m_headerBytes);
        m_fence.allowSeconds(m_request.secondsForEach);
        m_isCutShort = false;
        try {
            work();
        } catch (const Error& error) {
            sendFailure(error.code(), error.what(), error.detail());
        } catch (const std::bad_alloc&) {
            if (m_isCutShort) {
                return sendFailure(ErrorCode::OutOfMemory,
                                   subject.string() +
                                       " takes more memory to read than is free; close other programs, or read it on "
                                       "a computer with more.",
                                   {});
            }
            sendFailure(ErrorCode::InvalidInput,
                        subject.string() +
                            " asks for more memory than its image needs, so it is damaged; copy or "
                            "export it again.",
                        {});
        } catch (const std::exception& error) {
            sendFailure(ErrorCode::InvalidInput, subject.string() + " is damaged: it could not be read.", error.what());
        }
    }

    /// Within what is free, and never less than any other header may take.
    [[nodiscard]] std::uint64_t fieldBytes() {
        const std::uint64_t bytes = kCopiesOfFields * largestOf(m_request.files);
        m_isCutShort = bytes > m_request.memoryLimitBytes;
        return std::max(m_headerBytes, kAlways + std::min(bytes, m_request.memoryLimitBytes));
    }
    void allowFields() { m_fence.allowMemory(fieldBytes()); }

    void answerHeaders() {
        for (const std::filesystem::path& one : m_request.files) {
            attempt(one, [&] {
                if (isOfSmallFields(one)) {
                    allowFields();
                }
                return wired(decodeDicomHeader(one));
            });
        }
    }

    /// Piece by piece, each given back when it is gone, so that the voxels are never there twice.
    void sendMade() {
        constexpr std::size_t kPiece = std::size_t{8} << 20;
        for (std::size_t at = 0; at < m_made.size(); at += kPiece) {
            const auto piece = m_made.subspan(at, std::min(kPiece, m_made.size() - at));
            m_answers.sendBytes(piece);
            ::madvise(piece.data(), piece.size(), MADV_DONTNEED);
        }
    }
    /// For what follows the answer.
    void makeRoom(std::size_t bytes) {
        m_made = {};
        m_room = largeMemory(bytes);
        m_made = {m_room.get(), bytes};
    }
    [[nodiscard]] VoxelRoom room() {
        return [this](std::int64_t voxels, std::uint64_t workingBytes) {
            const std::uint64_t bytes = static_cast<std::uint64_t>(voxels) * sizeof(std::int32_t);
            m_fence.allowMemory(m_headerBytes + bytes + workingBytes);
            makeRoom(bytes);
            return std::span(reinterpret_cast<std::int32_t*>(m_made.data()), static_cast<std::size_t>(voxels));
        };
    }

    /// Sends each piece while it is still in the processor's cache. decode: with the taker.
    template <class Decode>
    void answerPieces(const std::filesystem::path& subject, const Decode& decode) {
        const PieceTaker taker{
            .allow = [this](std::uint64_t workingBytes) { m_fence.allowMemory(m_headerBytes + workingBytes); },
            .take =
                [this](const StoredNumbers& stored, std::span<const std::byte> numbers) {
                    m_answers.send(wired(ReaderAnswer{.value = wired(stored), .dataBytes = numbers.size()}));
                    m_answers.sendBytes(numbers);
                }};
        orFailure(subject, [&] { decode(taker); });
    }

    /// With the bytes that the label becomes. needed: beside the label, for encode.
    template <class Needed, class Encode>
    void answerObject(const Needed& needed, const Encode& encode) {
        attempt(file().parent_path(), [&] {
            const auto order = unwired<SegmentationOrder>(m_request.order);
            const auto voxels = static_cast<std::uint64_t>(order.geometry.voxelCount());
            const Label label{reinterpret_cast<const std::uint8_t*>(m_data.data()), m_data.size()};
            if (label.size() != voxels) {
                throw Error(ErrorCode::Internal, "A label is to be written that is not there.");
            }
            const Error tooLarge(ErrorCode::OutOfMemory, order.file.string() +
                                                             " would take more memory to make than is free; export the "
                                                             "label as NIfTI or NRRD.");
            const std::uint64_t bytesNeeded = needed(order, label);
            if (bytesNeeded > m_request.memoryLimitBytes) {
                throw tooLarge;
            }
            m_fence.allowMemory(m_headerBytes + bytesNeeded);
            std::string bytes;
            try {
                bytes = encode(order, label);
            } catch (const std::bad_alloc&) {
                throw tooLarge;
            }
            makeRoom(bytes.size());
            std::ranges::copy(std::as_bytes(std::span(bytes)), m_made.begin());
            return std::string();
        });
    }

    void answerStructures() {
        attempt(file(), [&] {
            m_headerBytes = fieldBytes();
            m_fence.allowMemory(m_headerBytes);
            const auto order = unwired<StructureOrder>(m_request.order);
            return wired(order.kind == StructureKind::Contours ? decodeContours(file(), order, room())
                                                               : decodeSegments(file(), order, room()));
        });
    }

    const ReaderRequest& m_request;
    std::span<const std::byte> m_data;
    MessageChannel& m_answers;
    std::uint64_t m_headerBytes;  ///< that each answer may take at least
    bool m_isCutShort = false;    ///< by what is free, and not by what the file may ask for
    Fence m_fence;
    std::shared_ptr<std::byte[]> m_room;
    std::span<std::byte> m_made;  ///< what follows the answer
};

}  // namespace

void answer(const ReaderRequest& request, std::span<const std::byte> data, MessageChannel& answers) {
    Answering(request, data, answers).run();
}

}  // namespace tandem::reader
