#include "ui/jobs/job_thread.h"

#include <QCoreApplication>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace tandem {
namespace {

/// Of the process, as threads are; never destroyed, as the last thing that a thread does is to leave it.
struct Crew {
    std::mutex mutex;
    std::condition_variable left;
    int size = 0;  ///< guarded by mutex
};

Crew& crew() {
    static Crew* const all = new Crew;
    return *all;
}

void waitForCrew() {
    std::unique_lock lock(crew().mutex);
    crew().left.wait(lock, [] { return crew().size == 0; });
}

}  // namespace

void startThread(std::function<void()> work) {
    static const bool isAwaited = (qAddPostRoutine(&waitForCrew), true);
    static_cast<void>(isAwaited);
    {
        const std::lock_guard lock(crew().mutex);
        ++crew().size;
    }
    std::thread([work = std::move(work)]() mutable {
        work();
        work = nullptr;
        std::unique_lock lock(crew().mutex);
        --crew().size;
        std::notify_all_at_thread_exit(crew().left, std::move(lock));
    }).detach();
}

}  // namespace tandem
