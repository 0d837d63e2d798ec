#include "storage/export/model_check.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/temporary_folder.h"
#include "core/maps/derived_maps.h"
#include "core/phantom/phantom.h"
#include "core/prepared/prepared_case.h"
#include "storage/image/image_reader.h"
#include "storage/image/image_writer.h"
#include "storage/preparation/prepare.h"
#include "storage/preparation/regrid.h"
#include "storage/preparation/restore.h"
#include "storage/preparation/target_grid.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <string>
#include <vector>

namespace tandem {
namespace {

/// The axes of the image: no order that a preparation asks for.
constexpr const char* kAxes = "IRP";

/// The network's axes. A window and a quarter long, and else three quarters of one, as far as phantoms can be so long.
Geometry networkGrid(const ModelFacts& facts) {
    constexpr std::int64_t kLeast = 24;
    constexpr double kMostTimesAsLong = 2.8;
    Geometry grid;
    double longest = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        constexpr double kFiner = 0.83;  // so that no voxel of one grid lies just between two of the other
        const double wanted = facts.preparation.spacingMm[axis];
        grid.spacingMm[axis] = wanted > 0 ? kFiner * wanted : 1;
        const double windows = axis == 0 ? 1.25 : 0.75;
        const double prepared = windows * static_cast<double>(facts.patch[axis]);
        const double voxels = wanted > 0 ? prepared / kFiner : prepared;
        grid.size[axis] = std::max(kLeast, static_cast<std::int64_t>(std::llround(voxels)));
        longest = std::max(longest, static_cast<double>(grid.size[axis]) * grid.spacingMm[axis]);
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto least = static_cast<std::int64_t>(std::ceil(longest / kMostTimesAsLong / grid.spacingMm[axis]));
        grid.size[axis] = std::max(grid.size[axis], least);
    }
    return grid;
}

/// Around the box that is given by hand, where there is one.
void place(Geometry& grid, const PreparationSettings& settings) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double centre =
            settings.crop == Crop::Box ? (settings.cropFromMm[axis] + settings.cropToMm[axis]) / 2 : 0;
        grid.originMm[axis] = centre - grid.spacingMm[axis] * static_cast<double>(grid.size[axis] - 1) / 2;
    }
}

/// 0 in the outer voxels, as where a scanner sees nothing, and beyond the window that intensities are clipped to.
ImageVolume madeChannel(const Geometry& grid, int channel, const PreparationSettings& settings) {
    constexpr std::int64_t kMargin = 2;
    const PhantomCase made =
        generatePhantom({.size = grid.size, .spacingMm = grid.spacingMm}, static_cast<std::uint64_t>(channel) + 1);
    const double low = settings.clip ? settings.clipLow : 0;
    const double range = settings.clip ? 1.2 * (settings.clipHigh - settings.clipLow) : 100;
    std::vector<float> voxels;
    voxels.reserve(made.image.voxels().size());
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                const bool isOuter =
                    std::min({x, y, z, grid.size[0] - 1 - x, grid.size[1] - 1 - y, grid.size[2] - 1 - z}) < kMargin;
                voxels.push_back(isOuter ? 0 : static_cast<float>(low + range * made.image.at(x, y, z)));
            }
        }
    }
    return {grid, std::move(voxels)};
}

/// As it is read back from its files, so that it lies where they say.
SourceCase madeCase(const ModelFacts& facts, const std::filesystem::path& folder, const std::stop_token& stop) {
    Geometry grid = networkGrid(facts);
    place(grid, facts.preparation);
    SourceCase made;
    for (int channel = 0; channel < facts.channels; ++channel) {
        const ImageVolume image = madeChannel(grid, channel, facts.preparation);
        const bool isTurned = facts.preparation.orientation != AxisOrder::Keep;
        const Geometry lying = isTurned ? reoriented(grid, kAxes) : grid;
        const std::filesystem::path file = folder / std::format("image-{:02}.nii.gz", channel + 1);
        writeImage(ontoGrid(image, lying, Interpolation::Linear, std::nullopt, stop), file);
        made.channels.push_back(readImage(file, {}, stop));
    }
    return made;
}

/// The engine takes prepared cases from files.
PredictedMaps predicted(Predictor& predictor, const Prepared& prepared, const Progress& progress,
                        const std::stop_token& stop) {
    const TemporaryFolder folder("tandem-check", "make room there, or name another folder in TMPDIR");
    const PreparedReference reference{.caseName = "the generated case", .stem = folder.path() / "case"};
    AtomicBatch batch;
    addPreparedCase(batch, reference.stem, prepared.header, prepared.image, {});
    batch.commit();
    return predictor.predict(PreparedCase(reference), progress, stop);
}

void writeLabelOf(const std::vector<ImageVolume>& probabilities, const LabelScheme& scheme,
                  const std::filesystem::path& file) {
    const LabelVolume label = labelFromProbabilities(probabilities);
    std::vector<std::int32_t> values;
    values.reserve(label.voxels().size());
    for (const std::uint8_t index : label.voxels()) {
        values.push_back(scheme.classes.at(index).fileValue);
    }
    writeLabel(RawLabelVolume(label.geometry(), std::move(values)), file);
}

/// Of one decoder, brought back to the grid of the image.
void writeMaps(const PredictedMaps& maps, Decoder decoder, const PreparedHeader& header, const LabelScheme& scheme,
               const std::filesystem::path& folder, const std::stop_token& stop) {
    const auto write = [&](const MapName& name, const ImageVolume& map) {
        writeImage(map, folder / (textOf(name) + ".nii.gz"));
    };
    const auto probabilities =
        restoreProbabilities(maps.classes(MapKind::Probability, decoder), header, header.original, stop);
    if (decoder == Decoder::A) {
        writeLabelOf(probabilities, scheme, folder / "label.nii.gz");
    }
    const auto restored = [&](const MapName& name) {
        return restoreMap(maps.scalar(name), header, header.original, 0, stop);
    };
    for (int index = 0; index < scheme.count(); ++index) {
        write({MapKind::Probability, decoder, index}, probabilities[static_cast<std::size_t>(index)]);
        const MapName similarity{MapKind::Similarity, decoder, index};
        write(similarity, restored(similarity));
    }
    for (const MapKind kind : {MapKind::Uncertainty, MapKind::Reliability}) {
        write({kind, decoder}, restored({kind, decoder}));
    }
}

}  // namespace

void writeCheck(Predictor& predictor, const ModelFacts& facts, const std::filesystem::path& folder,
                const Progress& progress, const std::stop_token& stop) {
    const SourceCase made = madeCase(facts, folder, stop);
    const Prepared prepared = prepare(made, facts.preparation, [](double, std::string_view) {}, stop);
    const PredictedMaps maps = predicted(predictor, prepared, progress, stop);
    for (const Decoder decoder : {Decoder::A, Decoder::B}) {
        writeMaps(maps, decoder, prepared.header, facts.scheme, folder, stop);
    }
}

}  // namespace tandem
