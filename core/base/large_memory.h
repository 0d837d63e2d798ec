// Memory for voxels, in large pages where the system has them: to get a small page costs more than to fill it.
//
// Thread-safe. Invariant: it is all zero at first, and goes back to the system with its last owner.
#pragma once

#include <cstddef>
#include <memory>

namespace tandem {

/// Throws Error (OutOfMemory).
[[nodiscard]] std::shared_ptr<std::byte[]> largeMemory(std::size_t bytes);

}  // namespace tandem
