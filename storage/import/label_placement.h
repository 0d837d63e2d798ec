// Brings a label onto the grid of its image, or says why it does not belong there. Internal to storage/import.
//
// Thread-safe. Invariant: nothing is resampled but where a person asked for it.
#pragma once

#include "core/study/finding.h"
#include "core/volume/volume.h"

#include <optional>
#include <string>

namespace tandem {

struct PlacedLabel {
    std::optional<RawLabelVolume> label;  ///< on the image's grid; nothing where it does not belong there
    std::optional<Finding> finding;       ///< where it was not stored like that
    bool isResampled = false;
};

/// what: the label for sentences, such as "the label". resamples: a person wants the nearest voxels of one on another
/// grid.
[[nodiscard]] PlacedLabel placedOnImage(const Geometry& image, const RawLabelVolume& label, const std::string& what,
                                        bool resamples);

}  // namespace tandem
