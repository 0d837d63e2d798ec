// Batch norm, ReLU, dropout and the addition of skipped features, and their gradient, over channels-last features:
// rows of channels, a row for each voxel. What the functions compute is told in core/engine/network/norm_relu.cpp, and
// core/engine/network/channel_kernels.cpp has the same for the CPU.

// The sums of x - x[0] and of its square. to: (blocks,2,channels).
KERNEL void moments(const Element* __restrict__ x, long long rows, int channels, float* to) {
    const Place place = placeOf(channels);
    const Pack* packs = reinterpret_cast<const Pack*>(x);
    const int packsOfRow = channels / PACK;
    float centre[PACK];
    float sum[PACK];
    float squares[PACK];
    for (int i = 0; i < PACK; ++i) {
        centre[i] = load(packs[place.pack].of[i]);
        sum[i] = 0;
        squares[i] = 0;
    }
    const long long step = static_cast<long long>(gridDim.x) * place.rowsAtOnce;
    if (!place.isIdle) {
#pragma unroll 4
        for (long long row = static_cast<long long>(blockIdx.x) * place.rowsAtOnce + place.row; row < rows; row += step) {
            const Pack pack = packs[row * packsOfRow + place.pack];
            for (int i = 0; i < PACK; ++i) {
                const float distance = load(pack.of[i]) - centre[i];
                sum[i] += distance;
                squares[i] += distance * distance;
            }
        }
    }
    addRows(place, sum, squares, channels, to + static_cast<long long>(2 * blockIdx.x) * channels);
}

// A block for each channel: what scaleRelu() multiplies with and adds. In training from the sums of moments(), which
// also move the running statistics; else from these. convolutionBias, (channels) or null, was not added to x, which
// changes nothing but the running mean. mask: (batch,channels) or null. scale, shift: (batch or 1, channels).
KERNEL void coefficients(const float* __restrict__ sums, int blocks, const Element* __restrict__ x,
                         double rows, int channels, int batch, const float* __restrict__ weight,
                         const float* __restrict__ bias, const float* __restrict__ convolutionBias,
                         const float* __restrict__ mask, float* runningMean, float* runningVariance,
                         int isTraining, float epsilon, float momentum, float* mean,
                         float* inverseDeviation, float* scale, float* shift) {
    const int channel = static_cast<int>(blockIdx.x);
    const float added = convolutionBias != nullptr ? convolutionBias[channel] : 0.0f;
    float centre = runningMean[channel] - added;
    float variance = runningVariance[channel];
    if (isTraining) {
        const TwoSums total = addBlocks(sums, blocks, channels, channel);
        const double distance = total.first / rows;
        const double spread = total.second / rows - distance * distance;
        centre = static_cast<float>(load(x[channel]) + distance);
        variance = static_cast<float>(spread > 0 ? spread : 0);
    }
    if (threadIdx.x != 0) {
        return;
    }
    if (isTraining) {
        const double unbiased = rows > 1 ? rows / (rows - 1) : 1.0;
        runningMean[channel] = (1 - momentum) * runningMean[channel] + momentum * (centre + added);
        runningVariance[channel] =
            (1 - momentum) * runningVariance[channel] + momentum * static_cast<float>(variance * unbiased);
    }
    const float inverse = static_cast<float>(1.0 / sqrt(static_cast<double>(variance) + epsilon));
    const float gain = weight[channel] * inverse;
    mean[channel] = centre;
    inverseDeviation[channel] = inverse;
    for (int item = 0; item < batch; ++item) {
        const float factor = mask != nullptr ? mask[item * channels + channel] : 1.0f;
        scale[item * channels + channel] = gain * factor;
        shift[item * channels + channel] = (bias[channel] - gain * centre) * factor;
    }
}

// The coefficients of one item of the batch for a thread's channels; where there is a row for all, perItem is 0.
__device__ inline void loadCoefficients(const float* from, int perItem, int pack, float* to) {
    for (int i = 0; i < PACK; ++i) {
        to[i] = from[static_cast<int>(blockIdx.y) * perItem + pack * PACK + i];
    }
}

