// What the files beside an exported model say of it: model.json for predict.py, metadata.json and inference.json for
// programs that read MONAI's bundles.
//
// Plain values and texts; thread-safe. Invariant: nothing of a case or a patient is said.
#pragma once

#include "core/engine.h"
#include "core/reliability/trust_model.h"
#include "core/settings/preparation_settings.h"
#include "core/study/label_scheme.h"
#include "storage/prediction/prediction_weights.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace tandem {

/// Under which trust a voxel is not to be decided, and what trust is.
struct Abstaining {
    double trustUnder = 0;
    TrustModel model;
};

struct ModelFacts {
    std::int64_t runId = 0;
    std::string method;
    Weights weights;
    LabelScheme scheme;  ///< of as many classes as the network has
    int channels = 1;
    PreparationSettings preparation;
    Index3 patch{};
    Index3 stride{};
    std::optional<Abstaining> abstaining;  ///< absent where trust is not calibrated
};

[[nodiscard]] nlohmann::ordered_json modelJson(const ModelFacts& facts);

/// The schema of https://docs.monai.io/en/stable/mb_specification.html
[[nodiscard]] nlohmann::ordered_json bundleMetadataJson(const ModelFacts& facts, const std::string& torchVersion);
[[nodiscard]] nlohmann::ordered_json bundleInferenceJson(const ModelFacts& facts);

/// Where an exported folder has what modelJson() says, by which it is known.
inline constexpr const char* kModelJson = "model.json";
/// Whether the text is that of modelJson().
[[nodiscard]] bool isModelJson(const std::string& text);

}  // namespace tandem
