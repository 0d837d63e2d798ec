// Which files belong together as cases, found from names, folders and tables before any voxel is read.
//
// Thread-safe. Invariant: what is not certain becomes a finding and no case; nothing is guessed.
//
// How files pair: a label lies in a sibling folder of the images (imagesTr/labelsTr, imagesTs/labelsTs, images/labels,
// image/label, images/masks) under the same name, or beside the image with _seg, -seg, _label, -label or _gt after its
// name. NAME_0000 to NAME_0003 are channels of the case NAME when its label is NAME or they lie in imagesTr or
// imagesTs. An HDF5 file with `image` and `label` is a whole case. A folder with DICOM files gives one case per series.
// A CSV file (columns case, image, label, patient; all but image may be left out; several images parted by ; are
// channels) and a list (one case's name per line, the files beside the list) say it themselves when they are given as
// an input.
#pragma once

#include "core/base/progress.h"
#include "core/study/finding.h"
#include "storage/import/import_options.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// A file to read, or a series within a DICOM folder.
struct PlannedFile {
    std::filesystem::path path;  ///< absolute
    std::string seriesUid;       ///< else empty

    bool operator==(const PlannedFile&) const = default;
};

/// What a DICOM series says of itself.
struct SeriesFacts {
    std::string description;
    std::string modality;  ///< such as "CT"
    std::string date;      ///< YYYYMMDD, or empty
    std::int64_t slices = 0;

    bool operator==(const SeriesFacts&) const = default;
};

struct PlannedCase {
    std::string name;
    std::string patient;               ///< empty when unknown
    bool isPatientFromHeader = false;  ///< it is the ID that the files' own headers say
    std::vector<PlannedFile> images;   ///< by channel
    std::optional<PlannedFile> label;
    std::vector<Finding> findings;        ///< with a refusal among them the case will not be imported
    std::optional<SeriesFacts> series{};  ///< of a case that is a DICOM series

    bool operator==(const PlannedCase&) const = default;
};

struct ImportPlan {
    std::vector<PlannedCase> cases;  ///< sorted by name, all names different
    std::vector<Finding> findings;   ///< on files that became no case
    std::int64_t ignoredFiles = 0;   ///< that are no images
};

/// Inputs are folders (searched to the bottom), image files, CSV files (.csv, .tsv) and lists (.list, .txt). Opens HDF5
/// and DICOM files, and no others. Throws Error (NotFound for an input that is not there, InvalidInput for a table that
/// cannot be read, Cancelled).
[[nodiscard]] ImportPlan planImport(const std::vector<std::filesystem::path>& inputs, const ImportOptions& options,
                                    const Progress& progress = {}, const std::stop_token& stop = {});

}  // namespace tandem
