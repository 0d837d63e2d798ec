// An NVIDIA device on the host: what kernels of ours need of CUDA's language, with a thread for each of a block's.
// Slow, and made for the test of the kernels alone: it is included before their sources.
//
// For one launch at a time.
#pragma once

#include <algorithm>
#include <array>
#include <barrier>
#include <bit>
#include <cmath>
#include <cstdint>
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

struct uint2 {
    unsigned x;
    unsigned y;
};
struct uint4 {
    unsigned x;
    unsigned y;
    unsigned z;
    unsigned w;
};

/// What the lanes of a warp hand each other.
struct Warp {
    std::barrier<> barrier{32};
    std::array<const std::uint16_t*, 32> rows;
    std::array<std::array<unsigned, 6>, 32> operands;
};
inline std::vector<std::unique_ptr<Warp>> warps;

/// PTX's ldmatrix.x4 of 16-bit elements, with .trans or without.
template <class Matrices>
Matrices loadMatrices(const void* row, bool isTransposed) {
    Warp& warp = *warps[threadIdx.x / 32];
    const unsigned lane = threadIdx.x % 32;
    warp.rows[lane] = static_cast<const std::uint16_t*>(row);
    warp.barrier.arrive_and_wait();
    Matrices result;
    for (unsigned m = 0; m < 4; ++m) {
        result.of[m] = 0;
        for (unsigned e = 0; e < 2; ++e) {
            const unsigned r = isTransposed ? 2 * (lane % 4) + e : lane / 4;
            const unsigned c = isTransposed ? lane / 4 : 2 * (lane % 4) + e;
            result.of[m] |= static_cast<unsigned>(warp.rows[8 * m + r][c]) << (16 * e);
        }
    }
    warp.barrier.arrive_and_wait();
    return result;
}

/// PTX's mma.m16n8k16 of bfloat16 with float32 sums.
inline void multiply(float (&sums)[4], const unsigned (&a)[4], unsigned b0, unsigned b1) {
    Warp& warp = *warps[threadIdx.x / 32];
    const unsigned lane = threadIdx.x % 32;
    warp.operands[lane] = {a[0], a[1], a[2], a[3], b0, b1};
    warp.barrier.arrive_and_wait();
    const auto half = [](unsigned word, unsigned which) {
        return std::bit_cast<float>((which == 0 ? word << 16 : word & 0xffff0000u));
    };
    for (unsigned i = 0; i < 4; ++i) {
        const unsigned m = lane / 4 + 8 * (i / 2);
        const unsigned n = 2 * (lane % 4) + i % 2;
        for (unsigned k = 0; k < 16; ++k) {
            const unsigned pair = k % 8 / 2;
            const unsigned ofA = warp.operands[m % 8 * 4 + pair][m / 8 + 2 * (k / 8)];
            const unsigned ofB = warp.operands[n * 4 + pair][4 + k / 8];
            sums[i] += half(ofA, k % 2) * half(ofB, k % 2);
        }
    }
    warp.barrier.arrive_and_wait();
}

/// Block after block. A thread that leaves early is waited for no more, as on a device.
template <class Kernel>
void launch(unsigned blocks, unsigned items, unsigned threads, const Kernel& kernel) {
    gridDim = {blocks, items};
    blockDim = {threads, 1};
    for (blockIdx.y = 0; blockIdx.y < items; ++blockIdx.y) {
        for (blockIdx.x = 0; blockIdx.x < blocks; ++blockIdx.x) {
            barrier = std::make_unique<std::barrier<>>(static_cast<std::ptrdiff_t>(threads));
            warps.clear();
            for (unsigned i = 0; i < threads / 32; ++i) {
                warps.push_back(std::make_unique<Warp>());
            }
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
