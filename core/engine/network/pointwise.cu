// The last layer, a convolution 1x1x1 from many features to few classes, and its gradient. Features are channels-last,
// logits and their gradients float32 planes, one a class. FEATURES and CLASSES are compiled in, so that what a voxel
// needs stays in registers. core/engine/network/pointwise_kernels.cpp has the same for the CPU.

#define SUMS (CLASSES * (FEATURES + 1))

// logits = weight features + bias. weight: (CLASSES,FEATURES). Grid: (blocks,batch). voxels: of an item.
KERNEL void pointwiseLogits(const Element* __restrict__ features, const float* __restrict__ weight,
                            const float* __restrict__ bias, long long voxels, float* logits) {
    __shared__ float weights[CLASSES * FEATURES];
    for (int i = static_cast<int>(threadIdx.x); i < CLASSES * FEATURES; i += static_cast<int>(blockDim.x)) {
        weights[i] = weight[i];
    }
    __syncthreads();
    const long long step = static_cast<long long>(gridDim.x) * blockDim.x;
    for (long long voxel = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x; voxel < voxels;
         voxel += step) {
        float values[FEATURES];
        loadRow(features, blockIdx.y * voxels + voxel, values);
#pragma unroll
        for (int c = 0; c < CLASSES; ++c) {
            float sum = bias[c];
#pragma unroll
            for (int f = 0; f < FEATURES; ++f) {
                sum += weights[c * FEATURES + f] * values[f];
            }
            logits[(static_cast<long long>(blockIdx.y) * CLASSES + c) * voxels + voxel] = sum;
        }
    }
}

// g: the gradient of the logits. sums: (batch,blocks,SUMS): the weight's gradient, then the bias's, to be added over
// the blocks.
KERNEL void pointwiseGradients(const float* __restrict__ g, const Element* __restrict__ features,
                               const float* __restrict__ weight, long long voxels, Element* ofFeatures,
                               float* sums) {
    __shared__ float weights[CLASSES * FEATURES];
    const int thread = static_cast<int>(threadIdx.x);
    const int threads = static_cast<int>(blockDim.x);
    for (int i = thread; i < CLASSES * FEATURES; i += threads) {
        weights[i] = weight[i];
    }
    __syncthreads();
    float ownSums[SUMS];
#pragma unroll
    for (int i = 0; i < SUMS; ++i) {
        ownSums[i] = 0;
    }
    const long long step = static_cast<long long>(gridDim.x) * threads;
    for (long long voxel = static_cast<long long>(blockIdx.x) * threads + thread; voxel < voxels; voxel += step) {
        const long long row = blockIdx.y * voxels + voxel;
        float values[FEATURES];
        float gradients[FEATURES];
        loadRow(features, row, values);
#pragma unroll
        for (int f = 0; f < FEATURES; ++f) {
            gradients[f] = 0;
        }
#pragma unroll
        for (int c = 0; c < CLASSES; ++c) {
            const float gradient = g[(static_cast<long long>(blockIdx.y) * CLASSES + c) * voxels + voxel];
#pragma unroll
            for (int f = 0; f < FEATURES; ++f) {
                gradients[f] += weights[c * FEATURES + f] * gradient;
                ownSums[c * FEATURES + f] += gradient * values[f];
            }
            ownSums[CLASSES * FEATURES + c] += gradient;
        }
        Pack* packs = reinterpret_cast<Pack*>(ofFeatures) + row * PACKS;
#pragma unroll
        for (int p = 0; p < PACKS; ++p) {
            Pack pack;
#pragma unroll
            for (int i = 0; i < PACK; ++i) {
                pack.of[i] = store(gradients[p * PACK + i]);
            }
            packs[p] = pack;
        }
    }
    addThreads(ownSums, sums + (static_cast<long long>(blockIdx.y) * gridDim.x + blockIdx.x) * SUMS);
}