// Unlike fmaxf() this keeps what is no number, so that it is seen in the loss.
__device__ inline float relu(float value) {
    return value < 0.0f ? 0.0f : value;
}

// y = max(scale x + shift, 0) + skipped. Grid: (blocks,batch). rows: of an item. skipped may be null; y may be x.
KERNEL void scaleRelu(const Element* x, const float* __restrict__ scale, const float* __restrict__ shift,
                      int perItem, const Element* __restrict__ skipped, Element* y, long long rows,
                      int channels) {
    const Place place = placeOf(channels);
    if (place.isIdle) {
        return;
    }
    const int packsOfRow = channels / PACK;
    const long long start = blockIdx.y * rows * packsOfRow + place.pack;
    const Pack* from = reinterpret_cast<const Pack*>(x) + start;
    const Pack* added = skipped != nullptr ? reinterpret_cast<const Pack*>(skipped) + start : nullptr;
    Pack* to = reinterpret_cast<Pack*>(y) + start;
    float scales[PACK];
    float shifts[PACK];
    loadCoefficients(scale, perItem, place.pack, scales);
    loadCoefficients(shift, perItem, place.pack, shifts);
    const long long step = static_cast<long long>(gridDim.x) * place.rowsAtOnce;
#pragma unroll 4
    for (long long row = static_cast<long long>(blockIdx.x) * place.rowsAtOnce + place.row; row < rows; row += step) {
        const Pack pack = from[row * packsOfRow];
        Pack result;
        if (added != nullptr) {
            const Pack more = added[row * packsOfRow];
            for (int i = 0; i < PACK; ++i) {
                result.of[i] = store(relu(load(pack.of[i]) * scales[i] + shifts[i]) + load(more.of[i]));
            }
        } else {
            for (int i = 0; i < PACK; ++i) {
                result.of[i] = store(relu(load(pack.of[i]) * scales[i] + shifts[i]));
            }
        }
        to[row * packsOfRow] = result;
    }
}

// The sums of g and of g (x - mean) where scale x + shift > 0. Grid: (blocks,batch). to: (batch,blocks,2,channels).
KERNEL void gradientSums(const Element* __restrict__ x, const Element* __restrict__ g,
                         const float* __restrict__ scale, const float* __restrict__ shift, int perItem,
                         const float* __restrict__ mean, long long rows, int channels, float* to) {
    const Place place = placeOf(channels);
    const int packsOfRow = channels / PACK;
    float sum[PACK];
    float products[PACK];
    for (int i = 0; i < PACK; ++i) {
        sum[i] = 0;
        products[i] = 0;
    }
    if (!place.isIdle) {
        const long long start = blockIdx.y * rows * packsOfRow + place.pack;
        const Pack* from = reinterpret_cast<const Pack*>(x) + start;
        const Pack* gradients = reinterpret_cast<const Pack*>(g) + start;
        float scales[PACK];
        float shifts[PACK];
        float means[PACK];
        loadCoefficients(scale, perItem, place.pack, scales);
        loadCoefficients(shift, perItem, place.pack, shifts);
        loadCoefficients(mean, 0, place.pack, means);
        const long long step = static_cast<long long>(gridDim.x) * place.rowsAtOnce;
#pragma unroll 4
        for (long long row = static_cast<long long>(blockIdx.x) * place.rowsAtOnce + place.row; row < rows; row += step) {
            const Pack pack = from[row * packsOfRow];
            const Pack gradient = gradients[row * packsOfRow];
            for (int i = 0; i < PACK; ++i) {
                const float value = load(pack.of[i]);
                const float passed = value * scales[i] + shifts[i] > 0.0f ? load(gradient.of[i]) : 0.0f;
                sum[i] += passed;
                products[i] += passed * (value - means[i]);
            }
        }
    }
    const long long block = static_cast<long long>(blockIdx.y) * gridDim.x + blockIdx.x;
    addRows(place, sum, products, channels, to + 2 * block * channels);
}

