// What stands beside label maps among BIDS derivatives: what the data set is, what the voxel values mean, and where a
// map comes from.
//
// Pure and thread-safe but for bidsSources(), which is for the thread of the Project. Invariant: JSON is valid UTF-8,
// whatever names there are.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/export/export_request.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct CaseRecord;

/// Whether it is the dataset_description.json of derivatives that Tandem wrote, to which others may be added.
[[nodiscard]] bool isOwnDescription(const std::filesystem::path& file);

/// dataset_description.json. folder: of the data set, which is named as the source where it is one of BIDS.
[[nodiscard]] std::string bidsDescription(const std::filesystem::path& folder);

/// The table *_dseg.tsv: index, name and color.
[[nodiscard]] std::string bidsLabelTable(const LabelScheme& scheme, const std::optional<AbstainSettings>& abstain);

/// The case's images as BIDS names them, as far as they lie in the folder of a BIDS data set.
[[nodiscard]] std::vector<std::string> bidsSources(const Project& project, const CaseRecord& record,
                                                   const std::filesystem::path& folder);

/// The sidecar of a case's label map.
[[nodiscard]] std::string bidsSidecar(const std::string& description, const std::vector<std::string>& sources,
                                      const nlohmann::ordered_json& provenance);

}  // namespace tandem
