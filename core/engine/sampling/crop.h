// Random crops of volumes, with the padding rule of the method.
//
// A volume not larger than the patch in some axis is taken as zero-padded on both sides by (patch - size) / 2 + 3 in
// that axis. The padding is never made: a box may begin before its volume and end behind it, where it reads zeros.
// Thread-safe. Invariant: a box that is drawn lies within the padded volume.
#pragma once

#include "core/engine/sampling/random_stream.h"
#include "core/settings/training_settings.h"
#include "core/volume/box.h"

#include <ATen/core/Tensor.h>

#include <algorithm>

namespace tandem {

/// Zeros on either side of a volume's axis before a patch is cropped from it.
[[nodiscard]] std::int64_t cropPadding(std::int64_t volumeSide, std::int64_t patchSide) noexcept;

/// Every place of the patch in the padded volume alike. Published loaders never draw the last one of an axis, as the
/// end of numpy's range is none of it: Sampling::Published leaves it out, but where it is the only one.
[[nodiscard]] Box drawCrop(const Index3& volume, const Index3& patch, RandomStream& random,
                           Sampling sampling = Sampling::Ours);

/// Every place of the patch in the padded volume at which it holds the voxel alike.
[[nodiscard]] Box drawCropAround(const Index3& voxel, const Index3& volume, const Index3& patch, RandomStream& random);

/// What of the box lies inside the volume; a size of 0 where nothing does.
[[nodiscard]] Box insideOf(const Box& box, const Index3& volume) noexcept;

/// volume: (...,X,Y,Z). Returns (...,box): a view where the box lies inside, else a copy with zeros outside.
[[nodiscard]] at::Tensor cropped(const at::Tensor& volume, const Box& box);

/// The same for voxels whose first axis varies fastest, into as many voxels as the box has, in the same order.
template <class T>
void cutBox(const T* volume, const Index3& size, const Box& box, T* out) {
    const Box inside = insideOf(box, size);
    if (inside != box) {
        std::fill_n(out, box.voxelCount(), T{});
    }
    for (std::int64_t z = 0; z < inside.size[2]; ++z) {
        for (std::int64_t y = 0; y < inside.size[1]; ++y) {
            const std::int64_t from =
                inside.first[0] + size[0] * (inside.first[1] + y + size[1] * (inside.first[2] + z));
            const std::int64_t to =
                inside.first[0] - box.first[0] +
                box.size[0] * (inside.first[1] - box.first[1] + y + box.size[1] * (inside.first[2] - box.first[2] + z));
            std::copy_n(volume + from, inside.size[0], out + to);
        }
    }
}

}  // namespace tandem
