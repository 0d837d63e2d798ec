#include "core/metrics/ranking.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <utility>

using namespace tandem;

namespace {

double aurocByAllPairs(const std::vector<float>& right, const std::vector<float>& wrong) {
    double inOrder = 0;
    for (const float w : wrong) {
        for (const float r : right) {
            inOrder += w > r ? 1.0 : (w == r ? 0.5 : 0.0);
        }
    }
    return inOrder / (static_cast<double>(right.size()) * static_cast<double>(wrong.size()));
}

std::vector<float> randomSteps(std::mt19937& random, std::size_t count, int steps, float shift) {
    std::vector<float> values(count);
    std::ranges::generate(values, [&] {
        return static_cast<float>(static_cast<int>(random() % static_cast<unsigned>(steps))) / 7 - 1 + shift;
    });
    return values;
}

}  // namespace

class TestRanking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aurocAgreesWithAllPairs_data();
    void aurocAgreesWithAllPairs();
    void aurocNeedsBothKinds();
    void curveOfFourVoxels();
    void tiesAreTakenOnAverage();
    void curveHasAtMostAHundredPoints();
    void everyVoxelWrong();
    void weightsOfOneAreVoxels_data();
    void weightsOfOneAreVoxels();
};

void TestRanking::aurocAgreesWithAllPairs_data() {
    QTest::addColumn<int>("right");
    QTest::addColumn<int>("wrong");
    QTest::addColumn<int>("steps");
    QTest::newRow("few ties") << 700 << 300 << 100000;
    QTest::newRow("many ties") << 700 << 300 << 5;
    QTest::newRow("all tied") << 70 << 30 << 1;
    QTest::newRow("one wrong") << 999 << 1 << 50;
    QTest::newRow("one right") << 1 << 999 << 50;
}

void TestRanking::aurocAgreesWithAllPairs() {
    QFETCH(const int, right);
    QFETCH(const int, wrong);
    QFETCH(const int, steps);
    std::mt19937 random(5);
    const auto r = randomSteps(random, static_cast<std::size_t>(right), steps, 0.0F);
    const auto w = randomSteps(random, static_cast<std::size_t>(wrong), steps, steps > 1 ? 1.0F / 7 : 0.0F);
    const double expected = aurocByAllPairs(r, w);
    QVERIFY(std::abs(rankByUncertainty(r, w).errorDetectionAuroc.value() - expected) < 1e-12);
}

void TestRanking::aurocNeedsBothKinds() {
    QVERIFY(!rankByUncertainty({0.1F, 0.2F}, {}).errorDetectionAuroc);
    QVERIFY(!rankByUncertainty({}, {0.1F}).errorDetectionAuroc);
    QCOMPARE(rankByUncertainty({0.1F}, {0.2F}).errorDetectionAuroc, std::optional(1.0));
    QCOMPARE(rankByUncertainty({0.2F}, {0.1F}).errorDetectionAuroc, std::optional(0.0));
}

void TestRanking::curveOfFourVoxels() {
    // In order of uncertainty: right, right, wrong, right. Risks 0, 0, 1/3, 1/4.
    const Ranking ranking = rankByUncertainty({0.4F, 0.1F, 0.2F}, {0.3F});
    QCOMPARE(ranking.riskCoverage.size(), std::size_t{4});
    const double coverage[] = {0.25, 0.5, 0.75, 1};
    const double risk[] = {0, 0, 1.0 / 3, 0.25};
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(ranking.riskCoverage[i].coverage, coverage[i]);
        QCOMPARE(ranking.riskCoverage[i].risk, risk[i]);
    }
    QCOMPARE(ranking.riskCoverageArea, (1.0 / 3 + 0.25) / 4);
    QCOMPARE(ranking.errorDetectionAuroc, std::optional(2.0 / 3));
}

void TestRanking::tiesAreTakenOnAverage() {
    // A constant uncertainty tells nothing: the risk is the error rate at every coverage.
    const Ranking ranking = rankByUncertainty({2, 2, 2}, {2});
    for (const RiskCoveragePoint& point : ranking.riskCoverage) {
        QCOMPARE(point.risk, 0.25);
    }
    QCOMPARE(ranking.riskCoverageArea, 0.25);
    QCOMPARE(ranking.errorDetectionAuroc, std::optional(0.5));
}

void TestRanking::curveHasAtMostAHundredPoints() {
    std::vector<float> right(12345);
    for (std::size_t i = 0; i < right.size(); ++i) {
        right[i] = static_cast<float>(i);
    }
    const Ranking ranking = rankByUncertainty(right, {20000});
    QCOMPARE(ranking.riskCoverage.size(), std::size_t{100});
    QVERIFY(std::abs(ranking.riskCoverage.front().coverage - 0.01) < 1.0 / 12345);
    QCOMPARE(ranking.riskCoverage.back().coverage, 1.0);
    QCOMPARE(ranking.riskCoverage.back().risk, 1.0 / 12346);
    QCOMPARE(ranking.riskCoverage[98].risk, 0.0);
}

void TestRanking::everyVoxelWrong() {
    const Ranking ranking = rankByUncertainty({}, {0.5F, 0.1F, 0.2F});
    QCOMPARE(ranking.riskCoverageArea, 1.0);
    QCOMPARE(ranking.riskCoverage.back().risk, 1.0);
}

void TestRanking::weightsOfOneAreVoxels_data() {
    QTest::addColumn<int>("steps");
    QTest::newRow("few ties") << 100000;
    QTest::newRow("many ties") << 5;
}

void TestRanking::weightsOfOneAreVoxels() {
    QFETCH(const int, steps);
    std::mt19937 random(6);
    const auto right = randomSteps(random, 7000, steps, 0.0F);
    const auto wrong = randomSteps(random, 3000, steps, 1.0F / 7);
    std::map<float, Tie> ties;
    for (const auto& [values, isWrong] : {std::pair(&right, 0.0), std::pair(&wrong, 1.0)}) {
        for (const float value : *values) {
            Tie& tie = ties[value];
            tie.weight += 1;
            tie.wrong += isWrong;
        }
    }
    TieRanking added(10000, Coverage::Weights);
    for (const auto& [value, tie] : ties) {
        added.add(tie);
    }
    const Ranking weighted = added.ranking();
    const Ranking counted = rankByUncertainty(right, wrong);
    QCOMPARE(weighted.errorDetectionAuroc, counted.errorDetectionAuroc);
    QVERIFY(std::abs(weighted.riskCoverageArea - counted.riskCoverageArea) < 1.0 / 10000);
    QCOMPARE(weighted.riskCoverage.size(), counted.riskCoverage.size());
    for (std::size_t point = 0; point < counted.riskCoverage.size(); ++point) {
        QCOMPARE(weighted.riskCoverage[point].coverage, counted.riskCoverage[point].coverage);
        QVERIFY(std::abs(weighted.riskCoverage[point].risk - counted.riskCoverage[point].risk) < 1e-12);
    }
}

QTEST_GUILESS_MAIN(TestRanking)
#include "tst_ranking.moc"
