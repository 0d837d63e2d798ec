// Who uses the memory that LibTorch holds in reserve for the whole process, so that nobody gives back what another is
// working with: its allocator gives back that of all CUDA devices at once.
//
// Thread-safe. Invariant: the reserve is given back when the last of its uses ends, and at no other time.
#pragma once

#include <c10/core/Device.h>

#include <functional>
#include <mutex>

namespace tandem {

class SharedReserve {
public:
    /// giveBack must not throw.
    explicit SharedReserve(std::function<void()> giveBack) : m_giveBack(std::move(giveBack)) {}

    void begin();
    void end();

private:
    std::function<void()> m_giveBack;
    std::mutex m_mutex;
    int m_uses = 0;  ///< guarded by m_mutex
};

/// That of all CUDA devices.
[[nodiscard]] SharedReserve& cudaReserve();

/// A use of a device's memory, as long as it lives. What is free of the heap of the process goes back to the system
/// at its end, whoever else uses it.
class ReserveUse {
public:
    explicit ReserveUse(const c10::Device& device, SharedReserve& ofCuda = cudaReserve());
    ~ReserveUse();
    ReserveUse(const ReserveUse&) = delete;
    ReserveUse& operator=(const ReserveUse&) = delete;

private:
    SharedReserve* m_reserve;  ///< null on the CPU
};

}  // namespace tandem
