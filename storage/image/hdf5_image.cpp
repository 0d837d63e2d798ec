#include "storage/image/hdf5_image.h"

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "storage/image/byte_source.h"
#include "storage/image/decoded_volume.h"
#include "storage/image/usable_grid.h"

#include <system_error>
#include <utility>

namespace tandem {
namespace {

Hdf5Grid gridOf(const std::filesystem::path& path, const std::vector<std::string>& datasets) {
    requireRegularFile(path);
    const ReaderRequest request{.task = ReaderTask::Hdf5Header, .files = {path}, .datasets = datasets};
    return answerOf<Hdf5Grid>(request, path);
}

ImageHeader headerOf(const Hdf5Grid& grid, const std::filesystem::path& path, const ReadOptions& options) {
    ImageHeader header;
    header.format = "hdf5";
    header.voxelType = grid.voxelType;
    header.geometry.size = grid.size;
    if (options.spacingMm) {
        header.geometry.spacingMm = *options.spacingMm;
    } else {
        header.findings.push_back({FindingSeverity::Warning,
                                   path.string() + " does not say how large its voxels are; 1 mm is assumed.",
                                   "Give the spacing when importing."});
    }
    return header;
}

}  // namespace

ImageHeader readHdf5Header(const std::filesystem::path& path, const std::vector<std::string>& datasets,
                           const ReadOptions& options) {
    return headerOf(gridOf(path, datasets), path, options);
}

template <class T>
ReadVolume<T> readHdf5(const std::filesystem::path& path, const std::string& dataset, const ReadOptions& options,
                       const std::stop_token& stop) {
    const Hdf5Grid grid = gridOf(path, {dataset});
    ImageHeader header = headerOf(grid, path, options);
    const Geometry geometry = header.geometry;
    requireUsableGrid(geometry, path);
    // The volume, and at most as much again where all planes are stored in one chunk.
    const double bytes = static_cast<double>(geometry.voxelCount()) * static_cast<double>(sizeof(T) + grid.voxelBytes);
    requireMemory(path, bytes, options.memoryLimitBytes);
    auto volume = decodedVolume<T>({.task = ReaderTask::Hdf5Voxels,
                                    .files = {path},
                                    .datasets = {dataset},
                                    .memoryLimitBytes = memoryLimitOf(options.memoryLimitBytes),
                                    .secondsForEach = decodingSeconds(bytes)},
                                   geometry, path, header.findings, stop);
    return {std::move(header), std::move(volume)};
}

template ReadVolume<float> readHdf5(const std::filesystem::path&, const std::string&, const ReadOptions&,
                                    const std::stop_token&);
template ReadVolume<std::int32_t> readHdf5(const std::filesystem::path&, const std::string&, const ReadOptions&,
                                           const std::stop_token&);

bool hasHdf5Dataset(const std::filesystem::path& path, const std::string& dataset) {
    std::error_code failure;
    if (!std::filesystem::is_regular_file(path, failure)) {
        return false;
    }
    const ReaderRequest request{.task = ReaderTask::Hdf5Has, .files = {path}, .datasets = {dataset}};
    try {
        return answerOf<bool>(request, path);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::InvalidInput) {
            return false;
        }
        throw;
    }
}

}  // namespace tandem
