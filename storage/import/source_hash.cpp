#include "storage/import/source_hash.h"

#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/image/dicom_series.h"
#include "storage/image/series_pseudonym.h"
#include "storage/import/file_names.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <span>
#include <system_error>

namespace tandem {
namespace {

SourceStamp stampOf(const std::filesystem::path& file) {
    std::error_code failure;
    SourceStamp stamp{.file = file, .bytes = std::filesystem::file_size(file, failure)};
    if (!failure) {
        stamp.writtenAt = std::filesystem::last_write_time(file, failure);
    }
    if (failure) {
        throw Error(ErrorCode::NotFound, "Cannot read " + file.string() + ": " + failure.message() + ".");
    }
    return stamp;
}

/// Notes what the file is like, then reads it.
std::string hashOf(const std::filesystem::path& file, SourceContent& content, const std::stop_token& stop) {
    content.files.push_back(stampOf(file));
    return contentHash(file, stop);
}

std::string combined(const std::vector<std::string>& hashes) {
    std::string all;
    for (const std::string& hash : hashes) {
        all += hash;
    }
    return contentHash(std::as_bytes(std::span(all)));
}

SourceContent contentOfSeries(const std::filesystem::path& folder, const std::string& uid,
                              const std::stop_token& stop) {
    const auto series = findSeriesNamed(folder, uid, stop);
    if (!series) {
        throw Error(ErrorCode::NotFound, "There is no DICOM series " + uid + " in " + folder.string() + ".");
    }
    SourceContent content;
    std::vector<std::string> hashes;
    for (const std::filesystem::path& file : series->files) {
        hashes.push_back(hashOf(file, content, stop));
        content.bytes += content.files.back().bytes;
    }
    std::ranges::sort(hashes);
    content.hash = combined(hashes);
    return content;
}

/// The file that a text header (NRRD, MetaImage) names for its voxels.
std::optional<std::filesystem::path> namedDataFile(const std::filesystem::path& header) {
    std::ifstream stream(header);
    for (std::string line; std::getline(stream, line);) {
        for (const std::string key : {"data file:", "datafile:", "ElementDataFile ="}) {
            if (line.starts_with(key)) {
                const std::size_t first = line.find_first_not_of(' ', key.size());
                const std::size_t last = line.find_last_not_of(" \r");
                return first == std::string::npos
                           ? std::nullopt
                           : std::optional(header.parent_path() / line.substr(first, last + 1 - first));
            }
        }
    }
    return std::nullopt;
}

std::optional<std::filesystem::path> dataFileOf(const std::filesystem::path& header) {
    const std::filesystem::path extension = header.extension();
    if (extension == ".nhdr" || extension == ".mhd") {
        return namedDataFile(header);
    }
    if (extension == ".hdr" || header.filename().string().ends_with(".hdr.gz")) {
        const std::string stem = imageStem(header);
        for (const char* ending : {".img", ".img.gz"}) {
            auto data = header.parent_path() / (stem + ending);
            if (isThere(data)) {
                return data;
            }
        }
    }
    return std::nullopt;
}

}  // namespace

SourceContent contentOf(const std::filesystem::path& path, const std::string& seriesUid, const std::stop_token& stop) {
    if (!seriesUid.empty()) {
        return contentOfSeries(path, seriesUid, stop);
    }
    SourceContent content;
    content.hash = hashOf(path, content, stop);
    content.bytes = content.files.front().bytes;
    const auto data = dataFileOf(path);
    if (data && isFile(*data)) {
        content.hash = combined({content.hash, hashOf(*data, content, stop)});
    }
    return content;
}

bool isStillThere(const SourceContent& content) {
    try {
        return std::ranges::all_of(content.files, [](const SourceStamp& one) { return one == stampOf(one.file); });
    } catch (const Error&) {
        return false;
    }
}

SourceHasher sourceHasher() {
    return [](const ImageFile& wanted, const std::filesystem::path& candidate, const std::stop_token& stop) {
        try {
            return contentOf(candidate, wanted.seriesUid, stop).hash;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                throw;
            }
            return std::string();  // what cannot be read is not what is looked for
        }
    };
}

}  // namespace tandem
