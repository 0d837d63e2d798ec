// The maps of a prediction as files in the project: one packed NRRD per map, on the original grid.
//
// Thread-safe for different folders. Invariant: what is a whole number (labels, selection, disagreement) follows from
// the numbers that were brought back to the original grid, and so never contradicts the files beside it.
#pragma once

#include "core/base/progress.h"
#include "core/engine.h"
#include "core/prepared/prepared_case.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

namespace tandem {

/// Voxels that are brought back at once, of all maps together.
inline constexpr std::int64_t kSlabVoxels = std::int64_t{1} << 22;

/// Writes the maps, brought back to the original grid slab by slab, into a folder that is there. which: "label",
/// "probabilities" or "all", as PredictionSettings::maps. Returns map name -> file name in the folder. Throws Error
/// (Io; Cancelled within a slab, which leaves the maps that were complete).
[[nodiscard]] std::map<std::string, std::string> storeMaps(const std::filesystem::path& folder,
                                                           const PredictedMaps& maps, const std::string& which,
                                                           const PreparedHeader& header, const Progress& progress,
                                                           const std::stop_token& stop,
                                                           std::int64_t slabVoxels = kSlabVoxels);

/// What a prediction takes on disk at most. maps: as PredictionSettings::maps.
[[nodiscard]] std::uint64_t storedBytesPerVoxel(const std::string& maps, int classes);

/// A stored map of whole numbers. Throws Error (NotFound, Corrupt).
[[nodiscard]] LabelVolume loadStoredLabel(const std::filesystem::path& file);
[[nodiscard]] ImageVolume loadStoredMap(const std::filesystem::path& file);

/// Whether a map of that name holds whole numbers.
[[nodiscard]] bool isLabelMap(const std::string& mapName);

}  // namespace tandem
