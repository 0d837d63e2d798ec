#include "core/engine/sampling/worker_threads.h"

#include <utility>

namespace tandem {

WorkerThreads::WorkerThreads(std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        m_threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
}

WorkerThreads::~WorkerThreads() {
    for (std::jthread& thread : m_threads) {
        thread.request_stop();
    }
    m_threads.clear();
}

std::future<void> WorkerThreads::run(std::function<void()> task) {
    std::packaged_task<void()> packaged(std::move(task));
    std::future<void> done = packaged.get_future();
    if (m_threads.empty()) {
        packaged();
        return done;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(packaged));
    }
    m_arrived.notify_one();
    return done;
}

void WorkerThreads::work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::packaged_task<void()> task;
        {
            std::unique_lock lock(m_mutex);
            if (!m_arrived.wait(lock, stop, [this] { return !m_tasks.empty(); })) {
                return;
            }
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task();
    }
}

}  // namespace tandem
