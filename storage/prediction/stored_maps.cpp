#include "storage/prediction/stored_maps.h"

#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "storage/image/slab_writer.h"
#include "storage/preparation/restore.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace tandem {
namespace {

/// Brings maps back and writes them, a slab of few voxels at a time.
class Storing {
public:
    Storing(std::filesystem::path folder, const PreparedHeader& header, int maps, std::int64_t slabVoxels,
            const Progress& progress, const std::stop_token& stop)
        : m_folder(std::move(folder)),
          m_header(header),
          m_maps(maps),
          m_slabVoxels(slabVoxels),
          m_progress(progress),
          m_stop(stop) {}

    /// The probabilities of a decoder under NAME-0, NAME-1, ...; nothing is written without a name. Returns the label
    /// that they mean.
    LabelVolume classes(const std::string& name, const std::vector<ImageVolume>& probabilities) {
        std::vector<SlabWriter> writers;
        for (std::size_t index = 0; !name.empty() && index < probabilities.size(); ++index) {
            writers.push_back(writerOf(name + "-" + std::to_string(index), VoxelType::Float32));
        }
        std::vector<std::uint8_t> label;
        label.reserve(static_cast<std::size_t>(m_header.original.voxelCount()));
        const auto classCount = static_cast<int>(probabilities.size());
        for (const Geometry& slab : slabs(classCount)) {
            const auto restored = restoreProbabilities(probabilities, m_header, slab, m_stop);
            const LabelVolume ofSlab = labelFromProbabilities(restored);
            label.insert(label.end(), ofSlab.voxels().begin(), ofSlab.voxels().end());
            for (std::size_t index = 0; index < writers.size(); ++index) {
                writers[index].add(restored[index].voxels());
            }
            advance(slab, classCount);
        }
        std::ranges::for_each(writers, &SlabWriter::finish);
        return {m_header.original, std::move(label)};
    }

    /// A map of numbers that is 0 where nothing was computed.
    void number(const std::string& name, const ImageVolume& map) {
        SlabWriter writer = writerOf(name, VoxelType::Float32);
        for (const Geometry& slab : slabs(1)) {
            writer.add(restoreMap(map, m_header, slab, 0, m_stop).voxels());
            advance(slab, 1);
        }
        writer.finish();
    }

    void similarities(const std::string& name, const std::vector<ImageVolume>& ofClasses) {
        for (std::size_t index = 0; index < ofClasses.size(); ++index) {
            number(name + "-" + std::to_string(index), ofClasses[index]);
        }
    }

    /// And who would teach whom by them: 1 A teaches B, 2 B teaches A, 0 neither.
    void uncertainties(const ImageVolume& a, const ImageVolume& b) {
        SlabWriter writerA = writerOf("uncertainty-a", VoxelType::Float32);
        SlabWriter writerB = writerOf("uncertainty-b", VoxelType::Float32);
        SlabWriter writerSelection = writerOf("selection", VoxelType::UInt8);
        for (const Geometry& slab : slabs(2)) {
            const ImageVolume ofA = restoreMap(a, m_header, slab, 0, m_stop);
            const ImageVolume ofB = restoreMap(b, m_header, slab, 0, m_stop);
            std::vector<std::uint8_t> selection(ofA.voxels().size());
            std::ranges::transform(ofA.voxels(), ofB.voxels(), selection.begin(), [](float one, float other) {
                return static_cast<std::uint8_t>(other > one ? 1 : (one > other ? 2 : 0));
            });
            writerA.add(ofA.voxels());
            writerB.add(ofB.voxels());
            writerSelection.add(std::span<const std::uint8_t>(selection));
            advance(slab, 3);
        }
        writerA.finish();
        writerB.finish();
        writerSelection.finish();
    }

    /// A map that is on the original grid already.
    void whole(const std::string& name, const LabelVolume& map) {
        SlabWriter writer = writerOf(name, VoxelType::UInt8);
        std::span<const std::uint8_t> rest = map.voxels();
        for (const Geometry& slab : slabs(1)) {
            const auto voxels = static_cast<std::size_t>(slab.voxelCount());
            writer.add(rest.first(voxels));
            rest = rest.subspan(voxels);
            advance(slab, 1);
        }
        writer.finish();
    }