// A block for each channel: the gradients of weight and bias, and what replaceByGradient() multiplies with and adds.
// sums: of gradientSums(). factor: (batch or 1, channels); slope, offset: (channels).
KERNEL void gradientCoefficients(const float* __restrict__ sums, int blocks, double rows, int channels,
                                 int batch, const float* __restrict__ weight,
                                 const float* __restrict__ mask, const float* __restrict__ mean,
                                 const float* __restrict__ inverseDeviation, int isTraining,
                                 float* weightGradient, float* biasGradient, float* factor, float* slope,
                                 float* offset) {
    const int channel = static_cast<int>(blockIdx.x);
    double ofBias = 0;
    double ofWeight = 0;
    for (int item = 0; item < batch; ++item) {
        const TwoSums total =
            addBlocks(sums + static_cast<long long>(2 * item) * blocks * channels, blocks, channels, channel);
        const double kept = mask != nullptr ? mask[item * channels + channel] : 1.0f;
        ofBias += kept * total.first;
        ofWeight += kept * total.second;
    }
    if (threadIdx.x != 0) {
        return;
    }
    const double inverse = inverseDeviation[channel];
    const double gain = weight[channel] * inverse;
    ofWeight *= inverse;
    weightGradient[channel] = static_cast<float>(ofWeight);
    biasGradient[channel] = static_cast<float>(ofBias);
    double towardsX = 0;
    double towardsNothing = 0;
    if (isTraining) {
        towardsX = -gain * inverse * ofWeight / rows;
        towardsNothing = -gain * ofBias / rows - towardsX * mean[channel];
    }
    slope[channel] = static_cast<float>(towardsX);
    offset[channel] = static_cast<float>(towardsNothing);
    for (int item = 0; item < (mask != nullptr ? batch : 1); ++item) {
        const double kept = mask != nullptr ? mask[item * channels + channel] : 1.0f;
        factor[item * channels + channel] = static_cast<float>(gain * kept);
    }
}

// x = [scale x + shift > 0] factor g + slope x + offset, in place. Grid: (blocks,batch).
KERNEL void replaceByGradient(Element* x, const Element* __restrict__ g, const float* __restrict__ scale,
                              const float* __restrict__ shift, const float* __restrict__ factor,
                              int perItem, const float* __restrict__ slope,
                              const float* __restrict__ offset, long long rows, int channels) {
    const Place place = placeOf(channels);
    if (place.isIdle) {
        return;
    }
    const int packsOfRow = channels / PACK;
    const long long start = blockIdx.y * rows * packsOfRow + place.pack;
    Pack* at = reinterpret_cast<Pack*>(x) + start;
    const Pack* gradients = reinterpret_cast<const Pack*>(g) + start;
    float scales[PACK];
    float shifts[PACK];
    float factors[PACK];
    float slopes[PACK];
    float offsets[PACK];
    loadCoefficients(scale, perItem, place.pack, scales);
    loadCoefficients(shift, perItem, place.pack, shifts);
    loadCoefficients(factor, perItem, place.pack, factors);
    loadCoefficients(slope, 0, place.pack, slopes);
    loadCoefficients(offset, 0, place.pack, offsets);
    const long long step = static_cast<long long>(gridDim.x) * place.rowsAtOnce;
#pragma unroll 4
    for (long long row = static_cast<long long>(blockIdx.x) * place.rowsAtOnce + place.row; row < rows; row += step) {
        const Pack pack = at[row * packsOfRow];
        const Pack gradient = gradients[row * packsOfRow];
        Pack result;
        for (int i = 0; i < PACK; ++i) {
            const float value = load(pack.of[i]);
            const float passed = value * scales[i] + shifts[i] > 0.0f ? load(gradient.of[i]) : 0.0f;
            result.of[i] = store(passed * factors[i] + (value * slopes[i] + offsets[i]));
        }
        at[row * packsOfRow] = result;
    }
}
