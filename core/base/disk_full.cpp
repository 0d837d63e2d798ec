#include "core/base/disk_full.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>

namespace tandem {
namespace {

/// Until the time has passed or a stop is requested.
void waitFor(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace

bool isDiskFull(int reason) noexcept {
    return reason == ENOSPC || reason == EDQUOT;
}

void throwUnwritten(const std::filesystem::path& path, int reason) {
    const std::string sentence = "Cannot write " + path.string() + ": " + std::strerror(reason);
    if (isDiskFull(reason)) {
        throw DiskFull(sentence + "; make room on the disk.");
    }
    throw Error(ErrorCode::Io, sentence + ".");
}

void onceThereIsRoom(const std::function<void()>& work, const std::function<void(const std::string& sentence)>& tell,
                     const std::stop_token& stop) {
    constexpr std::chrono::milliseconds kLongest{60'000};
    std::chrono::milliseconds pause{2000};
    for (bool isTold = false;; isTold = true) {
        try {
            work();
            return;
        } catch (const DiskFull& full) {
            if (stop.stop_requested()) {
                throw;
            }
            if (!isTold) {
                tell(std::string(full.what()) + " Until then it waits, and goes on by itself.");
            }
        }
        waitFor(pause, stop);
        pause = std::min(2 * pause, kLongest);
    }
}

}  // namespace tandem
