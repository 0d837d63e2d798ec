// The kernels for NVIDIA devices, run on the host thread by thread, against what LibTorch computes. The same sources
// are compiled for a device where there is one, which `tandem-worker check` compares there.
#include "core/engine/loss/dice.h"
#include "core/engine/loss/mutual.h"
#include "core/engine/network/cuda_pointwise_kernels.h"
#include "core/engine/network/norm_coefficients.h"
#include "core/volume/unknown_class.h"
#include "tests/engine/numerics/device_on_host.h"
#include "tests/engine/numerics/golden_files.h"

#include <torch/autograd.h>
#include <torch/types.h>

#include <QtTest>

using namespace device_on_host;

// What a test calls of the kernels in a namespace.
#define KERNELS_OF_NAMESPACE                                                 \
    struct Kernels {                                                         \
        using OneElement = Element;                                          \
        static constexpr int kPack = PACK;                                   \
        static constexpr auto kMoments = &moments;                           \
        static constexpr auto kCoefficients = &coefficients;                 \
        static constexpr auto kScaleRelu = &scaleRelu;                       \
        static constexpr auto kGradientSums = &gradientSums;                 \
        static constexpr auto kGradientCoefficients = &gradientCoefficients; \
        static constexpr auto kReplaceByGradient = &replaceByGradient;       \
        static constexpr auto kLogits = &pointwiseLogits;                    \
        static constexpr auto kPointwiseGradients = &pointwiseGradients;     \
        static constexpr auto kClassSums = &classSums;                       \
        static constexpr auto kPrototypes = &prototypes;                     \
        static constexpr auto kTeach = &teach;                               \
        static constexpr auto kFinishLoss = &finishLoss;                     \
        static constexpr auto kLossGradients = &lossGradients;               \
    };

#define FEATURES 16
#define CLASSES 3
namespace {
namespace float32_by_four {
#define ELEMENT_IS_BFLOAT16 0
#define PACK 4
#include "core/engine/network/elements.cu"
//
#include "core/engine/network/channels.cu"
//
#include "core/engine/network/pointwise.cu"
#undef SUMS
//
#include "core/engine/loss/mutual.cu"
#undef SUMS
#undef FOREGROUND
#undef PARTS
KERNELS_OF_NAMESPACE
#undef ELEMENT_IS_BFLOAT16
#undef PACK
}  // namespace float32_by_four
namespace float32_one_by_one {
#define ELEMENT_IS_BFLOAT16 0
#define PACK 1
#include "core/engine/network/elements.cu"
//
#include "core/engine/network/channels.cu"
//
#include "core/engine/network/pointwise.cu"
#undef SUMS
//
#include "core/engine/loss/mutual.cu"
#undef SUMS
#undef FOREGROUND
#undef PARTS
KERNELS_OF_NAMESPACE
#undef ELEMENT_IS_BFLOAT16
#undef PACK
}  // namespace float32_one_by_one
namespace bfloat16_by_eight {
#define ELEMENT_IS_BFLOAT16 1
#define PACK 8
#include "core/engine/network/elements.cu"
//
#include "core/engine/network/channels.cu"
//
#include "core/engine/network/pointwise.cu"
#undef SUMS
//
#include "core/engine/loss/mutual.cu"
#undef SUMS
#undef FOREGROUND
#undef PARTS
//
#include "core/engine/network/finest_convolutions.cu"
KERNELS_OF_NAMESPACE
#undef ELEMENT_IS_BFLOAT16
#undef PACK
}  // namespace bfloat16_by_eight
}  // namespace

using namespace tandem;

class TestCudaKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void normRelu_data();
    void normRelu();
    void normReluOfNoNumber();
    void pointwise_data();
    void pointwise();
    void mutualLoss_data();
    void mutualLoss();
    void mutualLossOfNoNumber();
    void finestConvolution();
    void convolutionOfImage();
};

