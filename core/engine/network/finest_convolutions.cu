// The convolutions 3x3x3 of the finest level, from 16 features to 16 and from one channel to 16, in bfloat16 with sums in
// float32. Libraries fill up so few features to 32 or more, and take the time of these; here one tap over 16 features is
// just what a matrix unit multiplies at once. Features are channels-last, sides multiples of 16.
//
// A block takes tiles of 4x4x16 voxels, a warp 2x2 rows of 16 voxels of them. Where a tile's neighbours end, zeros do.

#define SIDE 4               // of a tile along the two slower axes
#define LENGTH 16            // along the fastest
#define HALO (SIDE + 2)
#define HALO_LENGTH (LENGTH + 2)
#define HALO_ROWS (HALO * HALO * HALO_LENGTH)
#define TAPS 27
#define WIDTH 16             // features
#define CONVOLUTION_THREADS 128

// Four 8x8 matrices of 16 bits, rows of 16 bytes: lane i gives the address of row i % 8 of matrix i / 8.
struct Matrices {
    unsigned int of[4];
};

#ifdef __CUDA_ARCH__
__device__ inline Matrices loadMatrices(const uint4* row) {
    Matrices m;
    const unsigned int address = static_cast<unsigned int>(__cvta_generic_to_shared(row));
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(m.of[0]), "=r"(m.of[1]), "=r"(m.of[2]), "=r"(m.of[3])
                 : "r"(address));
    return m;
}
__device__ inline Matrices loadTransposed(const uint4* row) {
    Matrices m;
    const unsigned int address = static_cast<unsigned int>(__cvta_generic_to_shared(row));
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(m.of[0]), "=r"(m.of[1]), "=r"(m.of[2]), "=r"(m.of[3])
                 : "r"(address));
    return m;
}
// sums (16x8) += a (16x16) b (16x8), in the fragments of the PTX manual's mma.m16n8k16.
__device__ inline void multiply(float (&sums)[4], const Matrices& a, unsigned int b0, unsigned int b1) {
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, "
                 "{%0,%1,%2,%3};"
                 : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
                 : "r"(a.of[0]), "r"(a.of[1]), "r"(a.of[2]), "r"(a.of[3]), "r"(b0), "r"(b1));
}
#else  // in the test on the host
inline Matrices loadMatrices(const uint4* row) {
    return device_on_host::loadMatrices<Matrices>(row, false);
}
inline Matrices loadTransposed(const uint4* row) {
    return device_on_host::loadMatrices<Matrices>(row, true);
}
inline void multiply(float (&sums)[4], const Matrices& a, unsigned int b0, unsigned int b1) {
    device_on_host::multiply(sums, a.of, b0, b1);
}
#endif

__device__ inline unsigned int pairOf(float first, float second) {
    return static_cast<unsigned int>(store(first).bits) | (static_cast<unsigned int>(store(second).bits) << 16);
}

// Of a batch of volumes.
struct Extent {
    int x;
    int y;
    int z;
};
struct Tile {
    int item;
    int x;
    int y;
    int z;
};
__device__ inline Tile tileOf(long long number, const Extent& extent) {
    const int ofZ = extent.z / LENGTH;
    const int ofY = extent.y / SIDE;
    const int ofX = extent.x / SIDE;
    Tile tile;
    tile.z = static_cast<int>(number % ofZ) * LENGTH;
    number /= ofZ;
    tile.y = static_cast<int>(number % ofY) * SIDE;
    number /= ofY;
    tile.x = static_cast<int>(number % ofX) * SIDE;
    tile.item = static_cast<int>(number / ofX);
    return tile;
}
__device__ inline long long tileCount(const Extent& extent, int batch) {
    return static_cast<long long>(batch) * (extent.x / SIDE) * (extent.y / SIDE) * (extent.z / LENGTH);
}
__device__ inline long long voxelOf(int item, int x, int y, int z, const Extent& extent) {
    return ((static_cast<long long>(item) * extent.x + x) * extent.y + y) * extent.z + z;
}
__device__ inline bool isInside(int x, int y, int z, const Extent& extent) {
    return x >= 0 && y >= 0 && z >= 0 && x < extent.x && y < extent.y && z < extent.z;
}

// Where half (8 features) of a row lies: eight rows one after the other touch each bank once.
__device__ inline int chunkOf(int row, int z, int half) {
    return 2 * row + (half ^ ((z >> 2) & 1));
}

