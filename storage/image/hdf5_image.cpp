#include "storage/image/hdf5_image.h"

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "core/base/large_memory.h"
#include "storage/image/byte_source.h"
#include "storage/image/decoded_pieces.h"
#include "storage/image/usable_grid.h"
#include "storage/image/voxel_intake.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

Hdf5Grid gridOf(const std::filesystem::path& path, const std::vector<std::string>& datasets) {
    requireRegularFile(path);
    const ReaderRequest request{.task = ReaderTask::Hdf5Header, .files = {path}, .datasets = datasets};
    const auto grid = answerOf<Hdf5Grid>(request, path);
    if (!isVoxelType(grid.type)) {
        failOtherVoxels(path);
    }
    return grid;
}

ImageHeader headerOf(const Hdf5Grid& grid, const std::filesystem::path& path, const ReadOptions& options) {
    ImageHeader header;
    header.format = "hdf5";
    header.voxelType = nameOf(grid.type);
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

/// planes: some of the first axis, the first of them at `first`, so that writing touches whole cache lines.
template <class Stored, class T>
void transpose(std::span<const std::byte> planes, std::int64_t first, std::int64_t count, const Index3& size,
               VoxelIntake<T>& intake, std::span<T> voxels) {
    const auto [sizeX, sizeY, sizeZ] = size;
    for (std::int64_t x = 0; x < count; ++x) {
        for (std::int64_t y = 0; y < sizeY; ++y) {
            const std::byte* const row = planes.data() + (x * sizeY + y) * sizeZ * std::int64_t{sizeof(Stored)};
            for (std::int64_t z = 0; z < sizeZ; ++z) {
                Stored value;
                std::memcpy(&value, row + z * std::int64_t{sizeof(Stored)}, sizeof(Stored));
                const std::int64_t index = first + x + sizeX * (y + sizeY * z);
                voxels[static_cast<std::size_t>(index)] = intake.take(value, index);
            }
        }
    }
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
    const double bytes =
        static_cast<double>(geometry.voxelCount()) * static_cast<double>(sizeof(T) + bytesOf(grid.type));
    requireMemory(path, bytes, options.memoryLimitBytes);
    DecodedPieces pieces({.task = ReaderTask::Hdf5Voxels,
                          .files = {path},
                          .datasets = {dataset},
                          .memoryLimitBytes = memoryLimitOf(options.memoryLimitBytes),
                          .secondsForEach = decodingSeconds(bytes)},
                         path, stop);
    const auto count = static_cast<std::size_t>(geometry.voxelCount());
    const auto memory = largeMemory(count * sizeof(T));
    const std::span voxels(reinterpret_cast<T*>(memory.get()), count);
    VoxelIntake<T> intake(path, geometry.size);
    const auto [sizeX, sizeY, sizeZ] = geometry.size;
    for (std::int64_t first = 0; first < sizeX;) {
        const auto piece = pieces.next(sizeY * sizeZ, std::min(kHdf5PlanesAtOnce, sizeX - first));
        if (piece.stored.type != grid.type) {
            failOtherVoxels(path);
        }
        withTypeOf(grid.type, [&]<class Stored>(std::type_identity<Stored>) {
            transpose<Stored, T>(piece.numbers, first, piece.planes, geometry.size, intake, voxels);
        });
        first += piece.planes;
    }
    intake.finish(header.findings);
    return {std::move(header), Volume<T>(geometry, std::shared_ptr<const T[]>(memory, voxels.data()))};
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
