#include "ui/window/memory_use.h"

#include "core/base/free_memory.h"

#include <unistd.h>

#include <fstream>

namespace tandem {

MemoryUse memoryUse() {
    const auto pageBytes = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    MemoryUse use;
    std::ifstream statistics("/proc/self/statm");
    std::uint64_t allPages = 0;
    std::uint64_t residentPages = 0;
    if (statistics >> allPages >> residentPages) {
        use.processBytes = residentPages * pageBytes;
    }
    use.freeBytes = freeMemoryBytes().value_or(0);
    use.totalBytes = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * pageBytes;
    return use;
}

}  // namespace tandem
