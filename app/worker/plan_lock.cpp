#include "app/worker/plan_lock.h"

#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "core/base/file_system.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace tandem::worker {

PlanLock::PlanLock(const std::filesystem::path& folder) {
    makeFolder(folder);
    const std::filesystem::path file = folder / "lock";
    constexpr mode_t kForAll = 0666;
    m_file = Descriptor(::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, kForAll));
    if (!m_file.isOpen()) {
        throwUnwritten(file, errno);
    }
    // A file system without locks is no reason not to work.
    if (::flock(m_file.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        throw Error(ErrorCode::Conflict,
                    "Another tandem-worker is at work in " + folder.string() + "; wait for it or stop it first.");
    }
}

}  // namespace tandem::worker
