#include "core/engine/network/mutual_vnet.h"
#include "core/engine/network/network_costs.h"
#include "core/engine/network/weights.h"
#include "core/engine/numerics/precision.h"
#include "tests/core/expect_error.h"
#include "tests/engine/numerics/golden_files.h"

#include <QtTest>
#include <set>

using namespace tandem;

class TestNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parameterCount();
    void names();
    void weightsAreDrawnAsByDefault();
    void shapes_data();
    void shapes();
    void wrongInputIsRefused_data();
    void wrongInputIsRefused();
    void dropoutDropsWholeChannels();
    void dropoutContinuesFromItsState();
    void globalGeneratorIsLeftAlone();
    void runningStatisticsOnlyInTraining();
    void bfloat16IsClose();
    void secondBackwardIsRefused();
};

namespace {

MutualVNet smallNetwork(double dropout = 0, std::uint64_t seed = 1) {
    return MutualVNet(NetworkSettings{.filters = 4, .dropout = dropout}, seed);
}

torch::Tensor image(std::uint64_t seed = 3) {
    return torch::randn({2, 1, 16, 32, 16}, at::detail::createCPUGenerator(seed));
}

}  // namespace

void TestNetwork::parameterCount() {
    for (const NetworkSettings& settings :
         {NetworkSettings{}, NetworkSettings{.channels = 4, .classes = 7, .filters = 8},
          NetworkSettings{.filters = 1}}) {
        std::uint64_t built = 0;
        for (const torch::Tensor& parameter : MutualVNet(settings)->parameters()) {
            built += static_cast<std::uint64_t>(parameter.numel());
        }
        QCOMPARE(tandem::parameterCount(settings), built);
    }
    QCOMPARE(tandem::parameterCount({}), std::uint64_t{12347716});
}

void TestNetwork::names() {
    std::set<std::string> actual;
    for (const auto& [name, tensor] : weightsOf(smallNetwork())) {
        actual.insert(name);
    }
    for (const char* name : {"encoder.block_one.conv.0.weight", "encoder.block_one.conv.1.running_mean",
                             "encoder.block_one_dw.conv.0.bias", "encoder.block_five.conv.7.running_var",
                             "decoder1.block_five_up.conv.0.weight", "decoder1.block_five_up.conv.1.weight",
                             "decoder2.block_five_up.conv.1.weight", "decoder2.block_five_up.conv.2.bias",
                             "decoder2.block_nine.conv.0.weight", "decoder1.out_conv.bias"}) {
        QVERIFY2(actual.contains(name), name);
    }
    std::set<std::string> expected;
    for (const auto& [name, tensor] : goldenTensors("vnet_f2_weights").tensors) {
        expected.insert(name);
    }
    QCOMPARE(actual, expected);
}

void TestNetwork::weightsAreDrawnAsByDefault() {
    const auto weights = weightsOf(smallNetwork());
    const torch::Tensor convolution = weights.at("encoder.block_five.conv.3.weight");
    const double bound = 1.0 / std::sqrt(64.0 * 27.0);
    QVERIFY(convolution.abs().max().item<double>() <= bound * 1.000001);
    QVERIFY(convolution.abs().max().item<double>() > bound * 0.99);
    QVERIFY(std::abs(convolution.std().item<double>() - bound / std::sqrt(3.0)) < bound * 0.02);
    // PyTorch counts the second side of a transposed weight as its inputs.
    const double transposedBound = 1.0 / std::sqrt(32.0 * 8.0);
    QVERIFY(weights.at("decoder1.block_five_up.conv.0.weight").abs().max().item<double>() > transposedBound * 0.99);
    VERIFY_CLOSE(weightsOf(smallNetwork(0, 1)).at("decoder2.out_conv.weight"), weights.at("decoder2.out_conv.weight"),
                 0);
    QVERIFY(distance(weightsOf(smallNetwork(0, 2)).at("decoder2.out_conv.weight"),
                     weights.at("decoder2.out_conv.weight")) > 0);
}

void TestNetwork::shapes_data() {
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("filters");
    QTest::newRow("paper's kind") << 1 << 2 << 2;
    QTest::newRow("many classes") << 1 << 7 << 3;
    QTest::newRow("many channels") << 4 << 3 << 1;
}

