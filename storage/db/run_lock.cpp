#include "storage/db/run_lock.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

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

/// Of the lock's own file: no link is followed, and nothing but a file is opened. Where there is none, errno says why.
Descriptor openLock(const std::filesystem::path& runFolder, int flags) {
    // Without O_NONBLOCK the open of a pipe could wait for ever.
    Descriptor file(
        ::open(lockFileOf(runFolder).c_str(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0666));
    struct stat status{};
    if (file.isOpen() && (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))) {
        file.reset();
        errno = ELOOP;
    }
    return file;
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
    m_file = openLock(runFolder, O_RDWR | O_CREAT);
    if (!m_file.isOpen()) {
        throw cannotLock(runFolder, errno == EACCES ? EPERM : errno);
    }
    struct flock lock = wholeFile();
    if (::fcntl(m_file.number(), F_OFD_SETLK, &lock) != 0) {
        throw cannotLock(runFolder, errno);
    }
    writeOwner(m_file.number());
}

bool RunLock::isHeld(const std::filesystem::path& runFolder) {
    const Descriptor file = openLock(runFolder, O_RDONLY);
    struct flock lock = wholeFile();
    return file.isOpen() && ::fcntl(file.number(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

}  // namespace tandem