namespace {

constexpr unsigned kThreads = 256;
constexpr unsigned kFewThreads = 32;  // where a block has little to do: each is a thread of the host

torch::Tensor random(at::IntArrayRef shape, std::uint64_t seed) {
    return torch::randn(shape, at::detail::createCPUGenerator(seed));
}

torch::Tensor laidOut(const torch::Tensor& x) {
    return x.contiguous(torch::MemoryFormat::ChannelsLast3d);
}

template <class T>
T* pointer(const torch::Tensor& tensor) {
    return tensor.defined() ? static_cast<T*>(tensor.data_ptr()) : nullptr;
}

struct Normed {
    torch::Tensor y;
    torch::Tensor xGradient;
    torch::Tensor weightGradient;
    torch::Tensor biasGradient;
};

/// Forward and backward, as norm_relu.cpp starts the kernels.
template <class Kernels>
Normed normedBy(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask, const torch::Tensor& skipped,
                const torch::Tensor& g, unsigned blocks) {
    using E = typename Kernels::OneElement;
    const auto batch = static_cast<unsigned>(x.size(0));
    const int channels = static_cast<int>(x.size(1));
    const long long rows = x.numel() / channels;
    const long long ofItem = rows / batch;
    const unsigned perItem = mask.defined() ? static_cast<unsigned>(channels) : 0;
    const auto row = [&](std::int64_t count) { return torch::full({count}, std::nanf("")); };
    const torch::Tensor sums = row(blocks * 2 * channels);
    const torch::Tensor mean = row(channels);
    const torch::Tensor inverse = row(channels);
    const torch::Tensor scale = row(batch * channels);
    const torch::Tensor shift = row(batch * channels);
    const auto* const in = pointer<E>(x);
    if (state.isTraining) {
        launch(blocks, 1, kThreads, [&] { Kernels::kMoments(in, rows, channels, pointer<float>(sums)); });
    }
    launch(channels, 1, kFewThreads, [&] {
        Kernels::kCoefficients(pointer<float>(sums), static_cast<int>(blocks), in, static_cast<double>(rows), channels,
                               mask.defined() ? static_cast<int>(batch) : 1, pointer<float>(state.weight),
                               pointer<float>(state.bias), pointer<float>(state.convolutionBias), pointer<float>(mask),
                               pointer<float>(state.runningMean), pointer<float>(state.runningVariance),
                               state.isTraining ? 1 : 0, static_cast<float>(kNormEpsilon),
                               static_cast<float>(kNormMomentum), pointer<float>(mean), pointer<float>(inverse),
                               pointer<float>(scale), pointer<float>(shift));
    });
    Normed result{.y = torch::full_like(x, std::nanf("")),
                  .xGradient = x.clone(),
                  .weightGradient = row(channels),
                  .biasGradient = row(channels)};
    launch(blocks, batch, kThreads, [&] {
        Kernels::kScaleRelu(in, pointer<float>(scale), pointer<float>(shift), static_cast<int>(perItem),
                            pointer<E>(skipped), pointer<E>(result.y), ofItem, channels);
    });
    const torch::Tensor gradientSums = row(batch * blocks * 2 * channels);
    launch(blocks, batch, kThreads, [&] {
        Kernels::kGradientSums(in, pointer<E>(g), pointer<float>(scale), pointer<float>(shift),
                               static_cast<int>(perItem), pointer<float>(mean), ofItem, channels,
                               pointer<float>(gradientSums));
    });
    const torch::Tensor factor = row(batch * channels);
    const torch::Tensor slope = row(channels);
    const torch::Tensor offset = row(channels);
    launch(channels, 1, kFewThreads, [&] {
        Kernels::kGradientCoefficients(
            pointer<float>(gradientSums), static_cast<int>(blocks), static_cast<double>(rows), channels,
            static_cast<int>(batch), pointer<float>(state.weight), pointer<float>(mask), pointer<float>(mean),
            pointer<float>(inverse), state.isTraining ? 1 : 0, pointer<float>(result.weightGradient),
            pointer<float>(result.biasGradient), pointer<float>(factor), pointer<float>(slope), pointer<float>(offset));
    });
    launch(blocks, batch, kThreads, [&] {
        Kernels::kReplaceByGradient(pointer<E>(result.xGradient), pointer<E>(g), pointer<float>(scale),
                                    pointer<float>(shift), pointer<float>(factor), static_cast<int>(perItem),
                                    pointer<float>(slope), pointer<float>(offset), ofItem, channels);
    });
    return result;
}

}  // namespace

void TestCudaKernels::normRelu_data() {
    QTest::addColumn<int>("pack");
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("isTraining");
    QTest::addColumn<bool>("hasMask");
    for (const bool isTraining : {true, false}) {
        for (const bool hasMask : {true, false}) {
            for (const auto& [pack, channels] : {std::pair{4, 16}, {4, 48}, {1, 3}, {1, 17}, {8, 16}, {8, 64}}) {
                QTest::addRow("packs of %d, %d channels, %s, %s", pack, channels,
                              isTraining ? "training" : "evaluation", hasMask ? "mask" : "skipped")
                    << pack << channels << isTraining << hasMask;
            }
        }
    }
}

