// What happened to a correction as bytes, as its journal keeps them: whole numbers in as few bytes as they need, tools
// and answers by their names, runs by their distances.
//
// Thread-safe. Invariant: bytes that are read give an event of the grid or an Error, whoever wrote them.
#pragma once

#include "core/correction/correction.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace tandem {

[[nodiscard]] std::string bytesOf(const CorrectionEvent& event);
/// voxels: of the grid, beyond which no run reaches. Throws Error (Corrupt).
[[nodiscard]] CorrectionEvent eventOf(std::span<const std::byte> bytes, std::int64_t voxels);
/// More than the bytes of any event on a grid of so many voxels.
[[nodiscard]] std::uint64_t mostEventBytes(std::int64_t voxels) noexcept;

}  // namespace tandem
