#include "core/base/mapped_file.h"

#include "core/base/error.h"
#include "core/base/mapping_guard.h"
#include "core/base/regular_file.h"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>

namespace tandem {

MappedFile::MappedFile(const std::filesystem::path& file) : m_file(file) {
    const RegularFile opened(file);
    m_size = static_cast<std::size_t>(opened.size());
    void* start = m_size > 0 ? ::mmap(nullptr, m_size, PROT_READ, MAP_SHARED, opened.descriptor(), 0) : nullptr;
    if (start == MAP_FAILED) {
        throw Error(ErrorCode::Io, "Cannot map " + file.string() + " into memory: " + std::strerror(errno) + ".");
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
    if (const auto guard = m_guard.lock(); guard && !guard->isWhole()) {
        throw Error(ErrorCode::Io, "The end of " + m_file.string() +
                                       " has gone while it was being read; bring the file back and do it again.");
    }
}

}  // namespace tandem
