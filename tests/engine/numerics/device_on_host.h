// An NVIDIA device on the host: what kernels of ours need of CUDA's language, with a thread for each of a block's.
// Slow, and made for the test of the kernels alone: it is included before their sources.
//
// For one launch at a time.
#pragma once

#include <algorithm>
#include <barrier>
#include <bit>
#include <cmath>
#include <memory>
#include <thread>
#include <vector>

namespace device_on_host {

struct Index {
    unsigned x = 0;
    unsigned y = 0;
};
inline thread_local Index threadIdx;
inline Index blockIdx;
inline Index blockDim;
inline Index gridDim;
inline std::unique_ptr<std::barrier<>> barrier;

inline void __syncthreads() {
    barrier->arrive_and_wait();
}
inline float __uint_as_float(unsigned bits) {
    return std::bit_cast<float>(bits);
}
inline unsigned __float_as_uint(float value) {
    return std::bit_cast<unsigned>(value);
}

/// Block after block. A thread that leaves early is waited for no more, as on a device.
template <class Kernel>
void launch(unsigned blocks, unsigned items, unsigned threads, const Kernel& kernel) {
    gridDim = {blocks, items};
    blockDim = {threads, 1};
    for (blockIdx.y = 0; blockIdx.y < items; ++blockIdx.y) {
        for (blockIdx.x = 0; blockIdx.x < blocks; ++blockIdx.x) {
            barrier = std::make_unique<std::barrier<>>(static_cast<std::ptrdiff_t>(threads));
            std::vector<std::jthread> all;
            for (unsigned i = 0; i < threads; ++i) {
                all.emplace_back([&, i] {
                    threadIdx = {i, 0};
                    kernel();
                    barrier->arrive_and_drop();
                });
            }
        }
    }
}

}  // namespace device_on_host

#define __device__
#define __global__
#define __shared__ static
#define KERNEL static
