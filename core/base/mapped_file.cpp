#include "core/base/mapped_file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tandem {

MappedFile::MappedFile(const std::filesystem::path& file) {
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
    m_start = {static_cast<const std::byte*>(start), [size = m_size](const std::byte* mapped) {
                   if (mapped != nullptr) {
                       ::munmap(const_cast<std::byte*>(mapped), size);
                   }
               }};
}

}  // namespace tandem
