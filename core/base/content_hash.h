// SHA-256 of files and bytes, in lower-case hexadecimal. Thread-safe.
#pragma once

#include "core/base/sha256.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>

namespace tandem {

/// 64 hexadecimal digits. Throws Error (NotFound; Io, also for what is no file; Cancelled).
[[nodiscard]] std::string contentHash(const std::filesystem::path& file, const std::stop_token& stop = {});

/// The same, to which more bytes may be added.
[[nodiscard]] Sha256 hashing(const std::filesystem::path& file, const std::stop_token& stop = {});

/// 64 hexadecimal digits of the given bytes.
[[nodiscard]] std::string contentHash(std::span<const std::byte> bytes);

}  // namespace tandem
