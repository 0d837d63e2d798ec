#include "core/engine/network/safetensors.h"
#include "core/engine/network/weights.h"
#include "core/engine/prediction/sliding_window.h"
#include "tests/core/test_files.h"

#include <QtTest>
#include <filesystem>

using namespace tandem;

class TestSlidingWindowGolden : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void foregroundProbability_data();
    void foregroundProbability();

private:
    TensorFile m_file;
};

void TestSlidingWindowGolden::initTestCase() {
    m_file = readSafetensors(goldenFile("sliding_window.safetensors"));
    QCOMPARE(m_file.metadata.at("patch"), std::string("32,32,32"));
}

void TestSlidingWindowGolden::foregroundProbability_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("windowBatch");
    QTest::newRow("large") << "large" << 1;
    QTest::newRow("large, four at once") << "large" << 4;
    QTest::newRow("smaller than the patch") << "smaller_than_patch" << 1;
    QTest::newRow("smaller than the patch, three at once") << "smaller_than_patch" << 3;
}

void TestSlidingWindowGolden::foregroundProbability() {
    QFETCH(QString, name);
    QFETCH(int, windowBatch);
    MutualVNet network(NetworkSettings{.channels = 1, .classes = 2, .filters = 2});
    loadWeights(network, goldenFile("vnet_f2_weights.safetensors"));
    const torch::Tensor volume = m_file.tensors.at(name.toStdString() + ".volume");
    const torch::Tensor expected = m_file.tensors.at(name.toStdString() + ".foreground_probability_a");
    const WindowAverages averages =
        averageWindows(*network, volume.unsqueeze(0),
                       {.patch = {32, 32, 32}, .stride = {8, 8, 4}, .windowBatch = windowBatch}, {}, {});
    QCOMPARE(averages.probabilityA.sizes().vec(),
             (std::vector<std::int64_t>{2, volume.size(0), volume.size(1), volume.size(2)}));
    const double largest = (averages.probabilityA[1] - expected).abs().max().item<double>();
    QVERIFY2(largest < 1e-5, qPrintable(QString("largest difference %1").arg(largest)));
}

QTEST_GUILESS_MAIN(TestSlidingWindowGolden)
#include "tst_sliding_window_golden.moc"
