#include "ui/inspect/compare_source.h"

#include "core/base/error.h"
#include "core/maps/derived_maps.h"
#include "core/metrics/overlap.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/prediction/predicted_label.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/self_judgement.h"
#include "storage/prediction/stored_maps.h"
#include "storage/reliability/prediction_trust.h"
#include "storage/reliability/run_trust.h"
#include "ui/inspect/layer_catalogue.h"
#include "ui/inspect/layer_stack.h"
#include "ui/session/run_titles.h"

#include <QCoreApplication>
#include <algorithm>
#include <ranges>

namespace tandem {
namespace {

QString text(const char* source) {
    return QCoreApplication::translate("CompareSource", source);
}

QString nameOf(Decoder decoder) {
    return decoder == Decoder::A   ? QStringLiteral("A")
           : decoder == Decoder::B ? QStringLiteral("B")
                                   : text(QT_TRANSLATE_NOOP("CompareSource", "mean of A and B"));
}

void addPrediction(std::vector<CompareSource>& sources, const Project& project, const RunRecord& run,
                   const PredictionRecord& prediction) {
    const QString checkpoint =
        weightsTitle(weightsOf(prediction), areOutdated(prediction.checkpointHash, project.checkpoints().list(run.id)));
    for (const Decoder decoder : {Decoder::A, Decoder::B, Decoder::Mean}) {
        if (hasLabelOf(prediction, decoder)) {
            sources.push_back({.runId = run.id,
                               .checkpointHash = prediction.checkpointHash,
                               .decoder = decoder,
                               .title = text(QT_TRANSLATE_NOOP("CompareSource", "%1, %2: %3"))
                                            .arg(runTitle(run), checkpoint, nameOf(decoder)),
                               .predictionId = prediction.id});
        }
    }
}

bool isOn(const MapName& map, const LayerStack& stack) {
    return stack.styled({.map = map}).isVisible;
}

/// The layer whose switch a map of whichever decoder follows.
MapName switchOf(MapKind kind, const LayerStack& stack) {
    const MapName ofA{kind, Decoder::A};
    const MapName ofB{kind, Decoder::B};
    return !isOn(ofA, stack) && isOn(ofB, stack) ? ofB : ofA;
}

PredictionRecord predictionOf(const Project& project, std::int64_t caseId, const CompareSource& source) {
    const auto prediction = project.predictions().find(source.runId, caseId, source.checkpointHash);
    if (!prediction.has_value()) {
        throw Error(ErrorCode::NotFound,
                    "Run " + std::to_string(source.runId) + " does not have this prediction any more.");
    }
    return *prediction;
}

}  // namespace

std::vector<CompareSource> compareSources(const Project& project, std::int64_t caseId) {
    std::vector<CompareSource> sources;
    if (project.cases().get(caseId).label.has_value()) {
        sources.push_back({.title = text(QT_TRANSLATE_NOOP("CompareSource", "Label"))});
    }
    for (const RunRecord& run : project.runs().list() | std::views::reverse) {
        for (const PredictionRecord& prediction : project.predictions().list(run.id, caseId)) {
            addPrediction(sources, project, run, prediction);
        }
    }
    return sources;
}

ComparedMaps loadComparedMaps(const std::filesystem::path& folder, std::int64_t caseId, const CompareSource& source,
                              const LabelVolume& reference, const Geometry& grid, const std::stop_token& stop) {
    const Project project = Project::open(folder, ProjectAccess::ReadOnly);
    const PredictionRecord prediction = predictionOf(project, caseId, source);
    const int classes = project.labels().scheme().count();
    ComparedMaps loaded;
    loaded.canBeTrusted = hasAllMaps(prediction);
    loaded.label = onGrid({MapKind::Label, source.decoder},
                          predictedLabel(project, prediction, source.decoder, classes, stop), grid);
    loaded.isLabelOfRun = isPredictionOf(project, source.runId, project.cases().get(caseId));
    if (!reference.isEmpty()) {
        loaded.error = errorMapOf(reference, loaded.label);
        if (!loaded.isLabelOfRun) {
            loaded.dice = meanDice(loaded.label, reference, classes);
        }
    }
    for (auto [kind, target] :
         {std::pair{MapKind::Uncertainty, &loaded.uncertainty}, {MapKind::Reliability, &loaded.teachingWeight}}) {
        throwIfStopped(stop);
        const MapName map{kind, source.decoder};
        if (prediction.files.contains(map)) {
            *target = onGrid(map, loadStoredMap(project, prediction, map), grid);
        }
    }
    return loaded;
}

ComparedMaps withTrust(ComparedMaps maps, const std::filesystem::path& folder, std::int64_t caseId,
                       const CompareSource& source, const std::stop_token& stop) {
    const Project project = Project::open(folder, ProjectAccess::ReadOnly);
    const FittedTrust fitted = recordedTrust(project, source.runId, source.checkpointHash, source.decoder).fitted;
    const TrustedPrediction trusted =
        trustPrediction(project, predictionOf(project, caseId, source), source.decoder, fitted, stop);
    maps.trust = onGrid(kTrustMap, trusted.trust, maps.label.geometry());
    maps.isTrustCalibrated = fitted.model.isCalibrated;
    return maps;
}

std::vector<SliceLayer> comparedLayers(const CompareSource& source, const ComparedMaps& maps,
                                       const LabelVolume& reference, const LabelScheme& scheme,
                                       const LayerStack& stack) {
    MapSet shown;
    const auto add = [&](const MapName& map, const auto& volume) {
        if (!volume.isEmpty()) {
            shown.set(map, volume);
        }
    };
    add(kReferenceMap, reference);
    if (!source.isLabel()) {
        add(kLabelMap, maps.label);
        add(kErrorMap, maps.error);
    }
    add(switchOf(MapKind::Uncertainty, stack), maps.uncertainty);
    add(switchOf(MapKind::Reliability, stack), maps.teachingWeight);
    add(kTrustMap, maps.trust);
    std::vector<SliceLayer> layers = layersOf(shown, scheme, {.isTrustCalibrated = maps.isTrustCalibrated});
    for (SliceLayer& layer : layers) {
        layer = stack.styled(std::move(layer));
        if (source.isLabel() && layer.map == kReferenceMap) {
            // Alone in its tile it takes the place that a prediction has in the others.
            layer.fill = LayerFill::Filled;
            layer.opacity = stack.styled({.map = kLabelMap}).opacity;
        }
    }
    return inDrawingOrder(layers);
}

bool needsTrust(const ComparedMaps& maps, const LayerStack& stack) {
    return maps.canBeTrusted && maps.trust.isEmpty() && isOn(kTrustMap, stack);
}

bool lacksAWantedMap(const CompareSource& source, const ComparedMaps& maps, const LayerStack& stack) {
    return !source.isLabel() &&
           ((isOn(kErrorMap, stack) && maps.error.isEmpty()) || (isOn(kTrustMap, stack) && !maps.canBeTrusted) ||
            (isOn(switchOf(MapKind::Uncertainty, stack), stack) && maps.uncertainty.isEmpty()) ||
            (isOn(switchOf(MapKind::Reliability, stack), stack) && maps.teachingWeight.isEmpty()));
}

}  // namespace tandem
