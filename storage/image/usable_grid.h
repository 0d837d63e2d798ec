// The check that a file's grid can be worked with. Thread-safe.
#pragma once

#include "core/volume/geometry.h"

#include <filesystem>

namespace tandem {

/// Throws what Geometry::check() throws, with the file named.
void requireUsableGrid(const Geometry& geometry, const std::filesystem::path& file);

}  // namespace tandem
