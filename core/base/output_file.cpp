#include "core/base/output_file.h"

#include "core/base/disk_full.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace tandem {

OutputFile::OutputFile(const std::filesystem::path& file, std::filesystem::path named) : m_named(std::move(named)) {
    constexpr mode_t kForAll = 0666;
    m_file = Descriptor(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kForAll));
    if (!m_file.isOpen()) {
        throwUnwritten(m_named, errno);
    }
}

void OutputFile::write(std::span<const std::byte> bytes) {
    constexpr std::size_t kMost = std::size_t{1} << 30;  // what the system takes at once
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file.number(), bytes.data(), std::min(bytes.size(), kMost));
        if (written < 0 && errno != EINTR) {
            throwUnwritten(m_named, errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
}

void OutputFile::write(std::string_view text) {
    write(std::as_bytes(std::span(text)));
}

void OutputFile::close() {
    if (::close(m_file.release()) != 0 && errno != EINTR) {
        throwUnwritten(m_named, errno);
    }
}

void synchronise(const std::filesystem::path& path) {
    const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    // EINVAL: some file systems have nothing to synchronise for a folder.
    if (!opened.isOpen() || (::fsync(opened.number()) != 0 && errno != EINVAL)) {
        throwUnwritten(path, errno);
    }
}

}  // namespace tandem
