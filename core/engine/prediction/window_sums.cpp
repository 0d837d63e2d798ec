#include "core/engine/prediction/window_sums.h"

#include "core/engine/prediction/sliding_window.h"

#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <utility>

namespace tandem {

WindowGrid WindowGrid::over(const Index3& size, const Index3& patch, const Index3& stride) {
    WindowGrid grid{.size = size, .patch = patch};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::int64_t missing = std::max<std::int64_t>(0, patch[axis] - size[axis]);
        grid.padded[axis] = size[axis] + missing;
        grid.before[axis] = missing / 2;
        grid.offsets[axis] = windowOffsets(grid.padded[axis], patch[axis], stride[axis]);
    }
    return grid;
}

std::int64_t WindowGrid::count() const noexcept {
    return static_cast<std::int64_t>(offsets[0].size() * offsets[1].size() * offsets[2].size());
}

Index3 WindowGrid::offset(std::int64_t number) const noexcept {
    const auto index = static_cast<std::size_t>(number);
    const std::size_t rows = offsets[1].size();
    const std::size_t columns = offsets[2].size();
    return {offsets[0][index / (rows * columns)], offsets[1][index / columns % rows], offsets[2][index % columns]};
}

WindowSums::WindowSums(const WindowGrid& grid, std::int64_t channels, const at::Device& device)
    : m_grid(grid),
      m_sums(at::zeros({grid.padded[0], grid.padded[1], grid.padded[2], channels},
                       at::TensorOptions(at::kFloat).device(device))
                 .permute({3, 0, 1, 2})) {}

void WindowSums::add(const Index3& offset, const at::Tensor& values) {
    at::Tensor part = m_sums;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        part = part.narrow(static_cast<std::int64_t>(axis) + 1, offset[axis], m_grid.patch[axis]);
    }
    part.add_(values.to(m_sums.device()));
}

at::Tensor WindowSums::takeAverages() {
    at::Tensor averages = std::exchange(m_sums, {});
    // Windows form a grid, so the number of windows over a voxel is the product of those along each axis.
    for (std::size_t axis = 0; axis < 3; ++axis) {
        std::vector<float> counts(static_cast<std::size_t>(m_grid.padded[axis]), 0.0F);
        for (const std::int64_t first : m_grid.offsets[axis]) {
            std::for_each_n(counts.begin() + first, m_grid.patch[axis], [](float& count) { count += 1; });
        }
        std::array<std::int64_t, 4> shape{1, 1, 1, 1};
        shape[axis + 1] = m_grid.padded[axis];
        averages.div_(at::from_blob(counts.data(), shape, at::kFloat).to(averages.device()));
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        averages = averages.narrow(static_cast<std::int64_t>(axis) + 1, m_grid.before[axis], m_grid.size[axis]);
    }
    return averages;
}

}  // namespace tandem
