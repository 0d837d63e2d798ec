#include "core/engine/network/cpu_convolution.h"
#include "core/engine/network/tap_products.h"
#include "tests/engine/numerics/golden_files.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/autograd.h>
#include <torch/utils.h>

#include <QtTest>

using namespace tandem;

Q_DECLARE_METATYPE(tandem::TapMeeting)

/// The gradient of a convolution's weight by loops of our own, beside LibTorch's in float64.
class TestTapProducts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void products_data();
    void products();
    void convolutionLearnsTheSame_data();
    void convolutionLearnsTheSame();
    void threadsChangeNothing();
    void takesWhatItCan();
};

namespace {

torch::Tensor drawn(at::IntArrayRef shape, std::uint64_t seed) {
    return torch::randn(shape, at::detail::createCPUGenerator(seed));
}

torch::Tensor laidOut(const torch::Tensor& x) {
    return x.contiguous(torch::MemoryFormat::ChannelsLast3d);
}

std::vector<std::int64_t> three(std::int64_t value) {
    return std::vector<std::int64_t>(3, value);
}

torch::Tensor convolved(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                        const TapMeeting& meeting, ConvolutionWay way) {
    return torch::convolution(x, weight, bias, three(meeting.step), three(meeting.padding), three(1),
                              way == ConvolutionWay::Transposed, three(0), 1);
}

/// Rows of layers as the network has them, on volumes of odd and of least sides.
void layers() {
    QTest::addColumn<TapMeeting>("meeting");
    QTest::addColumn<ConvolutionWay>("way");
    QTest::addColumn<std::int64_t>("in");
    QTest::addColumn<std::int64_t>("out");
    QTest::addColumn<std::vector<std::int64_t>>("size");
    const auto add = [](const char* name, const TapMeeting& meeting, ConvolutionWay way, std::int64_t in,
                        std::int64_t out, const std::vector<std::int64_t>& size) {
        QTest::newRow(name) << meeting << way << in << out << size;
    };
    const TapMeeting same{.side = 3, .step = 1, .padding = 1};
    const TapMeeting halves{.side = 2, .step = 2, .padding = 0};
    const TapMeeting upsampled{.side = 4, .step = 2, .padding = 1};
    add("same", same, ConvolutionWay::Forward, 16, 16, {5, 7, 6});
    add("same, more channels", same, ConvolutionWay::Forward, 48, 32, {4, 4, 4});
    add("same, one voxel", same, ConvolutionWay::Forward, 16, 32, {1, 1, 1});
    add("same, thin", same, ConvolutionWay::Forward, 16, 16, {1, 2, 9});
    add("down", halves, ConvolutionWay::Forward, 16, 32, {6, 4, 8});
    add("down, a plane left over", halves, ConvolutionWay::Forward, 16, 32, {7, 5, 3});
    add("transposed", halves, ConvolutionWay::Transposed, 32, 16, {3, 5, 4});
    add("upsampled", upsampled, ConvolutionWay::Transposed, 32, 16, {3, 4, 5});
    add("upsampled, one voxel", upsampled, ConvolutionWay::Transposed, 16, 16, {1, 1, 1});
}

struct Layer {
    TapMeeting meeting;
    ConvolutionWay way;
    torch::Tensor x;
    torch::Tensor weight;
    torch::Tensor bias;
    torch::Tensor gradient;
};

/// Of the row at hand.
Layer fetchedLayer() {
    QFETCH(const TapMeeting, meeting);
    QFETCH(const ConvolutionWay, way);
    QFETCH(const std::int64_t, in);
    QFETCH(const std::int64_t, out);
    QFETCH(const std::vector<std::int64_t>, size);
    const bool isTransposed = way == ConvolutionWay::Transposed;
    Layer layer{.meeting = meeting,
                .way = way,
                .x = laidOut(drawn({2, in, size[0], size[1], size[2]}, 1)),
                .weight = laidOut(drawn(
                    {isTransposed ? in : out, isTransposed ? out : in, meeting.side, meeting.side, meeting.side}, 2)),
                .bias = drawn({out}, 3)};
    layer.gradient = laidOut(drawn(convolved(layer.x, layer.weight, layer.bias, meeting, way).sizes(), 4));
    return layer;
}

/// Of input, weight and bias.
std::vector<torch::Tensor> gradientsOf(const Layer& layer, torch::ScalarType type, bool isOurs) {
    std::vector<torch::Tensor> of;
    for (const torch::Tensor& one : {layer.x, layer.weight, layer.bias}) {
        of.push_back(one.to(type).detach().requires_grad_());
    }
    const torch::Tensor y = isOurs ? cpuConvolution(of[0], of[1], of[2], layer.meeting, layer.way)
                                   : convolved(of[0], of[1], of[2], layer.meeting, layer.way);
    return torch::autograd::grad({y}, of, {layer.gradient.to(type)});
}

}  // namespace

