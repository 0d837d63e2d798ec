// What a process may still do once it is about to read a stranger's file.
//
// For one thread. Invariant: what was forbidden stays so; where the kernel knows no landlock or no seccomp, the other
// and the limits hold.
#pragma once

#include "core/base/descriptor.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem::reader {

class Fence {
public:
    /// hardLimitBytes: that no later allowance goes beyond.
    explicit Fence(std::uint64_t hardLimitBytes);

    /// From now on the process opens nothing but these files and what the system's own folders hold, all for reading;
    /// it starts no program, opens no connection and signals nobody.
    void enclose(const std::vector<std::filesystem::path>& files);

    /// Address space beyond what is in use now.
    void allowMemory(std::uint64_t bytes);
    /// Seconds of computing from now on, after which the system ends the process.
    void allowSeconds(std::uint32_t seconds);

    /// "limits", with "landlock" and "seccomp" where this kernel has them.
    [[nodiscard]] static std::string description();

private:
    [[nodiscard]] std::uint64_t usedBytes() const;

    Descriptor m_memoryInUse;
    std::uint64_t m_hardLimit = 0;
};

}  // namespace tandem::reader
