// With how many threads the CPU computes. Sums are put together from each thread's part, so their last digits depend on
// it.
//
// Invariant: other threads of the process compute with as many as before.
#pragma once

namespace tandem {

/// With how many threads the calling thread computes.
[[nodiscard]] int threadCount();

/// While it lives, the thread that made it computes with so many threads, as far as the library lets it; see
/// threadCount(). Made and ended on one thread.
class ThreadCountGuard {
public:
    explicit ThreadCountGuard(int count);
    ~ThreadCountGuard();
    ThreadCountGuard(const ThreadCountGuard&) = delete;
    ThreadCountGuard& operator=(const ThreadCountGuard&) = delete;

private:
    int m_before;
};

}  // namespace tandem
