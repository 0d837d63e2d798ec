#include "storage/prediction/stored_maps.h"

#include "core/base/error.h"
#include "core/maps/derived_maps.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
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
    Storing(std::filesystem::path folder, const PredictedMaps& made, const PreparedHeader& header, std::size_t maps,
            std::int64_t slabVoxels, const Progress& progress, const std::stop_token& stop)
        : m_folder(std::move(folder)),
          m_made(made),
          m_header(header),
          m_maps(maps),
          m_slabVoxels(slabVoxels),
          m_progress(progress),
          m_stop(stop) {}

    /// The probabilities of a decoder, which are written if wanted. Returns the label that they mean.
    LabelVolume probabilities(Decoder decoder, bool isWritten = true) {
        const std::vector<ImageVolume> probabilities = m_made.classes(MapKind::Probability, decoder);
        std::vector<SlabWriter> writers;
        for (int index = 0; isWritten && index < static_cast<int>(probabilities.size()); ++index) {
            writers.push_back(writerOf({MapKind::Probability, decoder, index}));
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
    void number(const MapName& name) {
        const ImageVolume& map = m_made.scalar(name);
        SlabWriter writer = writerOf(name);
        for (const Geometry& slab : slabs(1)) {
            writer.add(restoreMap(map, m_header, slab, 0, m_stop).voxels());
            advance(slab, 1);
        }
        writer.finish();
    }

    /// And who would teach whom by them: 1 A teaches B, 2 B teaches A, 0 neither.
    void uncertainties() {
        constexpr MapName kA{MapKind::Uncertainty, Decoder::A};
        constexpr MapName kB{MapKind::Uncertainty, Decoder::B};
        SlabWriter writerA = writerOf(kA);
        SlabWriter writerB = writerOf(kB);
        SlabWriter writerSelection = writerOf(kSelectionMap);
        for (const Geometry& slab : slabs(2)) {
            const ImageVolume ofA = restoreMap(m_made.scalar(kA), m_header, slab, 0, m_stop);
            const ImageVolume ofB = restoreMap(m_made.scalar(kB), m_header, slab, 0, m_stop);
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
    void whole(const MapName& name, const LabelVolume& map) {
        SlabWriter writer = writerOf(name);
        std::span<const std::uint8_t> rest = map.voxels();
        for (const Geometry& slab : slabs(1)) {
            const auto voxels = static_cast<std::size_t>(slab.voxelCount());
            writer.add(rest.first(voxels));
            rest = rest.subspan(voxels);
            advance(slab, 1);
        }
        writer.finish();
    }

    [[nodiscard]] std::map<MapName, std::string> take() { return std::move(m_files); }

private:
    SlabWriter writerOf(const MapName& name) {
        const std::string& file = m_files[name] = textOf(name) + ".nrrd";
        return {m_folder / file, m_header.original, name.isLabelMap() ? VoxelType::UInt8 : VoxelType::Float32};
    }

    /// maps: that are held in memory at once.
    [[nodiscard]] std::vector<Geometry> slabs(int maps) const {
        return slabsOf(m_header.original, m_slabVoxels / maps);
    }

    void advance(const Geometry& slab, int maps) {
        throwIfStopped(m_stop);
        m_done += static_cast<double>(slab.voxelCount()) * maps;
        if (m_progress) {
            m_progress(m_done / (static_cast<double>(m_header.original.voxelCount()) * static_cast<double>(m_maps)),
                       "storing maps");
        }
    }

    std::filesystem::path m_folder;
    const PredictedMaps& m_made;
    const PreparedHeader& m_header;
    std::size_t m_maps;  ///< in all
    std::int64_t m_slabVoxels;
    const Progress& m_progress;
    const std::stop_token& m_stop;
    double m_done = 0;  ///< voxels of all maps
    std::map<MapName, std::string> m_files;
};

void addClasses(std::vector<MapName>& names, MapKind kind, Decoder decoder, int classes) {
    for (int index = 0; index < classes; ++index) {
        names.push_back({kind, decoder, index});
    }
}

}  // namespace

std::vector<MapName> storedMapNames(KeptMaps maps, int classes) {
    std::vector<MapName> names{kLabelMap};
    if (maps == KeptMaps::Label) {
        return names;
    }
    for (const Decoder decoder : {Decoder::A, Decoder::B, Decoder::Mean}) {
        addClasses(names, MapKind::Probability, decoder, classes);
    }
    if (maps == KeptMaps::All) {
        names.insert(names.end(), {kSelectionMap, kDisagreementMap});
        for (const Decoder decoder : {Decoder::A, Decoder::B}) {
            addClasses(names, MapKind::Similarity, decoder, classes);
            names.insert(names.end(), {{MapKind::Uncertainty, decoder}, {MapKind::Reliability, decoder}});
        }
    }
    return names;
}

std::uint64_t storedBytesPerVoxel(KeptMaps maps, int classes) {
    std::uint64_t bytes = 0;
    for (const MapName& name : storedMapNames(maps, classes)) {
        bytes += name.isLabelMap() ? sizeof(std::uint8_t) : sizeof(float);
    }
    return bytes;
}

std::map<MapName, std::string> storeMaps(const std::filesystem::path& folder, const PredictedMaps& maps, KeptMaps which,
                                         const PreparedHeader& header, const Progress& progress,
                                         const std::stop_token& stop, std::int64_t slabVoxels) {
    const std::size_t classes = maps.classes(MapKind::Probability, Decoder::A).size();
    const std::vector<MapName> names = storedMapNames(which, static_cast<int>(classes));
    const auto isWanted = [&](const MapName& name) { return std::ranges::find(names, name) != names.end(); };
    const bool keepsProbabilities = isWanted({MapKind::Probability, Decoder::A, 0});
    // Of probabilities that are not kept, too, the label follows.
    Storing storing(folder, maps, header, names.size() + (keepsProbabilities ? 0 : classes), slabVoxels, progress,
                    stop);
    const LabelVolume labelA = storing.probabilities(Decoder::A, keepsProbabilities);
    storing.whole(kLabelMap, labelA);
    if (!keepsProbabilities) {
        return storing.take();
    }
    const LabelVolume labelB = storing.probabilities(Decoder::B);
    static_cast<void>(storing.probabilities(Decoder::Mean));
    if (isWanted(kDisagreementMap)) {
        storing.whole(kDisagreementMap, disagreementOf(labelA, labelB));
        storing.uncertainties();
    }
    for (const MapName& name : names) {
        if (name.kind == MapKind::Similarity || name.kind == MapKind::Reliability) {
            storing.number(name);
        }
    }
    return storing.take();
}

std::filesystem::path storedFile(const Project& project, const PredictionRecord& prediction, const MapName& name) {
    const auto file = prediction.files.find(name);
    if (file == prediction.files.end()) {
        throw Error(ErrorCode::NotFound, "The case " + project.cases().get(prediction.caseId).name +
                                             " was predicted without the map " + textOf(name) +
                                             "; predict it with more maps.");
    }
    return project.inside(prediction.folder / file->second);
}

LabelVolume loadStoredLabel(const Project& project, const PredictionRecord& prediction, const MapName& name) {
    return loadStoredLabel(storedFile(project, prediction, name));
}

ImageVolume loadStoredMap(const Project& project, const PredictionRecord& prediction, const MapName& name) {
    return loadStoredMap(storedFile(project, prediction, name));
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
