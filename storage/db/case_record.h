// A case of the project: its source files, geometry, label statistics and state. Plain values.
//
// Invariant: names are unique within a project; images are sorted by channel, which run from 0 without gaps.
#pragma once

#include "core/base/choice.h"
#include "core/study/finding.h"
#include "core/study/label_values.h"
#include "core/volume/geometry.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

struct DatasetRecord {
    std::int64_t id = 0;
    std::string name;
    std::string createdAt;  ///< ISO 8601, UTC

    bool operator==(const DatasetRecord&) const = default;
};

/// Of all voxels of one channel, as they were read.
struct IntensityStatistics {
    double minimum = 0;
    double maximum = 0;
    double mean = 0;
    double deviation = 0;  ///< of the population

    bool operator==(const IntensityStatistics&) const = default;
};

/// A source file, or the folder of a DICOM series. It stays where it is.
struct ImageFile {
    int channel = 0;
    std::filesystem::path path;             ///< absolute, as it was imported or relocated, or from where the project is
    std::filesystem::path relativePath;     ///< from the project's folder; filled in by CaseRepository when empty
    std::uint64_t bytes = 0;                ///< of a series: of all its files
    std::string contentHash;                ///< SHA-256; of a series: see storage/import/source_hash.h
    std::string format;                     ///< "nifti", "nrrd", "metaimage", "analyze", "hdf5", "dicom"
    std::string seriesUid;                  ///< of a DICOM series, or its pseudonym, else empty
    std::optional<Vector3> givenSpacingMm;  ///< told by the person because the file does not say
    std::optional<IntensityStatistics> intensities;  ///< of an image
    std::string voxelHash;     ///< of an image: SHA-256 of its grid and voxels, whatever the format; may be unknown
    bool isResampled = false;  ///< of a label on another grid than its image: a person asked for the nearest voxels

    bool operator==(const ImageFile&) const = default;
};

enum class CaseState { Labelled, Unlabelled, Reviewed, Excluded };
template <>
inline constexpr std::array<std::string_view, 4> kChoiceTexts<CaseState>{"labelled", "unlabelled", "reviewed",
                                                                         "excluded"};

struct CaseRecord {
    std::int64_t id = 0;
    std::int64_t datasetId = 1;  ///< the project's first dataset is made with it
    std::string name;
    std::string patient;  ///< empty when unknown
    std::vector<ImageFile> images;
    std::optional<ImageFile> label;  ///< may be the file of the image (HDF5)
    LabelValueMap labelValues;       ///< where the label's voxel values are not those of the scheme
    Geometry geometry;
    std::vector<std::int64_t> labelVoxels;  ///< by class index; empty without a label
    std::int64_t unknownVoxels = 0;         ///< of the label, of which nobody says what they are
    CaseState state = CaseState::Unlabelled;
    std::vector<std::string> tags;  ///< sorted
    std::vector<Finding> findings;
    std::string importedAt;  ///< ISO 8601, UTC

    bool operator==(const CaseRecord&) const = default;
};

}  // namespace tandem
