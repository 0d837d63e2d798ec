// The libraries that compute, with their versions. Thread-safe.
#pragma once

#include <string>

namespace tandem {

/// Such as "LibTorch 2.6.0, oneDNN 3.7.1, cuDNN 9.1.0", what is there of them.
[[nodiscard]] std::string libraryVersions();

}  // namespace tandem
