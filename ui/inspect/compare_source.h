// What a tile of the comparison can show of a case: its own label, or what a decoder of a run's checkpoint predicted.
//
// Plain values; loading blocks and belongs into a job. Invariant: loaded maps have the grid of the image.
#pragma once

#include "core/base/progress.h"
#include "core/maps/map_name.h"
#include "core/study/label_scheme.h"
#include "ui/picture/slice_layer.h"

#include <QString>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class LayerStack;
class Project;

struct CompareSource {
    std::int64_t runId = 0;  ///< 0 for the case's own label
    std::string checkpointHash;
    Decoder decoder = Decoder::A;
    QString title;
    std::int64_t predictionId = 0;  ///< another one when the case was predicted again

    [[nodiscard]] bool isLabel() const { return runId == 0; }
    /// Whatever it is called.
    [[nodiscard]] bool isSameAs(const CompareSource& other) const {
        return runId == other.runId && checkpointHash == other.checkpointHash && decoder == other.decoder;
    }
};

/// The label first, if there is one; then the runs, the newest first, with their checkpoints and decoders. Throws
/// Error.
[[nodiscard]] std::vector<CompareSource> compareSources(const Project& project, std::int64_t caseId);

struct ComparedMaps {
    LabelVolume label;
    LabelVolume error;           ///< against the case's own label; empty without one
    ImageVolume uncertainty;     ///< nats; empty when the decoder has none
    ImageVolume teachingWeight;  ///< empty when the decoder has none
    ImageVolume trust;           ///< empty until it is asked for
    bool isTrustCalibrated = false;
    bool canBeTrusted = false;  ///< all maps were stored
    /// The case's own label is a prediction of the source's run, accepted as it was: it cannot judge the run.
    bool isLabelOfRun = false;
    std::optional<double> dice;  ///< mean over the structures, where the case has its own label that can judge
};

/// The maps of a source that is not the label, without trust. Throws Error (NotFound, Corrupt, InvalidInput,
/// Cancelled).
[[nodiscard]] ComparedMaps loadComparedMaps(const std::filesystem::path& project, std::int64_t caseId,
                                            const CompareSource& source, const LabelVolume& reference,
                                            const Geometry& grid, const std::stop_token& stop);

/// The same maps with trust in their label. Throws as above.
[[nodiscard]] ComparedMaps withTrust(ComparedMaps maps, const std::filesystem::path& project, std::int64_t caseId,
                                     const CompareSource& source, const std::stop_token& stop);

/// What the tile of the source draws, as the switches of the inspected case's layers say: whichever decoder it is, its
/// prediction follows the switch of the prediction, and its maps those of the first decoder of which one is on. The
/// reference may be empty.
[[nodiscard]] std::vector<SliceLayer> comparedLayers(const CompareSource& source, const ComparedMaps& maps,
                                                     const LabelVolume& reference, const LabelScheme& scheme,
                                                     const LayerStack& stack);

/// Whether trust is switched on and can be had, but has not been asked for.
[[nodiscard]] bool needsTrust(const ComparedMaps& maps, const LayerStack& stack);

/// Whether a map is switched on that the source does not have.
[[nodiscard]] bool lacksAWantedMap(const CompareSource& source, const ComparedMaps& maps, const LayerStack& stack);

}  // namespace tandem
