// Reads the source files of a project's cases, wherever they are now, as the project understands them.
//
// For the thread of the Project.
#pragma once

#include "core/volume/volume.h"

#include <stop_token>

namespace tandem {

class Project;
struct CaseRecord;
struct ImageFile;

/// One channel on its original grid. Throws Error (NotFound when the file is gone; what the reader refuses).
[[nodiscard]] ImageVolume readCaseImage(const Project& project, const ImageFile& file, const std::stop_token& stop);

/// The label's voxel values on the image's grid, with those of the project's scheme in place of the case's own.
[[nodiscard]] RawLabelVolume readCaseLabelValues(const Project& project, const CaseRecord& record,
                                                 const std::stop_token& stop);

/// The label as class indices, unknown voxels as kUnknownClass, on the original grid. Throws Error (InvalidInput) when
/// the case has none, or a value that means no class.
[[nodiscard]] LabelVolume readCaseLabel(const Project& project, const CaseRecord& record, const std::stop_token& stop);

}  // namespace tandem
