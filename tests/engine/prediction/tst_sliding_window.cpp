#include "core/engine/network/mutual_vnet.h"
#include "core/engine/prediction/prediction_memory.h"
#include "core/engine/prediction/sliding_window.h"
#include "tests/core/expect_error.h"

#include <ATen/autocast_mode.h>
#include <torch/cuda.h>

#include <QtTest>

using namespace tandem;

namespace {

constexpr std::int64_t kClasses = 3;
constexpr std::int64_t kFilters = 2;

MutualVNet network() {
    return MutualVNet(NetworkSettings{.channels = 2, .classes = kClasses, .filters = kFilters}, 5);
}

torch::Tensor image(const Index3& size) {
    const auto generator = torch::make_generator<torch::CPUGeneratorImpl>(11);
    return torch::randn({2, size[0], size[1], size[2]}, generator);
}

SlidingWindow window() {
    return {
        .patch = {32, 16, 16}, .stride = {12, 8, 5}, .windowBatch = 1, .outputs = WindowOutputs::ProbabilitiesFeatures};
}

double difference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

/// The definition, window by window, in double precision.
torch::Tensor plainAverage(MutualVNet& net, const torch::Tensor& volume, const SlidingWindow& settings) {
    const torch::NoGradGuard noGradient;
    net->eval();
    const auto size = volume.sizes();
    torch::Tensor sums = torch::zeros({kClasses, size[1], size[2], size[3]}, torch::kDouble);
    torch::Tensor counts = torch::zeros({size[1], size[2], size[3]}, torch::kDouble);
    const auto axis = [&](std::int64_t k) {
        return windowOffsets(size[k + 1], settings.patch[static_cast<std::size_t>(k)],
                             settings.stride[static_cast<std::size_t>(k)]);
    };
    for (const std::int64_t x : axis(0)) {
        for (const std::int64_t y : axis(1)) {
            for (const std::int64_t z : axis(2)) {
                using torch::indexing::Slice;
                const Slice sx(x, x + settings.patch[0]);
                const Slice sy(y, y + settings.patch[1]);
                const Slice sz(z, z + settings.patch[2]);
                const torch::Tensor part = volume.index({Slice(), sx, sy, sz}).unsqueeze(0).contiguous();
                const torch::Tensor p = net->forward(part)[0].logits.softmax(1)[0].to(torch::kDouble);
                sums.index({Slice(), sx, sy, sz}).add_(p);
                counts.index({sx, sy, sz}).add_(1);
            }
        }
    }
    return sums / counts;
}

}  // namespace

class TestSlidingWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offsets_data();
    void offsets();
    void aRefusalNamesTheWholeWindow_data();
    void aRefusalNamesTheWholeWindow();
    void followsTheDefinition();
    void batchesChangeNothing();
    void hostSumsEqualDeviceSums();
    void bothDecodersAndFeatures();
    void onlyWhatIsAskedForIsComputed();
    void aSmallVolumeIsPaddedOnBothSides_data();
    void aSmallVolumeIsPaddedOnBothSides();
    void theImageMayHaveAnyStrides();
    void bfloat16IsClose();
    void theTrainingModeIsRestored();
    void aStopIsHeededWithinOneBatch();
    void progressReachesTheEnd();
};

void TestSlidingWindow::offsets_data() {
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("patch");
    QTest::addColumn<qint64>("stride");
    QTest::addColumn<std::vector<std::int64_t>>("expected");
    using Offsets = std::vector<std::int64_t>;
    QTest::newRow("one window") << qint64{32} << qint64{32} << qint64{8} << Offsets{0};
    QTest::newRow("fits") << qint64{48} << qint64{32} << qint64{8} << Offsets{0, 8, 16};
    QTest::newRow("the last moves back") << qint64{50} << qint64{32} << qint64{8} << Offsets{0, 8, 16, 18};
    QTest::newRow("stride beyond the rest") << qint64{33} << qint64{32} << qint64{32} << Offsets{0, 1};
    QTest::newRow("stride 1") << qint64{18} << qint64{16} << qint64{1} << Offsets{0, 1, 2};
}

void TestSlidingWindow::offsets() {
    QFETCH(qint64, size);
    QFETCH(qint64, patch);
    QFETCH(qint64, stride);
    QTEST(windowOffsets(size, patch, stride), "expected");
}

