// Names in a sentence, as many as a person reads.
#pragma once

#include <string>
#include <vector>

namespace tandem {

/// "a, b, c and 4 more"
[[nodiscard]] std::string listText(const std::vector<std::string>& names);

}  // namespace tandem
