// Several cases' reliability metrics as one: what is pooled, and what is a mean over the cases.
#include "core/metrics/pooled_reliability.h"

#include <QTest>

using namespace tandem;

namespace {

/// Two bins; the upper holds all voxels.
ReliabilityMetrics metricsOf(std::int64_t voxels, double confidence, double accuracy,
                             const std::vector<RiskCoveragePoint>& curve) {
    ReliabilityMetrics metrics;
    metrics.voxels = voxels;
    metrics.wrongVoxels = static_cast<std::int64_t>(static_cast<double>(voxels) * (1 - accuracy) + 0.5);
    metrics.bins = {{}, {.voxels = voxels, .meanConfidence = confidence, .accuracy = accuracy}};
    metrics.riskCoverage = curve;
    return metrics;
}

bool isNear(double a, double b) {
    return qAbs(a - b) < 1e-12;
}

}  // namespace

class TestPooledReliability : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingWithoutCases() { QVERIFY(!pooled({}).has_value()); }

    void binsArePooledOverVoxels() {
        const std::vector<ReliabilityMetrics> cases{metricsOf(100, 0.9, 1.0, {{1, 0}}),
                                                    metricsOf(300, 0.7, 0.6, {{1, 0.4}})};
        const auto all = pooled(cases);
        QVERIFY(all.has_value());
        QCOMPARE(all->voxels, 400);
        QCOMPARE(all->wrongVoxels, 120);
        QCOMPARE(all->bins.size(), std::size_t(2));
        QCOMPARE(all->bins[0].voxels, 0);
        QCOMPARE(all->bins[1].voxels, 400);
        QVERIFY(isNear(all->bins[1].meanConfidence, 0.75));
        QVERIFY(isNear(all->bins[1].accuracy, 0.7));
        // Errors of opposite sign cancel out in a bin, as they do when all voxels are taken together.
        QVERIFY(isNear(all->expectedCalibrationError, 0.05));
    }

    void orderIsAMeanOverTheCasesThatHaveOne() {
        std::vector<ReliabilityMetrics> cases(3, metricsOf(10, 0.9, 0.9, {{1, 0.1}}));
        cases[0].errorDetectionAuroc = 0.6;
        cases[2].errorDetectionAuroc = 0.8;
        cases[0].riskCoverageArea = 0.3;
        const auto all = pooled(cases);
        QVERIFY(isNear(*all->errorDetectionAuroc, 0.7));
        QVERIFY(isNear(all->riskCoverageArea, 0.1));
    }

    void curvesAreInterpolatedToHundredthsOfCoverage() {
        const std::vector<ReliabilityMetrics> cases{metricsOf(2, 0.9, 0.5, {{0.5, 0}, {1, 0.5}}),
                                                    metricsOf(1, 0.9, 0, {{1, 1}})};
        const auto all = pooled(cases);
        QCOMPARE(all->riskCoverage.size(), std::size_t(100));
        QVERIFY(isNear(all->riskCoverage[0].coverage, 0.01));
        QVERIFY(isNear(all->riskCoverage[0].risk, (0.0 + 1.0) / 2));    // before the first points
        QVERIFY(isNear(all->riskCoverage[74].risk, (0.25 + 1.0) / 2));  // half-way between two points
        QVERIFY(isNear(all->riskCoverage[99].coverage, 1));
        QVERIFY(isNear(all->riskCoverage[99].risk, (0.5 + 1.0) / 2));
    }
};

QTEST_GUILESS_MAIN(TestPooledReliability)
#include "tst_pooled_reliability.moc"
