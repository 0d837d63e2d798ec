// How much memory reading may take. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace tandem {

/// Bytes that the system could give now, within the limit of a container; nothing where the system does not say.
[[nodiscard]] std::optional<std::uint64_t> freeMemoryBytes();

/// The limit where one is given (0: none), else what is free now.
[[nodiscard]] std::uint64_t memoryLimitOf(std::uint64_t givenBytes);

/// Throws Error (OutOfMemory) naming the file when neededBytes exceed limitBytes (0: what is free now).
void requireMemory(const std::filesystem::path& file, double neededBytes, std::uint64_t limitBytes);

}  // namespace tandem
