// Kernels of our own for an NVIDIA device, compiled on the machine where they run by NVIDIA's run-time compiler
// (NVRTC), which comes with every LibTorch for CUDA: the engine is built without CUDA's compiler, and for any device.
//
// Thread-safe. Invariant: whoever cannot have a program, for want of the compiler or of a driver, or on a stream other
// than LibTorch's default, gets none and uses LibTorch's own operations; no call fails for that.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace tandem {

/// How many blocks of how many threads.
struct CudaGrid {
    unsigned blocks = 1;
    unsigned items = 1;  ///< blockIdx.y
    unsigned threads = 256;
};

class CudaProgram {
public:
    /// The program on the device, compiled when first asked for; null where there is none. source: CUDA C++, alive as
    /// long as the process. options: as -DNAME=VALUE. A sentence why there is none: whyNoCudaProgram().
    [[nodiscard]] static const CudaProgram* find(const char* source, const std::vector<std::string>& options,
                                                 const c10::Device& device);

    /// Queues a kernel on LibTorch's default stream. The arguments are of exactly the types that it takes. Throws
    /// c10::Error when the driver refuses.
    template <class... Arguments>
    void launch(const char* kernel, const CudaGrid& grid, Arguments... arguments) const {
        std::array<void*, sizeof...(arguments)> pointers{&arguments...};
        launchWith(kernel, grid, pointers.data());
    }

private:
    void launchWith(const char* kernel, const CudaGrid& grid, void** arguments) const;

    c10::Device m_device{c10::kCUDA, 0};
    void* m_module = nullptr;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, void*> m_kernels;  ///< guarded by m_mutex
};

/// The compiler's or the driver's complaint about a program that cannot be had; else empty.
[[nodiscard]] std::string whyNoCudaProgram();

/// The device memory of a tensor, as a kernel takes it; null for an undefined one.
template <class T>
[[nodiscard]] T* onDevice(const at::Tensor& tensor) {
    return tensor.defined() ? static_cast<T*>(tensor.data_ptr()) : nullptr;
}

}  // namespace tandem
