#include "core/engine/sampling/crop.h"

#include <torch/types.h>

#include <vector>

namespace tandem {

std::int64_t cropPadding(std::int64_t volumeSide, std::int64_t patchSide) noexcept {
    constexpr std::int64_t kMargin = 3;
    return volumeSide > patchSide ? 0 : (patchSide - volumeSide) / 2 + kMargin;
}

Box drawCrop(const Index3& volume, const Index3& patch, RandomStream& random, Sampling sampling) {
    Box box{.size = patch};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::int64_t padding = cropPadding(volume[axis], patch[axis]);
        const std::int64_t last = volume[axis] + 2 * padding - patch[axis];
        const std::int64_t places = sampling == Sampling::Published ? std::max<std::int64_t>(1, last) : last + 1;
        box.first[axis] = random.below(places) - padding;
    }
    return box;
}

Box drawCropAround(const Index3& voxel, const Index3& volume, const Index3& patch, RandomStream& random) {
    Box box{.size = patch};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::int64_t padding = cropPadding(volume[axis], patch[axis]);
        const std::int64_t first = std::max(-padding, voxel[axis] - patch[axis] + 1);
        const std::int64_t last = std::min(volume[axis] + padding - patch[axis], voxel[axis]);
        box.first[axis] = first + random.below(last - first + 1);
    }
    return box;
}

Box insideOf(const Box& box, const Index3& volume) noexcept {
    Box inside;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        inside.first[axis] = std::clamp<std::int64_t>(box.first[axis], 0, volume[axis]);
        const std::int64_t end = std::clamp<std::int64_t>(box.first[axis] + box.size[axis], 0, volume[axis]);
        inside.size[axis] = std::max<std::int64_t>(0, end - inside.first[axis]);
    }
    return inside;
}

at::Tensor cropped(const at::Tensor& volume, const Box& box) {
    const std::int64_t leading = volume.dim() - 3;
    const Box inside = insideOf(box, {volume.size(leading), volume.size(leading + 1), volume.size(leading + 2)});
    at::Tensor part = volume;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        part = part.narrow(leading + static_cast<std::int64_t>(axis), inside.first[axis], inside.size[axis]);
    }
    if (inside == box) {
        return part;
    }
    std::vector<std::int64_t> shape = volume.sizes().vec();
    std::copy(box.size.begin(), box.size.end(), shape.begin() + leading);
    at::Tensor result = torch::zeros(shape, volume.options());
    at::Tensor target = result;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        target = target.narrow(leading + static_cast<std::int64_t>(axis), inside.first[axis] - box.first[axis],
                               inside.size[axis]);
    }
    target.copy_(part);
    return result;
}

}  // namespace tandem