// The features of a tile and of the voxels around it.
__device__ inline void loadHalo(const Element* __restrict__ features, const Tile& tile, const Extent& extent,
                                uint4* to) {
    const uint4* from = reinterpret_cast<const uint4*>(features);
    for (int i = static_cast<int>(threadIdx.x); i < 2 * HALO_ROWS; i += static_cast<int>(blockDim.x)) {
        const int row = i / 2;
        const int half = i % 2;
        const int z = row % HALO_LENGTH;
        const int x = tile.x + row / HALO_LENGTH / HALO - 1;
        const int y = tile.y + row / HALO_LENGTH % HALO - 1;
        const int inZ = tile.z + z - 1;
        uint4 value = {0, 0, 0, 0};
        if (isInside(x, y, inZ, extent)) {
            value = from[2 * voxelOf(tile.item, x, y, inZ, extent) + half];
        }
        to[chunkOf(row, z, half)] = value;
    }
}

// y = weight * x, where weight is (WIDTH,TAPS,WIDTH): out, tap, in. With the weight turned round and its features
// swapped it is the gradient of x.
KERNEL void convolveFinest(const Element* __restrict__ x, const Element* __restrict__ weight, int batch, int sizeX,
                           int sizeY, int sizeZ, Element* y) {
    __shared__ uint4 halo[2 * HALO_ROWS];
    const Extent extent = {sizeX, sizeY, sizeZ};
    const int lane = static_cast<int>(threadIdx.x) % 32;
    const int warp = static_cast<int>(threadIdx.x) / 32;
    const int column = lane / 4;
    const int pair = lane % 4;
    // Which feature a column of a product stands for is chosen so that a lane is left with four neighbours.
    unsigned int weights[TAPS][2][2];
    const unsigned int* words = reinterpret_cast<const unsigned int*>(weight);
#pragma unroll
    for (int tap = 0; tap < TAPS; ++tap) {
#pragma unroll
        for (int t = 0; t < 2; ++t) {
            const int out = 4 * (column / 2) + 2 * t + column % 2;
            const int word = ((out * TAPS + tap) * WIDTH) / 2 + pair;
            weights[tap][t][0] = words[word];
            weights[tap][t][1] = words[word + 4];
        }
    }
    const int firstX = 2 * (warp / 2);
    const int firstY = 2 * (warp % 2);
    const long long tiles = tileCount(extent, batch);
    for (long long number = blockIdx.x; number < tiles; number += gridDim.x) {
        const Tile tile = tileOf(number, extent);
        __syncthreads();
        loadHalo(x, tile, extent, halo);
        __syncthreads();
        float sums[2][2][2][4];
#pragma unroll
        for (int i = 0; i < 32; ++i) {
            sums[i / 16][i / 8 % 2][i / 4 % 2][i % 4] = 0;
        }
        // A row of neighbours serves all rows of the warp whose taps reach it.
#pragma unroll
        for (int i = 0; i < 4; ++i) {
#pragma unroll
            for (int j = 0; j < 4; ++j) {
#pragma unroll
                for (int k = 0; k < 3; ++k) {
                    const int z = k + lane % 16;
                    const int row = ((firstX + i) * HALO + firstY + j) * HALO_LENGTH + z;
                    const Matrices a = loadMatrices(halo + chunkOf(row, z, lane / 16));
#pragma unroll
                    for (int p = 0; p < 2; ++p) {
#pragma unroll
                        for (int q = 0; q < 2; ++q) {
                            if (i - p >= 0 && i - p < 3 && j - q >= 0 && j - q < 3) {
                                const int tap = ((i - p) * 3 + j - q) * 3 + k;
                                multiply(sums[p][q][0], a, weights[tap][0][0], weights[tap][0][1]);
                                multiply(sums[p][q][1], a, weights[tap][1][0], weights[tap][1][1]);
                            }
                        }
                    }
                }
            }
        }
#pragma unroll
        for (int p = 0; p < 2; ++p) {
#pragma unroll
            for (int q = 0; q < 2; ++q) {
#pragma unroll
                for (int upper = 0; upper < 2; ++upper) {
                    const long long voxel = voxelOf(tile.item, tile.x + firstX + p, tile.y + firstY + q,
                                                    tile.z + column + 8 * upper, extent);
                    uint2 value;
                    value.x = pairOf(sums[p][q][0][2 * upper], sums[p][q][0][2 * upper + 1]);
                    value.y = pairOf(sums[p][q][1][2 * upper], sums[p][q][1][2 * upper + 1]);
                    reinterpret_cast<uint2*>(y)[4 * voxel + pair] = value;
                }
            }
        }
    }
}

