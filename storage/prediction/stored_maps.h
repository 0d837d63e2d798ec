// The maps of a prediction as files in the project: one packed NRRD per map, on the original grid.
//
// Thread-safe for different folders. Invariant: what is a whole number (labels, selection, disagreement) follows from
// the numbers that were brought back to the original grid, and so never contradicts the files beside it.
#pragma once

#include "core/base/progress.h"
#include "core/engine.h"
#include "core/maps/map_set.h"
#include "core/prepared/prepared_case.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct PredictionRecord;

/// Voxels that are brought back at once, of all maps together.
inline constexpr std::int64_t kSlabVoxels = std::int64_t{1} << 22;

/// What a prediction keeps: as PredictionSettings::maps, of so many classes. Each setting keeps more than the one
/// before.
[[nodiscard]] std::vector<MapName> storedMapNames(KeptMaps maps, int classes);
/// What they take on disk at most.
[[nodiscard]] std::uint64_t storedBytesPerVoxel(KeptMaps maps, int classes);

/// Writes the maps, brought back to the original grid slab by slab, into a folder that is there. which: as
/// PredictionSettings::maps. Returns the names of the files in the folder. Throws Error (Io; Cancelled within a slab,
/// which leaves the maps that were complete).
[[nodiscard]] std::map<MapName, std::string> storeMaps(const std::filesystem::path& folder, const PredictedMaps& maps,
                                                       KeptMaps which, const PreparedHeader& header,
                                                       const Progress& progress, const std::stop_token& stop,
                                                       std::int64_t slabVoxels = kSlabVoxels);

/// A map that was stored with the prediction. Throw Error (NotFound, Corrupt).
[[nodiscard]] std::filesystem::path storedFile(const Project& project, const PredictionRecord& prediction,
                                               const MapName& name);
[[nodiscard]] LabelVolume loadStoredLabel(const Project& project, const PredictionRecord& prediction,
                                          const MapName& name = kLabelMap);
[[nodiscard]] ImageVolume loadStoredMap(const Project& project, const PredictionRecord& prediction,
                                        const MapName& name);

/// A file of whole numbers, and one of numbers. Throw likewise.
[[nodiscard]] LabelVolume loadStoredLabel(const std::filesystem::path& file);
[[nodiscard]] ImageVolume loadStoredMap(const std::filesystem::path& file);

}  // namespace tandem
