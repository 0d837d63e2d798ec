// The check that precedes every comparison of two volumes. Thread-safe.
#pragma once

#include "core/volume/geometry.h"

#include <string>

namespace tandem {

/// nameOfA, nameOfB: what the sentence calls them, such as "prediction". Throws Error (InvalidInput) when the grids
/// differ or have no voxels.
void requireSameGrid(const Geometry& a, const Geometry& b, const std::string& nameOfA, const std::string& nameOfB);

}  // namespace tandem