// The features of a tile alone.
__device__ inline void loadTile(const Element* __restrict__ features, const Tile& tile, const Extent& extent,
                                uint4* to) {
    const uint4* from = reinterpret_cast<const uint4*>(features);
    for (int i = static_cast<int>(threadIdx.x); i < 2 * SIDE * SIDE * LENGTH; i += static_cast<int>(blockDim.x)) {
        const int row = i / 2;
        const int z = row % LENGTH;
        const long long voxel = voxelOf(tile.item, tile.x + row / LENGTH / SIDE, tile.y + row / LENGTH % SIDE,
                                        tile.z + z, extent);
        to[chunkOf(row, z, i % 2)] = from[2 * voxel + i % 2];
    }
}

// The features of a row of a tile, transposed: features by voxels.
__device__ inline Matrices transposedRow(const uint4* tile, int row, int lane) {
    const int z = lane % 8 + lane / 16 * 8;
    return loadTransposed(tile + chunkOf(row * LENGTH + z, z, lane / 8 % 2));
}

// The gradient of the weight. g: of y. to: (blocks,TAPS,WIDTH,WIDTH), tap, out, in, to be added over the blocks. Three
// warps, each with the taps of one position along the slowest axis.
KERNEL void finestWeightGradient(const Element* __restrict__ x, const Element* __restrict__ g, int batch, int sizeX,
                                 int sizeY, int sizeZ, float* to) {
    __shared__ uint4 halo[2 * HALO_ROWS];
    __shared__ uint4 gradients[2 * SIDE * SIDE * LENGTH];
    const Extent extent = {sizeX, sizeY, sizeZ};
    const int lane = static_cast<int>(threadIdx.x) % 32;
    const int warp = static_cast<int>(threadIdx.x) / 32;
    float sums[9][2][4];
#pragma unroll
    for (int i = 0; i < 72; ++i) {
        sums[i / 8][i / 4 % 2][i % 4] = 0;
    }
    const long long tiles = tileCount(extent, batch);
    for (long long number = blockIdx.x; number < tiles; number += gridDim.x) {
        const Tile tile = tileOf(number, extent);
        __syncthreads();
        loadHalo(x, tile, extent, halo);
        loadTile(g, tile, extent, gradients);
        __syncthreads();
        for (int row = 0; row < SIDE * SIDE; ++row) {
            const Matrices a = transposedRow(gradients, row, lane);
#pragma unroll
            for (int tap = 0; tap < 9; ++tap) {
                const int z = tap % 3 + lane % 16;
                const int neighbour = ((row / SIDE + warp) * HALO + row % SIDE + tap / 3) * HALO_LENGTH + z;
                const Matrices b = loadTransposed(halo + chunkOf(neighbour, z, lane / 16));
                multiply(sums[tap][0], a, b.of[0], b.of[1]);
                multiply(sums[tap][1], a, b.of[2], b.of[3]);
            }
        }
    }
#pragma unroll
    for (int tap = 0; tap < 9; ++tap) {
#pragma unroll
        for (int i = 0; i < 8; ++i) {
            const int out = lane / 4 + i % 4 / 2 * 8;
            const int in = i / 4 * 8 + lane % 4 * 2 + i % 2;
            to[((static_cast<long long>(blockIdx.x) * TAPS + 9 * warp + tap) * WIDTH + out) * WIDTH + in] =
                sums[tap][i / 4][i % 4];
        }
    }
}

// The image around a tile, one channel, rounded to bfloat16.
__device__ inline void loadImage(const float* __restrict__ image, const Tile& tile, const Extent& extent,
                                 unsigned short* to) {
    for (int row = static_cast<int>(threadIdx.x); row < HALO_ROWS; row += static_cast<int>(blockDim.x)) {
        const int x = tile.x + row / HALO_LENGTH / HALO - 1;
        const int y = tile.y + row / HALO_LENGTH % HALO - 1;
        const int z = tile.z + row % HALO_LENGTH - 1;
        to[row] = isInside(x, y, z, extent) ? store(image[voxelOf(tile.item, x, y, z, extent)]).bits : 0;
    }
}

// Of the image around a tile the value that a tap sees of a voxel of a row; the taps from 27 on see nothing.
__device__ inline unsigned int seen(const unsigned short* image, int row, int voxel, int tap) {
    if (tap >= TAPS) {
        return 0;
    }
    return image[((row / SIDE + tap / 9) * HALO + row % SIDE + tap / 3 % 3) * HALO_LENGTH + voxel + tap % 3];
}