void TestSlidingWindow::aRefusalNamesTheWholeWindow_data() {
    QTest::addColumn<Index3>("patch");
    QTest::addColumn<Index3>("stride");
    QTest::addColumn<QString>("words");
    QTest::newRow("all of the training") << Index3{0, 0, 0} << Index3{40, 0, 0}
                                         << "stride is 40,16,16, longer in one axis than the window, which is "
                                            "32,32,32";
    QTest::newRow("one axis of its own") << Index3{0, 48, 0} << Index3{0, 0, 33}
                                         << "stride is 16,16,33, longer in one axis than the window, which is "
                                            "32,48,32";
}

void TestSlidingWindow::aRefusalNamesTheWholeWindow() {
    QFETCH(Index3, patch);
    QFETCH(Index3, stride);
    QFETCH(QString, words);
    const TrainingSettings training{.patch = {32, 32, 32}, .testStride = {16, 16, 16}};
    const auto error = errorOf([&] { return windowOf({.patch = patch, .stride = stride}, training); });
    QVERIFY(mentions(error, words.toStdString()));
}

void TestSlidingWindow::followsTheDefinition() {
    auto net = network();
    const torch::Tensor volume = image({40, 30, 21});
    const WindowAverages averages = averageWindows(*net, volume, window(), {}, {});
    QVERIFY(difference(averages.probabilityA, plainAverage(net, volume, window())) < 1e-6);
    QVERIFY(difference(averages.probabilityA.sum(0), torch::ones({40, 30, 21})) < 1e-5);
}

void TestSlidingWindow::batchesChangeNothing() {
    auto net = network();
    const torch::Tensor volume = image({40, 30, 21});
    const WindowAverages single = averageWindows(*net, volume, window(), {}, {});
    for (const std::int64_t batch : {2, 5, 64}) {
        SlidingWindow batched = window();
        batched.windowBatch = batch;
        const WindowAverages averages = averageWindows(*net, volume, batched, {}, {});
        QVERIFY(difference(averages.probabilityA, single.probabilityA) < 1e-6);
        QVERIFY(difference(averages.featuresB, single.featuresB) < 1e-5);
    }
}

void TestSlidingWindow::hostSumsEqualDeviceSums() {
    auto net = network();
    const torch::Device device = torch::cuda::is_available() ? torch::kCUDA : torch::kCPU;
    net->to(device);
    const torch::Tensor volume = image({40, 30, 21});
    WindowAverages averages[2];
    for (const AccumulatorPlace place : {AccumulatorPlace::Device, AccumulatorPlace::Host}) {
        SlidingWindow placed = window();
        placed.accumulators = place;
        WindowAverages& result = averages[place == AccumulatorPlace::Host ? 1 : 0];
        result = averageWindows(*net, volume, placed, {}, {});
        QVERIFY(result.probabilityA.device().type() == (place == AccumulatorPlace::Host ? torch::kCPU : device.type()));
    }
    QVERIFY(difference(averages[0].probabilityA.cpu(), averages[1].probabilityA) < 1e-6);
    QVERIFY(difference(averages[0].featuresA.cpu(), averages[1].featuresA) < 1e-5);
}

void TestSlidingWindow::bothDecodersAndFeatures() {
    auto net = network();
    net->eval();
    const torch::NoGradGuard noGradient;
    const torch::Tensor volume = image({32, 16, 16});
    const WindowAverages averages = averageWindows(*net, volume, window(), {}, {});
    const auto [a, b] = net->forward(volume.unsqueeze(0));
    QVERIFY(difference(averages.probabilityA, a.logits.softmax(1)[0]) < 1e-6);
    QVERIFY(difference(averages.probabilityB, b.logits.softmax(1)[0]) < 1e-6);
    QVERIFY(difference(averages.featuresA, a.features[0]) < 1e-5);
    QVERIFY(difference(averages.featuresB, b.features[0]) < 1e-5);
    QCOMPARE(averages.featuresA.size(0), kFilters);
}

void TestSlidingWindow::onlyWhatIsAskedForIsComputed() {
    auto net = network();
    SlidingWindow asked = window();
    asked.outputs = WindowOutputs::ProbabilityA;
    WindowAverages averages = averageWindows(*net, image({32, 16, 16}), asked, {}, {});
    QVERIFY(averages.probabilityA.defined() && !averages.probabilityB.defined() && !averages.featuresA.defined());
    asked.outputs = WindowOutputs::Probabilities;
    averages = averageWindows(*net, image({32, 16, 16}), asked, {}, {});
    QVERIFY(averages.probabilityB.defined() && !averages.featuresA.defined() && !averages.featuresB.defined());
}

