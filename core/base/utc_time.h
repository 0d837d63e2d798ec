// Points in time as the project writes them. Thread-safe.
#pragma once

#include <string>

namespace tandem {

/// "2025-01-31T09:30:00Z": ISO 8601 in UTC, to the second. Such texts sort by time.
[[nodiscard]] std::string utcNow();

}  // namespace tandem
