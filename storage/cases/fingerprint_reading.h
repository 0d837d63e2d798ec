// What a project's cases are like, so that settings for them can be proposed (core/proposal).
//
// Sizes, spacings, ranges of intensity and class volumes are known since the import; voxels are read of some cases
// only, spread over the project, so that hundreds of cases take no longer than some dozens. For the thread of the
// Project. Invariant: the same cases give the same facts, as voxels are sampled evenly, not at random.
#pragma once

#include "core/base/progress.h"
#include "core/proposal/fingerprint.h"

#include <stop_token>

namespace tandem {

class Project;

/// Of all cases but those that are excluded; axes in LPS order, as cases of any source are prepared alike in it. Throws
/// Error (what reading a source throws; Cancelled).
[[nodiscard]] Fingerprint fingerprintOf(const Project& project, const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