void TestCudaKernels::normRelu() {
    QFETCH(int, pack);
    QFETCH(int, channels);
    QFETCH(bool, isTraining);
    QFETCH(bool, hasMask);
    const auto type = pack == 8 ? torch::kBFloat16 : torch::kFloat32;
    const torch::Tensor x = laidOut((random({2, channels, 5, 7, 11}, 1) * 2 + 30).to(type));
    const torch::Tensor weight = random({channels}, 2) + 1.5;
    const torch::Tensor bias = random({channels}, 3);
    const torch::Tensor convolutionBias = random({channels}, 8);
    const torch::Tensor skipped = hasMask ? torch::Tensor() : laidOut(random(x.sizes(), 4).to(type));
    const torch::Tensor mask = hasMask ? random({2, channels}, 5).gt(0).to(torch::kFloat32) * 2 : torch::Tensor();
    const torch::Tensor g = laidOut(random(x.sizes(), 9).to(type));
    const torch::Tensor mean = random({channels}, 6) + 30;
    const torch::Tensor variance = random({channels}, 7).abs() + 0.5;

    torch::Tensor expectedMean = mean.clone().to(torch::kFloat64);
    torch::Tensor expectedVariance = variance.clone().to(torch::kFloat64);
    const torch::Tensor exactX = x.to(torch::kFloat64).requires_grad_();
    const torch::Tensor exactWeight = weight.to(torch::kFloat64).requires_grad_();
    const torch::Tensor exactBias = bias.to(torch::kFloat64).requires_grad_();
    torch::Tensor expected = torch::batch_norm(exactX + convolutionBias.view({1, -1, 1, 1, 1}), exactWeight, exactBias,
                                               expectedMean, expectedVariance, isTraining, 0.1, 1e-5, false)
                                 .relu();
    expected = hasMask ? expected * mask.view({2, channels, 1, 1, 1}) : expected + skipped;
    const auto wanted = torch::autograd::grad({expected}, {exactX, exactWeight, exactBias}, {g.to(torch::kFloat64)});

    const NormState state{weight, bias, mean, variance, isTraining, convolutionBias};
    const Normed found = pack == 8   ? normedBy<bfloat16_by_eight::Kernels>(x, state, mask, skipped, g, 3)
                         : pack == 4 ? normedBy<float32_by_four::Kernels>(x, state, mask, skipped, g, 3)
                                     : normedBy<float32_one_by_one::Kernels>(x, state, mask, skipped, g, 3);
    const double unit = pack == 8 ? 0.01 : 2e-5;  // of the largest value
    const auto allowed = [&](const torch::Tensor& values) {
        return unit * std::max(1.0, values.abs().max().item<double>());
    };
    VERIFY_CLOSE(found.y, expected, allowed(expected));
    VERIFY_CLOSE(mean, expectedMean, 1e-4);
    VERIFY_CLOSE(variance, expectedVariance, 1e-3);
    VERIFY_CLOSE(found.xGradient, wanted[0], allowed(wanted[0]));
    VERIFY_CLOSE(found.weightGradient, wanted[1], allowed(wanted[1]));
    VERIFY_CLOSE(found.biasGradient, wanted[2], allowed(wanted[2]));
}

void TestCudaKernels::normReluOfNoNumber() {
    const torch::Tensor x = laidOut(random({1, 16, 4, 4, 4}, 1));
    x[0][3][1][2][3] = std::nanf("");
    const NormState state{torch::ones({16}), torch::zeros({16}), torch::zeros({16}), torch::ones({16}), true, {}};
    const Normed found = normedBy<float32_by_four::Kernels>(x, state, {}, {}, torch::ones_like(x), 2);
    QVERIFY(found.y[0][3].isnan().all().item<bool>());
    QVERIFY(!found.y[0][4].isnan().any().item<bool>());
}

void TestCudaKernels::pointwise_data() {
    QTest::addColumn<int>("pack");
    QTest::newRow("float32") << 4;
    QTest::newRow("bfloat16") << 8;
}

