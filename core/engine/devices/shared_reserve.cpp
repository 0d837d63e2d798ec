#include "core/engine/devices/shared_reserve.h"

#include "core/engine/devices/cuda_allocator.h"

#include <malloc.h>

namespace tandem {

void SharedReserve::begin() {
    const std::lock_guard lock(m_mutex);
    ++m_uses;
}

void SharedReserve::end() {
    const std::lock_guard lock(m_mutex);
    if (--m_uses == 0) {
        m_giveBack();
    }
}

SharedReserve& cudaReserve() {
    static SharedReserve reserve(emptyCudaAllocator);
    return reserve;
}

ReserveUse::ReserveUse(const c10::Device& device, SharedReserve& ofCuda)
    : m_reserve(device.is_cuda() ? &ofCuda : nullptr) {
    if (m_reserve != nullptr) {
        m_reserve->begin();
    }
}

ReserveUse::~ReserveUse() {
    if (m_reserve != nullptr) {
        m_reserve->end();
    }
    ::malloc_trim(0);  // freed tensors stay with the process otherwise
}

}  // namespace tandem
