#include "core/base/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tandem {

void sideBySide(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex mutex;
    const auto takeTurns = [&] {
        for (std::size_t index = next++; index < count; index = next++) {
            try {
                work(index);
            } catch (...) {
                const std::lock_guard lock(mutex);
                failure = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t one = 1; one < std::min(threads, count); ++one) {
            others.emplace_back(takeTurns);
        }
        takeTurns();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

std::size_t computingThreads() {
    return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace tandem