    [[nodiscard]] std::map<std::string, std::string> take() { return std::move(m_files); }

private:
    SlabWriter writerOf(const std::string& name, VoxelType type) {
        const std::string file = name + ".nrrd";
        m_files[name] = file;
        return {m_folder / file, m_header.original, type};
    }

    /// maps: that are held in memory at once.
    [[nodiscard]] std::vector<Geometry> slabs(int maps) const {
        return slabsOf(m_header.original, m_slabVoxels / maps);
    }

    void advance(const Geometry& slab, int maps) {
        throwIfStopped(m_stop);
        m_done += static_cast<double>(slab.voxelCount()) * maps;
        if (m_progress) {
            m_progress(m_done / (static_cast<double>(m_header.original.voxelCount()) * m_maps), "storing maps");
        }
    }

    std::filesystem::path m_folder;
    const PreparedHeader& m_header;
    int m_maps;  ///< in all
    std::int64_t m_slabVoxels;
    const Progress& m_progress;
    const std::stop_token& m_stop;
    double m_done = 0;  ///< voxels of all maps
    std::map<std::string, std::string> m_files;
};

/// Maps that are brought back or written; probabilities, too, of which only the label is kept.
int mapCount(const PredictedMaps& maps, const std::string& which) {
    const auto classes = static_cast<int>(maps.probabilityA.size());
    return which == "label" ? classes + 1 : (which == "probabilities" ? 3 * classes + 1 : 5 * classes + 7);
}

/// 1 where the labels differ.
LabelVolume differing(const LabelVolume& a, const LabelVolume& b) {
    std::vector<std::uint8_t> differs(a.voxels().size());
    std::ranges::transform(a.voxels(), b.voxels(), differs.begin(), [](std::uint8_t one, std::uint8_t other) {
        return static_cast<std::uint8_t>(one != other ? 1 : 0);
    });
    return {a.geometry(), std::move(differs)};
}

}  // namespace

bool isLabelMap(const std::string& mapName) {
    return mapName == "label" || mapName == "selection" || mapName == "disagreement";
}

std::map<std::string, std::string> storeMaps(const std::filesystem::path& folder, const PredictedMaps& maps,
                                             const std::string& which, const PreparedHeader& header,
                                             const Progress& progress, const std::stop_token& stop,
                                             std::int64_t slabVoxels) {
    Storing storing(folder, header, mapCount(maps, which), slabVoxels, progress, stop);
    const LabelVolume labelA = storing.classes(which == "label" ? "" : "probability-a", maps.probabilityA);
    storing.whole("label", labelA);
    if (which == "label") {
        return storing.take();
    }
    const LabelVolume labelB = storing.classes("probability-b", maps.probabilityB);
    storing.classes("probability-mean", maps.probabilityMean);
    if (which == "all") {
        storing.whole("disagreement", differing(labelA, labelB));
        storing.uncertainties(maps.uncertaintyA, maps.uncertaintyB);
        storing.similarities("similarity-a", maps.similarityA);
        storing.similarities("similarity-b", maps.similarityB);
        storing.number("reliability-a", maps.reliabilityA);
        storing.number("reliability-b", maps.reliabilityB);
    }
    return storing.take();
}

std::uint64_t storedBytesPerVoxel(const std::string& maps, int classes) {
    const std::uint64_t ofEachClass = sizeof(float) * static_cast<std::uint64_t>(classes);
    if (maps == "label") {
        return 1;
    }
    if (maps == "probabilities") {
        return 1 + 3 * ofEachClass;  // of A, B and their mean
    }
    // Label, selection and disagreement; two similarities besides; two uncertainties and two reliabilities.
    return 3 + 5 * ofEachClass + 4 * sizeof(float);
}

LabelVolume loadStoredLabel(const std::filesystem::path& file) {
    const RawLabelVolume raw = readLabel(file);
    const auto values = raw.voxels();
    if (std::ranges::any_of(values, [](std::int32_t value) { return value < 0 || value > 255; })) {
        throw Error(ErrorCode::Corrupt,
                    file.string() + " holds values that no prediction has; predict the case again.");
    }
    return {raw.geometry(), std::vector<std::uint8_t>(values.begin(), values.end())};
}

ImageVolume loadStoredMap(const std::filesystem::path& file) {
    return readImage(file);
}

}  // namespace tandem
