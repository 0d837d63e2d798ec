#include "core/reliability/predicted_dice.h"

#include <QtTest>
#include <cmath>

using namespace tandem;

class TestPredictedDice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fullTrustExpectsOne();
    void countsExpectedErrors();
    void weightsAreVoxels();
    void anotherStructureMayBeMeant();
    void aStructureThatIsNowhere();
    void correctsAndHolds();
    void tooFewCasesCorrectNothing();
    void staysADice();
};

void TestPredictedDice::fullTrustExpectsOne() {
    ExpectedOverlap overlap(2);
    const std::vector<std::uint8_t> label{0, 1, 1, 0};
    const std::vector<float> trust(4, 1), background{1, 0, 0, 1}, structure{0, 1, 1, 0};
    overlap.add(label, trust, {background, structure});
    QCOMPARE(overlap.meanDice(), 1.0);
}

void TestPredictedDice::countsExpectedErrors() {
    ExpectedOverlap overlap(2);
    const std::vector<std::uint8_t> label{0, 1, 1, 0};
    const std::vector<float> trust{0.9F, 0.8F, 0.6F, 1}, background{0.9F, 0.2F, 0.4F, 1},
        structure{0.1F, 0.8F, 0.6F, 0};
    overlap.add(label, trust, {background, structure});
    // TP 1.4, FP 0.6, FN 0.1
    QVERIFY(std::abs(overlap.meanDice() - 2.8 / (2.8 + 0.6 + 0.1)) < 1e-6);
}

void TestPredictedDice::weightsAreVoxels() {
    const std::vector<float> p0{0.1F, 0.9F}, p1{0.9F, 0.1F};
    ExpectedOverlap weighted(2), single(2);
    weighted.add(std::vector<std::uint8_t>{1, 0}, std::vector<float>{0.7F, 0.8F}, {p0, p1}, std::vector<float>{3, 2});
    const std::vector<float> q0{0.1F, 0.1F, 0.1F, 0.9F, 0.9F}, q1{0.9F, 0.9F, 0.9F, 0.1F, 0.1F};
    single.add(std::vector<std::uint8_t>{1, 1, 1, 0, 0}, std::vector<float>{0.7F, 0.7F, 0.7F, 0.8F, 0.8F}, {q0, q1});
    QVERIFY(std::abs(weighted.meanDice() - single.meanDice()) < 1e-9);
}

void TestPredictedDice::anotherStructureMayBeMeant() {
    ExpectedOverlap overlap(3);
    // A voxel of class 1, half trusted; the rest of the probability is all of class 2.
    const std::vector<float> p0{0}, p1{0.5F}, p2{0.5F};
    overlap.add(std::vector<std::uint8_t>{1}, std::vector<float>{0.5F}, {p0, p1, p2});
    const std::vector<double> dice = overlap.dice();
    QVERIFY(std::abs(dice[0] - 1.0 / 1.5) < 1e-6);
    QVERIFY(std::abs(dice[1] - std::exp(-0.5)) < 1e-6);
}

void TestPredictedDice::aStructureThatIsNowhere() {
    ExpectedOverlap overlap(2);
    const std::vector<float> p0(100, 0.95F), p1(100, 0.05F);
    overlap.add(std::vector<std::uint8_t>(100), std::vector<float>(100, 0.95F), {p0, p1});
    QVERIFY(std::abs(overlap.meanDice() - std::exp(-5.0)) < 1e-3);
}

void TestPredictedDice::correctsAndHolds() {
    const std::vector<double> expected{0.8, 0.82, 0.7, 0.9, 0.6}, dice{0.75, 0.8, 0.68, 0.83, 0.5};
    const DiceCorrection correction = correctionFrom(expected, dice);
    QVERIFY(correction.isKnown);
    QVERIFY(std::abs(correction.offset + 0.052) < 1e-9);
    QVERIFY(std::abs(correction.halfWidth - 0.048) < 1e-9);  // the fifth of five: ceil(0.8 * 6)
    const PredictedDice predicted = corrected(0.8, correction);
    QVERIFY(std::abs(predicted.value - 0.748) < 1e-9);
    QVERIFY(std::abs(*predicted.low - 0.7) < 1e-9 && std::abs(*predicted.high - 0.796) < 1e-9);
}

void TestPredictedDice::tooFewCasesCorrectNothing() {
    const std::vector<double> expected{0.8, 0.82, 0.7}, dice{0.75, 0.8, 0.68};
    const DiceCorrection correction = correctionFrom(expected, dice);
    QVERIFY(!correction.isKnown);
    QCOMPARE(corrected(0.8, correction), (PredictedDice{.value = 0.8}));
}

void TestPredictedDice::staysADice() {
    const PredictedDice predicted = corrected(0.95, {.isKnown = true, .offset = 0.2, .halfWidth = 2});
    QCOMPARE(predicted.value, 1.0);
    QCOMPARE(*predicted.low, 0.0);
    QCOMPARE(*predicted.high, 1.0);
}

QTEST_APPLESS_MAIN(TestPredictedDice)
#include "tst_predicted_dice.moc"
