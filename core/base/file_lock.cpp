#include "core/base/file_lock.h"

#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "core/base/file_system.h"

#include <fcntl.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace tandem {
namespace {

Descriptor openLock(const std::filesystem::path& file) {
    makeFolder(file.parent_path());
    constexpr mode_t kForAll = 0666;
    Descriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, kForAll));
    if (!opened.isOpen()) {
        throwUnwritten(file, errno);
    }
    return opened;
}

/// Whether nobody else holds it. Locks of this kind belong to the open file, so that two in one process exclude each
/// other too.
bool lockPlace(const Descriptor& file, std::int64_t place) {
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = place;
    lock.l_len = 1;
    return ::fcntl(file.number(), F_OFD_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES);
}

}  // namespace

std::optional<FileLock> FileLock::tryToTake(const std::filesystem::path& file, std::int64_t place) {
    Descriptor opened = openLock(file);
    return lockPlace(opened, place) ? std::optional(FileLock(std::move(opened))) : std::nullopt;
}

FileLock FileLock::take(const std::filesystem::path& file, std::int64_t place, const std::function<void()>& waiting,
                        const std::stop_token& stop) {
    constexpr std::chrono::milliseconds kPause{50};
    throwIfStopped(stop);
    Descriptor opened = openLock(file);
    while (!lockPlace(opened, place)) {
        waiting();
        std::this_thread::sleep_for(kPause);
        throwIfStopped(stop);
    }
    return FileLock(std::move(opened));
}

}  // namespace tandem
