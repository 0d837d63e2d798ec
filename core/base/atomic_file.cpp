#include "core/base/atomic_file.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/side_by_side.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

void synchronise(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    // EINVAL: some file systems have nothing to synchronise for a folder.
    if (descriptor < 0 || (::fsync(descriptor) != 0 && errno != EINVAL)) {
        const int reason = errno;
        if (descriptor >= 0) {
            ::close(descriptor);
        }
        throw Error(ErrorCode::Io, "Cannot write " + path.string() + " to disk: " + std::strerror(reason) + ".");
    }
    ::close(descriptor);
}

constexpr std::string_view kTemporary = ".tmp-";  // followed by the process that writes

std::filesystem::path temporaryBeside(const std::filesystem::path& target) {
    constexpr std::size_t kNameEnd = 100;
    static std::atomic<unsigned> counter{0};
    const std::string unique =
        std::string(kTemporary) + std::to_string(::getpid()) + "-" + std::to_string(counter++) + "-";
    const std::string name = target.filename().string();
    // The end of the name has the extensions; the whole would make the longest names too long.
    return target.parent_path() / (unique + name.substr(name.size() > kNameEnd ? name.size() - kNameEnd : 0));
}

/// Whether a temporary name is that of a process that is no more.
bool isLeftOver(const std::string& name) {
    if (!name.starts_with(kTemporary)) {
        return false;
    }
    pid_t process = 0;
    const char* const begin = name.data() + kTemporary.size();
    const auto [end, failure] = std::from_chars(begin, name.data() + name.size(), process);
    return failure == std::errc{} && end != begin && *end == '-' && ::kill(process, 0) != 0 && errno == ESRCH;
}

void removeLeftOverFolders(const std::filesystem::path& beside) {
    std::error_code failure;
    try {
        for (const std::filesystem::path& entry : entriesOf(beside)) {
            if (isFolder(entry) && !std::filesystem::is_symlink(entry, failure) &&
                isLeftOver(entry.filename().string())) {
                std::filesystem::remove_all(entry, failure);
            }
        }
    } catch (const Error&) {
        // A folder that may be written but not listed: what was left over takes room, and no more.
    }
}

void writeBytes(const std::filesystem::path& temporary, const std::filesystem::path& target,
                std::span<const std::byte> bytes) {
    std::ofstream stream(temporary, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) {
        throw Error(ErrorCode::Io, "Cannot write " + target.string() + "; is the disk full?");
    }
}

/// Side by side: the system then writes its journal once for many of them.
void synchroniseAll(const std::vector<std::filesystem::path>& files) {
    constexpr std::size_t kThreads = 8;
    sideBySide(files.size(), kThreads, [&](std::size_t index) { synchronise(files[index]); });
}

}  // namespace

void writeAtomically(const std::filesystem::path& target,
                     const std::function<void(const std::filesystem::path& temporary)>& write) {
    const std::filesystem::path absolute = absolutePath(target);
    const std::filesystem::path temporary = temporaryBeside(absolute);
    std::error_code failure;
    try {
        std::filesystem::create_directories(absolute.parent_path());
        write(temporary);
        synchronise(temporary);
        std::filesystem::rename(temporary, absolute);
        synchronise(absolute.parent_path());
    } catch (const std::filesystem::filesystem_error& error) {
        std::filesystem::remove(temporary, failure);
        throw Error(ErrorCode::Io, "Cannot write " + target.string() + ": " + error.code().message() + ".");
    } catch (...) {
        std::filesystem::remove(temporary, failure);
        throw;
    }
}

void writeAtomically(const std::filesystem::path& target, std::span<const std::byte> bytes) {
    writeAtomically(target, [&](const std::filesystem::path& temporary) { writeBytes(temporary, target, bytes); });
}

void writeAtomically(const std::filesystem::path& target, std::string_view text) {
    writeAtomically(target, std::as_bytes(std::span(text)));
}

bool isBeingWritten(const std::string& name) {
    return name.starts_with(kTemporary) && !isLeftOver(name);
}

AtomicBatch::~AtomicBatch() {
    std::error_code ignored;
    for (const File& file : m_files) {
        std::filesystem::remove(file.temporary, ignored);
    }
}

void AtomicBatch::add(const std::filesystem::path& target, std::span<const std::byte> bytes) {
    const std::filesystem::path absolute = absolutePath(target);
    makeFolder(absolute.parent_path());
    // Listed first, so that what a failure leaves half written goes too.
    m_files.push_back({temporaryBeside(absolute), absolute});
    writeBytes(m_files.back().temporary, target, bytes);
    m_bytes += bytes.size();
}

void AtomicBatch::add(const std::filesystem::path& target, std::string_view text) {
    add(target, std::as_bytes(std::span(text)));
}

void AtomicBatch::take(AtomicBatch&& other) {
    std::ranges::move(other.m_files, std::back_inserter(m_files));
    m_bytes += std::exchange(other.m_bytes, 0);
    other.m_files.clear();
}

void AtomicBatch::commit() {
    // Never twice: of a write that was lost the system tells but once.
    AtomicBatch leaving;
    leaving.take(std::move(*this));
    std::vector<std::filesystem::path> temporaries;
    std::set<std::filesystem::path> folders;
    for (const File& file : leaving.m_files) {
        temporaries.push_back(file.temporary);
        folders.insert(file.target.parent_path());
    }
    synchroniseAll(temporaries);
    for (const File& file : leaving.m_files) {
        std::error_code failure;
        std::filesystem::rename(file.temporary, file.target, failure);
        if (failure) {
            throw Error(ErrorCode::Io, "Cannot write " + file.target.string() + ": " + failure.message() + ".");
        }
    }
    for (const std::filesystem::path& folder : folders) {
        synchronise(folder);
    }
}

AtomicFolder::AtomicFolder(const std::filesystem::path& target)
    : m_target(absolutePath(target)), m_temporary(temporaryBeside(m_target)) {
    std::error_code failure;
    std::filesystem::create_directories(m_target.parent_path(), failure);
    removeLeftOverFolders(m_target.parent_path());
    if (failure || !std::filesystem::create_directory(m_temporary, failure)) {
        throw Error(ErrorCode::Io, "Cannot make the folder " + m_target.string() + ": " + failure.message() + ".");
    }
}

AtomicFolder::~AtomicFolder() {
    if (!m_isCommitted) {
        std::error_code failure;
        std::filesystem::remove_all(m_temporary, failure);
    }
}

void AtomicFolder::commit() {
    for (const std::filesystem::path& entry : entriesOf(m_temporary)) {
        synchronise(entry);
    }
    synchronise(m_temporary);
    std::error_code failure;
    if (isThere(m_target)) {
        throw Error(ErrorCode::Io, "The folder " + m_target.string() + " is there already; remove or rename it.");
    }
    std::filesystem::rename(m_temporary, m_target, failure);
    if (failure) {
        throw Error(ErrorCode::Io, "Cannot make the folder " + m_target.string() + ": " + failure.message() + ".");
    }
    m_isCommitted = true;
    synchronise(m_target.parent_path());
}

}  // namespace tandem