void TestTapProducts::products_data() {
    layers();
}

void TestTapProducts::products() {
    const Layer layer = fetchedLayer();
    const torch::Tensor expected = gradientsOf(layer, torch::kFloat64, false)[1].to(torch::kFloat32);
    const bool isTransposed = layer.way == ConvolutionWay::Transposed;
    const torch::Tensor& coarse = isTransposed ? layer.x : layer.gradient;
    const torch::Tensor& fine = isTransposed ? layer.gradient : layer.x;
    const double tolerance = 1e-6 * expected.abs().max().item<double>() + 1e-5;
    VERIFY_CLOSE(plainTapProducts(coarse, fine, layer.meeting), expected, tolerance);
    VERIFY_CLOSE(tapProducts(coarse, fine, layer.meeting), expected, tolerance);
}

void TestTapProducts::convolutionLearnsTheSame_data() {
    layers();
}

void TestTapProducts::convolutionLearnsTheSame() {
    const Layer layer = fetchedLayer();
    const std::vector<torch::Tensor> wanted = gradientsOf(layer, torch::kFloat64, false);
    const std::vector<torch::Tensor> found = gradientsOf(layer, torch::kFloat32, true);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const torch::Tensor expected = wanted[i].to(torch::kFloat32);
        VERIFY_CLOSE(found[i], expected, 1e-6 * expected.abs().max().item<double>() + 1e-5);
    }
}

void TestTapProducts::threadsChangeNothing() {
    const int before = torch::get_num_threads();
    const torch::Tensor x = laidOut(drawn({2, 16, 9, 8, 7}, 1));
    const torch::Tensor g = laidOut(drawn({2, 16, 9, 8, 7}, 2));
    torch::set_num_threads(1);
    const torch::Tensor one = tapProducts(g, x, {});
    torch::set_num_threads(3);
    const torch::Tensor three = tapProducts(g, x, {});
    torch::set_num_threads(before);
    VERIFY_CLOSE(one, three, 0);
}

void TestTapProducts::takesWhatItCan() {
    const torch::Tensor x = laidOut(drawn({1, 16, 4, 4, 4}, 1));
    QVERIFY(areTapProductsFor(x, 16, 32));
    QVERIFY(!areTapProductsFor(x, 8, 16) && !areTapProductsFor(x, 16, 8));
    QVERIFY(!areTapProductsFor(x.to(torch::kBFloat16), 16, 16));
    QVERIFY(!areTapProductsFor(x.to(torch::kFloat64), 16, 16));
    QCOMPARE(isCpuConvolution(x, drawn({16, 16, 3, 3, 3}, 2)), areTapProductsFaster());
    const torch::NoGradGuard noGradient;
    QVERIFY(!isCpuConvolution(x, drawn({16, 16, 3, 3, 3}, 2)));
}

QTEST_GUILESS_MAIN(TestTapProducts)
#include "tst_tap_products.moc"
