// Tells an image that is probably a label, whatever its name, by what is in it.
//
// Thread-safe. Invariant: this only warns; measured images have more values than labels do.
#pragma once

#include "core/study/finding.h"
#include "core/volume/volume.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"

#include <cstddef>
#include <optional>
#include <set>

namespace tandem {

/// The values of an image that has only a few whole ones; empty for every other.
[[nodiscard]] std::set<std::int32_t> fewWholeValues(const ImageVolume& image);

/// What to say of the plan's case whose only image has few whole values (as above) when the image of a case beside it
/// lies on the same grid. Reads headers alone. Nothing where there is no suspicion.
[[nodiscard]] std::optional<Finding> labelSuspicion(const ImportPlan& plan, std::size_t index, const Geometry& grid,
                                                    const std::set<std::int32_t>& values, const ImportOptions& options);

}  // namespace tandem