// y = weight * image, where weight is (WIDTH,TAPS).
KERNEL void convolveImage(const float* __restrict__ image, const Element* __restrict__ weight, int batch, int sizeX,
                          int sizeY, int sizeZ, Element* y) {
    __shared__ unsigned short around[HALO_ROWS];
    const Extent extent = {sizeX, sizeY, sizeZ};
    const int lane = static_cast<int>(threadIdx.x) % 32;
    const int warp = static_cast<int>(threadIdx.x) / 32;
    const int column = lane / 4;
    const int pair = lane % 4;
    unsigned int weights[2][2][2];  // of taps 0 to 15 and 16 to 31, of two times eight features
#pragma unroll
    for (int i = 0; i < 8; ++i) {
        const int out = 4 * (column / 2) + 2 * (i / 2 % 2) + column % 2;
        const int tap = i / 4 * 16 + 2 * pair + i % 2 * 8;
        const unsigned int first = tap < TAPS ? weight[out * TAPS + tap].bits : 0;
        const unsigned int second = tap + 1 < TAPS ? weight[out * TAPS + tap + 1].bits : 0;
        weights[i / 4][i / 2 % 2][i % 2] = first | (second << 16);
    }
    const long long tiles = tileCount(extent, batch);
    for (long long number = blockIdx.x; number < tiles; number += gridDim.x) {
        const Tile tile = tileOf(number, extent);
        __syncthreads();
        loadImage(image, tile, extent, around);
        __syncthreads();
        for (int row = warp; row < SIDE * SIDE; row += CONVOLUTION_THREADS / 32) {
            float sums[2][4] = {{0, 0, 0, 0}, {0, 0, 0, 0}};
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                Matrices a;
#pragma unroll
                for (int i = 0; i < 4; ++i) {
                    const int voxel = column + i % 2 * 8;
                    const int tap = half * 16 + i / 2 * 8 + 2 * pair;
                    a.of[i] = seen(around, row, voxel, tap) | (seen(around, row, voxel, tap + 1) << 16);
                }
                multiply(sums[0], a, weights[half][0][0], weights[half][0][1]);
                multiply(sums[1], a, weights[half][1][0], weights[half][1][1]);
            }
#pragma unroll
            for (int upper = 0; upper < 2; ++upper) {
                const long long voxel = voxelOf(tile.item, tile.x + row / SIDE, tile.y + row % SIDE,
                                                tile.z + column + 8 * upper, extent);
                uint2 value;
                value.x = pairOf(sums[0][2 * upper], sums[0][2 * upper + 1]);
                value.y = pairOf(sums[1][2 * upper], sums[1][2 * upper + 1]);
                reinterpret_cast<uint2*>(y)[4 * voxel + pair] = value;
            }
        }
    }
}

// The gradient of convolveImage()'s weight. to: (blocks * warps, WIDTH, 32), out, tap, to be added over the first.
KERNEL void imageWeightGradient(const float* __restrict__ image, const Element* __restrict__ g, int batch, int sizeX,
                                int sizeY, int sizeZ, float* to) {
    __shared__ unsigned short around[HALO_ROWS];
    __shared__ uint4 gradients[2 * SIDE * SIDE * LENGTH];
    const Extent extent = {sizeX, sizeY, sizeZ};
    const int lane = static_cast<int>(threadIdx.x) % 32;
    const int warp = static_cast<int>(threadIdx.x) / 32;
    float sums[4][4];
#pragma unroll
    for (int i = 0; i < 16; ++i) {
        sums[i / 4][i % 4] = 0;
    }
    const long long tiles = tileCount(extent, batch);
    for (long long number = blockIdx.x; number < tiles; number += gridDim.x) {
        const Tile tile = tileOf(number, extent);
        __syncthreads();
        loadImage(image, tile, extent, around);
        loadTile(g, tile, extent, gradients);
        __syncthreads();
        for (int row = warp; row < SIDE * SIDE; row += CONVOLUTION_THREADS / 32) {
            const Matrices a = transposedRow(gradients, row, lane);
#pragma unroll
            for (int eighth = 0; eighth < 4; ++eighth) {
                const int tap = 8 * eighth + lane / 4;
                const int voxel = 2 * (lane % 4);
                multiply(sums[eighth], a, seen(around, row, voxel, tap) | (seen(around, row, voxel + 1, tap) << 16),
                         seen(around, row, voxel + 8, tap) | (seen(around, row, voxel + 9, tap) << 16));
            }
        }
    }
    const long long part = static_cast<long long>(blockIdx.x) * (CONVOLUTION_THREADS / 32) + warp;
#pragma unroll
    for (int i = 0; i < 16; ++i) {
        const int out = lane / 4 + i % 4 / 2 * 8;
        const int tap = i / 4 * 8 + lane % 4 * 2 + i % 2;
        to[(part * WIDTH + out) * 32 + tap] = sums[i / 4][i % 4];
    }
}
