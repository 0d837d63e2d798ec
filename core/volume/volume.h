// The project's one currency for voxels: a contiguous block, the first axis varying fastest, with its geometry.
//
// Copies share the block. Thread-safe for reading, as the voxels never change once the volume is made.
// Invariant: the block holds geometry().voxelCount() voxels.
#pragma once

#include "core/volume/geometry.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace tandem {

template <class T>
class Volume {
public:
    Volume() = default;

    /// Takes over the voxels; there must be geometry.voxelCount() of them.
    Volume(const Geometry& geometry, std::vector<T> voxels) : m_geometry(geometry) {
        assert(static_cast<std::int64_t>(voxels.size()) == geometry.voxelCount());
        auto owner = std::make_shared<const std::vector<T>>(std::move(voxels));
        m_voxels = std::shared_ptr<const T[]>(owner, owner->data());
    }

    /// Shares voxels that live elsewhere, such as in a mapped file.
    Volume(const Geometry& geometry, std::shared_ptr<const T[]> voxels)
        : m_geometry(geometry), m_voxels(std::move(voxels)) {}

    [[nodiscard]] const Geometry& geometry() const noexcept { return m_geometry; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_voxels == nullptr; }
    [[nodiscard]] std::span<const T> voxels() const noexcept {
        return {m_voxels.get(), static_cast<std::size_t>(m_geometry.voxelCount())};
    }
    [[nodiscard]] std::shared_ptr<const T[]> share() const noexcept { return m_voxels; }

    /// Not checked against the size.
    [[nodiscard]] T at(std::int64_t x, std::int64_t y, std::int64_t z) const noexcept {
        return m_voxels[x + m_geometry.size[0] * (y + m_geometry.size[1] * z)];
    }

private:
    Geometry m_geometry;
    std::shared_ptr<const T[]> m_voxels;
};

/// An image as it was read, scaling slopes applied; also probabilities and maps.
using ImageVolume = Volume<float>;
/// A label map with any whole-number values, as it was read.
using RawLabelVolume = Volume<std::int32_t>;
/// A label map with class indices 0..C-1 of the project's label scheme.
using LabelVolume = Volume<std::uint8_t>;

}  // namespace tandem
