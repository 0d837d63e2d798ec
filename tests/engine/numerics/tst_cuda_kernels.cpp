// The kernels for NVIDIA devices, run on the host thread by thread, against what LibTorch computes. The same sources
// are compiled for a device where there is one, which `tandem-worker check` compares there.
#include "core/engine/network/cuda_pointwise_kernels.h"
#include "core/engine/network/norm_coefficients.h"
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
    void pointwise_data();
    void pointwise();
};

namespace {

constexpr unsigned kThreads = 256;

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
    launch(channels, 1, kThreads, [&] {
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
    launch(channels, 1, kThreads, [&] {
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

QTEST_GUILESS_MAIN(TestCudaKernels)
#include "tst_cuda_kernels.moc"
