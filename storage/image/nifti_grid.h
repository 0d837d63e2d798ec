// The grid that NIfTI or Analyze header fields describe. Thread-safe.
//
// Invariant: LPS and right-angled; a choice between the file's two transforms is told by a finding.
#pragma once

#include "core/study/finding.h"
#include "core/volume/geometry.h"
#include "storage/image/nifti_fields.h"

#include <string>
#include <vector>

namespace tandem {

/// The sform when there is one, as most programs of the field do; the qform when there is no sform or the sform is
/// sheared; else the voxel sizes alone, in RAS order. Analyze: by its orientation code. The size comes from dim[1..3].
/// Adds to findings. name: of the file, for sentences. Throws Error (InvalidInput) when what is left is sheared or
/// unusable.
[[nodiscard]] Geometry niftiGrid(const NiftiFields& fields, const std::string& name, std::vector<Finding>& findings);

}  // namespace tandem
