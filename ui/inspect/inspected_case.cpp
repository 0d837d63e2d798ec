#include "ui/inspect/inspected_case.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/study/case_reading.h"
#include "storage/study/stored_maps.h"
#include "ui/inspect/layer_catalogue.h"

#include <algorithm>

namespace tandem {
namespace {

constexpr double kMapsPart = 0.8;  // of the progress, until surfaces are made

void checkGrid(const std::string& name, const Geometry& grid, const Geometry& image) {
    if (const auto difference = differenceOf(image, grid)) {
        throw Error(ErrorCode::InvalidInput,
                    "The map " + name + " does not lie on the image's grid; predict the case again.", *difference);
    }
}

/// The image's own geometry, which the map's may miss by a rounding.
template <class T>
Volume<T> onGrid(const std::string& name, const Volume<T>& volume, const Geometry& grid) {
    checkGrid(name, volume.geometry(), grid);
    return {grid, volume.share()};
}

NamedVoxels readMaps(const Project& project, const PredictionRecord& prediction, const Geometry& grid,
                     const Progress& progress, const std::stop_token& stop) {
    NamedVoxels maps;
    double done = 1;
    for (const auto& [name, file] : prediction.files) {
        throwIfStopped(stop);
        progress(kMapsPart * done / (static_cast<double>(prediction.files.size()) + 1), name);
        const std::filesystem::path path = project.folder() / prediction.folder / file;
        if (isLabelMap(name)) {
            maps.labels[name] = onGrid(name, loadStoredLabel(path), grid);
        } else {
            maps.scalars[name] = onGrid(name, loadStoredMap(path), grid);
        }
        ++done;
    }
    return maps;
}

std::vector<ClassSurface> surfacesOf(const LabelVolume& label, const LabelScheme& scheme, const std::stop_token& stop) {
    std::vector<ClassSurface> surfaces;
    for (std::size_t index = 1; index < scheme.classes.size(); ++index) {
        throwIfStopped(stop);
        const auto& colour = scheme.classes[index].colour;
        ClassSurface surface =
            surfaceOf(label, static_cast<std::uint8_t>(index), QColor(colour[0], colour[1], colour[2]));
        if (!surface.corners.empty()) {
            surfaces.push_back(std::move(surface));
        }
    }
    return surfaces;
}

}  // namespace

const SliceLayer* InspectedCase::layer(const QString& id) const {
    const auto found = std::ranges::find(layers, id, &SliceLayer::id);
    return found == layers.end() ? nullptr : &*found;
}

GreyWindow percentiles(const ImageVolume& image, double lower, double upper) {
    constexpr std::size_t kMostSamples = 200'000;
    const auto voxels = image.voxels();
    const std::size_t stride = std::max<std::size_t>(1, voxels.size() / kMostSamples);
    std::vector<float> sample;
    for (std::size_t at = 0; at < voxels.size(); at += stride) {
        sample.push_back(voxels[at]);
    }
    std::ranges::sort(sample);
    const auto at = [&](double fraction) {
        return static_cast<double>(sample[static_cast<std::size_t>(fraction * static_cast<double>(sample.size() - 1))]);
    };
    const double low = at(lower);
    return {low, std::max(at(upper), low + 1e-6 * std::max(1.0, std::abs(low)))};
}

InspectedCase loadInspectedCase(const std::filesystem::path& folder, std::int64_t runId, std::int64_t caseId,
                                const Progress& progress, const std::stop_token& stop) {
    const Project project = Project::open(folder, ProjectAccess::ReadOnly);
    const CaseRecord record = project.cases().get(caseId);
    const auto prediction = project.predictions().find(runId, caseId);
    if (!prediction.has_value()) {
        throw Error(ErrorCode::NotFound,
                    "Run " + std::to_string(runId) + " has no prediction of " + record.name + " any more.");
    }
    progress(0, "image");
    InspectedCase loaded{.runId = runId, .caseId = caseId, .name = QString::fromStdString(record.name)};
    loaded.scheme = project.labels().scheme();
    loaded.image = readCaseImage(project, record.images.front(), stop);
    loaded.window = percentiles(loaded.image, 0.01, 0.99);
    const Geometry& grid = loaded.image.geometry();
    NamedVoxels maps = readMaps(project, *prediction, grid, progress, stop);
    if (record.label.has_value()) {
        maps.labels["reference"] = onGrid("label", readCaseLabel(project, record, stop), grid);
    }
    progress(kMapsPart, "surfaces");
    addDerived(maps, loaded.scheme.count());
    loaded.layers = layersOf(maps, loaded.scheme);
    applyPreset(loaded.layers, LayerPreset::Segmentation);
    if (maps.labels.contains("label")) {
        loaded.surfaces = surfacesOf(maps.labels["label"], loaded.scheme, stop);
    }
    return loaded;
}

}  // namespace tandem
