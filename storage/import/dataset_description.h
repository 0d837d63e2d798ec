// What a data set says of itself beside its images: dataset.json (Medical Segmentation Decathlon, nnU-Net, MONAI),
// splits_final.json (nnU-Net) and the tables of labels of BIDS. Internal to storage/import.
//
// Thread-safe. Invariant: what cannot be understood is a finding, and the files are imported without it.
#pragma once

#include "core/study/finding.h"
#include "core/study/label_scheme.h"
#include "storage/import/import_plan.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

struct DatasetDescription {
    std::filesystem::path folder;
    std::optional<LabelScheme> classes;
    std::optional<std::int32_t> ignoredValue;  ///< of labels: their voxels are unknown (nnU-Net)
    int channels = 0;                          ///< 0 where it does not say
    std::string fileEnding;                    ///< of images and labels, such as ".nii.gz"; empty where it does not say
    std::map<std::filesystem::path, std::filesystem::path> labelOf;  ///< by image; files that are there
};

/// A split of the names of cases, as its file has them.
struct DescribedSplit {
    std::string name;
    std::vector<std::string> training;
    std::vector<std::string> validation;
};

struct DatasetDescriptions {
    std::vector<DatasetDescription> datasets;
    std::vector<DescribedSplit> splits;
    std::vector<Finding> findings;
    std::vector<std::filesystem::path> others;  ///< files that describe no data set
};

/// jsonFiles and tables: any; those that describe no data set by their name are passed over.
[[nodiscard]] DatasetDescriptions readDescriptions(const std::vector<std::filesystem::path>& jsonFiles,
                                                   const std::vector<std::filesystem::path>& tables);

/// The cases by their roles. What has a label and is in neither list of a split is a test case where it lies in a
/// folder for tests (imagesTs), else it has no role; what has none is unlabelled, but for the images of such a folder.
[[nodiscard]] std::vector<PlannedSplit> plannedSplits(const std::vector<DescribedSplit>& splits,
                                                      const std::vector<PlannedCase>& cases);

}  // namespace tandem
