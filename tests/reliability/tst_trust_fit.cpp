#include "core/reliability/trust_fit.h"
#include "tests/reliability/made_cases.h"

#include <QtTest>
#include <cmath>

using namespace tandem;
using namespace tandem::test;

namespace {

std::vector<std::reference_wrapper<const CaseVoxels>> all(const std::vector<CaseVoxels>& cases) {
    return {cases.begin(), cases.end()};
}

/// Penalised likelihood that fitTrust() minimises is flat there: the fitted mean of every signal over wrong voxels is
/// that over all voxels by their chance to be wrong, up to the penalty.
double chanceOfError(const TrustModel& model, const std::vector<CaseVoxels>& cases) {
    double sum = 0;
    for (const CaseVoxels& one : cases) {
        double ofCase = 0;
        for (const float trust : trustOf(model, one.signals, one.label)) {
            ofCase += 1 - static_cast<double>(trust);
        }
        sum += ofCase / static_cast<double>(one.size()) / static_cast<double>(cases.size());
    }
    return sum;
}

double errorRate(const std::vector<CaseVoxels>& cases) {
    double sum = 0;
    for (const CaseVoxels& one : cases) {
        double wrong = 0;
        for (std::size_t at = 0; at < one.size(); ++at) {
            wrong += one.isWrong(at) ? 1 : 0;
        }
        sum += wrong / static_cast<double>(one.size()) / static_cast<double>(cases.size());
    }
    return sum;
}

}  // namespace

class TestTrustFit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void meetsTheErrorRate();
    void knownSignalsNeverFall();
    void anotherStartEndsAtTheSame();
    void casesWeighAlike();
    void aKindWithoutErrorsIsTrusted();
    void needsRightAndWrong();
};

void TestTrustFit::meetsTheErrorRate() {
    const std::vector<CaseVoxels> cases = madeCases(5);
    const TrustModel model = fitTrust(all(cases), 2);
    QVERIFY(model.isCalibrated);
    QVERIFY2(std::abs(chanceOfError(model, cases) - errorRate(cases)) < 1e-4,
             qPrintable(QString("%1 %2").arg(chanceOfError(model, cases)).arg(errorRate(cases))));
}

void TestTrustFit::knownSignalsNeverFall() {
    // Entropies that point away would want a negative slope.
    const std::vector<CaseVoxels> cases = madeCases(5, {.entropy = Pointing::Away, .weight = Pointing::AtErrors});
    const TrustModel model = fitTrust(all(cases), 2);
    for (std::size_t signal = 0; signal < kTrustSignals; ++signal) {
        for (const TrustSum& sum : {model.background, model.structure}) {
            QVERIFY(!trustSignalTexts()[signal].isKnownToRise || sum.slopes[signal] >= 0);
        }
    }
    QVERIFY(model.structure.slopes[static_cast<std::size_t>(TrustSignal::WeightA)] > 0);
    const TrustModel away = fitTrust(all(madeCases(5, {.weight = Pointing::Away})), 2);
    QVERIFY(away.structure.slopes[static_cast<std::size_t>(TrustSignal::WeightA)] < 0);
}

void TestTrustFit::anotherStartEndsAtTheSame() {
    const std::vector<CaseVoxels> cases = madeCases(5);
    const TrustModel cold = fitTrust(all(cases), 2);
    const TrustModel warm = fitTrust(all(cases), 2, fitTrust(all(madeCases(3, {.errorRate = 0.1})), 2));
    for (std::size_t signal = 0; signal < kTrustSignals; ++signal) {
        QVERIFY2(
            std::abs(cold.structure.slopes[signal] - warm.structure.slopes[signal]) < 1e-5,
            qPrintable(
                QString("%1 %2 %3").arg(signal).arg(cold.structure.slopes[signal]).arg(warm.structure.slopes[signal])));
    }
}

void TestTrustFit::casesWeighAlike() {
    // A large case with few errors and a small one with many count the same.
    const std::vector<CaseVoxels> cases{madeCase({.number = 1, .errorRate = 0.05, .side = 40}),
                                        madeCase({.number = 2, .errorRate = 0.4, .side = 20})};
    const TrustModel model = fitTrust(all(cases), 2);
    QVERIFY(std::abs(chanceOfError(model, cases) - errorRate(cases)) < 1e-3);
}

void TestTrustFit::aKindWithoutErrorsIsTrusted() {
    // Only structures are wrong: the background has an error rate, near none.
    std::vector<CaseVoxels> cases = madeCases(4);
    for (CaseVoxels& one : cases) {
        for (std::size_t at = 0; at < one.size(); ++at) {
            one.reference[at] = one.label[at] == 0 ? 0 : one.reference[at];
        }
    }
    const TrustModel model = fitTrust(all(cases), 2);
    QVERIFY(model.isCalibrated);
    QCOMPARE(model.background.slopes, (std::array<double, kTrustSignals>{}));
    QVERIFY(model.background.offset < -5);
    QVERIFY(std::abs(chanceOfError(model, cases) - errorRate(cases)) < 1e-3);
}

void TestTrustFit::needsRightAndWrong() {
    QVERIFY(!fitTrust({}, 2).isCalibrated);
    QVERIFY(!fitTrust(all(madeCases(4, {.errorRate = 0})), 2).isCalibrated);
}

QTEST_APPLESS_MAIN(TestTrustFit)
#include "tst_trust_fit.moc"
