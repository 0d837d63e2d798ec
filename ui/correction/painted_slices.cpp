#include "ui/correction/painted_slices.h"

#include <algorithm>

namespace tandem {

PaintedSlices PaintedSlices::of(const LabelVolume& start, const LabelVolume& label) {
    const Index3& size = label.geometry().size;
    std::array<std::vector<bool>, 3> isPainted;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        isPainted[axis].resize(static_cast<std::size_t>(size[axis]));
    }
    const auto before = start.voxels();
    const auto now = label.voxels();
    const auto length = static_cast<std::size_t>(size[0]);
    for (std::int64_t row = 0; row < size[1] * size[2]; ++row) {
        const std::size_t first = static_cast<std::size_t>(row) * length;
        const auto rowBefore = before.subspan(first, length);
        const auto rowNow = now.subspan(first, length);
        if (std::ranges::equal(rowBefore, rowNow)) {
            continue;
        }
        isPainted[1][static_cast<std::size_t>(row % size[1])] = true;
        isPainted[2][static_cast<std::size_t>(row / size[1])] = true;
        for (std::size_t x = 0; x < length; ++x) {
            isPainted[0][x] = isPainted[0][x] || rowBefore[x] != rowNow[x];
        }
    }
    PaintedSlices painted;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        for (std::size_t slice = 0; slice < isPainted[axis].size(); ++slice) {
            if (isPainted[axis][slice]) {
                painted.add(axis, static_cast<std::int64_t>(slice));
            }
        }
    }
    return painted;
}

}  // namespace tandem
