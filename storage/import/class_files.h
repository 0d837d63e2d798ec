// One label map of files that each say where one structure is (TotalSegmentator), and of DICOM objects that say it of
// several. Internal to storage/import.
//
// Thread-safe. Invariant: every voxel gets the value that the scheme has for the class of its structure; structures
// that are no class are left out.
#pragma once

#include "core/study/finding.h"
#include "core/study/label_scheme.h"
#include "core/volume/volume.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"

#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// Those of the files whose structures are classes. Throws Error (InvalidInput) as StructureClasses.
[[nodiscard]] std::vector<ClassFile> filesOfClasses(const std::vector<ClassFile>& files, const LabelScheme& scheme,
                                                    const StructureChoices& choices);

struct MergedLabel {
    RawLabelVolume label;
    std::vector<Finding> findings;  ///< on voxels of several structures, and on what was read
};

/// Of filesOfClasses(). A voxel that several claim is that of the class which the options rank highest. Throws Error
/// (InvalidInput where a file lies on another grid and is not to be resampled; what the reader refuses; Cancelled).
[[nodiscard]] MergedLabel mergeClassFiles(const std::vector<ClassFile>& files, const LabelScheme& scheme,
                                          const ImportOptions& options, const Geometry& grid,
                                          const std::stop_token& stop);

}  // namespace tandem