namespace {

struct Pointwise {
    torch::Tensor logits;
    torch::Tensor features;
    torch::Tensor sums;
};

template <class Kernels>
Pointwise pointwiseBy(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                      const torch::Tensor& g, unsigned blocks) {
    using E = typename Kernels::OneElement;
    const auto batch = static_cast<unsigned>(x.size(0));
    const long long voxels = x.numel() / (x.size(0) * x.size(1));
    Pointwise result{.logits = torch::full(g.sizes(), std::nanf("")),
                     .features = torch::full_like(x, std::nanf("")),
                     .sums = torch::full({batch * blocks, CLASSES * (FEATURES + 1)}, std::nanf(""))};
    launch(blocks, batch, kThreads, [&] {
        Kernels::kLogits(pointer<E>(x), pointer<float>(weight), pointer<float>(bias), voxels,
                         pointer<float>(result.logits));
    });
    launch(blocks, batch, kThreads, [&] {
        Kernels::kPointwiseGradients(pointer<float>(g), pointer<E>(x), pointer<float>(weight), voxels,
                                     pointer<E>(result.features), pointer<float>(result.sums));
    });
    return result;
}

}  // namespace

void TestCudaKernels::pointwise() {
    QFETCH(int, pack);
    const torch::Tensor x =
        laidOut(random({2, FEATURES, 5, 9, 13}, 1).to(pack == 8 ? torch::kBFloat16 : torch::kFloat32)).requires_grad_();
    const torch::Tensor weight = random({CLASSES, FEATURES, 1, 1, 1}, 2).requires_grad_();
    const torch::Tensor bias = random({CLASSES}, 3).requires_grad_();
    const torch::Tensor g = random({2, CLASSES, 5, 9, 13}, 4);
    const torch::Tensor expected = torch::conv3d(x.to(torch::kFloat32), weight, bias);
    const auto wanted = torch::autograd::grad({expected}, {x, weight, bias}, {g});

    const Pointwise found = pack == 8 ? pointwiseBy<bfloat16_by_eight::Kernels>(x, weight, bias, g, 2)
                                      : pointwiseBy<float32_by_four::Kernels>(x, weight, bias, g, 2);
    VERIFY_CLOSE(found.logits, expected, 1e-4);
    VERIFY_CLOSE(found.features, wanted[0], pack == 8 ? 0.05 : 1e-4);
    const torch::Tensor totals = found.sums.sum(0);
    VERIFY_CLOSE(totals.narrow(0, 0, CLASSES * FEATURES), wanted[1].flatten(), 1e-2);
    VERIFY_CLOSE(totals.narrow(0, CLASSES * FEATURES, CLASSES), wanted[2], 1e-2);
}

namespace {

struct Loss {
    torch::Tensor numbers;
    torch::Tensor ofLogitsA;
    torch::Tensor ofLogitsB;
};

constexpr double kRamp = 0.7;
constexpr double kSupervisedWeight = 0.4;

/// Forward and backward, as cuda_mutual.cpp starts the kernels.
template <class Kernels>
Loss lossBy(const std::array<SubnetworkOutput, 2>& outputs, const torch::Tensor& labels, unsigned blocks) {
    using E = typename Kernels::OneElement;
    const torch::Tensor& logitsA = outputs[0].logits;
    const torch::Tensor& logitsB = outputs[1].logits;
    const auto* const a = pointer<float>(logitsA);
    const auto* const b = pointer<float>(logitsB);
    const auto* const ofA = pointer<E>(outputs[0].features);
    const auto* const ofB = pointer<E>(outputs[1].features);
    const auto batch = static_cast<unsigned>(logitsA.size(0));
    const long long voxels = logitsA.numel() / (batch * CLASSES);
    const auto labelled = static_cast<int>(labels.size(0));
    const auto row = [&](std::int64_t count) { return torch::full({count}, std::nanf("")); };
    const torch::Tensor classSums = row(2 * batch * blocks * CLASSES * (FEATURES + 1));
    launch(blocks, 2 * batch, kThreads,
           [&] { Kernels::kClassSums(a, b, ofA, ofB, voxels, pointer<float>(classSums)); });
    const torch::Tensor prototypes = row(2 * batch * CLASSES * FEATURES);
    launch(CLASSES, 2 * batch, kFewThreads, [&] {
        Kernels::kPrototypes(pointer<float>(classSums), static_cast<int>(blocks), pointer<float>(prototypes));
    });
    const torch::Tensor weights = row(batch * voxels);
    const torch::Tensor lessons = torch::full({batch * voxels}, -1, torch::kInt16);
    const torch::Tensor sums = row(batch * blocks * (6 + 5 * (CLASSES - 1)));
    launch(blocks, batch, kThreads, [&] {
        Kernels::kTeach(a, b, ofA, ofB, pointer<float>(prototypes), pointer<std::uint8_t>(labels), labelled, voxels,
                        pointer<float>(weights), pointer<unsigned short>(lessons), pointer<float>(sums));
    });
    Loss loss{.numbers = row(8), .ofLogitsA = torch::full_like(logitsA, std::nanf("")), .ofLogitsB = {}};
    loss.ofLogitsB = loss.ofLogitsA.clone();
    const torch::Tensor slopes = row(2 + 4 * (CLASSES - 1));
    launch(1, 1, kThreads, [&] {
        Kernels::kFinishLoss(pointer<float>(sums), static_cast<int>(batch * blocks),
                             static_cast<double>(batch * voxels), static_cast<float>(kRamp),
                             static_cast<float>(kSupervisedWeight), pointer<float>(loss.numbers),
                             pointer<float>(slopes));
    });
    const torch::Tensor one = torch::ones({1});
    launch(blocks, batch, kThreads, [&] {
        Kernels::kLossGradients(a, b, pointer<float>(weights), pointer<unsigned short>(lessons),
                                pointer<std::uint8_t>(labels), labelled, pointer<float>(slopes), pointer<float>(one),
                                voxels, pointer<float>(loss.ofLogitsA), pointer<float>(loss.ofLogitsB));
    });
    return loss;
}

std::array<SubnetworkOutput, 2> drawOutputs(torch::ScalarType type) {
    const auto draw = [&](std::uint64_t seed) {
        return SubnetworkOutput{.logits = random({3, CLASSES, 6, 9, 13}, seed) * 2,
                                .features = laidOut(random({3, FEATURES, 6, 9, 13}, seed + 1).relu().to(type))};
    };
    return {draw(1), draw(3)};
}

torch::Tensor drawLabels() {
    return torch::randint(CLASSES, {2, 6, 9, 13}, at::detail::createCPUGenerator(5), torch::kByte);
}

}  // namespace

