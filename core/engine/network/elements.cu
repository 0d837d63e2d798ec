// What the kernels share: the element that features are stored in, packs of it that are read at once, and sums over the
// threads of a block.
//
// Compiled with ELEMENT_IS_BFLOAT16 0 or 1, and PACK elements in 16 bytes, or 1 where the channels are no multiple of
// that. Plain enough that a test compiles it for the host as well: no shuffles, no libraries.

#define BLOCK 256
#ifndef KERNEL
#define KERNEL extern "C" __global__
#endif

#if ELEMENT_IS_BFLOAT16
struct Element {
    unsigned short bits;
};
__device__ inline float load(Element element) {
    return __uint_as_float(static_cast<unsigned int>(element.bits) << 16);
}
__device__ inline Element store(float value) {
    Element element;
#ifdef __CUDA_ARCH__
    asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(element.bits) : "f"(value));
#else
    const unsigned int bits = __float_as_uint(value);  // finite values alone
    element.bits = static_cast<unsigned short>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
#endif
    return element;
}
#else
typedef float Element;
__device__ inline float load(Element element) {
    return element;
}
__device__ inline Element store(float value) {
    return value;
}
#endif

struct alignas(sizeof(Element) * PACK) Pack {
    Element of[PACK];
};

// Where a thread stands: with the others of its block it takes rows of channels, and always the same pack of channels,
// so that coefficients stay in registers.
struct Place {
    int rowsAtOnce;  // of a block
    int row;         // of these
    int pack;        // of a row
    bool isIdle;     // where the packs of a row do not divide the block
};
__device__ inline Place placeOf(int channels) {
    const int packs = channels / PACK;
    Place place;
    place.rowsAtOnce = static_cast<int>(blockDim.x) / packs;
    place.row = static_cast<int>(threadIdx.x) / packs;
    place.pack = static_cast<int>(threadIdx.x) % packs;
    place.isIdle = place.row >= place.rowsAtOnce;
    return place;
}

// Adds two sums per channel over the rows of a block, in an order that depends on the sizes alone. to: (2,channels).
__device__ inline void addRows(const Place& place, const float* first, const float* second, int channels, float* to) {
    __shared__ float firsts[BLOCK * PACK];
    __shared__ float seconds[BLOCK * PACK];
    if (!place.isIdle) {
        for (int i = 0; i < PACK; ++i) {
            firsts[place.row * channels + place.pack * PACK + i] = first[i];
            seconds[place.row * channels + place.pack * PACK + i] = second[i];
        }
    }
    __syncthreads();
    for (int rows = place.rowsAtOnce; rows > 1;) {
        const int half = (rows + 1) / 2;
        if (!place.isIdle && place.row + half < rows) {
            for (int i = 0; i < PACK; ++i) {
                const int at = place.row * channels + place.pack * PACK + i;
                firsts[at] += firsts[at + half * channels];
                seconds[at] += seconds[at + half * channels];
            }
        }
        __syncthreads();
        rows = half;
    }
    if (place.row == 0) {
        for (int i = 0; i < PACK; ++i) {
            to[place.pack * PACK + i] = firsts[place.pack * PACK + i];
            to[channels + place.pack * PACK + i] = seconds[place.pack * PACK + i];
        }
    }
}

// Adds what addRows() left of many blocks for one channel. from: (blocks,2,channels). All threads get both sums.
struct TwoSums {
    double first;
    double second;
};
__device__ inline TwoSums addBlocks(const float* from, int blocks, int channels, int channel) {
    __shared__ double firsts[BLOCK];
    __shared__ double seconds[BLOCK];
    const int thread = static_cast<int>(threadIdx.x);
    const int threads = static_cast<int>(blockDim.x);
    double first = 0;
    double second = 0;
    for (int block = thread; block < blocks; block += threads) {
        first += from[static_cast<long long>(2 * block) * channels + channel];
        second += from[static_cast<long long>(2 * block + 1) * channels + channel];
    }
    __syncthreads();  // whoever still reads an earlier answer
    firsts[thread] = first;
    seconds[thread] = second;
    __syncthreads();
    for (int count = threads / 2; count > 0; count /= 2) {
        if (thread < count) {
            firsts[thread] += firsts[thread + count];
            seconds[thread] += seconds[thread + count];
        }
        __syncthreads();
    }
    return {firsts[0], seconds[0]};
}

// Adds sums over all threads of a block, in an order that depends on their number alone.
template <int COUNT>
__device__ inline void addThreads(const float (&own)[COUNT], float* to) {
    __shared__ float column[BLOCK];
    const int thread = static_cast<int>(threadIdx.x);
#pragma unroll
    for (int i = 0; i < COUNT; ++i) {
        column[thread] = own[i];
        __syncthreads();
        for (int count = static_cast<int>(blockDim.x) / 2; count > 0; count /= 2) {
            if (thread < count) {
                column[thread] += column[thread + count];
            }
            __syncthreads();
        }
        if (thread == 0) {
            to[i] = column[0];
        }
        __syncthreads();
    }
}

#ifdef FEATURES
#define PACKS (FEATURES / PACK)

// All features of a voxel.
__device__ inline void loadRow(const Element* features, long long row, float* values) {
    const Pack* packs = reinterpret_cast<const Pack*>(features) + row * PACKS;
#pragma unroll
    for (int p = 0; p < PACKS; ++p) {
        const Pack pack = packs[p];
#pragma unroll
        for (int i = 0; i < PACK; ++i) {
            values[p * PACK + i] = load(pack.of[i]);
        }
    }
}
#endif
