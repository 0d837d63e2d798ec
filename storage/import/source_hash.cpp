#include "storage/import/source_hash.h"

#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "storage/image/dicom_series.h"
#include "storage/image/image_reader.h"

#include <algorithm>
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

}  // namespace

SourceContent contentOf(const std::filesystem::path& path, const std::string& seriesUid, const std::stop_token& stop) {
    if (!seriesUid.empty()) {
        return contentOfSeries(path, seriesUid, stop);
    }
    SourceContent content;
    content.hash = hashOf(path, content, stop);
    content.bytes = content.files.front().bytes;
    // The very file that would be read, so that two images are one case only when their voxels agree.
    if (const auto data = detachedVoxels(path)) {
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
