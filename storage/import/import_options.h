// How files are brought into a project. A plain value.
#pragma once

#include "core/study/label_values.h"
#include "core/volume/geometry.h"
#include "storage/import/pairing_choices.h"
#include "storage/import/structure_choices.h"

#include <optional>
#include <string>

namespace tandem {

struct ImportOptions {
    std::optional<Vector3> spacingMm;  ///< of files that do not say it (HDF5)
    LabelValueMap labelValues;         ///< voxel value -> class, where it is not as the project's scheme says
    std::string imageSuffix;           ///< only images whose name ends so, such as "_flair"; it is left out of the name
    std::string patientPattern = "^(sub-[A-Za-z0-9]+)";  ///< regular expression on the case's name; its first group is
                                                         ///< the patient; the default is that of BIDS; may be empty
    PairingChoices pairing;                              ///< which files belong together, where names do not say it
    std::string dataset;           ///< which the cases belong to, made if need be; empty for the project's first
    StructureChoices structures;   ///< which of the structures with files of their own are which classes
    bool resamplesLabels = false;  ///< of a label on another grid than its image the nearest voxels are taken
    bool dryRun = false;           ///< look at everything, write nothing

    /// Throws Error (InvalidInput) when the pattern is none or has no group, or a spacing is not above 0.
    void check() const;
};

}  // namespace tandem
