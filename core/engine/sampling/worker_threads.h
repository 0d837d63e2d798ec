// A fixed number of threads that run tasks in the order in which they came.
//
// run() may be called from one thread at a time. Invariant: with zero threads a task runs in the caller before run()
// returns, so that what depends on tasks can be tested without threads. Tasks not begun are dropped at the end.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace tandem {

class WorkerThreads {
public:
    explicit WorkerThreads(std::int64_t count);
    ~WorkerThreads();
    WorkerThreads(const WorkerThreads&) = delete;
    WorkerThreads& operator=(const WorkerThreads&) = delete;

    /// The future carries what the task throws.
    [[nodiscard]] std::future<void> run(std::function<void()> task);

private:
    void work(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<std::packaged_task<void()>> m_tasks;
    std::vector<std::jthread> m_threads;
};

}  // namespace tandem
