// Files of the formats that others' libraries read, made with those libraries.
#pragma once

#include <string>
#include <vector>

namespace tandem {

/// A slice in several encodings.
[[nodiscard]] std::vector<std::string> dicomSeeds();
/// Objects that say where structures are: segments, whole and in fractions, and contours.
[[nodiscard]] std::vector<std::string> structureSeeds();
/// Data sets in several layouts.
[[nodiscard]] std::vector<std::string> hdf5Seeds();

}  // namespace tandem
