#include "core/base/error.h"
#include "core/reliability/region_evidence.h"
#include "core/reliability/trust_evidence.h"
#include "core/volume/unknown_class.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace tandem;

namespace {

constexpr std::int64_t kBoxVoxels = 100;

/// A hundred boxes, of which five have 40 wrong voxels each; doubt(box, whether it has) and disagreement are said of
/// them.
template <class Doubt>
JudgedCase judgedCase(std::int64_t caseId, const Doubt& doubt) {
    JudgedCase judged;
    for (std::int64_t number = 0; number < 100; ++number) {
        const bool isWrong = number % 20 == caseId % 20;
        CandidateRegion& one = judged.candidates.emplace_back();
        one.caseId = caseId;
        one.number = number;
        one.expectedErrors = doubt(number, isWrong);
        one.ofClasses = {{1, one.expectedErrors}};
        one.disagreementVoxels = number;
        one.foregroundVoxels = number % 2;
        judged.truth.push_back({kBoxVoxels, isWrong ? 40 : 0});
    }
    return judged;
}

template <class Doubt>
std::vector<JudgedCase> judgedCases(int count, const Doubt& doubt) {
    std::vector<JudgedCase> cases;
    for (int at = 0; at < count; ++at) {
        cases.push_back(judgedCase(at + 1, doubt));
    }
    return cases;
}

double knows(std::int64_t number, bool isWrong) {
    return (isWrong ? 50 : 1) + static_cast<double>(number) / 100;
}
double isMistaken(std::int64_t number, bool isWrong) {
    return (isWrong ? 1 : 50) + static_cast<double>(number) / 100;
}

bool isClose(double value, double expected) {
    return std::abs(value - expected) < 1e-9;
}

}  // namespace

class TestRegionEvidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsByHand();
    void aRegionCountsByItsPartThatWasLookedAt();
    void whatKnowsIsBetterThanRandom();
    void whatIsMistakenIsNot();
    void fewCasesSayNothing();
    void allRight();
    void truthIsCounted();
    void stops();
};

// Four cases of 100 boxes: 20 boxes of 400 hold all errors, and a hundredth of the voxels is four boxes.
void TestRegionEvidence::findsByHand() {
    const RegionEvidence evidence = judgeStrategies(judgedCases(4, knows), {}, {});
    QCOMPARE(evidence.cases, 4);
    QCOMPARE(evidence.wrongVoxels, 4 * 5 * 40);
    const StrategyEvidence& one = *evidence.of(RegionStrategy::LeastReliable);
    QVERIFY(isClose(one.found[0].value, 0.2));
    QVERIFY(isClose(one.found[1].value, 1));
    QVERIFY(isClose(one.found[2].value, 1));
    QCOMPARE(one.curve.size(), 21U);
    QVERIFY(isClose(one.curve[0], 0));
    QVERIFY(isClose(one.curve[1], 0.2));
    QVERIFY(isClose(one.curve[3], 0.6));
    QVERIFY(std::ranges::is_sorted(one.curve));
    // The most disagreement is in the boxes of the greatest numbers, of which 95 is wrong in none of the cases; those
    // of 1 to 4 have theirs from 81 on: the first 10 % are 90 to 99, the first 20 % hold a fifth of all.
    const StrategyEvidence& other = *evidence.of(RegionStrategy::MostDisagreement);
    QVERIFY(isClose(other.found[2].value, 0));
    QVERIFY(isClose(other.curve[20], 0.2));
}

void TestRegionEvidence::aRegionCountsByItsPartThatWasLookedAt() {
    JudgedCase judged;
    judged.candidates.resize(2);
    judged.candidates[1].expectedErrors = 1;
    judged.truth = {{600, 60}, {400, 40}};
    const RegionEvidence evidence = judgeStrategies(std::vector{judged}, {}, {});
    const StrategyEvidence& one = *evidence.of(RegionStrategy::LeastReliable);
    QVERIFY(isClose(one.found[0].value, 0.01));  // ten of the 400 voxels, and so one of the wrong ones
    QVERIFY(isClose(one.found[2].value, 0.1));
}

void TestRegionEvidence::whatKnowsIsBetterThanRandom() {
    const std::vector<JudgedCase> cases = judgedCases(6, knows);
    const RegionEvidence evidence = judgeStrategies(cases, {}, {});
    QVERIFY(evidence.isEnough());
    QVERIFY(evidence.isBetterThanRandom(RegionStrategy::LeastReliable));
    QVERIFY(!evidence.isBetterThanRandom(RegionStrategy::ForegroundRandom));
    QVERIFY(evidence.best()->strategy == RegionStrategy::LeastReliable);
    const Spread& random = evidence.of(RegionStrategy::ForegroundRandom)->found[kJudgedBy];
    QVERIFY2(random.value > 0.02 && random.value < 0.09, qPrintable(QString::number(random.value)));
    QVERIFY(random.low <= random.value && random.value <= random.high);
    QVERIFY(random.low < random.high);
    QVERIFY(evidence == judgeStrategies(cases, {}, {}));
    QVERIFY(!(evidence == judgeStrategies(cases, {.seed = 77}, {})));
    QVERIFY(QString::fromStdString(sentenceOf(evidence)).contains("least-reliable finds most, 1.00 (1.00 to 1.00)"));
}

