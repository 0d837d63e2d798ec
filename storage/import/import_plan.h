// Which files belong together as cases, found from names, folders and tables before any voxel is read.
//
// Thread-safe. Invariant: what is not certain becomes a finding and no case; nothing is guessed.
//
// How files pair: words in names of files and folders are hints at images and labels ("labelsTr", "_seg", "volume-"),
// at channels ("_0000", "_t1ce") and at subsets ("Tr"), whatever their capitals; what is left names the case, or else
// its folder does. Which hints hold is decided for all files together: those that explain most of them, and
// ImportPlan::reading says what was seen (name_words.h has the words, file_pairing.h the decision). A label is merged
// of several files where there is one for each class. An HDF5 file with `image` and `label` is a whole case. A DICOM
// series is an image that is called as its folder, and the segmentations (SEG) and structure sets (RTSTRUCT) that refer
// to it are its label, structure by structure. dataset.json (Medical Segmentation Decathlon, nnU-Net) and the
// tables of BIDS name classes, what of labels is to be ignored, and channels, splits_final.json splits. A CSV file
// (columns case, image, label, patient; all but image may be left out; several images parted by ; are channels) says it
// itself, given as an input or within a folder, and a list (one case's name per line, the files beside the list) where
// it is given as an input. A person may say it instead (pairing_choices.h).
#pragma once

#include "core/base/progress.h"
#include "core/study/finding.h"
#include "core/study/label_scheme.h"
#include "core/study/split_role.h"
#include "storage/image/dicom_structures.h"
#include "storage/import/import_options.h"

#include <cstdint>
#include <filesystem>
#include <map>
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

/// A file that says where one structure is, or one of the structures that a DICOM object tells of.
struct ClassFile {
    PlannedFile file;
    std::string name;                         ///< of the structure
    std::optional<StructureKind> ofObject{};  ///< absent for a file of its own
    std::int32_t number = 0;                  ///< of the structure in the object

    bool operator==(const ClassFile&) const = default;
};

struct PlannedCase {
    std::string name;
    std::string patient;               ///< empty when unknown
    bool isPatientFromHeader = false;  ///< it is the ID that the files' own headers say
    std::vector<PlannedFile> images;   ///< by channel
    std::optional<PlannedFile> label;
    std::vector<ClassFile> classFiles{};  ///< of which the label is merged; only where there is no label. Those of one
                                          ///< object stand together
    std::optional<std::int32_t> unknownValue{};  ///< of the label, where the data set says that it is to be ignored
    std::vector<Finding> findings{};             ///< with a refusal among them the case will not be imported
    std::optional<SeriesFacts> series{};         ///< of a case that is a DICOM series

    bool operator==(const PlannedCase&) const = default;
};

/// A split that the data set comes with.
struct PlannedSplit {
    std::string name;
    std::map<SplitRole, std::vector<std::string>> cases;  ///< their names

    bool operator==(const PlannedSplit&) const = default;
};

struct ImportPlan {
    std::vector<PlannedCase> cases;             ///< sorted by name, all names different
    std::vector<Finding> findings;              ///< on files that became no case
    std::int64_t ignoredFiles = 0;              ///< that are no images, or not asked for
    std::string reading;                        ///< a sentence: as what the files were read; may be empty
    std::vector<std::filesystem::path> files;   ///< all that images and labels were sought among
    std::vector<std::filesystem::path> unused;  ///< those of them that are in no case
    std::optional<LabelScheme> classes;         ///< as the data set names them
    std::vector<PlannedSplit> splits;
};

/// Inputs are folders (searched to the bottom), image files, CSV files (.csv, .tsv) and lists (.list, .txt). Opens HDF5
/// and DICOM files, and no others. Throws Error (NotFound for an input that is not there, InvalidInput for a table that
/// cannot be read, Cancelled).
[[nodiscard]] ImportPlan planImport(const std::vector<std::filesystem::path>& inputs, const ImportOptions& options,
                                    const Progress& progress = {}, const std::stop_token& stop = {});

}  // namespace tandem
