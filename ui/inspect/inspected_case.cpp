#include "ui/inspect/inspected_case.h"

#include "core/base/error.h"
#include "core/maps/derived_maps.h"
#include "core/volume/unknown_class.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/trust_repository.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/self_judgement.h"
#include "storage/prediction/stored_maps.h"
#include "storage/reliability/prediction_trust.h"
#include "storage/reliability/trust_scores.h"
#include "ui/render/reduced_volume.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

namespace tandem {
namespace {

/// Adds those of the prediction's maps that are not there yet, the scalar ones only if wanted.
void readMaps(MapSet& maps, const Project& project, const PredictionRecord& prediction, const Geometry& grid,
              bool withScalars, const Progress& progress, const std::stop_token& stop) {
    double done = 0;
    for (const auto& [name, _] : prediction.files) {
        throwIfStopped(stop);
        progress(done / static_cast<double>(prediction.files.size()), textOf(name));
        if (name.isLabelMap() && !maps.contains(name)) {
            maps.set(name, onGrid(name, loadStoredLabel(project, prediction, name), grid));
        } else if (!name.isLabelMap() && withScalars) {
            maps.set(name, onGrid(name, loadStoredMap(project, prediction, name), grid));
        }
        ++done;
    }
}

void addTrust(InspectedCase& inspected, MapSet& maps, const Project& project, const PredictionRecord& prediction,
              const std::stop_token& stop) {
    const RunTrust trust = recordedTrust(project, prediction.runId, prediction.checkpointHash);
    const TrustedPrediction trusted = trustPrediction(project, prediction, Decoder::A, trust.fitted, stop);
    inspected.uncalibrated = whyUncalibrated(trust);
    inspected.dice = trusted.dice;
    maps.set(kTrustMap, onGrid(kTrustMap, trusted.trust, inspected.image.geometry()));
}

/// As it was scored, if it was.
void addKnownDice(InspectedCase& inspected, const Project& project, const PredictionRecord& prediction) {
    const RunTrust trust = recordedTrust(project, prediction.runId, prediction.checkpointHash);
    if (const auto score = trustScoreOf(prediction, trust)) {
        inspected.dice = score->dice;
        inspected.uncalibrated = whyUncalibrated(trust);
    }
}

/// The case's own label lets a prediction in it be seen.
constexpr double kOpacityOfReference = 0.35;

/// Adds those of the layer, where it is there and has none yet.
void addSurfaces(InspectedCase& inspected, const MapName& map, const std::stop_token& stop) {
    const SliceLayer* const layer = inspected.layer(map);
    if (layer == nullptr ||
        std::ranges::find(inspected.surfaces, map, &ClassSurface::layer) != inspected.surfaces.end()) {
        return;
    }
    for (std::size_t value = 1; value < layer->classColours.size(); ++value) {
        if (value == kUnknownClass || !layer->classColours[value].isValid()) {
            continue;  // no structure
        }
        ClassSurface surface = surfaceOf(std::get<LabelVolume>(layer->voxels), static_cast<std::uint8_t>(value),
                                         layer->classColours[value], stop);
        if (!surface.mesh.isEmpty()) {
            surface.layer = map;
            const bool isAround = map == kReferenceMap && inspected.runId != 0;
            surface.opacity = isAround ? kOpacityOfReference : 1;
            inspected.surfaces.push_back(std::move(surface));
        }
    }
}

/// The one to show of the run; nothing without a run.
std::optional<PredictionRecord> predictionOf(const Project& project, std::int64_t runId, const CaseRecord& record) {
    auto prediction = preferredPrediction(project, runId, record.id);
    if (runId != 0 && !prediction.has_value()) {
        throw Error(ErrorCode::NotFound,
                    "Run " + std::to_string(runId) + " has no prediction of " + record.name + " any more.");
    }
    return prediction;
}

/// By which trust its label is judged.
std::string trustOf(const Project& project, const PredictionRecord& prediction) {
    const auto trust = project.trust().find(prediction.runId, prediction.checkpointHash, Decoder::A);
    return trust ? " trust " + std::to_string(trust->id) + ' ' + trust->createdAt : std::string();
}

std::string originOf(const std::optional<PredictionRecord>& prediction, const CaseRecord& record) {
    return std::to_string(record.id) + (prediction ? " prediction " + std::to_string(prediction->id) : std::string()) +
           (record.label ? " label " + record.label->path.string() + ' ' + record.label->contentHash : std::string());
}

}  // namespace

const SliceLayer* InspectedCase::layer(const MapName& map) const {
    const auto found = std::ranges::find(layers, map, &SliceLayer::map);
    return found == layers.end() ? nullptr : &*found;
}

MapSet InspectedCase::maps() const {
    return mapsOf(layers);
}

LayerFacts InspectedCase::layerFacts() const {
    return {.isTrustCalibrated = !uncalibrated, .isReferenceOfRun = isLabelOfRun};
}

LabelVolume InspectedCase::reference() const {
    const SliceLayer* const found = layer(kReferenceMap);
    return found == nullptr ? LabelVolume() : std::get<LabelVolume>(found->voxels);
}

GreyRanges greyRangesOf(const ImageVolume& image) {
    constexpr std::size_t kMostSamples = 200'000;
    constexpr float kAirOfCt = -500;  // Hounsfield units of air are -1000, and no MR scanner writes such values
    const auto voxels = image.voxels();
    const std::size_t stride = std::max<std::size_t>(1, voxels.size() / kMostSamples);
    std::vector<float> sample;
    float least = voxels.front();
    float most = voxels.front();
    for (std::size_t at = 0; at < voxels.size(); ++at) {
        least = std::min(least, voxels[at]);
        most = std::max(most, voxels[at]);
        if (at % stride == 0) {
            sample.push_back(voxels[at]);
        }
    }
    std::ranges::sort(sample);
    const auto window = [](double low, double high) {
        return GreyWindow{low, std::max(high, low + 1e-6 * std::max(1.0, std::abs(low)))};
    };
    const auto part = [&](double fraction) {
        return static_cast<double>(sample[static_cast<std::size_t>(fraction * static_cast<double>(sample.size() - 1))]);
    };
    return {.usual = window(part(0.01), part(0.99)),
            .full = window(static_cast<double>(least), static_cast<double>(most)),
            .isCt = least < kAirOfCt};
}

std::string originOf(const Project& project, std::int64_t runId, std::int64_t caseId) {
    const CaseRecord record = project.cases().get(caseId);
    const auto prediction = predictionOf(project, runId, record);
    std::string origin = originOf(prediction, record) + (prediction ? trustOf(project, *prediction) : std::string());
    for (const LabelClass& one : project.labels().scheme().classes) {
        const auto& [red, green, blue] = one.colour;
        origin +=
            " class " + one.name + ' ' + std::to_string(red) + ',' + std::to_string(green) + ',' + std::to_string(blue);
    }
    return origin;
}

InspectedCase loadLabels(const std::filesystem::path& folder, std::int64_t runId, std::int64_t caseId,
                         const Progress& progress, const std::stop_token& stop) {
    constexpr std::int64_t kMostInSpace = 160;  // voxels along an axis
    const Project project = Project::open(folder, ProjectAccess::ReadOnly);
    const CaseRecord record = project.cases().get(caseId);
    const auto prediction = predictionOf(project, runId, record);
    progress(0, "image");
    InspectedCase loaded{.runId = runId,
                         .caseId = caseId,
                         .checkpointHash = prediction ? prediction->checkpointHash : std::string(),
                         .name = QString::fromStdString(record.name)};
    loaded.hasAllMaps = !prediction.has_value();
    if (prediction) {
        loaded.weights = weightsOf(*prediction);
        addKnownDice(loaded, project, *prediction);
        loaded.isLabelOfRun = isPredictionOf(project, runId, record);
        loaded.areWeightsOutdated = areOutdated(prediction->checkpointHash, project.checkpoints().list(runId));
    }
    loaded.scheme = project.labels().scheme();
    loaded.image = readCaseImage(project, record.images.front(), stop);
    loaded.grey = greyRangesOf(loaded.image);
    loaded.reduced = reducedVolume(loaded.image, kMostInSpace);
    const Geometry& grid = loaded.image.geometry();
    MapSet maps;
    if (prediction) {
        readMaps(maps, project, *prediction, grid, false, between(progress, 0.3, 0.7), stop);
    }
    if (record.label.has_value()) {
        maps.set(kReferenceMap, onGrid(kReferenceMap, readCaseLabel(project, record, stop), grid));
    }
    addDerived(maps, loaded.scheme.count());
    loaded.layers = layersOf(maps, loaded.scheme, loaded.layerFacts());
    progress(0.7, "surfaces");
    addSurfaces(loaded, prediction ? kLabelMap : kReferenceMap, stop);
    return loaded;
}

InspectedCase withAllMaps(InspectedCase loaded, const std::filesystem::path& folder, const Progress& progress,
                          const std::stop_token& stop) {
    const Project project = Project::open(folder, ProjectAccess::ReadOnly);
    const auto prediction = project.predictions().find(loaded.runId, loaded.caseId, loaded.checkpointHash);
    if (!prediction.has_value()) {
        throw Error(ErrorCode::NotFound, "Run " + std::to_string(loaded.runId) + " has no prediction of " +
                                             loaded.name.toStdString() + " any more.");
    }
    constexpr double kReading = 0.6;  // of the time
    MapSet maps = loaded.maps();
    readMaps(maps, project, *prediction, loaded.image.geometry(), true, between(progress, 0, kReading), stop);
    if (hasAllMaps(*prediction)) {
        progress(kReading, "trust");
        addTrust(loaded, maps, project, *prediction, stop);
    }
    addDerived(maps, loaded.scheme.count());
    loaded.layers = layersOf(maps, loaded.scheme, loaded.layerFacts());
    for (const MapName& map : {kReferenceMap, MapName{MapKind::Label, Decoder::B}, {MapKind::Label, Decoder::Mean}}) {
        addSurfaces(loaded, map, stop);
    }
    loaded.hasAllMaps = true;
    return loaded;
}

}  // namespace tandem
