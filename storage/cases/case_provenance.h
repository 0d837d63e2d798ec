// Where a case comes from, as JSON: its source files and their hashes. Thread-safe.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace tandem {

struct CaseRecord;

/// name, images and label; each file with its SHA-256, as the project knows it.
[[nodiscard]] nlohmann::ordered_json sourcesJson(const CaseRecord& record);

}  // namespace tandem
