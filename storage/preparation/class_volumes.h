// Whether preparation kept the structures of a label: their volumes before and after it. Thread-safe.
//
// Invariant: volumes are compared in mm³, so that a change of the grid alone is no change.
#pragma once

#include "core/study/label_scheme.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tandem {

/// A sentence for each class whose known volume changed by more than 5 %, the background left aside: thin structures
/// vanish on a coarser grid, and a crop may cut them. Of a label with unknown voxels volumes are told as the least that
/// they are. before: class indices as they were read. after: of the prepared grid.
[[nodiscard]] std::vector<std::string> volumeNotices(const LabelVolume& before, std::span<const std::uint8_t> after,
                                                     const Geometry& geometryAfter, const LabelScheme& scheme);

}  // namespace tandem
