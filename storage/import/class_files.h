// One label map of files that each say where one structure is (TotalSegmentator). Internal to storage/import.
//
// Thread-safe. Invariant: every voxel gets the value that the scheme has for its structure; structures that the scheme
// does not have are left out.
#pragma once

#include "core/study/finding.h"
#include "core/study/label_scheme.h"
#include "core/volume/volume.h"
#include "storage/import/import_plan.h"

#include <stop_token>
#include <vector>

namespace tandem {

/// Those of the files whose structures are classes of the scheme, whatever capitals and spaces their names have.
[[nodiscard]] std::vector<ClassFile> filesOfClasses(const std::vector<ClassFile>& files, const LabelScheme& scheme);

struct MergedLabel {
    RawLabelVolume label;
    std::vector<Finding> findings;  ///< on voxels of several structures
};

/// Of filesOfClasses(). A voxel that several files claim is the last one's. Throws Error (InvalidInput where a file
/// lies on another grid; what the reader refuses; Cancelled).
[[nodiscard]] MergedLabel mergeClassFiles(const std::vector<ClassFile>& files, const LabelScheme& scheme,
                                          const Geometry& grid, const std::stop_token& stop);

}  // namespace tandem
