#include "core/base/file_lock.h"

#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "core/base/file_system.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

namespace tandem {

std::optional<FileLock> FileLock::tryToTake(const std::filesystem::path& file, std::int64_t place) {
    makeFolder(file.parent_path());
    constexpr mode_t kForAll = 0666;
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, kForAll);
    if (descriptor < 0) {
        throwUnwritten(file, errno);
    }
    // Locks of this kind belong to the open file, so that two in one process exclude each other too.
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = place;
    lock.l_len = 1;
    if (::fcntl(descriptor, F_OFD_SETLK, &lock) != 0 && (errno == EAGAIN || errno == EACCES)) {
        ::close(descriptor);
        return std::nullopt;
    }
    return FileLock(descriptor);
}

FileLock FileLock::take(const std::filesystem::path& file, std::int64_t place, const std::function<void()>& waiting,
                        const std::stop_token& stop) {
    constexpr std::chrono::milliseconds kPause{50};
    while (true) {
        throwIfStopped(stop);
        if (auto lock = tryToTake(file, place)) {
            return std::move(*lock);
        }
        waiting();
        std::this_thread::sleep_for(kPause);
    }
}

FileLock::FileLock(FileLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FileLock::~FileLock() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

}  // namespace tandem
