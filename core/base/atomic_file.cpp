#include "core/base/atomic_file.h"

#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/output_file.h"
#include "core/base/quick_sum.h"
#include "core/base/side_by_side.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

constexpr std::string_view kTemporary = ".tmp-";  // followed by the process that writes: number, beginning, place

/// Where the numbers of processes mean the same: this machine, and on it this container.
std::uint32_t placeOfProcesses() {
    char host[256] = "";
    ::gethostname(host, sizeof host - 1);
    std::error_code unknown;
    const std::string place = host + std::filesystem::read_symlink("/proc/self/ns/pid", unknown).string();
    return static_cast<std::uint32_t>(quickSum(std::as_bytes(std::span(place))));
}

/// In ticks since the machine started; nothing where that is not told. Another process of the number has another.
std::optional<std::uint64_t> beginningOf(pid_t process) {
    std::ifstream stream("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(stream, text);
    // The second field, the name in parentheses, may hold anything.
    std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    constexpr int kFieldsBefore = 19;  // of those behind the name
    std::string field;
    for (int index = 0; index < kFieldsBefore; ++index) {
        fields >> field;
    }
    std::uint64_t ticks = 0;
    return fields >> ticks ? std::optional(ticks) : std::nullopt;
}

std::filesystem::path temporaryBeside(const std::filesystem::path& target) {
    constexpr std::size_t kNameEnd = 100;
    static std::atomic<unsigned> counter{0};
    const pid_t process = ::getpid();
    const std::string unique = std::string(kTemporary) + std::to_string(process) + "." +
                               std::to_string(beginningOf(process).value_or(0)) + "." +
                               std::to_string(placeOfProcesses()) + "-" + std::to_string(counter++) + "-";
    const std::string name = target.filename().string();
    // The end of the name has the extensions; the whole would make the longest names too long.
    return target.parent_path() / (unique + name.substr(name.size() > kNameEnd ? name.size() - kNameEnd : 0));
}

/// The numbers at the begin of a text, with dots between them, and what follows.
std::pair<std::vector<std::uint64_t>, std::string_view> numbersBefore(std::string_view text) {
    std::vector<std::uint64_t> numbers;
    while (true) {
        std::uint64_t number = 0;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (failure != std::errc{}) {
            return {numbers, text};
        }
        numbers.push_back(number);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (!text.starts_with('.')) {
            return {numbers, text};
        }
        text.remove_prefix(1);
    }
}

/// Whether a temporary name is that of a process that is no more. One of another machine may live.
bool isLeftOver(std::string_view name) {
    if (!name.starts_with(kTemporary)) {
        return false;
    }
    constexpr std::size_t kWhole = 3;
    const auto [numbers, rest] = numbersBefore(name.substr(kTemporary.size()));
    const bool isOfBefore = numbers.size() == 1;  // by a program that told the number alone
    if (!rest.starts_with('-') || (!isOfBefore && numbers.size() != kWhole) || numbers[0] == 0 ||
        numbers[0] > std::numeric_limits<pid_t>::max() || (!isOfBefore && numbers[2] != placeOfProcesses())) {
        return false;
    }
    const auto process = static_cast<pid_t>(numbers[0]);
    if (::kill(process, 0) != 0 && errno == ESRCH) {
        return true;
    }
    const auto began = isOfBefore ? std::nullopt : beginningOf(process);
    return began && numbers[1] != 0 && *began != numbers[1];
}

void writeBytes(const std::filesystem::path& temporary, const std::filesystem::path& target,
                std::span<const std::byte> bytes) {
    OutputFile file(temporary, target);
    file.write(bytes);
    file.close();
}

void putInPlace(const std::filesystem::path& temporary, const std::filesystem::path& target) {
    std::error_code failure;
    std::filesystem::rename(temporary, target, failure);
    if (failure) {
        throwUnwritten(target, failure.value());
    }
}

/// Side by side: the system then writes its journal once for many of them.
void synchroniseAll(const std::vector<std::filesystem::path>& files) {
    constexpr std::size_t kThreads = 8;
    sideBySide(files.size(), kThreads, [&](std::size_t index) { synchronise(files[index]); });
}

void synchroniseWhole(const std::filesystem::path& folder) {
    for (const std::filesystem::path& entry : entriesOf(folder)) {
        if (isFolder(entry)) {
            synchroniseWhole(entry);
        } else {
            synchronise(entry);
        }
    }
    synchronise(folder);
}

}  // namespace

void writeAtomically(const std::filesystem::path& target,
                     const std::function<void(const std::filesystem::path& temporary)>& write) {
    const std::filesystem::path absolute = absolutePath(target);
    const std::filesystem::path temporary = temporaryBeside(absolute);
    std::error_code failure;
    try {
        makeFolder(absolute.parent_path());
        write(temporary);
        synchronise(temporary);
        putInPlace(temporary, absolute);
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

void removeLeftOvers(const std::filesystem::path& folder) noexcept {
    std::error_code failure;
    std::vector<std::filesystem::path> found;  // what is removed while a folder is listed may hide others
    std::filesystem::directory_iterator entry(folder, failure);
    for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
        if (isLeftOver(entry->path().filename().native())) {
            found.push_back(entry->path());
        }
    }
    for (const std::filesystem::path& one : found) {
        std::filesystem::remove_all(one, failure);  // a link goes, not what it leads to
    }
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
        putInPlace(file.temporary, file.target);
    }
    for (const std::filesystem::path& folder : folders) {
        synchronise(folder);
    }
}

AtomicFolder::AtomicFolder(const std::filesystem::path& target)
    : m_target(absolutePath(target)), m_temporary(temporaryBeside(m_target)) {
    makeFolder(m_target.parent_path());
    removeLeftOvers(m_target.parent_path());
    std::error_code failure;
    if (!std::filesystem::create_directory(m_temporary, failure)) {
        throwUnwritten(m_target, failure.value());
    }
}

AtomicFolder::~AtomicFolder() {
    std::error_code failure;
    std::filesystem::remove_all(m_temporary, failure);
}

void AtomicFolder::commit() {
    synchroniseWhole(m_temporary);
    if (isThere(m_target)) {
        throw Error(ErrorCode::Io, "The folder " + m_target.string() + " is there already; remove or rename it.");
    }
    putInPlace(m_temporary, m_target);
    synchronise(m_target.parent_path());
}

void AtomicFolder::replace() {
    synchroniseWhole(m_temporary);
    if (::renameat2(AT_FDCWD, m_temporary.c_str(), AT_FDCWD, m_target.c_str(), RENAME_EXCHANGE) != 0) {
        if (errno == EINVAL || errno == ENOSYS) {
            throw Error(ErrorCode::Io, "The folder " + m_target.string() +
                                           " cannot be replaced on its file system; remove it, or choose another.");
        }
        throwUnwritten(m_target, errno);
    }
    synchronise(m_target.parent_path());
}

}  // namespace tandem
