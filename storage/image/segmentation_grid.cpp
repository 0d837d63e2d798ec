#include "storage/image/segmentation_grid.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace tandem {
namespace {

/// The distance of an image's slices along the axis that runs most along a direction.
double spacingAlong(const Geometry& image, const Vector3& normal) {
    std::size_t best = 0;
    double greatest = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        double cosine = 0;
        for (std::size_t row = 0; row < 3; ++row) {
            cosine += image.direction[row][axis] * normal[row];
        }
        if (std::abs(cosine) > greatest) {
            greatest = std::abs(cosine);
            best = axis;
        }
    }
    return image.spacingMm[best];
}

/// Where the frames lie along their normal, in mm, rising.
std::vector<double> placesOf(const SegmentationFrames& frames, const Geometry& grid,
                             const std::filesystem::path& file) {
    std::vector<double> places;
    for (const Vector3& position : frames.positionsMm) {
        const Vector3 at = grid.indexOf(position);
        if (!(std::abs(at[0]) <= kFrameTolerance && std::abs(at[1]) <= kFrameTolerance)) {
            throw Error(ErrorCode::InvalidInput,
                        file.string() + " has frames that do not lie one above the other, so they make no volume.");
        }
        places.push_back(at[2]);
    }
    std::ranges::sort(places);
    return places;
}

bool areMultiples(const std::vector<double>& places, double step) {
    return step > 0 && std::ranges::all_of(places, [&](double place) {
               const double steps = (place - places.front()) / step;
               return std::abs(steps - std::round(steps)) <= kFrameTolerance;
           });
}

/// The smallest distance between two frames at different places; 0 where there is none.
double smallestGap(const std::vector<double>& places) {
    constexpr double kSamePlaceMm = 1e-3;
    double smallest = 0;
    for (std::size_t i = 1; i < places.size(); ++i) {
        const double gap = places[i] - places[i - 1];
        if (gap > kSamePlaceMm && (smallest == 0 || gap < smallest)) {
            smallest = gap;
        }
    }
    return smallest;
}

}  // namespace

Geometry gridOfFrames(const SegmentationFrames& frames, const Geometry& image, const std::filesystem::path& file) {
    const Vector3& row = frames.alongRow;
    const Vector3& column = frames.alongColumn;
    const Vector3 normal{row[1] * column[2] - row[2] * column[1], row[2] * column[0] - row[0] * column[2],
                         row[0] * column[1] - row[1] * column[0]};
    Geometry grid{.size = {frames.columns, frames.rows, 1},
                  .spacingMm = {frames.spacingMm[0], frames.spacingMm[1], 1},
                  .originMm = frames.positionsMm.front()};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        grid.direction[axis] = {row[axis], column[axis], normal[axis]};
    }
    const std::vector<double> places = placesOf(frames, grid, file);
    // Where frames are left out, their smallest distance may be that of several slices.
    const std::vector<double> steps{frames.betweenSlicesMm, spacingAlong(image, normal), smallestGap(places)};
    const auto step = std::ranges::find_if(steps, [&](double one) { return areMultiples(places, one); });
    if (step == steps.end()) {
        throw Error(ErrorCode::InvalidInput,
                    file.string() + " has frames at uneven distances, so they make no volume.");
    }
    grid.originMm = grid.positionMm({0, 0, places.front()});
    grid.spacingMm[2] = *step;
    const double slices = std::round((places.back() - places.front()) / *step) + 1;
    constexpr double kMostSlices = 1 << 20;
    if (!(slices <= kMostSlices)) {
        throw Error(ErrorCode::InvalidInput, file.string() + " has frames that lie too far apart to make a volume.");
    }
    grid.size[2] = static_cast<std::int64_t>(slices);
    return grid;
}

}  // namespace tandem
