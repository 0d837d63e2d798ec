#include "core/base/mapped_file.h"

#include "core/base/error.h"
#include "core/base/mapping_guard.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tandem {

MappedFile::MappedFile(const std::filesystem::path& file) : m_file(file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        throw Error(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                    "Cannot open " + file.string() + ": " + std::strerror(errno) + ".");
    }
    struct stat status{};
    const bool known = ::fstat(descriptor, &status) == 0;
    m_size = known ? static_cast<std::size_t>(status.st_size) : 0;
    void* start = m_size > 0 ? ::mmap(nullptr, m_size, PROT_READ, MAP_SHARED, descriptor, 0) : nullptr;
    const int mapError = errno;
    ::close(descriptor);
    if (!known || start == MAP_FAILED) {
        throw Error(ErrorCode::Io, "Cannot map " + file.string() + " into memory: " + std::strerror(mapError) + ".");
    }
    if (start == nullptr) {
        return;
    }
    auto guard = std::make_shared<const MappingGuard>(static_cast<std::byte*>(start), m_size);
    m_guard = guard;
    m_start = {static_cast<const std::byte*>(start), [size = m_size, guard](const std::byte* mapped) mutable {
                   guard.reset();
                   ::munmap(const_cast<std::byte*>(mapped), size);
               }};
}

void MappedFile::requireWhole() const {
    if (m_guard && !m_guard->isWhole()) {
        throw Error(ErrorCode::Io, "The end of " + m_file.string() +
                                       " has gone while it was being read; bring the file back and do it again.");
    }
}

}  // namespace tandem
