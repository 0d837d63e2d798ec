#include "ui/inspect/compare_source.h"

#include "core/base/error.h"
#include "core/metrics/overlap.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
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

std::string letterOf(ComparedDecoder decoder) {
    return decoder == ComparedDecoder::A ? "a" : decoder == ComparedDecoder::B ? "b" : "mean";
}

QString nameOf(ComparedDecoder decoder) {
    return decoder == ComparedDecoder::A   ? QStringLiteral("A")
           : decoder == ComparedDecoder::B ? QStringLiteral("B")
                                           : text(QT_TRANSLATE_NOOP("CompareSource", "mean of A and B"));
}

void addPrediction(std::vector<CompareSource>& sources, const Project& project, const RunRecord& run,
                   const PredictionRecord& prediction) {
    const QString checkpoint =
        weightsTitle(weightsOf(prediction), areOutdated(prediction.checkpointHash, project.checkpoints().list(run.id)));
    for (const ComparedDecoder decoder : {ComparedDecoder::A, ComparedDecoder::B, ComparedDecoder::Mean}) {
        const bool isThere = decoder == ComparedDecoder::A
                                 ? prediction.files.contains("label")
                                 : prediction.files.contains("probability-" + letterOf(decoder) + "-0");
        if (isThere) {
            sources.push_back({.runId = run.id,
                               .checkpointHash = prediction.checkpointHash,
                               .decoder = decoder,
                               .title = text(QT_TRANSLATE_NOOP("CompareSource", "%1, %2: %3"))
                                            .arg(runTitle(run), checkpoint, nameOf(decoder))});
        }
    }
}

/// On exactly the image's grid, which the stored one may miss by a rounding.
template <class T>
Volume<T> onGrid(const std::string& name, const Volume<T>& volume, const Geometry& grid) {
    if (const auto difference = differenceOf(grid, volume.geometry())) {
        throw Error(ErrorCode::InvalidInput,
                    "The map " + name + " does not lie on the image's grid; predict the case again.", *difference);
    }
    return {grid, volume.share()};
}

LabelVolume loadPredicted(const std::filesystem::path& folder, const PredictionRecord& prediction,
                          ComparedDecoder decoder, const LabelScheme& scheme, const Geometry& grid) {
    if (decoder == ComparedDecoder::A) {
        return onGrid("label", loadStoredLabel(folder / prediction.files.at("label")), grid);
    }
    NamedVoxels maps;
    for (int index = 0; index < scheme.count(); ++index) {
        const std::string name = "probability-" + letterOf(decoder) + "-" + std::to_string(index);
        maps.scalars[name] = onGrid(name, loadStoredMap(folder / prediction.files.at(name)), grid);
    }
    addDerived(maps, scheme.count());
    return maps.labels.at("prediction-" + letterOf(decoder));
}

bool isOn(const std::string& id, const LayerStack& stack) {
    return stack.styled({.id = QString::fromStdString(id)}).isVisible;
}

/// The layer whose switch a map of whichever decoder follows.
std::string switchOf(const std::string& stem, const LayerStack& stack) {
    return !isOn(stem + "-a", stack) && isOn(stem + "-b", stack) ? stem + "-b" : stem + "-a";
}

PredictionRecord predictionOf(const Project& project, std::int64_t caseId, const CompareSource& source) {
    const auto prediction = project.predictions().find(source.runId, caseId, source.checkpointHash);
    if (!prediction.has_value()) {
        throw Error(ErrorCode::NotFound,
                    "Run " + std::to_string(source.runId) + " does not have this prediction any more.");
    }
    return *prediction;
}

