// The voxels of a partly labelled case whose class is known: what patches are placed around.
//
// Thread-safe for reading. Shares the label's voxels, of which a look at one voxel reads a slice at most. Invariant:
// there is a known voxel and an unknown one.
#pragma once

#include "core/volume/volume.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

class KnownVoxels {
public:
    /// Nothing where all voxels are known, or none is.
    [[nodiscard]] static std::optional<KnownVoxels> of(LabelVolume label);

    [[nodiscard]] std::int64_t count() const noexcept { return m_before.back(); }
    /// number: 0..count()-1, in the order of the voxels.
    [[nodiscard]] Index3 at(std::int64_t number) const;

private:
    KnownVoxels(LabelVolume label, std::vector<std::int64_t> before);

    LabelVolume m_label;
    std::vector<std::int64_t> m_before;  ///< known voxels before each slice, and in all
};

}  // namespace tandem
