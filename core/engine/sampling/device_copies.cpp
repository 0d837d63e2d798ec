#include "core/engine/sampling/device_copies.h"

#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace tandem {

DeviceCopies::DeviceCopies(const c10::Device& device) : m_device(device) {
    if (!device.is_cpu()) {
        const c10::impl::VirtualGuardImpl streams(device.type());
        m_computing = streams.getStream(device);
        m_copying = streams.getStreamFromGlobalPool(device);
    }
}

at::Tensor DeviceCopies::copied(const at::Tensor& onHost) const {
    if (!m_copying || !onHost.defined()) {
        return onHost;
    }
    const c10::StreamGuard onStream(*m_copying);
    at::Tensor there = onHost.to(m_device, /*non_blocking=*/true);
    m_copying->synchronize();
    there.record_stream(*m_computing);
    return there;
}

}  // namespace tandem
