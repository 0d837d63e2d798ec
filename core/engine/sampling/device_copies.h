// Copies to a device while it computes: on a stream of their own, by the thread that asks, which waits for them.
//
// Thread-safe. Invariant: what is returned is whole, and its memory is not given to others before the work that is
// queued on the device's own stream is done with it.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>
#include <c10/core/Stream.h>

#include <optional>

namespace tandem {

class DeviceCopies {
public:
    explicit DeviceCopies(const c10::Device& device);

    /// An undefined tensor, and on the CPU every one, is returned as it is. From pinned memory the copy runs beside the
    /// computation.
    [[nodiscard]] at::Tensor copied(const at::Tensor& onHost) const;

private:
    c10::Device m_device;
    std::optional<c10::Stream> m_computing;
    std::optional<c10::Stream> m_copying;
};

}  // namespace tandem