void TestCudaKernels::mutualLoss_data() {
    QTest::addColumn<int>("pack");
    QTest::addColumn<bool>("isPartly");
    QTest::newRow("bfloat16") << 8 << false;
    QTest::newRow("float32") << 4 << false;
    QTest::newRow("float32, partly labelled") << 4 << true;
}

void TestCudaKernels::mutualLoss() {
    QFETCH(int, pack);
    QFETCH(bool, isPartly);
    std::array<SubnetworkOutput, 2> outputs = drawOutputs(pack == 8 ? torch::kBFloat16 : torch::kFloat32);
    // Where both are as certain, nobody teaches.
    outputs[1].logits.narrow(4, 0, 3).copy_(outputs[0].logits.narrow(4, 0, 3));
    const torch::Tensor labels = drawLabels();
    if (isPartly) {
        labels.narrow(2, 1, 6).fill_(kUnknownClass);
    }
    const Loss found = pack == 8 ? lossBy<bfloat16_by_eight::Kernels>(outputs, labels, 2)
                                 : lossBy<float32_by_four::Kernels>(outputs, labels, 2);

    outputs[0].logits.requires_grad_();
    outputs[1].logits.requires_grad_();
    const MutualTerms terms = mutualTerms(outputs);
    const torch::Tensor supervisedA = diceLoss(terms.probabilities[0].narrow(0, 0, 2), labels, isPartly);
    const torch::Tensor supervisedB = diceLoss(terms.probabilities[1].narrow(0, 0, 2), labels, isPartly);
    const auto& [ofA, ofB] = terms.ofStudent;
    const torch::Tensor loss = kSupervisedWeight * (supervisedA + supervisedB) + kRamp * (ofA.loss + ofB.loss);
    const torch::Tensor expected = torch::stack(
        {loss, supervisedA, supervisedB, ofA.loss, ofB.loss, ofB.fraction, ofA.fraction, terms.meanReliability});
    VERIFY_CLOSE(found.numbers, expected, 1e-5);
    const auto wanted = torch::autograd::grad({loss}, {outputs[0].logits, outputs[1].logits});
    for (const auto& [gradient, right] : {std::pair{found.ofLogitsA, wanted[0]}, {found.ofLogitsB, wanted[1]}}) {
        const double scale = right.abs().max().item<double>();
        VERIFY_CLOSE(gradient / scale, right / scale, 1e-4);
    }
}

