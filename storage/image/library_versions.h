// The versions of the libraries behind the image formats, for a report on the installation. Thread-safe.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tandem {

/// Name and version of ITK and of what tandem-reader links, and how it is fenced in. Throws Error where it does not
/// start.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> imageLibraryVersions();

}  // namespace tandem
