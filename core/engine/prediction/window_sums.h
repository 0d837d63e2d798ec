// Sums of overlapping windows over a volume, and their averages.
//
// Not thread-safe. Invariant: channels vary fastest in memory (as the network's channels-last results do), so adding a
// window is one pass over contiguous rows.
#pragma once

#include "core/volume/geometry.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <vector>

namespace tandem {

/// The regular grid of windows over a padded volume.
struct WindowGrid {
    Index3 padded{};  ///< size of the volume with its padding
    Index3 before{};  ///< voxels of padding before the first of the volume
    Index3 size{};    ///< of the volume itself
    Index3 patch{};
    std::array<std::vector<std::int64_t>, 3> offsets;  ///< along each axis

    [[nodiscard]] static WindowGrid over(const Index3& size, const Index3& patch, const Index3& stride);
    [[nodiscard]] std::int64_t count() const noexcept;
    /// First voxel of the window with the given number, the third axis running fastest.
    [[nodiscard]] Index3 offset(std::int64_t number) const noexcept;
};

class WindowSums {
public:
    /// Zeros of shape (channels, padded size), float32.
    WindowSums(const WindowGrid& grid, std::int64_t channels, const at::Device& device);

    /// values: (channels, patch), any float type, on any device.
    void add(const Index3& offset, const at::Tensor& values);

    /// The averages of shape (channels, size), without the padding. May be called once: the sums become the averages.
    [[nodiscard]] at::Tensor takeAverages();

private:
    WindowGrid m_grid;
    at::Tensor m_sums;  ///< (channels,X,Y,Z)
};

}  // namespace tandem
