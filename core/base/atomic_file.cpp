#include "core/base/atomic_file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

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

std::filesystem::path temporaryBeside(const std::filesystem::path& target) {
    constexpr std::size_t kNameEnd = 100;
    static std::atomic<unsigned> counter{0};
    const std::string unique = ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) + "-";
    const std::string name = target.filename().string();
    // The end of the name has the extensions; the whole would make the longest names too long.
    return target.parent_path() / (unique + name.substr(name.size() > kNameEnd ? name.size() - kNameEnd : 0));
}

}  // namespace

void writeAtomically(const std::filesystem::path& target,
                     const std::function<void(const std::filesystem::path& temporary)>& write) {
    const std::filesystem::path absolute = std::filesystem::absolute(target);
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
    writeAtomically(target, [&](const std::filesystem::path& temporary) {
        std::ofstream stream(temporary, std::ios::binary);
        stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        stream.close();
        if (!stream) {
            throw Error(ErrorCode::Io, "Cannot write " + target.string() + "; is the disk full?");
        }
    });
}

void writeAtomically(const std::filesystem::path& target, std::string_view text) {
    writeAtomically(target, std::as_bytes(std::span(text)));
}

}  // namespace tandem
