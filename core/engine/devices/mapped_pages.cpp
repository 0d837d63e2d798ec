#include "core/engine/devices/mapped_pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace tandem {

void releaseMappedPages(std::span<const std::byte> bytes) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t intoPage = reinterpret_cast<std::uintptr_t>(bytes.data()) % page;
    if (!bytes.empty()) {
        auto* const begin = const_cast<std::byte*>(bytes.data()) - intoPage;
        static_cast<void>(::madvise(begin, intoPage + bytes.size(), MADV_DONTNEED));
    }
}

}  // namespace tandem
