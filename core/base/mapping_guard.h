// What becomes of a mapped file that loses its bytes while it is read: it was cut short, or its disk fails. The system
// says so by a signal (SIGBUS) that would end the process; here the bytes become zeros, and the mapping is marked.
//
// Thread-safe. The one thing of the project that belongs to the whole process, as its signals do: a handler, put in
// place with the first mapping, that hands on whatever is not about a mapping. Invariant: a byte that was made up is
// never there without the mark.
#pragma once

#include <atomic>
#include <cstddef>

namespace tandem {

class MappingGuard {
public:
    /// Of a mapping that is there as long as this is.
    MappingGuard(std::byte* start, std::size_t bytes);
    ~MappingGuard();
    MappingGuard(const MappingGuard&) = delete;
    MappingGuard& operator=(const MappingGuard&) = delete;

    /// Whether all that was read of it until now was the file's.
    [[nodiscard]] bool isWhole() const noexcept { return m_isWhole.load(std::memory_order_acquire); }

private:
    friend bool mendMapping(const void* address) noexcept;

    std::byte* m_start;
    std::size_t m_bytes;
    std::atomic<bool> m_isWhole{true};
};

}  // namespace tandem