void TestSlidingWindow::aSmallVolumeIsPaddedOnBothSides_data() {
    QTest::addColumn<Index3>("size");
    QTest::newRow("one axis, even") << Index3{40, 10, 20};
    QTest::newRow("one axis, odd") << Index3{31, 16, 16};
    QTest::newRow("all axes") << Index3{7, 5, 3};
    QTest::newRow("one voxel") << Index3{1, 1, 1};
}

void TestSlidingWindow::aSmallVolumeIsPaddedOnBothSides() {
    QFETCH(Index3, size);
    auto net = network();
    const torch::Tensor volume = image(size);
    std::vector<std::int64_t> pads;  // torch names the last axis first
    Index3 before{};
    for (std::size_t axis = 3; axis-- > 0;) {
        const std::int64_t missing = std::max<std::int64_t>(0, window().patch[axis] - size[axis]);
        before[axis] = missing / 2;
        pads.push_back(before[axis]);
        pads.push_back(missing - before[axis]);
    }
    const torch::Tensor grown = torch::constant_pad_nd(volume, pads);
    torch::Tensor expected = averageWindows(*net, grown, window(), {}, {}).probabilityB;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        expected = expected.narrow(static_cast<std::int64_t>(axis) + 1, before[axis], size[axis]);
    }
    const torch::Tensor actual = averageWindows(*net, volume, window(), {}, {}).probabilityB;
    QVERIFY(actual.sizes() == expected.sizes());
    QVERIFY(difference(actual, expected) < 1e-6);
}

void TestSlidingWindow::theImageMayHaveAnyStrides() {
    auto net = network();
    const torch::Tensor volume = image({33, 18, 17});
    const torch::Tensor fastestFirst = volume.permute({0, 3, 2, 1}).contiguous();
    const torch::Tensor shared = imageTensor(fastestFirst.const_data_ptr<float>(), 2, {33, 18, 17});
    QCOMPARE(difference(shared, volume), 0.0);
    QCOMPARE(difference(averageWindows(*net, shared, window(), {}, {}).probabilityA,
                        averageWindows(*net, volume, window(), {}, {}).probabilityA),
             0.0);
}

void TestSlidingWindow::bfloat16IsClose() {
    auto net = network();
    SlidingWindow reduced = window();
    reduced.precision = Precision::BFloat16;
    const torch::Tensor volume = image({40, 18, 17});
    const WindowAverages averages = averageWindows(*net, volume, reduced, {}, {});
    QVERIFY(averages.probabilityA.scalar_type() == torch::kFloat);
    const double apart = difference(averages.probabilityA, averageWindows(*net, volume, window(), {}, {}).probabilityA);
    QVERIFY2(apart > 0 && apart < 0.05, qPrintable(QString::number(apart)));
    QVERIFY(!at::autocast::is_autocast_enabled(at::kCPU));
}

void TestSlidingWindow::theTrainingModeIsRestored() {
    auto net = network();
    for (const bool training : {true, false}) {
        net->train(training);
        const torch::Tensor before = net->named_buffers()["encoder.block_one.conv.1.running_mean"].clone();
        static_cast<void>(averageWindows(*net, image({32, 16, 16}), window(), {}, {}));
        QCOMPARE(net->is_training(), training);
        QVERIFY(torch::equal(before, net->named_buffers()["encoder.block_one.conv.1.running_mean"]));
    }
    net->train();
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(errorOf([&] { return averageWindows(*net, image({32, 16, 16}), window(), {}, stop.get_token()); }));
    QVERIFY(net->is_training());
}

void TestSlidingWindow::aStopIsHeededWithinOneBatch() {
    auto net = network();
    std::stop_source stop;
    int batches = 0;
    const auto error = errorOf([&] {
        return averageWindows(
            *net, image({40, 30, 21}), window(),
            [&](double, std::string_view) {
                if (++batches == 3) {
                    stop.request_stop();
                }
            },
            stop.get_token());
    });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Cancelled);
    QCOMPARE(batches, 3);
}

void TestSlidingWindow::progressReachesTheEnd() {
    auto net = network();
    std::vector<double> fractions;
    SlidingWindow batched = window();
    batched.windowBatch = 5;
    static_cast<void>(averageWindows(*net, image({40, 30, 21}), batched,
                                     [&](double fraction, std::string_view) { fractions.push_back(fraction); }, {}));
    QCOMPARE(fractions, (std::vector<double>{5.0 / 12, 10.0 / 12, 1.0}));
}

QTEST_GUILESS_MAIN(TestSlidingWindow)
#include "tst_sliding_window.moc"
