// The loss of the method with all its parts, and its gradient: what core/engine/loss/mutual.cpp and dice.cpp compute by
// operations of LibTorch's, in three passes over the voxels. Logits are float32 planes, one a class; features are
// channels-last. Of two arguments beside each other the first is decoder A's. FEATURES and CLASSES are compiled in.

#define PARTS (CLASSES * (FEATURES + 1))
#define FOREGROUND (CLASSES - 1)
#define UNKNOWN 255  // kUnknownClass: in no sum of Dice, and without its gradient
// Of each student: what is learned, the voxels that are taught, their weights; of each decoder and foreground class the
// overlap with the label and the size, then the label's sizes.
#define SUMS (6 + 5 * FOREGROUND)

// What one decoder says of a voxel.
struct Opinion {
    float probability[CLASSES];
    float logProbability[CLASSES];
    float entropy;
    int label;
};

__device__ inline Opinion opinionOf(const float* __restrict__ logits, long long item, long long voxel, long long voxels) {
    Opinion opinion;
    float values[CLASSES];
    float largest = -3.4e38f;
    opinion.label = 0;
#pragma unroll
    for (int c = 0; c < CLASSES; ++c) {
        values[c] = logits[(item * CLASSES + c) * voxels + voxel];
        largest = fmaxf(largest, values[c]);
    }
    float sum = 0;
#pragma unroll
    for (int c = 0; c < CLASSES; ++c) {
        opinion.probability[c] = expf(values[c] - largest);
        sum += opinion.probability[c];
    }
    const float logSum = logf(sum);
    float best = -1;
    opinion.entropy = 0;
#pragma unroll
    for (int c = 0; c < CLASSES; ++c) {
        opinion.probability[c] /= sum;
        opinion.logProbability[c] = values[c] - largest - logSum;
        opinion.entropy -= opinion.probability[c] * logf(opinion.probability[c] + 1e-6f);
        if (opinion.probability[c] > best) {
            best = opinion.probability[c];
            opinion.label = c;
        }
    }
    return opinion;
}

// The sums of features over the voxels that a decoder gives each class, and how many these are. Grid: (blocks, 2 batch).
// sums: (batch,2,blocks,PARTS): features class after class, then the numbers of voxels.
KERNEL void classSums(const float* __restrict__ logitsA, const float* __restrict__ logitsB,
                      const Element* __restrict__ featuresA, const Element* __restrict__ featuresB, long long voxels,
                      float* sums) {
    const long long item = blockIdx.y / 2;
    const bool isA = blockIdx.y % 2 == 0;
    float own[PARTS];
#pragma unroll
    for (int i = 0; i < PARTS; ++i) {
        own[i] = 0;
    }
    const long long step = static_cast<long long>(gridDim.x) * blockDim.x;
    for (long long voxel = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x; voxel < voxels;
         voxel += step) {
        const int label = opinionOf(isA ? logitsA : logitsB, item, voxel, voxels).label;
        float values[FEATURES];
        loadRow(isA ? featuresA : featuresB, item * voxels + voxel, values);
#pragma unroll
        for (int c = 0; c < CLASSES; ++c) {
            const float isOfClass = label == c ? 1.0f : 0.0f;
#pragma unroll
            for (int f = 0; f < FEATURES; ++f) {
                own[c * FEATURES + f] += isOfClass * values[f];
            }
            own[CLASSES * FEATURES + c] += isOfClass;
        }
    }
    addThreads(own, sums + (static_cast<long long>(blockIdx.y) * gridDim.x + blockIdx.x) * PARTS);
}

// The mean feature of each class, of unit length. Grid: (CLASSES, 2 batch). prototypes: (batch,2,CLASSES,FEATURES).
KERNEL void prototypes(const float* __restrict__ sums, int blocks, float* to) {
    __shared__ double parts[FEATURES + 1];
    const int c = static_cast<int>(blockIdx.x);
    const int thread = static_cast<int>(threadIdx.x);
    if (thread <= FEATURES) {
        const int part = thread < FEATURES ? c * FEATURES + thread : CLASSES * FEATURES + c;
        double sum = 0;
        for (int block = 0; block < blocks; ++block) {
            sum += sums[(static_cast<long long>(blockIdx.y) * blocks + block) * PARTS + part];
        }
        parts[thread] = sum;
    }
    __syncthreads();
    if (thread < FEATURES) {
        const double voxels = parts[FEATURES] + 1e-6;
        double square = 0;
        for (int f = 0; f < FEATURES; ++f) {
            square += parts[f] / voxels * (parts[f] / voxels);
        }
        const double length = sqrt(square);
        to[(static_cast<long long>(blockIdx.y) * CLASSES + c) * FEATURES + thread] =
            static_cast<float>(parts[thread] / voxels / (length > 1e-12 ? length : 1e-12));
    }
}