void TestRegionEvidence::whatIsMistakenIsNot() {
    const RegionEvidence evidence = judgeStrategies(judgedCases(6, isMistaken), {}, {});
    QVERIFY(evidence.isEnough());
    QVERIFY(!evidence.isBetterThanRandom(RegionStrategy::LeastReliable));
    QVERIFY(evidence.best() == nullptr);
    QVERIFY(evidence.of(RegionStrategy::LeastReliable)->beyondRandom[kJudgedBy].high < 0);
    QVERIFY(QString::fromStdString(sentenceOf(evidence)).startsWith("No strategy is better than foreground-random"));
}

void TestRegionEvidence::fewCasesSayNothing() {
    const RegionEvidence evidence = judgeStrategies(judgedCases(kLeastTrustCases - 1, knows), {}, {});
    QVERIFY(!evidence.isEnough());
    QVERIFY(!evidence.isBetterThanRandom(RegionStrategy::LeastReliable));
    QVERIFY(QString::fromStdString(sentenceOf(evidence)).startsWith("3 validation cases are too few"));
    const RegionEvidence none = judgeStrategies({}, {}, {});
    QVERIFY(none.strategies.empty() && !none.isEnough());
    QVERIFY(QString::fromStdString(sentenceOf(none)).startsWith("Nothing says yet"));
}

void TestRegionEvidence::allRight() {
    std::vector<JudgedCase> cases = judgedCases(5, knows);
    for (JudgedCase& one : cases) {
        for (RegionTruth& truth : one.truth) {
            truth.wrong = 0;
        }
    }
    const RegionEvidence evidence = judgeStrategies(cases, {}, {});
    QCOMPARE(evidence.cases, 5);
    QVERIFY(evidence.best() == nullptr);
    QVERIFY(QString::fromStdString(sentenceOf(evidence)).startsWith("No voxel of the validation cases is wrong"));
    // One case with an error among cases without: draws of cases that miss it say nothing.
    cases.front().truth[1].wrong = 7;
    QCOMPARE(judgeStrategies(cases, {}, {}).strategies.size(), 4U);
}

void TestRegionEvidence::truthIsCounted() {
    const Geometry grid{.size = {13, 9, 7}, .spacingMm = {4, 4, 4}};
    std::mt19937 random(5);
    std::vector<std::uint8_t> label(static_cast<std::size_t>(grid.voxelCount()));
    std::vector<std::uint8_t> reference(label.size());
    RegionTruth all;
    for (std::size_t at = 0; at < label.size(); ++at) {
        label[at] = static_cast<std::uint8_t>(random() % 3);
        reference[at] = random() % 5 == 0 ? kUnknownClass : static_cast<std::uint8_t>(random() % 3);
        all.voxels += reference[at] != kUnknownClass ? 1 : 0;
        all.wrong += reference[at] != kUnknownClass && reference[at] != label[at] ? 1 : 0;
    }
    const LabelVolume predicted(grid, label);
    const ImageVolume trust(grid, std::vector<float>(label.size(), 1));
    const auto candidates = findCandidateRegions(1, {trust, predicted, predicted, predicted}, {}, {});
    QVERIFY(candidates.size() > 4);
    RegionTruth sum;
    for (const RegionTruth& one : truthOf(candidates, predicted, {grid, reference})) {
        sum.voxels += one.voxels;
        sum.wrong += one.wrong;
    }
    QVERIFY(sum == all);
    // A box by itself.
    const auto one = truthOf({candidates.begin() + 1, candidates.begin() + 2}, predicted, {grid, reference}).front();
    std::int64_t wrong = 0;
    const Box& box = candidates[1].box;
    for (std::int64_t z = 0; z < box.size[2]; ++z) {
        for (std::int64_t y = 0; y < box.size[1]; ++y) {
            for (std::int64_t x = 0; x < box.size[0]; ++x) {
                const auto at =
                    static_cast<std::size_t>(box.first[0] + x + 13 * (box.first[1] + y + 9 * (box.first[2] + z)));
                wrong += reference[at] != kUnknownClass && reference[at] != label[at] ? 1 : 0;
            }
        }
    }
    QCOMPARE(one.wrong, wrong);
    Geometry other = grid;
    other.originMm = {100, 0, 0};
    QVERIFY_THROWS_EXCEPTION(Error, std::ignore = truthOf(candidates, predicted, {other, reference}));
}

void TestRegionEvidence::stops() {
    std::stop_source stop;
    stop.request_stop();
    try {
        std::ignore = judgeStrategies(judgedCases(4, knows), {}, stop.get_token());
        QFAIL("it went on");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
}

QTEST_APPLESS_MAIN(TestRegionEvidence)
#include "tst_region_evidence.moc"
