// Does many small pieces of work on a few threads, and waits for all of them.
//
// Thread-safe. Invariant: every piece is begun, also after one has failed; the last failure is thrown when all are
// done.
#pragma once

#include <cstddef>
#include <functional>

namespace tandem {

/// work(0) ... work(count - 1), on at most so many threads, this one among them.
void sideBySide(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

/// As many as the machine computes with, at least one.
[[nodiscard]] std::size_t computingThreads();

}  // namespace tandem
