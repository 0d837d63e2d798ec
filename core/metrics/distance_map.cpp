#include "core/metrics/distance_map.h"

#include "core/base/error.h"
#include "core/volume/unknown_class.h"

#include <itkImage.h>
#include <itkSignedMaurerDistanceMapImageFilter.h>

#include <algorithm>
#include <array>
#include <new>

namespace tandem {
namespace {

using SeedImage = itk::Image<std::uint8_t, 3>;
using DistanceImage = itk::Image<double, 3>;

std::size_t flat(const Index3& size, std::int64_t x, std::int64_t y, std::int64_t z) {
    return static_cast<std::size_t>(x + size[0] * (y + size[1] * z));
}

/// With one voxel of background around: the filter finds seeds by their contour, which seeds that fill the whole image
/// do not have.
SeedImage::Pointer paddedImage(const LabelBlock& seeds) {
    const auto image = SeedImage::New();
    SeedImage::SizeType size;
    SeedImage::SpacingType spacing;
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<itk::SizeValueType>(seeds.size[axis] + 2);
        spacing[axis] = seeds.spacingMm[axis];
    }
    image->SetRegions(size);
    image->SetSpacing(spacing);
    image->AllocateInitialized();
    std::uint8_t* target = image->GetBufferPointer();
    const Index3 padded{seeds.size[0] + 2, seeds.size[1] + 2, seeds.size[2] + 2};
    for (std::int64_t z = 0; z < seeds.size[2]; ++z) {
        for (std::int64_t y = 0; y < seeds.size[1]; ++y) {
            const auto row = seeds.voxels.begin() + static_cast<std::ptrdiff_t>(flat(seeds.size, 0, y, z));
            std::copy_n(row, seeds.size[0], target + flat(padded, 1, y + 1, z + 1));
        }
    }
    return image;
}

DistanceImage::Pointer signedDistances(const LabelBlock& seeds) {
    using Filter = itk::SignedMaurerDistanceMapImageFilter<SeedImage, DistanceImage>;
    const auto filter = Filter::New();
    filter->SetInput(paddedImage(seeds));
    filter->SetBackgroundValue(0);
    filter->SetSquaredDistance(false);
    filter->SetUseImageSpacing(true);
    filter->SetInsideIsPositive(false);
    filter->Update();
    return filter->GetOutput();
}

std::vector<double> withoutPadding(const DistanceImage& image, const Index3& size) {
    std::vector<double> distances;
    distances.reserve(static_cast<std::size_t>(size[0] * size[1] * size[2]));
    const double* source = image.GetBufferPointer();
    const Index3 padded{size[0] + 2, size[1] + 2, size[2] + 2};
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            const double* row = source + flat(padded, 1, y + 1, z + 1);
            // Negative inside the seeds, where the distance to them is 0.
            std::transform(row, row + size[0], std::back_inserter(distances),
                           [](double distance) { return std::max(distance, 0.0); });
        }
    }
    return distances;
}

}  // namespace

LabelBlock cutOut(const LabelVolume& labels, const Box& box) {
    LabelBlock block{.size = box.size, .spacingMm = labels.geometry().spacingMm, .voxels = {}};
    block.voxels.reserve(static_cast<std::size_t>(box.size[0] * box.size[1] * box.size[2]));
    const auto voxels = labels.voxels();
    for (std::int64_t z = 0; z < box.size[2]; ++z) {
        for (std::int64_t y = 0; y < box.size[1]; ++y) {
            const auto row =
                voxels.subspan(flat(labels.geometry().size, box.first[0], box.first[1] + y, box.first[2] + z),
                               static_cast<std::size_t>(box.size[0]));
            block.voxels.insert(block.voxels.end(), row.begin(), row.end());
        }
    }
    return block;
}

LabelBlock surfaceOf(const LabelBlock& labels) {
    LabelBlock surface{.size = labels.size, .spacingMm = labels.spacingMm, .voxels = {}};
    surface.voxels.resize(labels.voxels.size());
    const std::array<std::int64_t, 3> stride{1, labels.size[0], labels.size[0] * labels.size[1]};
    Index3 at{};
    for (at[2] = 0; at[2] < labels.size[2]; ++at[2]) {
        for (at[1] = 0; at[1] < labels.size[1]; ++at[1]) {
            for (at[0] = 0; at[0] < labels.size[0]; ++at[0]) {
                const std::size_t here = flat(labels.size, at[0], at[1], at[2]);
                const std::uint8_t* voxel = labels.voxels.data() + here;
                const auto endsAt = [voxel](std::int64_t step) {
                    return voxel[step] != *voxel && voxel[step] != kUnknownClass;
                };
                const bool isStructure = *voxel != 0 && *voxel != kUnknownClass;
                bool touches = false;
                for (std::size_t axis = 0; axis < 3 && isStructure; ++axis) {
                    touches = touches || at[axis] == 0 || at[axis] + 1 == labels.size[axis] || endsAt(-stride[axis]) ||
                              endsAt(stride[axis]);
                }
                surface.voxels[here] = touches ? 1 : 0;
            }
        }
    }
    return surface;
}

std::vector<double> distancesMm(const LabelBlock& seeds) {
    try {
        return withoutPadding(*signedDistances(seeds), seeds.size);
    } catch (const itk::MemoryAllocationError& error) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to measure distances in this volume.",
                    error.what());
    } catch (const std::bad_alloc& error) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to measure distances in this volume.",
                    error.what());
    } catch (const itk::ExceptionObject& error) {
        throw Error(ErrorCode::Internal, "Distances in this volume could not be measured.", error.what());
    }
}

}  // namespace tandem
