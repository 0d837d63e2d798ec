#include "core/base/error.h"
#include "core/metrics/rank_correlation.h"
#include "core/reliability/trust_evidence.h"
#include "tests/reliability/made_cases.h"

#include <QtTest>
#include <algorithm>

using namespace tandem;
using namespace tandem::test;

namespace {

const Progress kQuiet = [](double, std::string_view) {};

FittedTrust fitted(const std::vector<CaseVoxels>& cases) {
    return fitAndJudge(cases, 2, kQuiet, {});
}

const DetectorEvidence& detector(const TrustEvidence& evidence, const char* id) {
    const auto found = std::ranges::find(evidence.detectors, id, &DetectorEvidence::id);
    if (found == evidence.detectors.end()) {
        qFatal("no detector %s", id);
    }
    return *found;
}

}  // namespace

class TestTrustEvidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsErrorsBetterThanEveryMap();
    void warnsOfAMapThatPointsAway();
    void aWeightThatPointsAtErrorsIsUsed();
    void aConstantMapFindsNothing();
    void tooFewCasesAreUncalibrated();
    void noMapHelps();
    void allRight();
    void allWrong();
    void aClassThatIsNowhere();
    void noCases();
    void isTheSameAtEveryRepetition();
    void aCaseDoesNotJudgeItself();
    void predictsDice();
    void theOrderIsJudgedAsItIsUsed();
    void abstainingRemovesWhatItExpects();
    void judgesOtherCases();
    void stops();
};

void TestTrustEvidence::findsErrorsBetterThanEveryMap() {
    const FittedTrust trust = fitted(madeCases(6));
    QVERIFY(trust.model.isCalibrated);
    QVERIFY(trust.evidence.isCalibrated);
    QCOMPARE(trust.evidence.detectors.front().id, "trust");
    const DetectorEvidence& own = detector(trust.evidence, "trust");
    QVERIFY(own.auroc->value > detector(trust.evidence, "entropy-a").auroc->value);
    QVERIFY(own.auroc->low <= own.auroc->value && own.auroc->value <= own.auroc->high);
    QVERIFY2(own.ece->value < 0.02, qPrintable(QString::number(own.ece->value)));
    QVERIFY(own.excessAurc->value >= 0);
}

void TestTrustEvidence::warnsOfAMapThatPointsAway() {
    const TrustEvidence evidence = fitted(madeCases(6)).evidence;
    QVERIFY(detector(evidence, "weight-a").pointsTheWrongWay());
    QVERIFY(!detector(evidence, "entropy-a").pointsTheWrongWay());
    const auto sentences = sentencesOf(evidence);
    QVERIFY(std::ranges::any_of(sentences, [](const std::string& sentence) {
        return sentence.find("teaching weight of A") != std::string::npos &&
               sentence.find("points the wrong way") != std::string::npos;
    }));
    // The error rate rises with the weight.
    QVERIFY(evidence.weightBinsA.back().errorRate > evidence.weightBinsA.front().errorRate);
}

void TestTrustEvidence::aWeightThatPointsAtErrorsIsUsed() {
    const FittedTrust trust = fitted(madeCases(6, {.entropy = Pointing::Nowhere, .weight = Pointing::AtErrors}));
    QVERIFY(trust.model.isCalibrated);
    QVERIFY(trust.model.structure.slopes[static_cast<std::size_t>(TrustSignal::WeightA)] > 0);
    QVERIFY(detector(trust.evidence, "trust").auroc->value > 0.9);
    QVERIFY(!detector(trust.evidence, "weight-a").pointsTheWrongWay());
}

void TestTrustEvidence::aConstantMapFindsNothing() {
    const TrustEvidence evidence = fitted(madeCases(6, {.entropy = Pointing::Nowhere})).evidence;
    QVERIFY(std::abs(detector(evidence, "entropy-a").auroc->value - 0.5) < 0.02);
    QVERIFY(!detector(evidence, "entropy-a").pointsTheWrongWay());
}

