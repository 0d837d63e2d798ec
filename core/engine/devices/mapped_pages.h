// Lets pages of a mapped file leave memory once they were read. Thread-safe, also with other readers of the pages.
#pragma once

#include <cstddef>
#include <span>

namespace tandem {

/// The pages that hold the bytes no longer count as resident in this process; the next read fetches them from the file
/// again. bytes: within a read-only mapping of a file. A system that cannot do it is not an error.
void releaseMappedPages(std::span<const std::byte> bytes);

}  // namespace tandem
