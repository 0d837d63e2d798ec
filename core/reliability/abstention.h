// A label map that abstains where it is not to be trusted.
//
// Thread-safe. Invariant: only voxels of less trust than the threshold are left undecided, and all of them are.
#pragma once

#include "core/volume/volume.h"

#include <cstdint>

namespace tandem {

struct AbstainCount {
    std::int64_t voxels = 0;               ///< of the volume
    std::int64_t abstained = 0;            ///< of them
    std::int64_t foreground = 0;           ///< that the prediction gives to a structure
    std::int64_t foregroundAbstained = 0;  ///< of them
    double expectedErrors = 0;             ///< voxels of the volume that are wrong, by their trust
    double expectedErrorsRemoved = 0;      ///< of them, those that are left undecided

    [[nodiscard]] double fraction() const { return voxels > 0 ? double(abstained) / double(voxels) : 0; }
    [[nodiscard]] double foregroundFraction() const {
        return foreground > 0 ? double(foregroundAbstained) / double(foreground) : 0;
    }
    [[nodiscard]] double errorFraction() const {
        return expectedErrors > 0 ? expectedErrorsRemoved / expectedErrors : 0;
    }
};

struct AbstainedLabel {
    LabelVolume label;  ///< abstainIndex where the trust is under the threshold
    AbstainCount count;
};

/// Both on one grid. Throws Error (InvalidInput) when they are not.
[[nodiscard]] AbstainedLabel abstained(const LabelVolume& label, const ImageVolume& trust, double threshold,
                                       std::uint8_t abstainIndex);

}  // namespace tandem
