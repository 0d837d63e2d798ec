#include "core/metrics/calibration.h"
#include "core/volume/unknown_class.h"
#include "tests/core/expect_error.h"
#include "tests/metrics/label_grids.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

using namespace tandem;

namespace {

using Labels = std::vector<std::uint8_t>;
using Values = std::vector<float>;

bool isClose(double a, double b) {
    return std::abs(a - b) < 1e-6;  // confidences are float
}

ImageVolume constant(const Geometry& geometry, float value) {
    return {geometry, std::vector<float>(static_cast<std::size_t>(geometry.voxelCount()), value)};
}

}  // namespace

class TestCalibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void calibrationByHand();
    void binsAreClosedAbove();
    void perfectlyCalibrated();
    void bandHoldsWhatIsNear_data();
    void bandHoldsWhatIsNear();
    void bandIsMeasuredByItself();
    void noStructureNoBand();
    void refusesWhatIsNoProbability_data();
    void refusesWhatIsNoProbability();
    void refusesOtherGrids();
    void worksOnAWholeVolume();
    void passesOverUnknownVoxels();
};

void TestCalibration::calibrationByHand() {
    // Two bins. (0, 0.5]: 0.4 right, 0.5 wrong: mean 0.45, accuracy 0.5. (0.5, 1]: 0.9 right, 0.8 right, 0.7 wrong:
    // mean 0.8, accuracy 2/3. ECE = 2/5 * 0.05 + 3/5 * (0.8 - 2/3) = 0.02 + 0.08 = 0.1.
    const Geometry grid = gridOf({5, 1, 1});
    const auto report =
        measureReliability({grid, {0, 0, 0, 0, 0}}, {grid, {0, 1, 0, 0, 1}}, {grid, {0.4F, 0.5F, 0.9F, 0.8F, 0.7F}},
                           {grid, {5, 4, 1, 2, 3}}, {.bins = 2, .bandMm = 5});
    const ReliabilityMetrics& metrics = report.wholeVolume;
    QCOMPARE(metrics.voxels, 5);
    QCOMPARE(metrics.wrongVoxels, 2);
    QVERIFY(isClose(metrics.expectedCalibrationError, 0.1));
    QCOMPARE(metrics.bins.size(), std::size_t{2});
    QCOMPARE(metrics.bins[0].voxels, 2);
    QVERIFY(isClose(metrics.bins[0].meanConfidence, 0.45));
    QVERIFY(isClose(metrics.bins[1].accuracy, 2.0 / 3));
    // Wrong at 4 and 3, right at 5, 1, 2: four of six pairs in order.
    QVERIFY(isClose(metrics.errorDetectionAuroc.value(), 4.0 / 6));
    QVERIFY(isClose(metrics.riskCoverageArea, (0 + 0 + 1.0 / 3 + 2.0 / 4 + 2.0 / 5) / 5));
}

void TestCalibration::binsAreClosedAbove() {
    const Geometry grid = gridOf({4, 1, 1});
    const LabelVolume label = emptyLabel(grid);
    const auto report = measureReliability(label, label, rowOf(Values{0.0F, 0.25F, 0.5F, 1.0F}), constant(grid, 1),
                                           {.bins = 4, .bandMm = 5});
    const auto& bins = report.wholeVolume.bins;
    QCOMPARE(bins[0].voxels, 2);  // 0 belongs to the first
    QCOMPARE(bins[1].voxels, 1);
    QCOMPARE(bins[2].voxels, 0);
    QCOMPARE(bins[2].accuracy, 0.0);
    QCOMPARE(bins[3].voxels, 1);
}

void TestCalibration::perfectlyCalibrated() {
    const Geometry grid = gridOf({10, 1, 1});
    const auto report = measureReliability(emptyLabel(grid), rowOf(Labels{0, 0, 0, 1, 0, 0, 0, 0, 1, 0}),
                                           constant(grid, 0.8F), constant(grid, 0.3F));
    QVERIFY(report.wholeVolume.expectedCalibrationError < 1e-6);
    QCOMPARE(report.wholeVolume.errorDetectionAuroc, std::optional(0.5));
    QVERIFY(isClose(report.wholeVolume.riskCoverageArea, 0.2));
    QCOMPARE(report.wholeVolume.bins.size(), std::size_t{15});
}

void TestCalibration::bandHoldsWhatIsNear_data() {
    QTest::addColumn<double>("bandMm");
    QTest::addColumn<int>("voxels");
    // A plane of structure, 2 mm thick voxels along z: the slices at most bandMm away.
    QTest::newRow("none but the surface") << 0.0 << 1;
    QTest::newRow("just too thin") << 1.999 << 1;
    QTest::newRow("one slice each way") << 2.0 << 3;
    QTest::newRow("two") << 5.0 << 5;
    QTest::newRow("to the grid's end") << 1e9 << 21;
}

void TestCalibration::bandHoldsWhatIsNear() {
    QFETCH(const double, bandMm);
    QFETCH(const int, voxels);
    const Geometry grid = gridOf({3, 3, 21}, {1, 1, 2});
    const LabelVolume plane = boxLabel(grid, {0, 0, 10}, {2, 2, 10});
    const auto report =
        measureReliability(plane, plane, constant(grid, 1), constant(grid, 0), {.bins = 15, .bandMm = bandMm});
    QCOMPARE(report.boundaryBand.value().voxels, voxels * 9);
    QCOMPARE(report.wholeVolume.voxels, 189);
}

