// How many bytes, as a person reads it. Thread-safe.
//
// Invariant: the unit fits the number, so that nothing but nothing reads as 0.
#pragma once

#include <cstdint>
#include <string>

namespace tandem {

/// "0 B", "312 B", "6.4 KiB", "640 MiB", "3.2 GiB"
[[nodiscard]] std::string bytesText(std::uint64_t bytes);

}  // namespace tandem
