#include "core/engine/devices/thread_count.h"

#include <ATen/Parallel.h>

#include <thread>

namespace tandem {
namespace {

/// The number belongs to a thread, but the library also notes it for threads that have not computed yet. A thread of
/// its own notes what they had again.
void setHere(int count) {
    int others = count;
    std::thread([&others] { others = at::get_num_threads(); }).join();
    at::set_num_threads(count);
    std::thread([others] { at::set_num_threads(others); }).join();
}

}  // namespace

int threadCount() {
    return at::get_num_threads();
}

ThreadCountGuard::ThreadCountGuard(int count) : m_before(threadCount()) {
    setHere(count);
}

ThreadCountGuard::~ThreadCountGuard() {
    setHere(m_before);
}

}  // namespace tandem