void TestCalibration::bandIsMeasuredByItself() {
    // Wrong far away with great doubt, wrong near without: the band sees the second only.
    const Geometry grid = gridOf({30, 1, 1});
    Labels predicted(30);
    predicted[1] = 1;
    predicted[25] = 1;
    Values doubt(30, 0.5F);
    doubt[25] = 0.9F;
    doubt[1] = 0.1F;
    const auto report = measureReliability(rowOf(predicted), boxLabel(grid, {0, 0, 0}, {0, 0, 0}), constant(grid, 0.9F),
                                           rowOf(doubt), {.bins = 15, .bandMm = 3});
    QCOMPARE(report.wholeVolume.wrongVoxels, 3);
    const ReliabilityMetrics& band = report.boundaryBand.value();
    QCOMPARE(band.voxels, 4);
    QCOMPARE(band.wrongVoxels, 2);  // voxel 0 and voxel 1
    QCOMPARE(band.errorDetectionAuroc, std::optional(0.25));
    QVERIFY(isClose(band.expectedCalibrationError, 0.4));
}

void TestCalibration::noStructureNoBand() {
    const Geometry grid = gridOf({4, 4, 4});
    const auto report =
        measureReliability(emptyLabel(grid), emptyLabel(grid), constant(grid, 0.9F), constant(grid, 0.1F));
    QVERIFY(!report.boundaryBand);
    QVERIFY(!report.wholeVolume.errorDetectionAuroc);
    QCOMPARE(report.wholeVolume.riskCoverageArea, 0.0);
    QVERIFY(isClose(report.wholeVolume.expectedCalibrationError, 0.1));
}

void TestCalibration::refusesWhatIsNoProbability_data() {
    QTest::addColumn<float>("confidence");
    QTest::addColumn<float>("uncertainty");
    QTest::addColumn<QString>("words");
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    QTest::newRow("above 1") << 1.5F << 0.0F << "not probabilities";
    QTest::newRow("below 0") << -0.1F << 0.0F << "not probabilities";
    QTest::newRow("NaN confidence") << kNan << 0.0F << "not probabilities";
    QTest::newRow("NaN uncertainty") << 0.5F << kNan << "not finite";
    QTest::newRow("infinite uncertainty") << 0.5F << std::numeric_limits<float>::infinity() << "not finite";
}

void TestCalibration::refusesWhatIsNoProbability() {
    QFETCH(const float, confidence);
    QFETCH(const float, uncertainty);
    QFETCH(const QString, words);
    const Geometry grid = gridOf({2, 2, 2});
    const auto error = errorOf([&] {
        return measureReliability(emptyLabel(grid), emptyLabel(grid), constant(grid, confidence),
                                  constant(grid, uncertainty));
    });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY(mentions(error, words.toStdString()));
}

void TestCalibration::refusesOtherGrids() {
    const Geometry grid = gridOf({2, 2, 2});
    const auto error = errorOf([&] {
        return measureReliability(emptyLabel(grid), emptyLabel(grid), constant(gridOf({2, 2, 3}), 1),
                                  constant(grid, 0));
    });
    QVERIFY(mentions(error, "reference and the confidence cannot be compared"));
}

void TestCalibration::worksOnAWholeVolume() {
    const Geometry grid = gridOf({200, 140, 110});
    std::mt19937 random(3);
    std::vector<float> doubt(static_cast<std::size_t>(grid.voxelCount()));
    for (float& value : doubt) {
        value = static_cast<float>(random() % 1000000) * 1e-6F;
    }
    const LabelVolume predicted = boxLabel(grid, {50, 40, 30}, {120, 100, 80});
    const LabelVolume reference = boxLabel(grid, {52, 41, 31}, {121, 102, 82});
    const ImageVolume confidence = constant(grid, 0.97F);
    const auto report = measureReliability(predicted, reference, confidence, {grid, std::move(doubt)});
    QVERIFY(std::abs(report.wholeVolume.errorDetectionAuroc.value() - 0.5) < 0.01);
    QVERIFY(report.boundaryBand.value().voxels < report.wholeVolume.voxels / 2);
}

void TestCalibration::passesOverUnknownVoxels() {
    constexpr std::uint8_t U = kUnknownClass;
    const auto report = measureReliability(rowOf(Labels{0, 1, 1, 0, 1, 1}), rowOf(Labels{0, 1, 0, U, U, U}),
                                           rowOf(Values{0.9F, 0.8F, 0.7F, 0.5F, 0.5F, 0.5F}),
                                           rowOf(Values{0.1F, 0.2F, 0.3F, 9, 9, 9}), {.bins = 15, .bandMm = 1});
    const auto known =
        measureReliability(rowOf(Labels{0, 1, 1}), rowOf(Labels{0, 1, 0}), rowOf(Values{0.9F, 0.8F, 0.7F}),
                           rowOf(Values{0.1F, 0.2F, 0.3F}), {.bins = 15, .bandMm = 1});
    QCOMPARE(report.wholeVolume.voxels, std::int64_t{3});
    QCOMPARE(report.wholeVolume.wrongVoxels, std::int64_t{1});
    QCOMPARE(report.wholeVolume.bins, known.wholeVolume.bins);
    QCOMPARE(report.wholeVolume.riskCoverage, known.wholeVolume.riskCoverage);
    QCOMPARE(report.wholeVolume.errorDetectionAuroc, known.wholeVolume.errorDetectionAuroc);
    QCOMPARE(report.boundaryBand.value().voxels, std::int64_t{3});
    QVERIFY(mentions(errorOf([&] {
                         return measureReliability(rowOf(Labels{0, 1}), rowOf(Labels{U, U}), rowOf(Values{0.9F, 0.8F}),
                                                   rowOf(Values{0.1F, 0.2F}));
                     }),
                     "knows the class of no voxel"));
}

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
