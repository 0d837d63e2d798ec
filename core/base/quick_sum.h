// XXH64 (xxhash.com, of Yann Collet), a sum of bytes that finds chance damage about as fast as memory is read. It is no
// proof against a person's hand; content_hash.h is. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tandem {

[[nodiscard]] std::uint64_t quickSum(std::span<const std::byte> bytes) noexcept;

}  // namespace tandem
