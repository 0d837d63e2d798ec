// The maps of a prediction as files in the project: one uncompressed NRRD per map, on the original grid.
#pragma once

#include "core/prepared/prepared_case.h"
#include "core/volume/volume.h"
#include "storage/study/named_maps.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tandem {

/// Writes every map, brought back to the original grid. Returns map name -> file name in the folder. Throws Error (Io).
[[nodiscard]] std::map<std::string, std::string> storeMaps(const std::filesystem::path& folder,
                                                           const std::vector<NamedMap>& maps,
                                                           const PreparedHeader& header);

/// What a prediction takes on disk. maps: as PredictionSettings::maps.
[[nodiscard]] std::uint64_t storedBytesPerVoxel(const std::string& maps, int classes);

/// A stored map of whole numbers. Throws Error (NotFound, Corrupt).
[[nodiscard]] LabelVolume loadStoredLabel(const std::filesystem::path& file);
[[nodiscard]] ImageVolume loadStoredMap(const std::filesystem::path& file);

/// Whether a map of that name holds whole numbers.
[[nodiscard]] bool isLabelMap(const std::string& mapName);

}  // namespace tandem