LabelVolume errorOf(const LabelVolume& predicted, const LabelVolume& reference, const LabelScheme& scheme) {
    if (reference.isEmpty()) {
        return {};
    }
    NamedVoxels maps{.labels = {{"label", predicted}, {"reference", reference}}};
    addDerived(maps, scheme.count());
    return maps.labels.at("error");
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

std::optional<double> meanDice(const LabelVolume& predicted, const LabelVolume& reference, int classes) {
    if (predicted.isEmpty() || reference.isEmpty()) {
        return {};
    }
    const std::vector<Overlap> overlaps = measureOverlap(predicted, reference, classes);
    double sum = 0;
    for (std::size_t index = 1; index < overlaps.size(); ++index) {
        sum += overlaps[index].dice;
    }
    return sum / static_cast<double>(overlaps.size() - 1);
}

ComparedMaps loadComparedMaps(const std::filesystem::path& folder, std::int64_t caseId, const CompareSource& source,
                              const LabelVolume& reference, const Geometry& grid, const std::stop_token& stop) {
    const Project project = Project::open(folder, ProjectAccess::ReadOnly);
    const PredictionRecord prediction = predictionOf(project, caseId, source);
    const std::filesystem::path maps = project.folder() / prediction.folder;
    const LabelScheme scheme = project.labels().scheme();
    ComparedMaps loaded;
    loaded.canBeTrusted = hasAllMaps(prediction);
    loaded.label = loadPredicted(maps, prediction, source.decoder, scheme, grid);
    loaded.isLabelOfRun = isPredictionOf(project, source.runId, project.cases().get(caseId));
    if (!loaded.isLabelOfRun) {
        loaded.dice = meanDice(loaded.label, reference, scheme.count());
    }
    loaded.error = errorOf(loaded.label, reference, scheme);
    for (auto [stem, target] :
         {std::pair{"uncertainty-", &loaded.uncertainty}, {"reliability-", &loaded.teachingWeight}}) {
        throwIfStopped(stop);
        const auto file = prediction.files.find(stem + letterOf(source.decoder));
        if (file != prediction.files.end()) {
            *target = onGrid(file->first, loadStoredMap(maps / file->second), grid);
        }
    }
    return loaded;
}

ComparedMaps withTrust(ComparedMaps maps, const std::filesystem::path& folder, std::int64_t caseId,
                       const CompareSource& source, const std::stop_token& stop) {
    const Project project = Project::open(folder, ProjectAccess::ReadOnly);
    const std::string label = letterOf(source.decoder);
    const FittedTrust fitted = recordedTrust(project, source.runId, source.checkpointHash, label).fitted;
    const TrustedPrediction trusted =
        trustPrediction(project, predictionOf(project, caseId, source), label, fitted, stop);
    maps.trust = onGrid("trust", trusted.trust, maps.label.geometry());
    maps.isTrustCalibrated = fitted.model.isCalibrated;
    return maps;
}

std::vector<SliceLayer> comparedLayers(const CompareSource& source, const ComparedMaps& maps,
                                       const LabelVolume& reference, const LabelScheme& scheme,
                                       const LayerStack& stack) {
    NamedVoxels voxels{.isTrustCalibrated = maps.isTrustCalibrated};
    const auto addLabel = [&](const std::string& id, const LabelVolume& volume) {
        if (!volume.isEmpty()) {
            voxels.labels[id] = volume;
        }
    };
    addLabel("reference", reference);
    if (!source.isLabel()) {
        addLabel("label", maps.label);
        addLabel("error", maps.error);
    }
    for (const auto& [id, volume] : {std::pair{switchOf("uncertainty", stack), maps.uncertainty},
                                     {switchOf("reliability", stack), maps.teachingWeight},
                                     {std::string("trust"), maps.trust}}) {
        if (!volume.isEmpty()) {
            voxels.scalars[id] = volume;
        }
    }
    std::vector<SliceLayer> layers = layersOf(voxels, scheme);
    for (SliceLayer& layer : layers) {
        layer = stack.styled(std::move(layer));
        if (source.isLabel() && layer.id == "reference") {
            // Alone in its tile it takes the place that a prediction has in the others.
            layer.fill = LayerFill::Filled;
            layer.opacity = stack.styled({.id = "label"}).opacity;
        }
    }
    return inDrawingOrder(layers);
}

bool needsTrust(const ComparedMaps& maps, const LayerStack& stack) {
    return maps.canBeTrusted && maps.trust.isEmpty() && isOn("trust", stack);
}

bool lacksAWantedMap(const CompareSource& source, const ComparedMaps& maps, const LayerStack& stack) {
    return !source.isLabel() &&
           ((isOn("error", stack) && maps.error.isEmpty()) || (isOn("trust", stack) && !maps.canBeTrusted) ||
            (isOn(switchOf("uncertainty", stack), stack) && maps.uncertainty.isEmpty()) ||
            (isOn(switchOf("reliability", stack), stack) && maps.teachingWeight.isEmpty()));
}

}  // namespace tandem
