// The layers that are computed another way than LibTorch's, against LibTorch's.
#include "core/engine/network/channel_kernels.h"
#include "core/engine/network/layers.h"
#include "core/engine/network/norm_relu.h"
#include "core/engine/network/pointwise.h"
#include "core/engine/network/upsampled_convolution.h"
#include "core/engine/numerics/precision.h"
#include "core/volume/geometry.h"
#include "tests/engine/numerics/golden_files.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/utils.h>

#include <QtTest>
#include <algorithm>
#include <initializer_list>
#include <utility>

using namespace tandem;

class TestLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void upsampledConvolution_data();
    void upsampledConvolution();
    void thinFeaturesInBfloat16_data();
    void thinFeaturesInBfloat16();
    void normRelu_data();
    void normRelu();
    void momentsOfLargeValues();
    void sumsDoNotDependOnThreads();
    void pointwise_data();
    void pointwise();
};

namespace {

torch::Tensor random(at::IntArrayRef shape, std::uint64_t seed) {
    return torch::randn(shape, at::detail::createCPUGenerator(seed));
}

torch::Tensor laidOut(const torch::Tensor& x) {
    return x.contiguous(torch::MemoryFormat::ChannelsLast3d);
}

/// The gradients of sum(output * a fixed random tensor).
std::vector<torch::Tensor> gradients(const torch::Tensor& output, const std::vector<torch::Tensor>& of) {
    const torch::Tensor weights = random(output.sizes(), 77);
    return torch::autograd::grad({(output.to(torch::kFloat32) * weights).sum()}, of);
}

}  // namespace

void TestLayers::upsampledConvolution_data() {
    QTest::addColumn<int>("in");
    QTest::addColumn<int>("out");
    QTest::newRow("1 to 1") << 1 << 1;
    QTest::newRow("6 to 3") << 6 << 3;
    QTest::newRow("32 to 16") << 32 << 16;
}

void TestLayers::upsampledConvolution() {
    QFETCH(int, in);
    QFETCH(int, out);
    const torch::Tensor x = laidOut(random({2, in, 4, 3, 5}, 1)).requires_grad_();
    const torch::Tensor weight = random({out, in, 3, 3, 3}, 2).requires_grad_();
    const torch::Tensor bias = random({out}, 3).requires_grad_();
    const torch::Tensor expected =
        torch::conv3d(torch::upsample_nearest3d(x, std::nullopt, std::vector<double>{2, 2, 2}), weight, bias, 1, 1);
    const torch::Tensor actual = tandem::upsampledConvolution(x, weight, bias);
    VERIFY_CLOSE(actual, expected, 1e-4);
    const auto wanted = gradients(expected, {x, weight, bias});
    const auto found = gradients(actual, {x, weight, bias});
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        VERIFY_CLOSE(found[i], wanted[i], 1e-4 * std::max(1.0, wanted[i].abs().max().item<double>()));
    }
}

void TestLayers::thinFeaturesInBfloat16_data() {
    QTest::addColumn<ConvolutionKind>("kind");
    QTest::addColumn<Index3>("size");
    for (const auto& [name, kind] : {std::pair{"same", ConvolutionKind::Same},
                                     {"down", ConvolutionKind::Down},
                                     {"transposed", ConvolutionKind::Transposed},
                                     {"upsampled", ConvolutionKind::Upsampled},
                                     {"pointwise", ConvolutionKind::Pointwise}}) {
        for (const Index3& size : std::initializer_list<Index3>{
                 {1, 1, 1}, {2, 2, 2}, {2, 1, 1}, {2, 7, 7}, {5, 1, 5}, {7, 7, 2}, {3, 3, 3}, {4, 4, 4}}) {
            if (kind != ConvolutionKind::Down || std::ranges::min(size) > 1) {
                QTest::addRow("%s, %dx%dx%d", name, static_cast<int>(size[0]), static_cast<int>(size[1]),
                              static_cast<int>(size[2]))
                    << kind << size;
            }
        }
    }
}