void TestTrustEvidence::tooFewCasesAreUncalibrated() {
    const FittedTrust few = fitted(madeCases(kLeastTrustCases - 1));
    QVERIFY(!few.model.isCalibrated);
    QVERIFY(!few.evidence.isCalibrated);
    QVERIFY(!few.correction.isKnown);
    QVERIFY(detector(few.evidence, "trust").auroc->value > 0.7);
    QVERIFY(!few.evidence.cases.front().predicted.low);
    QVERIFY(fitted(madeCases(kLeastTrustCases)).model.isCalibrated);
}

void TestTrustEvidence::noMapHelps() {
    // Errors everywhere alike, and maps that are blind: nothing to fit.
    std::vector<CaseVoxels> cases = madeCases(6);
    for (CaseVoxels& one : cases) {
        for (std::vector<float>& column : one.signals) {
            std::ranges::fill(column, 0.5F);
        }
        for (std::size_t at = 0; at < one.size(); ++at) {
            one.label[at] = at % 2;
            one.reference[at] = at / 2 % 3 == 0 ? 1 - one.label[at] : one.label[at];
        }
    }
    const FittedTrust trust = fitted(cases);
    QVERIFY(!trust.evidence.isCalibrated);
    QCOMPARE(trust.model, TrustModel());
}

void TestTrustEvidence::allRight() {
    const FittedTrust trust = fitted(madeCases(6, {.errorRate = 0}));
    QVERIFY(!trust.model.isCalibrated);
    QVERIFY(!detector(trust.evidence, "trust").auroc);
    QCOMPARE(trust.evidence.cases.front().dice, 1.0);
    QVERIFY(std::isfinite(detector(trust.evidence, "trust").ece->value));
}

void TestTrustEvidence::allWrong() {
    std::vector<CaseVoxels> cases = madeCases(6);
    for (CaseVoxels& one : cases) {
        std::ranges::transform(one.label, one.reference.begin(),
                               [](std::uint8_t label) { return static_cast<std::uint8_t>(1 - label); });
    }
    const FittedTrust trust = fitted(cases);
    QVERIFY(!trust.model.isCalibrated);
    QVERIFY(!detector(trust.evidence, "trust").auroc);
    QVERIFY(detector(trust.evidence, "trust").aurc->value > 0.999);
}

void TestTrustEvidence::aClassThatIsNowhere() {
    std::vector<CaseVoxels> cases = madeCases(6);
    for (CaseVoxels& one : cases) {
        one.meanProbability.emplace_back(one.size(), 0.0F);
    }
    const FittedTrust trust = fitAndJudge(cases, 3, kQuiet, {});
    QVERIFY(trust.model.isCalibrated);
    QCOMPARE(trust.model.classOffsets.size(), std::size_t{3});
    QCOMPARE(trust.model.classOffsets[2], 0.0);
    QVERIFY(std::isfinite(trust.evidence.cases.front().predicted.value));
}

void TestTrustEvidence::noCases() {
    const FittedTrust trust = fitted({});
    QVERIFY(!trust.model.isCalibrated);
    QVERIFY(trust.evidence.detectors.empty());
    QCOMPARE(sentencesOf(trust.evidence).size(), std::size_t{1});
    QVERIFY(!abstentionAt(trust.evidence, 0.05));
}

void TestTrustEvidence::isTheSameAtEveryRepetition() {
    const FittedTrust one = fitted(madeCases(5));
    const FittedTrust other = fitted(madeCases(5));
    QCOMPARE(one.model, other.model);
    QCOMPARE(one.correction, other.correction);
    QVERIFY(one.evidence == other.evidence);
}

void TestTrustEvidence::aCaseDoesNotJudgeItself() {
    // In the last case the entropy is the other way round.
    std::vector<CaseVoxels> cases = madeCases(5);
    cases.push_back(madeCase({.number = 6, .entropy = Pointing::Away}));
    const FittedTrust trust = fitted(cases);
    QVERIFY(trust.evidence.isCalibrated);
    const TrustModel others = fitAndJudge(std::span(cases).first(5), 2, kQuiet, {}).model;
    const TrustEvidence judged = judge(others, {}, std::span(cases).last(1), kQuiet, {});
    const TrustEvidence withItself = judge(trust.model, {}, std::span(cases).last(1), kQuiet, {});
    QVERIFY(std::abs(*trust.evidence.cases.back().auroc - *judged.cases.back().auroc) < 1e-4);
    QVERIFY(*withItself.cases.back().auroc > *judged.cases.back().auroc + 0.01);
}

