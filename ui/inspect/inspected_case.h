// A case as it is inspected, with a run's prediction or without one: its image, its layers and what of it is shown in
// space.
//
// A plain value; loading blocks and belongs into a job. Invariant: all volumes but the reduced one have the grid of the
// image.
#pragma once

#include "core/base/progress.h"
#include "core/reliability/predicted_dice.h"
#include "core/study/label_scheme.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/run_trust.h"
#include "ui/inspect/layer_catalogue.h"
#include "ui/picture/grey_window.h"
#include "ui/picture/slice_layer.h"
#include "ui/render/class_surface.h"

#include <QString>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;

/// What an image's grey values offer as windows.
struct GreyRanges {
    GreyWindow usual;  ///< 1st to 99th percentile of the volume
    GreyWindow full;
    bool isCt = false;  ///< its values look like Hounsfield units
};

struct InspectedCase {
    std::int64_t runId = 0;  ///< 0: image and label alone
    std::int64_t caseId = 0;
    std::string checkpointHash;
    Weights weights;                  ///< that predicted it
    bool areWeightsOutdated = false;  ///< the run has trained beyond them
    bool isLabelOfRun = false;        ///< the case's own label is the run's prediction, accepted as it was
    QString name;
    LabelScheme scheme;
    ImageVolume image;
    ImageVolume reduced;  ///< for volume rendering
    GreyRanges grey;
    std::vector<SliceLayer> layers;
    std::optional<Uncalibrated> uncalibrated = Uncalibrated{};  ///< why trust in the label of A is, if it is
    std::optional<PredictedDice> dice;                          ///< of the label of A, where it is known
    bool hasAllMaps = false;  ///< or only those that are read first; without a prediction there are no others
    std::vector<ClassSurface> surfaces;

    [[nodiscard]] const SliceLayer* layer(const MapName& map) const;  ///< nullptr when there is none
    /// Of all layers, to make them anew.
    [[nodiscard]] MapSet maps() const;
    [[nodiscard]] LayerFacts layerFacts() const;
    [[nodiscard]] LabelVolume reference() const;  ///< the case's own label, or empty
};

/// Names what there is to inspect under the run and case: another text for a newer prediction, or another label.
/// Throws Error (NotFound).
[[nodiscard]] std::string originOf(const Project& project, std::int64_t runId, std::int64_t caseId);

/// Reads the image, the label maps and the surfaces of the newest prediction of the run for the case: what a person
/// sees first, also of a large case soon. Run 0: the image and the case's own label. Throws Error (NotFound when there
/// is no prediction, or a file is gone; InvalidInput when a map has another grid than the image; Cancelled).
[[nodiscard]] InspectedCase loadLabels(const std::filesystem::path& project, std::int64_t runId, std::int64_t caseId,
                                       const Progress& progress, const std::stop_token& stop);

/// With the prediction's other maps, trust in its label as far as all maps were stored, and the surfaces of all labels.
/// Throws as loadLabels().
[[nodiscard]] InspectedCase withAllMaps(InspectedCase loaded, const std::filesystem::path& project,
                                        const Progress& progress, const std::stop_token& stop);

[[nodiscard]] GreyRanges greyRangesOf(const ImageVolume& image);

}  // namespace tandem
