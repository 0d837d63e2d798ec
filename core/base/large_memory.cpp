#include "core/base/large_memory.h"

#include "core/base/error.h"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace tandem {

std::shared_ptr<std::byte[]> largeMemory(std::size_t bytes) {
    if (bytes == 0) {
        return nullptr;
    }
    void* const start = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory for " + std::to_string(bytes) + " bytes.",
                    std::strerror(errno));
    }
    ::madvise(start, bytes, MADV_HUGEPAGE);  // where it is not known, pages are small
    return {static_cast<std::byte*>(start), [bytes](std::byte* mapped) { ::munmap(mapped, bytes); }};
}

}  // namespace tandem
