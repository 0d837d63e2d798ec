#include "ui/inspect/compare_source.h"

#include "core/base/error.h"
#include "core/metrics/overlap.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/study/prediction_weights.h"
#include "storage/study/stored_maps.h"
#include "ui/inspect/layer_catalogue.h"
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
    const auto prediction = project.predictions().find(source.runId, caseId, source.checkpointHash);
    if (!prediction.has_value()) {
        throw Error(ErrorCode::NotFound,
                    "Run " + std::to_string(source.runId) + " does not have this prediction any more.");
    }
    const std::filesystem::path maps = project.folder() / prediction->folder;
    const LabelScheme scheme = project.labels().scheme();
    ComparedMaps loaded;
    loaded.label = loadPredicted(maps, *prediction, source.decoder, scheme, grid);
    loaded.dice = meanDice(loaded.label, reference, scheme.count());
    loaded.error = errorOf(loaded.label, reference, scheme);
    for (auto [stem, target] :
         {std::pair{"uncertainty-", &loaded.uncertainty}, {"reliability-", &loaded.reliability}}) {
        throwIfStopped(stop);
        const auto file = prediction->files.find(stem + letterOf(source.decoder));
        if (file != prediction->files.end()) {
            *target = onGrid(file->first, loadStoredMap(maps / file->second), grid);
        }
    }
    return loaded;
}

SliceLayer comparedLegend(const LabelScheme& scheme, CompareContent content) {
    const Geometry one{.size = {1, 1, 1}};
    const LabelVolume label(one, std::vector<std::uint8_t>(1));
    const ImageVolume map(one, std::vector<float>(1));
    NamedVoxels voxels;
    switch (content) {
        case CompareContent::Segmentation:
            voxels.labels["label"] = label;
            break;
        case CompareContent::Error:
            voxels.labels["error"] = label;
            break;
        case CompareContent::Uncertainty:
            voxels.scalars["uncertainty-a"] = map;
            break;
        case CompareContent::Reliability:
            voxels.scalars["reliability-a"] = map;
            break;
    }
    return layersOf(voxels, scheme).front();
}

std::vector<SliceLayer> comparedLayers(const CompareSource& source, const ComparedMaps& maps,
                                       const LabelVolume& reference, const LabelScheme& scheme,
                                       CompareContent content) {
    NamedVoxels voxels;
    if (!maps.label.isEmpty()) {
        voxels.labels["label"] = maps.label;
    }
    if (!reference.isEmpty()) {
        voxels.labels["reference"] = reference;
    }
    const std::string letter = letterOf(source.decoder);
    if (!maps.uncertainty.isEmpty()) {
        voxels.scalars["uncertainty-" + letter] = maps.uncertainty;
    }
    if (!maps.reliability.isEmpty()) {
        voxels.scalars["reliability-" + letter] = maps.reliability;
    }
    if (!maps.error.isEmpty()) {
        voxels.labels["error"] = maps.error;
    }
    std::vector<SliceLayer> layers = layersOf(voxels, scheme);
    const bool isOverReference = content == CompareContent::Segmentation || content == CompareContent::Error;
    const QString filled = content == CompareContent::Segmentation  ? QStringLiteral("label")
                           : content == CompareContent::Error       ? QStringLiteral("error")
                           : content == CompareContent::Uncertainty ? QStringLiteral("uncertainty-")
                                                                    : QStringLiteral("reliability-");
    const QString outlined =
        isOverReference && !source.isLabel() ? QStringLiteral("reference") : QStringLiteral("label");
    for (SliceLayer& layer : layers) {
        const bool isOutline = layer.id == outlined && layer.id != filled;
        layer.isVisible = isOutline || layer.id.startsWith(filled);
        layer.fill = isOutline ? LayerFill::Contour : LayerFill::Filled;
        layer.opacity = isOutline ? 1 : content == CompareContent::Segmentation ? 0.45 : 0.65;
    }
    std::ranges::stable_partition(layers, [](const SliceLayer& layer) { return layer.fill == LayerFill::Filled; });
    return layers;
}

}  // namespace tandem
