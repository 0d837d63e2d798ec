// A project as a raw data set of nnU-Net (DatasetNNN_NAME): images and labels on their own grids, channels as
// files of their own, classes and folds as JSON. Cases without a label, which nnU-Net does not know, lie apart.
//
// For the thread of the Project; reads volumes, so it belongs into a job. Invariant: a test case is never among those
// to train on, and labels hold class numbers; unknown voxels the number after the last class, which dataset.json then
// calls "ignore".
#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>

namespace tandem {

class Project;

struct NnunetDataset {
    std::int64_t training = 0;    ///< in imagesTr and labelsTr; with a split, those to train on and to validate with
    std::int64_t test = 0;        ///< in imagesTs and labelsTs
    std::int64_t unlabelled = 0;  ///< in imagesUn
};

/// folder: must not be there, or be empty. splitId: its roles decide, and it becomes splits_final.json; without one
/// every case with a label is to train on. Throws Error (Conflict when there is something, or two cases would have one
/// name; InvalidInput when nothing has a label or images have different numbers of channels; NotFound, Io, Cancelled).
NnunetDataset writeNnunetDataset(const Project& project, std::optional<std::int64_t> splitId,
                                 const std::filesystem::path& folder, const Progress& progress,
                                 const std::stop_token& stop);

}  // namespace tandem
