#include "core/reliability/error_detection.h"

#include <QtTest>
#include <cmath>
#include <random>

using namespace tandem;

namespace {

struct Voxels {
    std::vector<float> doubt;
    std::vector<std::uint8_t> isWrong;
    std::vector<float> weight;

    [[nodiscard]] ErrorDetection measured() const { return measureDetection(doubt, isWrong, weight); }
};

Voxels drawn(int voxels, int steps) {
    std::mt19937 random(7);
    Voxels made;
    for (int at = 0; at < voxels; ++at) {
        const float doubt = static_cast<float>(random() % static_cast<unsigned>(steps)) / static_cast<float>(steps);
        made.doubt.push_back(doubt);
        made.isWrong.push_back(random() % 1000 < static_cast<unsigned>(1000 * doubt) ? 1 : 0);
        made.weight.push_back(1);
    }
    return made;
}

}  // namespace

class TestErrorDetection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fourVoxels();
    void aurocAgreesWithAllPairs();
    void aWeightIsSoManyVoxels();
    void aPerfectOrder();
    void aConstantDoubt();
    void onlyRightOrOnlyWrong();
    void calibratedDoubtsHaveNoError();
    void riskFallsWithTheOrder();
};

void TestErrorDetection::fourVoxels() {
    // By scikit-learn 1.4: roc_auc_score 0.75, average_precision_score 0.8333...
    const ErrorDetection detection = Voxels{{0.1F, 0.4F, 0.35F, 0.8F}, {0, 0, 1, 1}, {1, 1, 1, 1}}.measured();
    QCOMPARE(*detection.auroc, 0.75);
    QCOMPARE(*detection.aupr, 5.0 / 6);
    QCOMPARE(detection.errorRate, 0.5);
}

void TestErrorDetection::aurocAgreesWithAllPairs() {
    const Voxels voxels = drawn(800, 20);
    double inOrder = 0, pairs = 0;
    for (std::size_t w = 0; w < voxels.doubt.size(); ++w) {
        for (std::size_t r = 0; r < voxels.doubt.size(); ++r) {
            if (voxels.isWrong[w] != 0 && voxels.isWrong[r] == 0) {
                pairs += 1;
                inOrder += voxels.doubt[w] > voxels.doubt[r] ? 1 : (voxels.doubt[w] == voxels.doubt[r] ? 0.5 : 0);
            }
        }
    }
    QVERIFY(std::abs(*voxels.measured().auroc - inOrder / pairs) < 1e-12);
}

void TestErrorDetection::aWeightIsSoManyVoxels() {
    const Voxels weighted{{0.1F, 0.2F, 0.3F, 0.7F}, {0, 1, 0, 1}, {3, 1, 2, 4}};
    Voxels single;
    for (std::size_t at = 0; at < 4; ++at) {
        for (int copy = 0; copy < static_cast<int>(weighted.weight[at]); ++copy) {
            single.doubt.push_back(weighted.doubt[at]);
            single.isWrong.push_back(weighted.isWrong[at]);
            single.weight.push_back(1);
        }
    }
    const ErrorDetection a = weighted.measured();
    const ErrorDetection b = single.measured();
    for (const auto& [one, other] :
         {std::pair(*a.auroc, *b.auroc), std::pair(*a.aupr, *b.aupr), std::pair(a.aurc, b.aurc),
          std::pair(a.ece, b.ece), std::pair(a.adaptiveEce, b.adaptiveEce), std::pair(a.errorRate, b.errorRate)}) {
        QVERIFY2(std::abs(one - other) < 1e-9, qPrintable(QString("%1 %2").arg(one).arg(other)));
    }
}

void TestErrorDetection::aPerfectOrder() {
    Voxels voxels;
    for (int at = 0; at < 10'000; ++at) {
        voxels.doubt.push_back(static_cast<float>(at));
        voxels.isWrong.push_back(at >= 9000 ? 1 : 0);
        voxels.weight.push_back(1);
    }
    const ErrorDetection detection = voxels.measured();
    QCOMPARE(*detection.auroc, 1.0);
    QCOMPARE(*detection.aupr, 1.0);
    QVERIFY(std::abs(detection.excessAurc) < 1e-4);
}

void TestErrorDetection::aConstantDoubt() {
    const ErrorDetection detection = Voxels{{0.5F, 0.5F, 0.5F, 0.5F}, {1, 0, 0, 0}, {1, 1, 1, 1}}.measured();
    QCOMPARE(*detection.auroc, 0.5);
    QCOMPARE(*detection.aupr, 0.25);
    QCOMPARE(detection.aurc, 0.25);
    QCOMPARE(detection.ece, 0.25);
    QVERIFY(std::abs(detection.adaptiveEce - 0.25) < 1e-9);
}

void TestErrorDetection::onlyRightOrOnlyWrong() {
    const ErrorDetection right = Voxels{{0.1F, 0.2F}, {0, 0}, {1, 1}}.measured();
    QVERIFY(!right.auroc && !right.aupr);
    QCOMPARE(right.aurc, 0.0);
    const ErrorDetection wrong = Voxels{{0.1F, 0.2F}, {1, 1}, {1, 1}}.measured();
    QVERIFY(!wrong.auroc);
    QCOMPARE(*wrong.aupr, 1.0);
    QVERIFY(std::abs(wrong.excessAurc) < 1e-12);
}

void TestErrorDetection::calibratedDoubtsHaveNoError() {
    const Voxels voxels = drawn(400'000, 50);
    QVERIFY(voxels.measured().ece < 0.003);
    QVERIFY(voxels.measured().adaptiveEce < 0.003);
    Voxels sure = voxels;
    std::ranges::fill(sure.doubt, 0.0F);
    QVERIFY(std::abs(sure.measured().ece - sure.measured().errorRate) < 1e-9);
}

void TestErrorDetection::riskFallsWithTheOrder() {
    const Voxels voxels = drawn(50'000, 40);
    const auto curve = riskCoverageOf(voxels.doubt, voxels.isWrong, voxels.weight);
    QCOMPARE(curve.size(), std::size_t{100});
    QCOMPARE(curve.back().coverage, 1.0);
    QVERIFY(std::abs(curve.back().risk - voxels.measured().errorRate) < 1e-9);
    QVERIFY(curve[9].risk < curve[49].risk && curve[49].risk < curve[99].risk);
    double area = 0;
    for (const RiskCoveragePoint& point : curve) {
        area += point.risk / 100;
    }
    QVERIFY(std::abs(area - voxels.measured().aurc) < 0.01);
}

QTEST_APPLESS_MAIN(TestErrorDetection)
#include "tst_error_detection.moc"
