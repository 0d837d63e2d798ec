// Files of the formats that others' libraries read, made with those libraries.
#pragma once

#include <string>
#include <vector>

namespace tandem {

/// A slice in several encodings.
[[nodiscard]] std::vector<std::string> dicomSeeds();
/// Data sets in several layouts.
[[nodiscard]] std::vector<std::string> hdf5Seeds();

}  // namespace tandem
