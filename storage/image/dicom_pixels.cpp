#include "storage/image/dicom_pixels.h"

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "core/base/large_memory.h"
#include "storage/image/decoded_pieces.h"
#include "storage/image/usable_grid.h"
#include "storage/image/voxel_intake.h"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstring>
#include <limits>
#include <memory>
#include <span>

namespace tandem {
namespace {

/// Whether a float holds whatever the rescaling makes of such numbers.
template <class Stored>
bool areAllUsable(const DicomRescale& rescale) {
    if constexpr (std::floating_point<Stored>) {
        return false;
    } else {
        using Limits = std::numeric_limits<Stored>;
        const double largest = std::max(-static_cast<double>(Limits::min()), static_cast<double>(Limits::max()));
        return std::abs(rescale.slope) * largest + std::abs(rescale.intercept) <= std::numeric_limits<float>::max();
    }
}

/// first: the place of the plane's first voxel among those of the volume.
template <class Stored, class T>
void takePlane(std::span<const std::byte> numbers, const DicomRescale& rescale, std::int64_t first, std::span<T> voxels,
               VoxelIntake<T>& intake) {
    const auto stored = [&](std::size_t at) {
        Stored number;
        std::memcpy(&number, numbers.data() + at * sizeof(Stored), sizeof(Stored));
        return number;
    };
    const auto value = [&](std::size_t at) {
        return rescale.slope * static_cast<double>(stored(at)) + rescale.intercept;
    };
    if (std::is_same_v<T, float> && areAllUsable<Stored>(rescale)) {
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            voxels[i] = static_cast<T>(value(i));
        }
        return;
    }
    const bool isRescaled = rescale != DicomRescale();
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        const std::int64_t index = first + static_cast<std::int64_t>(i);
        voxels[i] = isRescaled ? intake.take(value(i), index) : intake.take(stored(i), index);
    }
}

}  // namespace

template <class T>
Volume<T> readDicomVoxels(const DicomSeries& series, const ReadOptions& options, std::vector<Finding>& findings,
                          const std::stop_token& stop) {
    if (!series.isReadable()) {
        throw Error(ErrorCode::InvalidInput, series.findings.front());
    }
    const std::filesystem::path name = series.files.front().parent_path();
    requireUsableGrid(series.geometry, name);
    const auto count = static_cast<std::size_t>(series.geometry.voxelCount());
    const double bytes = static_cast<double>(count) * sizeof(T);
    requireMemory(name, bytes, options.memoryLimitBytes);
    const Index3& size = series.geometry.size;
    DecodedPieces pieces({.task = ReaderTask::DicomVoxels,
                          .files = series.files,
                          .planes = series.planes,
                          .size = size,
                          .memoryLimitBytes = memoryLimitOf(options.memoryLimitBytes),
                          .secondsForEach = decodingSeconds(bytes)},
                         name, stop);
    const auto memory = largeMemory(count * sizeof(T));
    const std::span voxels(reinterpret_cast<T*>(memory.get()), count);
    VoxelIntake<T> intake(name, size);
    const std::int64_t planeVoxels = size[0] * size[1];
    for (std::int64_t first = 0; first < series.geometry.voxelCount(); first += planeVoxels) {
        const DecodedPieces::Piece piece = pieces.next(planeVoxels, 1);
        withTypeOf(piece.stored.type, [&]<class Stored>(std::type_identity<Stored>) {
            const auto plane = voxels.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(planeVoxels));
            takePlane<Stored, T>(piece.numbers, piece.stored.rescale, first, plane, intake);
        });
    }
    intake.finish(findings);
    return {series.geometry, std::shared_ptr<const T[]>(memory, voxels.data())};
}

template Volume<float> readDicomVoxels(const DicomSeries&, const ReadOptions&, std::vector<Finding>&,
                                       const std::stop_token&);
template Volume<std::int32_t> readDicomVoxels(const DicomSeries&, const ReadOptions&, std::vector<Finding>&,
                                              const std::stop_token&);

}  // namespace tandem