void TestCudaKernels::mutualLossOfNoNumber() {
    const std::array<SubnetworkOutput, 2> outputs = drawOutputs(torch::kFloat32);
    outputs[0].logits[2][1][3][4][5] = std::nanf("");  // of an item without a label
    const Loss found = lossBy<float32_by_four::Kernels>(outputs, drawLabels(), 2);
    QVERIFY(std::isnan(found.numbers[0].item<float>()));
}

namespace {

constexpr unsigned kConvolutionBlocks = 3;

/// (out,in,3,3,3) as the kernels read it, (out,tap,in).
torch::Tensor asTaps(const torch::Tensor& weight) {
    return weight.flatten(2).transpose(1, 2).contiguous();
}

torch::Tensor swapped(const torch::Tensor& weight) {
    return weight.flip({2, 3, 4}).transpose(0, 1);
}

}  // namespace

void TestCudaKernels::finestConvolution() {
    using namespace bfloat16_by_eight;
    const torch::Tensor x = laidOut(random({2, 16, 4, 8, 32}, 1).to(torch::kBFloat16));
    const torch::Tensor weight = (random({16, 16, 3, 3, 3}, 2) * 0.1).to(torch::kBFloat16);
    const torch::Tensor g = laidOut(random(x.sizes(), 3).to(torch::kBFloat16));
    const torch::Tensor exactX = x.to(torch::kFloat32).requires_grad_();
    const torch::Tensor exactWeight = weight.to(torch::kFloat32).requires_grad_();
    const torch::Tensor expected = torch::conv3d(exactX, exactWeight, {}, 1, 1);
    const auto wanted = torch::autograd::grad({expected}, {exactX, exactWeight}, {g.to(torch::kFloat32)});

    const auto convolve = [&](const torch::Tensor& from, const torch::Tensor& taps) {
        torch::Tensor y = torch::full_like(x, std::nanf(""));
        launch(kConvolutionBlocks, 1, 128, [&] {
            convolveFinest(pointer<Element>(from), pointer<Element>(taps), 2, 4, 8, 32, pointer<Element>(y));
        });
        return y;
    };
    VERIFY_CLOSE(convolve(x, asTaps(weight)), expected, 0.03);  // as far apart as bfloat16 numbers
    VERIFY_CLOSE(convolve(g, asTaps(swapped(weight))), wanted[0], 0.03);
    const torch::Tensor sums = torch::full({kConvolutionBlocks, 27, 16, 16}, std::nanf(""));
    launch(kConvolutionBlocks, 1, 96,
           [&] { finestWeightGradient(pointer<Element>(x), pointer<Element>(g), 2, 4, 8, 32, pointer<float>(sums)); });
    VERIFY_CLOSE(sums.sum(0).permute({1, 2, 0}).reshape({16, 16, 3, 3, 3}), wanted[1], 1e-3);
}

void TestCudaKernels::convolutionOfImage() {
    using namespace bfloat16_by_eight;
    const torch::Tensor image = random({2, 1, 4, 8, 32}, 1).to(torch::kBFloat16).to(torch::kFloat32);
    const torch::Tensor weight = (random({16, 1, 3, 3, 3}, 2) * 0.2).to(torch::kBFloat16);
    const torch::Tensor exactWeight = weight.to(torch::kFloat32).requires_grad_();
    const torch::Tensor expected = torch::conv3d(image, exactWeight, {}, 1, 1);
    const torch::Tensor g = laidOut(random(expected.sizes(), 3).to(torch::kBFloat16));
    const torch::Tensor wanted = torch::autograd::grad({expected}, {exactWeight}, {g.to(torch::kFloat32)})[0];

    const torch::Tensor y = torch::full_like(g, std::nanf(""));
    const torch::Tensor taps = asTaps(weight);
    launch(kConvolutionBlocks, 1, 128,
           [&] { convolveImage(pointer<float>(image), pointer<Element>(taps), 2, 4, 8, 32, pointer<Element>(y)); });
    VERIFY_CLOSE(y, expected, 0.02);
    const torch::Tensor sums = torch::full({kConvolutionBlocks * 4, 16, 32}, std::nanf(""));
    launch(kConvolutionBlocks, 1, 128,
           [&] { imageWeightGradient(pointer<float>(image), pointer<Element>(g), 2, 4, 8, 32, pointer<float>(sums)); });
    VERIFY_CLOSE(sums.sum(0).narrow(1, 0, 27).reshape({16, 1, 3, 3, 3}), wanted, 1e-3);
}

QTEST_GUILESS_MAIN(TestCudaKernels)
#include "tst_cuda_kernels.moc"