// How reliable a decoder is at a voxel: 1 - mean_c (s_c - p_c)^2, s_c the cosine with the prototype of class c.
__device__ inline float reliabilityOf(const Opinion& opinion, const Element* __restrict__ features, long long row,
                                      const float* prototypesOfItem) {
    float values[FEATURES];
    loadRow(features, row, values);
    float square = 0;
#pragma unroll
    for (int f = 0; f < FEATURES; ++f) {
        square += values[f] * values[f];
    }
    const float length = fmaxf(sqrtf(square), 1e-8f);
    float squares = 0;
#pragma unroll
    for (int c = 0; c < CLASSES; ++c) {
        float product = 0;
#pragma unroll
        for (int f = 0; f < FEATURES; ++f) {
            product += values[f] * prototypesOfItem[c * FEATURES + f];
        }
        const float difference = product / length - opinion.probability[c];
        squares += difference * difference;
    }
    return 1.0f - squares / CLASSES;
}

// The label of a voxel, or -1 where it has none.
__device__ inline int labelAt(const unsigned char* __restrict__ labels, long long item, int labelled, long long row) {
    const int label = item < labelled ? labels[row] : UNKNOWN;
    return label == UNKNOWN ? -1 : label;
}

// Who teaches whom, and the sums of the loss. Grid: (blocks,batch). labels: (labelled,voxels) of the first items.
// weights: (batch,voxels), how strongly somebody is taught. lessons: (batch,voxels), 0 where nobody is, else 1 + student
// + 2 taught class, student 0 for A. sums: (batch,blocks,SUMS).
KERNEL void teach(const float* __restrict__ logitsA, const float* __restrict__ logitsB,
                  const Element* __restrict__ featuresA, const Element* __restrict__ featuresB,
                  const float* __restrict__ classPrototypes, const unsigned char* __restrict__ labels, int labelled,
                  long long voxels, float* weights, unsigned short* lessons, float* sums) {
    __shared__ float kept[2 * CLASSES * FEATURES];
    const long long item = blockIdx.y;
    for (int i = static_cast<int>(threadIdx.x); i < 2 * CLASSES * FEATURES; i += static_cast<int>(blockDim.x)) {
        kept[i] = classPrototypes[item * 2 * CLASSES * FEATURES + i];
    }
    __syncthreads();
    float own[SUMS];
#pragma unroll
    for (int i = 0; i < SUMS; ++i) {
        own[i] = 0;
    }
    const long long step = static_cast<long long>(gridDim.x) * blockDim.x;
    for (long long voxel = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x; voxel < voxels;
         voxel += step) {
        const long long row = item * voxels + voxel;
        const Opinion a = opinionOf(logitsA, item, voxel, voxels);
        const Opinion b = opinionOf(logitsB, item, voxel, voxels);
        float weight = 0;
        int lesson = 0;
        own[0] += 0.0f * (a.entropy + b.entropy);  // what is no number is to be seen, and teaches nobody
        if (a.entropy > b.entropy) {
            weight = reliabilityOf(b, featuresB, row, kept + CLASSES * FEATURES);
            lesson = 1 + 2 * b.label;
#pragma unroll
            for (int c = 0; c < CLASSES; ++c) {
                own[0] -= c == b.label ? a.logProbability[c] * weight : 0.0f;
            }
            own[1] += 1;
            own[2] += weight;
        } else if (b.entropy > a.entropy) {
            weight = reliabilityOf(a, featuresA, row, kept);
            lesson = 2 + 2 * a.label;
#pragma unroll
            for (int c = 0; c < CLASSES; ++c) {
                own[3] -= c == a.label ? b.logProbability[c] * weight : 0.0f;
            }
            own[4] += 1;
            own[5] += weight;
        }
        weights[row] = weight;
        lessons[row] = static_cast<unsigned short>(lesson);
        const int label = labelAt(labels, item, labelled, row);
        if (label >= 0) {
#pragma unroll
            for (int c = 1; c < CLASSES; ++c) {
                const float isOfClass = label == c ? 1.0f : 0.0f;
                float* of = own + 6 + 5 * (c - 1);
                of[0] += isOfClass * a.probability[c];
                of[1] += a.probability[c];
                of[2] += isOfClass * b.probability[c];
                of[3] += b.probability[c];
                of[4] += isOfClass;
            }
        }
    }
    addThreads(own, sums + (static_cast<long long>(blockIdx.y) * gridDim.x + blockIdx.x) * SUMS);
}

