// Maps of a case as plain files, as a machine without the project's libraries writes and reads them.
//
// On disk: a folder with maps.json (grid, names and types) and a file NAME.raw for each map (uint8 or float32,
// little-endian, x fastest). Thread-safe for different folders. Invariant: a folder is there whole or not at all.
#pragma once

#include "core/maps/map_set.h"

#include <filesystem>
#include <string>

namespace tandem {

struct MapFolder {
    MapSet maps;
    std::string origin;  ///< of what made them, as its writer says it: to know what is there already
};

/// In place of a folder that is there. All maps lie on one grid. Throws Error (Io).
void writeMaps(const std::filesystem::path& folder, const MapFolder& content);
/// The maps share their mapped files. Throws Error (NotFound; Corrupt naming the file).
[[nodiscard]] MapFolder readMaps(const std::filesystem::path& folder);
/// The origin of the maps in the folder; empty where there are none that can be read.
[[nodiscard]] std::string originOfMaps(const std::filesystem::path& folder);

}  // namespace tandem
