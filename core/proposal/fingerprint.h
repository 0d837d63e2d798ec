// What is known of a project's cases before any is prepared: the facts that a proposal of settings goes by.
//
// Plain values and pure functions, thread-safe. Invariant: sizes and spacings are in LPS order, so that the same place
// of two cases is the same axis of the patient.
#pragma once

#include "core/volume/geometry.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tandem {

/// Of a case whose voxels were read, which not all need be.
struct VoxelFacts {
    Vector3 nonZeroShare{1, 1, 1};  ///< of each axis: what of it the box of voxels that are not 0 takes
    std::vector<float>
        foreground;  ///< intensities of some voxels of structures, of all channels; empty without a label
};

struct CaseFacts {
    Index3 size{0, 0, 0};
    Vector3 spacingMm{1, 1, 1};
    bool isLabelled = false;
    bool isCt = false;           ///< every channel is, by what its files say or its intensities
    double foregroundShare = 0;  ///< of the voxels; of a labelled case
    std::optional<VoxelFacts> voxels;
};

struct Fingerprint {
    std::vector<CaseFacts> cases;

    [[nodiscard]] std::size_t labelledCount() const;
    /// Whether more than half of the cases are CT: of those whose voxels were read, else of all.
    [[nodiscard]] bool isCt() const;
    /// By axis, of all cases. percent: 0 to 100. Throws Error (InvalidInput) without cases.
    [[nodiscard]] Vector3 spacingPercentile(double percent) const;
    /// By axis, of the cases whose voxels were read; 1 where there are none.
    [[nodiscard]] Vector3 medianNonZeroShare() const;
    /// Of the labelled cases; 0 without.
    [[nodiscard]] double medianForegroundShare() const;
    /// By axis: the voxels that cases have at the spacing, without what is cut off. shareKept: by axis.
    [[nodiscard]] Index3 medianSizeAt(const Vector3& spacingMm, const Vector3& shareKept) const;
    /// Of the sampled voxels of structures; nothing where there are none.
    [[nodiscard]] std::optional<double> foregroundPercentile(double percent) const;
};

/// Whether a channel's intensities are Hounsfield units, as air and bone have them far on both sides of 0. What a
/// normalisation or a narrow window has left of them is none.
[[nodiscard]] bool looksLikeCt(double minimum, double maximum) noexcept;

/// With linear interpolation between the nearest two, as numpy's. values: at least one. percent: 0 to 100.
[[nodiscard]] double percentileOf(std::vector<double> values, double percent);

}  // namespace tandem