/// What a coarse level of a small patch is: the same as in float32, but for rounding.
void TestLayers::thinFeaturesInBfloat16() {
    if (!hasBfloat16(torch::kCPU)) {
        QSKIP("This CPU has no bfloat16, so nothing is computed in it unasked.");
    }
    QFETCH(const ConvolutionKind, kind);
    QFETCH(const Index3, size);
    constexpr std::int64_t kChannels = 8;
    Convolution layer(kind, LayerStyle::Fused, kChannels, kChannels);
    torch::Generator generator = at::detail::createCPUGenerator(4);
    layer->draw(generator);
    const torch::Tensor x = laidOut(random({2, kChannels, size[0], size[1], size[2]}, 1)).requires_grad_();
    const std::vector<torch::Tensor> of{x, layer->parameters()[0], layer->parameters()[1]};
    const auto solve = [&](Precision precision) {
        torch::Tensor output;
        {
            const AutocastGuard autocast(torch::kCPU, precision);
            output = layer->forward(x);
        }
        std::vector<torch::Tensor> results = gradients(output, of);
        results.push_back(output.to(torch::kFloat32));
        return results;
    };
    const auto wanted = solve(Precision::Float32);
    const auto found = solve(Precision::BFloat16);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        VERIFY_CLOSE(found[i].to(torch::kFloat32), wanted[i], 0.05 * wanted[i].abs().max().item<double>());
    }
}

void TestLayers::normRelu_data() {
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("isTraining");
    QTest::addColumn<bool>("hasMask");
    QTest::addColumn<bool>("hasSkipped");
    QTest::addColumn<bool>("isBfloat16");
    for (const int channels : {1, 3, 16, 48}) {
        for (const bool isTraining : {true, false}) {
            for (const bool hasMask : {true, false}) {
                for (const bool isBfloat16 : {true, false}) {
                    QTest::addRow("%d channels, %s%s%s", channels, isTraining ? "training" : "evaluation",
                                  hasMask ? ", mask" : ", skipped", isBfloat16 ? ", bfloat16" : "")
                        << channels << isTraining << hasMask << !hasMask << isBfloat16;
                }
            }
        }
    }
}

void TestLayers::normRelu() {
    QFETCH(int, channels);
    QFETCH(bool, isTraining);
    QFETCH(bool, hasMask);
    QFETCH(bool, hasSkipped);
    QFETCH(bool, isBfloat16);
    const auto type = isBfloat16 ? torch::kBFloat16 : torch::kFloat32;
    const torch::Tensor x = laidOut((random({2, channels, 9, 21, 30}, 1) * 2 + 1).to(type)).requires_grad_();
    const torch::Tensor weight = (random({channels}, 2) + 1.5).requires_grad_();
    const torch::Tensor bias = random({channels}, 3).requires_grad_();
    const torch::Tensor skipped = laidOut(random(x.sizes(), 4).to(type)).requires_grad_();
    const torch::Tensor mask = random({2, channels}, 5).gt(0).to(torch::kFloat32) * 2;
    const torch::Tensor mean = random({channels}, 6);
    const torch::Tensor variance = random({channels}, 7).abs() + 0.5;

    torch::Tensor expectedMean = mean.clone();
    torch::Tensor expectedVariance = variance.clone();
    torch::Tensor expected = torch::batch_norm(x.to(torch::kFloat32), weight, bias, expectedMean, expectedVariance,
                                               isTraining, 0.1, 1e-5, false)
                                 .relu();
    expected = hasMask ? expected * mask.view({2, channels, 1, 1, 1}) : expected;
    expected = hasSkipped ? expected + skipped : expected;
    const auto wanted = gradients(expected, {x, weight, bias});

    QVERIFY(areChannelLoopsFor(x));
    const NormState state{weight, bias, mean, variance, isTraining};
    const torch::Tensor actual =
        tandem::normRelu(x.clone(), state, hasMask ? mask : torch::Tensor(), hasSkipped ? skipped : torch::Tensor());
    const double unit = isBfloat16 ? 0.008 : 2e-6;  // of the largest value
    const auto allowed = [&](const torch::Tensor& values) {
        return unit * std::max(1.0, values.abs().max().item<double>());
    };
    QCOMPARE(actual.scalar_type(), type);
    VERIFY_CLOSE(actual, expected, allowed(expected));
    VERIFY_CLOSE(mean, expectedMean, 1e-5);
    VERIFY_CLOSE(variance, expectedVariance, 1e-4);
    const auto found = gradients(actual, {x, weight, bias});
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        // Sums over all voxels, which LibTorch rounds too.
        VERIFY_CLOSE(found[i], wanted[i], 5 * allowed(wanted[i]));
    }
    if (hasSkipped) {
        const torch::Tensor again = tandem::normRelu(x.clone(), state, {}, skipped);
        VERIFY_CLOSE(gradients(again, {skipped})[0], random(x.sizes(), 77), 4 * unit);
    }
}

