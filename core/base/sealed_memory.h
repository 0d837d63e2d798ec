// Memory that one process fills and another reads without a copy, handed over as a descriptor.
//
// For one thread. Invariant: once it is sealed nobody changes or shortens it, not even who made it, so a reader need
// not trust them.
#pragma once

#include "core/base/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace tandem {

class SealedMemory {
public:
    /// All zero. Throws Error (OutOfMemory).
    explicit SealedMemory(std::size_t bytes);
    ~SealedMemory();
    SealedMemory(const SealedMemory&) = delete;
    SealedMemory& operator=(const SealedMemory&) = delete;

    /// Until it is sealed.
    [[nodiscard]] std::span<std::byte> bytes() noexcept { return {m_start, m_size}; }
    /// Ends the writing. Throws Error (Internal).
    [[nodiscard]] Descriptor seal();

private:
    void unmap() noexcept;

    Descriptor m_descriptor;
    std::byte* m_start = nullptr;
    std::size_t m_size = 0;
};

/// What somebody sealed. Throws Error (Internal) unless it is sealed and of that size.
[[nodiscard]] std::shared_ptr<const std::byte[]> mapSealed(const Descriptor& memory, std::size_t bytes);
/// Throws Error (Internal) unless it is sealed.
[[nodiscard]] std::size_t sealedBytes(const Descriptor& memory);

}  // namespace tandem
