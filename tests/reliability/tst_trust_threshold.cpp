// A region to look at, a voxel that an export leaves undecided and the evidence of it are one thing.
#include "core/reliability/abstention.h"
#include "core/reliability/doubtful_regions.h"
#include "core/reliability/trust_threshold.h"

#include <QtTest>
#include <cmath>

using namespace tandem;

class TestTrustThreshold : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void regionsAreWhatAnExportAbstainsFrom_data();
    void regionsAreWhatAnExportAbstainsFrom();
    void stepsAreThresholdsThatAreReached_data();
    void stepsAreThresholdsThatAreReached();
};

void TestTrustThreshold::regionsAreWhatAnExportAbstainsFrom_data() {
    QTest::addColumn<float>("trust");
    QTest::addColumn<double>("threshold");
    QTest::addColumn<int>("doubtful");
    QTest::newRow("less") << 0.5F << 0.75 << 8;
    QTest::newRow("the same") << 0.75F << 0.75 << 0;
    QTest::newRow("more") << 0.8F << 0.75 << 0;
    // The nearest number of single precision lies below the threshold, or above it.
    QTest::newRow("rounded down") << 0.7F << 0.7 << 8;
    QTest::newRow("rounded up") << 0.6F << 0.6 << 0;
}

void TestTrustThreshold::regionsAreWhatAnExportAbstainsFrom() {
    QFETCH(const float, trust);
    QFETCH(const double, threshold);
    QFETCH(const int, doubtful);
    const Geometry grid{.size = {2, 2, 2}};
    const ImageVolume map(grid, std::vector<float>(8, trust));
    const LabelVolume label(grid, std::vector<std::uint8_t>(8, 1));
    QCOMPARE(abstained(label, map, threshold, 2).count.abstained, doubtful);
    std::int64_t voxels = 0;
    for (const DoubtfulRegion& region : findDoubtfulRegions(map, label, {.threshold = threshold}, {})) {
        voxels += region.voxels;
    }
    QCOMPARE(voxels, doubtful);
}

void TestTrustThreshold::stepsAreThresholdsThatAreReached_data() {
    QTest::addColumn<float>("trust");
    for (const float trust : {0.0F, 0.004F, 0.01F, 0.28F, 0.29F, 0.5F, 0.57F, 0.7F, 0.99F, 0.999F, 1.0F}) {
        QTest::newRow(qPrintable(QString::number(double(trust)))) << trust;
        QTest::newRow(qPrintable(QString("below %1").arg(double(trust)))) << std::nextafter(trust, 0.0F);
    }
}

void TestTrustThreshold::stepsAreThresholdsThatAreReached() {
    QFETCH(const float, trust);
    int reached = 0;
    for (int hundredths = 0; hundredths <= kTrustSteps; ++hundredths) {
        reached += isDoubtful(trust, trustThreshold(hundredths)) ? 0 : 1;
    }
    QCOMPARE(stepsReached(trust), reached);
}

QTEST_GUILESS_MAIN(TestTrustThreshold)
#include "tst_trust_threshold.moc"