void TestLayers::momentsOfLargeValues() {
    const torch::Tensor x = laidOut(random({1, 4, 20, 20, 20}, 1) * 0.01 + 1000.0);
    const ChannelMoments moments = channelMoments(x);
    const torch::Tensor exact = x.to(torch::kFloat64);
    VERIFY_CLOSE(moments.mean, exact.mean({0, 2, 3, 4}), 1e-4);
    VERIFY_CLOSE(moments.variance / exact.var({0, 2, 3, 4}, false), torch::ones({4}), 1e-4);
}

void TestLayers::sumsDoNotDependOnThreads() {
    const torch::Tensor x = laidOut(random({2, 16, 32, 32, 32}, 1));
    const int threads = torch::get_num_threads();
    const ChannelMoments together = channelMoments(x);
    torch::set_num_threads(1);
    const ChannelMoments alone = channelMoments(x);
    torch::set_num_threads(threads);
    VERIFY_CLOSE(together.mean, alone.mean, 0);
    VERIFY_CLOSE(together.variance, alone.variance, 0);
}

void TestLayers::pointwise_data() {
    QTest::addColumn<int>("features");
    QTest::addColumn<int>("classes");
    QTest::addColumn<bool>("isBfloat16");
    QTest::newRow("16 to 2") << 16 << 2 << false;
    QTest::newRow("3 to 5") << 3 << 5 << false;
    QTest::newRow("16 to 4, bfloat16") << 16 << 4 << true;
}

void TestLayers::pointwise() {
    QFETCH(int, features);
    QFETCH(int, classes);
    QFETCH(bool, isBfloat16);
    const torch::Tensor x = laidOut(random({2, features, 11, 29, 31}, 1))
                                .to(isBfloat16 ? torch::kBFloat16 : torch::kFloat32)
                                .requires_grad_();
    const torch::Tensor weight = random({classes, features, 1, 1, 1}, 2).requires_grad_();
    const torch::Tensor bias = random({classes}, 3).requires_grad_();
    const torch::Tensor expected = torch::conv3d(x.to(torch::kFloat32), weight, bias);
    const torch::Tensor actual = tandem::pointwise(x, weight, bias);
    QCOMPARE(actual.scalar_type(), torch::kFloat32);
    QVERIFY(actual.is_contiguous());
    VERIFY_CLOSE(actual, expected, 1e-4);
    const auto wanted = gradients(expected, {x, weight, bias});
    const auto found = gradients(actual, {x, weight, bias});
    VERIFY_CLOSE(found[0], wanted[0], isBfloat16 ? 0.05 : 1e-4);
    VERIFY_CLOSE(found[1], wanted[1], 1e-5 * wanted[1].abs().max().item<double>() + 1e-3);
    VERIFY_CLOSE(found[2], wanted[2], 1e-3);
}

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
