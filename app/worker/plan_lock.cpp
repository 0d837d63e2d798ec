#include "app/worker/plan_lock.h"

#include "core/base/error.h"
#include "core/base/file_system.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tandem::worker {

PlanLock::PlanLock(const std::filesystem::path& folder) {
    makeFolder(folder);
    const std::filesystem::path file = folder / "lock";
    constexpr mode_t kForAll = 0666;
    m_file = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, kForAll);
    if (m_file < 0) {
        throw Error(ErrorCode::Io, "Cannot write " + file.string() + ": " + std::strerror(errno) + ".");
    }
    if (::flock(m_file, LOCK_EX | LOCK_NB) != 0) {
        const int failure = errno;
        ::close(m_file);
        // A file system without locks is no reason not to work.
        m_file = -1;
        if (failure == EWOULDBLOCK) {
            throw Error(ErrorCode::Conflict,
                        "Another tandem-worker is at work in " + folder.string() + "; wait for it or stop it first.");
        }
    }
}

PlanLock::~PlanLock() {
    if (m_file >= 0) {
        ::close(m_file);
    }
}

}  // namespace tandem::worker
