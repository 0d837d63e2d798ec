// How much memory this process uses and the machine has. Thread-safe.
#pragma once

#include <cstdint>

namespace tandem {

struct MemoryUse {
    std::uint64_t processBytes = 0;  ///< resident; 0 where the system does not say
    std::uint64_t freeBytes = 0;     ///< of the machine, within the limit of a container; 0 likewise
    std::uint64_t totalBytes = 0;    ///< of the machine
};

[[nodiscard]] MemoryUse memoryUse();

}  // namespace tandem
