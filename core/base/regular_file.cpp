#include "core/base/regular_file.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tandem {
namespace {

Error cannotOpen(const std::filesystem::path& file, int reason) {
    if (reason == ELOOP) {
        return {ErrorCode::Io, file.string() + " is a link, where only a file itself is read; put the file there."};
    }
    return {reason == ENOENT || reason == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io,
            "Cannot open " + file.string() + ": " + std::strerror(reason) + "."};
}

}  // namespace

RegularFile::RegularFile(const std::filesystem::path& file, Links links) : m_path(file) {
    // Without O_NONBLOCK the open of a pipe waits for a writer; a file it does not change.
    const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (links == Links::Refused ? O_NOFOLLOW : 0);
    m_file = Descriptor(::open(file.c_str(), flags));
    if (!m_file.isOpen()) {
        throw cannotOpen(file, errno);
    }
    struct stat status{};
    if (::fstat(m_file.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
        throw Error(ErrorCode::Io, file.string() + " is a folder, a device or a pipe, where a file is read.");
    }
    m_size = static_cast<std::uint64_t>(status.st_size);
}

std::size_t RegularFile::read(std::span<std::byte> bytes) {
    ssize_t count = 0;
    do {
        count = ::read(m_file.number(), bytes.data(), bytes.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        throw Error(ErrorCode::Io, "Cannot read " + m_path.string() + ": " + std::strerror(errno) + ".");
    }
    return static_cast<std::size_t>(count);
}

std::string ownText(const std::filesystem::path& file) {
    constexpr std::uint64_t kMost = std::uint64_t{256} << 20;
    RegularFile opened(file);
    if (opened.size() > kMost) {
        throw Error(ErrorCode::Corrupt, file.string() + " has " + bytesText(opened.size()) +
                                            ", more than any file of its kind; remove it.");
    }
    std::string text(static_cast<std::size_t>(opened.size()), '\0');
    std::size_t done = 0;
    while (done < text.size()) {
        const std::size_t count = opened.read(std::as_writable_bytes(std::span(text)).subspan(done));
        if (count == 0) {
            break;  // it was cut while it was read
        }
        done += count;
    }
    text.resize(done);
    return text;
}

}  // namespace tandem
