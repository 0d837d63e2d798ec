// Voxels that a reader decoded, as a volume that shares them. Thread-safe.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/reader_call.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <vector>

namespace tandem {

/// The only answer to the request, which asks for voxels on the grid. T is float or std::int32_t. findings: those of
/// the file, to which what is odd about the voxels is added. Throws Error as ReaderCall::next(), and OutOfMemory.
template <class T>
[[nodiscard]] Volume<T> decodedVolume(ReaderRequest request, const Geometry& geometry,
                                      const std::filesystem::path& subject, std::vector<Finding>& findings,
                                      const std::stop_token& stop) {
    request.isLabel = std::is_same_v<T, std::int32_t>;
    ReaderCall call(request, stop);
    const ReaderCall::Value value = call.next(subject);
    const std::size_t bytes = static_cast<std::size_t>(geometry.voxelCount()) * sizeof(T);
    const auto owner = call.data(bytes, subject);
    std::ranges::move(unwired<std::vector<Finding>>(value.bytes), std::back_inserter(findings));
    return {geometry, std::shared_ptr<const T[]>(owner, reinterpret_cast<const T*>(owner.get()))};
}

/// Seconds that decoding may compute: a tenth of what slow processors manage.
[[nodiscard]] constexpr std::uint32_t decodingSeconds(double bytes) {
    constexpr double kBytesPerSecond = 2.0 * 1024 * 1024;
    constexpr double kLongest = 24.0 * 3600;
    const double seconds = 10 + bytes / kBytesPerSecond;
    return static_cast<std::uint32_t>(seconds < kLongest ? seconds : kLongest);
}

}  // namespace tandem
