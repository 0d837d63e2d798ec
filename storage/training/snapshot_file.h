// The maps of a pinned case at one iteration, in a file of their own: eight bits a voxel, deflated slice by slice, so
// that a whole map is read in milliseconds and one voxel without reading the rest.
//
// On disk: "TandemS1", the length of the header (uint64, little-endian), the header (JSON), then the slices of all
// maps. Thread-safe for reading. Invariant: the values 0..255 of a map of numbers are 0..highest.
#pragma once

#include "core/base/mapped_file.h"
#include "core/maps/map_name.h"
#include "core/volume/volume.h"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

namespace tandem {

struct PinnedPrediction;

/// In the order in which a file has them. The similarities are those to the class that the decoder gives a voxel.
inline constexpr std::array kSnapshotMaps{kLabelMap,
                                          MapName{MapKind::Label, Decoder::B},
                                          MapName{MapKind::Uncertainty, Decoder::A},
                                          MapName{MapKind::Uncertainty, Decoder::B},
                                          MapName{MapKind::Similarity, Decoder::A},
                                          MapName{MapKind::Similarity, Decoder::B},
                                          MapName{MapKind::Reliability, Decoder::A},
                                          MapName{MapKind::Reliability, Decoder::B},
                                          kSelectionMap};

/// A voxel's value in every map.
using SnapshotValues = std::map<MapName, double>;

/// The file appears whole or not at all. The prediction must have all maps. Throws Error (Io).
void writeSnapshot(const std::filesystem::path& file, const PinnedPrediction& prediction);

class SnapshotFile {
public:
    /// Throws Error (NotFound, Io, Corrupt).
    explicit SnapshotFile(const std::filesystem::path& file);

    [[nodiscard]] std::int64_t iteration() const noexcept { return m_iteration; }
    [[nodiscard]] std::int64_t caseId() const noexcept { return m_caseId; }
    [[nodiscard]] int classCount() const noexcept { return m_classCount; }
    [[nodiscard]] const Index3& size() const noexcept { return m_size; }
    /// map: one of kSnapshotMaps. geometry: of the prepared case, whose size the maps have. Throw Error (InvalidInput
    /// for another size; Corrupt).
    [[nodiscard]] LabelVolume labels(const MapName& map, const Geometry& geometry) const;
    [[nodiscard]] ImageVolume values(const MapName& map, const Geometry& geometry) const;
    /// Throws Error (InvalidInput for a voxel outside; Corrupt).
    [[nodiscard]] SnapshotValues valuesAt(const Index3& voxel) const;

private:
    struct Slice {
        std::uint64_t offset = 0;  ///< from the file's begin
        std::uint64_t bytes = 0;
    };

    void readHeader();
    /// offset: of the first slice, which is not beyond the end of the file.
    void findSlices(const nlohmann::json& maps, std::uint64_t offset);
    [[noreturn]] void throwCorrupt(const std::string& what) const;
    [[nodiscard]] std::vector<std::uint8_t> allVoxels(const MapName& map, const Geometry& geometry) const;
    /// voxels: as many as a slice has.
    void inflateSlice(const MapName& map, std::int64_t slice, std::uint8_t* voxels) const;

    std::filesystem::path m_path;
    MappedFile m_file;
    std::int64_t m_iteration = 0;
    std::int64_t m_caseId = 0;
    int m_classCount = 0;
    Index3 m_size{};
    std::map<MapName, std::vector<Slice>> m_slices;
};

}  // namespace tandem