void TestNetwork::shapes() {
    QFETCH(int, channels);
    QFETCH(int, classes);
    QFETCH(int, filters);
    MutualVNet network(NetworkSettings{.channels = channels, .classes = classes, .filters = filters});
    const auto outputs = network->forward(torch::rand({1, channels, 16, 32, 48}));
    for (const SubnetworkOutput& output : outputs) {
        QCOMPARE(output.logits.sizes().vec(), (std::vector<std::int64_t>{1, classes, 16, 32, 48}));
        QCOMPARE(output.features.sizes().vec(), (std::vector<std::int64_t>{1, filters, 16, 32, 48}));
        QVERIFY(output.features.min().item<double>() >= 0);
    }
    (outputs[0].logits.sum() + outputs[1].logits.sum()).backward();
    for (const auto& parameter : network->named_parameters()) {
        QVERIFY2(parameter.value().grad().defined(), parameter.key().c_str());
    }
}

void TestNetwork::wrongInputIsRefused_data() {
    QTest::addColumn<QList<qint64>>("shape");
    QTest::newRow("side not a multiple of 16") << QList<qint64>{1, 1, 16, 24, 16};
    QTest::newRow("channels") << QList<qint64>{1, 2, 16, 16, 16};
    QTest::newRow("dimensions") << QList<qint64>{1, 16, 16, 16};
}

void TestNetwork::wrongInputIsRefused() {
    QFETCH(QList<qint64>, shape);
    MutualVNet network = smallNetwork();
    const std::vector<std::int64_t> sides(shape.begin(), shape.end());
    const auto error = errorOf([&] { return network->forward(torch::zeros(sides)); });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY(mentions(error, "multiples of 16"));
}

void TestNetwork::dropoutDropsWholeChannels() {
    MutualVNet network(NetworkSettings{.filters = 16, .dropout = 0.5}, 5);
    const torch::Tensor features = network->forward(image())[0].features;
    const torch::Tensor isDropped = features.flatten(2).abs().amax(2).eq(0);
    const auto dropped = isDropped.sum().item<std::int64_t>();
    QVERIFY(dropped > 4 && dropped < 28);  // of 32
    network->eval();
    const torch::NoGradGuard noGrad;
    QVERIFY(network->forward(image())[0].features.flatten(2).abs().amax(2).eq(0).sum().item<std::int64_t>() < 4);
}

void TestNetwork::dropoutContinuesFromItsState() {
    MutualVNet network = smallNetwork(0.5);
    const torch::Tensor state = network->dropoutState();
    const torch::Tensor first = network->forward(image())[1].logits;
    const torch::Tensor second = network->forward(image())[1].logits;
    QVERIFY(distance(first, second) > 0);
    MutualVNet other = smallNetwork(0.5, 99);
    setWeights(other, weightsOf(smallNetwork(0.5)), "a test");
    other->setDropoutState(state);
    VERIFY_CLOSE(other->forward(image())[1].logits, first, 0);
    VERIFY_CLOSE(other->forward(image())[1].logits, second, 0);
}

void TestNetwork::globalGeneratorIsLeftAlone() {
    torch::manual_seed(11);
    const torch::Tensor expected = torch::rand({4});
    torch::manual_seed(11);
    MutualVNet network = smallNetwork(0.5);
    static_cast<void>(network->forward(image()));
    VERIFY_CLOSE(torch::rand({4}), expected, 0);
}

void TestNetwork::runningStatisticsOnlyInTraining() {
    MutualVNet network = smallNetwork();
    const std::string name = "encoder.block_one.conv.1.running_mean";
    network->eval();
    static_cast<void>(network->forward(image()));
    VERIFY_CLOSE(weightsOf(network).at(name), torch::zeros({4}), 0);
    network->train();
    static_cast<void>(network->forward(image()));
    QVERIFY(weightsOf(network).at(name).abs().max().item<double>() > 0);
}

void TestNetwork::bfloat16IsClose() {
    // In evaluation, as batch norm over the few values of a small patch amplifies every rounding.
    MutualVNet network = smallNetwork();
    network->eval();
    const torch::Tensor expected = network->forward(image())[1].logits;
    const AutocastGuard autocast(torch::kCPU, Precision::BFloat16);
    const torch::Tensor actual = network->forward(image())[1].logits;
    QVERIFY(distance(actual, expected) > 0);
    VERIFY_CLOSE(actual, expected, 0.1 * expected.abs().max().item<double>());
    network->train();
    network->forward(image())[1].logits.sum().backward();
    for (const auto& parameter : network->named_parameters()) {
        const torch::Tensor& gradient = parameter.value().grad();
        if (gradient.defined()) {
            QCOMPARE(gradient.scalar_type(), torch::kFloat32);
            QVERIFY2(gradient.isfinite().all().item<bool>(), parameter.key().c_str());
        }
    }
}

void TestNetwork::secondBackwardIsRefused() {
    MutualVNet network = smallNetwork();
    const torch::Tensor sum = network->forward(image())[0].logits.sum();
    sum.backward({}, true);
    QVERIFY_THROWS_EXCEPTION(c10::Error, sum.backward());
}

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