void TestTrustEvidence::predictsDice() {
    std::vector<CaseVoxels> cases;
    for (int number = 1; number <= 8; ++number) {
        cases.push_back(madeCase({.number = number, .errorRate = 0.05 * number}));
    }
    const TrustEvidence evidence = fitted(cases).evidence;
    QVERIFY(evidence.isCalibrated);
    const CaseScoreEvidence& score = evidence.scores.front();
    QCOMPARE(score.id, "predicted-dice");
    QVERIFY2(*score.spearman > 0.9, qPrintable(QString::number(*score.spearman)));
    QVERIFY2(*score.meanAbsoluteError < 0.06, qPrintable(QString::number(*score.meanAbsoluteError)));
    QVERIFY(*evidence.intervalCoverage >= 0.5);
    for (const CaseEvidence& one : evidence.cases) {
        QVERIFY(*one.predicted.low <= one.predicted.value && one.predicted.value <= *one.predicted.high);
    }
}

void TestTrustEvidence::theOrderIsJudgedAsItIsUsed() {
    // Cases that hardly differ: what the others say of a case left out is then the lower, the better it is, which is no
    // fault of the order that one correction for all gives.
    std::vector<CaseVoxels> cases;
    for (int number = 1; number <= 8; ++number) {
        cases.push_back(madeCase({.number = number, .errorRate = 0.1 + 0.002 * number}));
    }
    const TrustEvidence evidence = fitted(cases).evidence;
    std::vector<double> expected, predicted, dice;
    for (const CaseEvidence& one : evidence.cases) {
        expected.push_back(one.expected);
        predicted.push_back(one.predicted.value);
        dice.push_back(one.dice);
    }
    QCOMPARE(*evidence.scores.front().spearman, *rankCorrelation(expected, dice));
    QVERIFY2(*rankCorrelation(predicted, dice) < *rankCorrelation(expected, dice),
             qPrintable(QString("%1 %2").arg(*rankCorrelation(expected, dice)).arg(*rankCorrelation(predicted, dice))));
}

void TestTrustEvidence::abstainingRemovesWhatItExpects() {
    const TrustEvidence evidence = fitted(madeCases(6)).evidence;
    const auto point = abstentionAt(evidence, 0.1);
    QVERIFY(point);
    QVERIFY(point->errorsRemoved > 0.1);
    QVERIFY2(std::abs(point->errorsRemoved - point->expectedErrorsRemoved) < 0.05,
             qPrintable(QString("%1 %2").arg(point->errorsRemoved).arg(point->expectedErrorsRemoved)));
    QVERIFY(std::ranges::is_sorted(evidence.abstention, {}, &AbstentionPoint::errorsRemoved));
}

void TestTrustEvidence::judgesOtherCases() {
    const FittedTrust trust = fitted(madeCases(6));
    std::vector<CaseVoxels> test;
    for (int number = 21; number <= 24; ++number) {
        test.push_back(madeCase({.number = number}));
    }
    const TrustEvidence evidence = judge(trust.model, trust.correction, test, kQuiet, {});
    QVERIFY(evidence.isCalibrated);
    QCOMPARE(evidence.cases.size(), std::size_t{4});
    QVERIFY(detector(evidence, "trust").auroc->value > detector(evidence, "entropy-a").auroc->value);
    QVERIFY(detector(evidence, "trust").ece->value < 0.02);
}

void TestTrustEvidence::stops() {
    std::stop_source source;
    source.request_stop();
    const std::vector<CaseVoxels> cases = madeCases(5);
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(fitAndJudge(cases, 2, kQuiet, source.get_token())));
}

QTEST_APPLESS_MAIN(TestTrustEvidence)
#include "tst_trust_evidence.moc"