// One block. numbers: the loss, the supervised losses of A and B, the mutual losses of A and B as students, the
// fractions of voxels in which A teaches B and B teaches A, and the mean reliability. slopes: for each student what the
// mutual loss is multiplied with, then for each decoder and foreground class the loss's slopes by overlap and by size.
KERNEL void finishLoss(const float* __restrict__ sums, int blocks, double voxels, float ramp, float supervisedWeight,
                       float* numbers, float* slopes) {
    __shared__ double columns[BLOCK];
    __shared__ double totals[SUMS];
    const int thread = static_cast<int>(threadIdx.x);
    const int threads = static_cast<int>(blockDim.x);
    for (int i = 0; i < SUMS; ++i) {
        double sum = 0;
        for (int block = thread; block < blocks; block += threads) {
            sum += sums[static_cast<long long>(block) * SUMS + i];
        }
        columns[thread] = sum;
        __syncthreads();
        for (int count = threads / 2; count > 0; count /= 2) {
            if (thread < count) {
                columns[thread] += columns[thread + count];
            }
            __syncthreads();
        }
        if (thread == 0) {
            totals[i] = columns[0];
        }
        __syncthreads();
    }
    if (thread != 0) {
        return;
    }
    double loss = 0;
    for (int student = 0; student < 2; ++student) {
        const double taught = totals[3 * student + 1] + 1e-6;
        const double mutual = totals[3 * student] / taught;
        numbers[3 + student] = static_cast<float>(mutual);
        slopes[student] = static_cast<float>(ramp / taught);
        loss += ramp * mutual;
    }
    for (int decoder = 0; decoder < 2; ++decoder) {
        double supervised = 0;
        for (int c = 0; c < FOREGROUND; ++c) {
            const double* of = totals + 6 + 5 * c;
            const double overlap = 2 * of[2 * decoder] + 1e-8;
            const double sizes = of[2 * decoder + 1] + of[4] + 1e-8;
            supervised += (1 - overlap / sizes) / FOREGROUND;
            float* slope = slopes + 2 + 2 * (decoder * FOREGROUND + c);
            slope[0] = static_cast<float>(-2 * supervisedWeight / (sizes * FOREGROUND));
            slope[1] = static_cast<float>(supervisedWeight * overlap / (sizes * sizes * FOREGROUND));
        }
        numbers[1 + decoder] = static_cast<float>(supervised);
        loss += supervisedWeight * supervised;
    }
    numbers[0] = static_cast<float>(loss);
    numbers[5] = static_cast<float>(totals[4] / voxels);
    numbers[6] = static_cast<float>(totals[1] / voxels);
    const double taught = totals[1] + totals[4];
    numbers[7] = static_cast<float>((totals[2] + totals[5]) / (taught > 1 ? taught : 1));
}

// The gradient of the logits of one decoder at a voxel. slope: of the decoder's Dice, FOREGROUND times two.
__device__ inline void logitGradient(const Opinion& opinion, bool isTaught, int taughtClass, float strength,
                                     const float* slope, int label, float scale, long long item, long long voxel,
                                     long long voxels, float* to) {
    float ofProbability[CLASSES];
    float mean = 0;
#pragma unroll
    for (int c = 0; c < CLASSES; ++c) {
        ofProbability[c] = 0;
        if (c > 0 && label >= 0) {
            ofProbability[c] = (label == c ? slope[2 * (c - 1)] : 0.0f) + slope[2 * (c - 1) + 1];
        }
        mean += ofProbability[c] * opinion.probability[c];
    }
#pragma unroll
    for (int c = 0; c < CLASSES; ++c) {
        float gradient = opinion.probability[c] * (ofProbability[c] - mean);
        if (isTaught) {
            gradient += strength * (opinion.probability[c] - (c == taughtClass ? 1.0f : 0.0f));
        }
        to[(item * CLASSES + c) * voxels + voxel] = scale * gradient;
    }
}

// The gradient of both decoders' logits. Grid: (blocks,batch). gradient: of the loss, one number.
KERNEL void lossGradients(const float* __restrict__ logitsA, const float* __restrict__ logitsB,
                          const float* __restrict__ weights, const unsigned short* __restrict__ lessons,
                          const unsigned char* __restrict__ labels, int labelled, const float* __restrict__ slopes,
                          const float* __restrict__ gradient, long long voxels, float* toA, float* toB) {
    __shared__ float kept[2 + 4 * FOREGROUND];
    for (int i = static_cast<int>(threadIdx.x); i < 2 + 4 * FOREGROUND; i += static_cast<int>(blockDim.x)) {
        kept[i] = slopes[i];
    }
    __syncthreads();
    const float scale = gradient[0];
    const long long item = blockIdx.y;
    const long long step = static_cast<long long>(gridDim.x) * blockDim.x;
    for (long long voxel = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x; voxel < voxels;
         voxel += step) {
        const long long row = item * voxels + voxel;
        const int lesson = lessons[row];
        const int student = lesson == 0 ? -1 : (lesson - 1) % 2;
        const int taughtClass = (lesson - 1) / 2;
        const int label = labelAt(labels, item, labelled, row);
        const float weight = weights[row];
        logitGradient(opinionOf(logitsA, item, voxel, voxels), student == 0, taughtClass, kept[0] * weight, kept + 2,
                      label, scale, item, voxel, voxels, toA);
        logitGradient(opinionOf(logitsB, item, voxel, voxels), student == 1, taughtClass, kept[1] * weight,
                      kept + 2 + 2 * FOREGROUND, label, scale, item, voxel, voxels, toB);
    }
}
