#include "storage/db/run_lock.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

namespace tandem {
namespace {

std::filesystem::path lockFileOf(const std::filesystem::path& runFolder) {
    return runFolder / "run.lock";
}

/// The whole file. Locks of this kind belong to the open file, so that two in one process exclude each other too.
struct flock wholeFile() {
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

Error cannotLock(const std::filesystem::path& runFolder, int reason) {
    if (reason == EAGAIN || reason == EACCES) {
        return {ErrorCode::Conflict, "The run in " + runFolder.string() +
                                         " is already running in another program; wait for it or stop it there."};
    }
    if (reason == ELOOP) {
        return {ErrorCode::Io, lockFileOf(runFolder).string() + " is a link, a device or a pipe; remove it."};
    }
    return {ErrorCode::Io, "Cannot lock " + lockFileOf(runFolder).string() + ": " + std::strerror(reason) + "."};
}

/// Of the lock's own file: no link is followed, and nothing but a file is opened. Negative where there is none, with
/// errno set.
int openLock(const std::filesystem::path& runFolder, int flags) {
    // Without O_NONBLOCK the open of a pipe could wait for ever.
    const int descriptor =
        ::open(lockFileOf(runFolder).c_str(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0666);
    struct stat status{};
    if (descriptor >= 0 && (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))) {
        ::close(descriptor);
        errno = ELOOP;
        return -1;
    }
    return descriptor;
}

/// Only for a person who looks into the file; the lock itself is what counts.
void writeOwner(int descriptor) {
    char host[256] = "";
    ::gethostname(host, sizeof host - 1);
    const std::string owner = "process " + std::to_string(::getpid()) + " on " + host + "\n";
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, owner.data(), owner.size(), 0) < 0) {
        // The lock holds all the same.
    }
}

}  // namespace

RunLock::RunLock(const std::filesystem::path& runFolder) : m_runFolder(runFolder) {
    std::error_code failure;
    std::filesystem::create_directories(runFolder, failure);
    m_descriptor = openLock(runFolder, O_RDWR | O_CREAT);
    if (m_descriptor < 0) {
        throw cannotLock(runFolder, errno == EACCES ? EPERM : errno);
    }
    struct flock lock = wholeFile();
    if (::fcntl(m_descriptor, F_OFD_SETLK, &lock) != 0) {
        const int reason = errno;
        ::close(std::exchange(m_descriptor, -1));
        throw cannotLock(runFolder, reason);
    }
    writeOwner(m_descriptor);
}

RunLock::RunLock(RunLock&& other) noexcept
    : m_runFolder(std::move(other.m_runFolder)), m_descriptor(std::exchange(other.m_descriptor, -1)) {}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
    std::swap(m_runFolder, other.m_runFolder);
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

RunLock::~RunLock() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

bool RunLock::isHeld(const std::filesystem::path& runFolder) {
    const int descriptor = openLock(runFolder, O_RDONLY);
    if (descriptor < 0) {
        return false;
    }
    struct flock lock = wholeFile();
    const bool asked = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0;
    ::close(descriptor);
    return asked && lock.l_type != F_UNLCK;
}

}  // namespace tandem
