// Strategies as validation cases judge them, each by a trust that did not see it.
#include "core/reliability/trust_fit.h"
#include "storage/cases/case_reading.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/regions/prediction_regions.h"
#include "storage/regions/strategy_evidence.h"
#include "storage/reliability/prediction_trust.h"
#include "storage/reliability/run_trust.h"
#include "tests/core/expect_error.h"
#include "tests/review/review_project.h"

#include <QTest>
#include <functional>
#include <memory>
#include <vector>

using namespace tandem;

namespace {

const Progress kSilent = [](double, std::string_view) {};
const Weights kWeights{.hash = ReviewProject::checkpoint()};
constexpr int kCases = 5;

}  // namespace

class TestStrategyEvidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_made = std::make_unique<ReviewProject>(kCases); }

    void withoutMeasuredTrustThereIsNone();
    void noCaseJudgesItself();
    void uncalibratedTrustIsJudgedAsItIs();
    void stops();

private:
    void predictAll() {
        for (int number = 1; number <= kCases; ++number) {
            m_made->predict(m_made->check(number), number + 1);
        }
    }
    [[nodiscard]] RunTrust measure() const {
        return measureTrust(m_made->project(), m_made->runId(), kWeights, Decoder::A, kSilent, {});
    }
    [[nodiscard]] RegionEvidence evidence() const {
        return measureStrategies(m_made->project(), m_made->runId(), kWeights, {}, kSilent, {});
    }
    [[nodiscard]] PredictionRecord predictionOf(int number) const {
        return *m_made->project().predictions().find(m_made->runId(), m_made->check(number));
    }
    /// trustOf(number): by which a case is judged.
    [[nodiscard]] RegionEvidence judgedBy(const std::function<FittedTrust(int)>& trustOf) const {
        std::vector<JudgedCase> judged;
        for (int number = 1; number <= kCases; ++number) {
            const CaseRecord record = m_made->project().cases().get(m_made->check(number));
            PredictionRegions regions = regionsOf(m_made->project(), predictionOf(number), trustOf(number), {});
            std::vector<RegionTruth> truth =
                truthOf(regions.candidates, regions.label, readCaseLabel(m_made->project(), record, {}));
            judged.push_back({std::move(regions.candidates), std::move(truth)});
        }
        return judgeStrategies(judged, {}, {});
    }

    std::unique_ptr<ReviewProject> m_made;
};

void TestStrategyEvidence::withoutMeasuredTrustThereIsNone() {
    QCOMPARE(evidence().cases, 0);
    predictAll();
    QCOMPARE(evidence().cases, 0);
    static_cast<void>(measure());
    QCOMPARE(evidence().cases, kCases);
    m_made->predict(m_made->check(1), 7, false, std::string(64, 'd'));
    QCOMPARE(evidence().cases, kCases);  // by other weights
    const auto own = m_made->project().predictions().find(m_made->runId(), m_made->check(1), kWeights.hash);
    m_made->project().predictions().remove(own->id);
    QCOMPARE(evidence().cases, 0);  // to be measured again
}

void TestStrategyEvidence::noCaseJudgesItself() {
    predictAll();
    const RunTrust trust = measure();
    QVERIFY(trust.fitted.model.isCalibrated);
    std::vector<CaseVoxels> drawn;
    for (int number = 1; number <= kCases; ++number) {
        drawn.push_back(drawVoxels(m_made->project(), predictionOf(number), Decoder::A, {}));
    }
    const RegionEvidence byOthers = judgedBy([&](int number) {
        std::vector<std::reference_wrapper<const CaseVoxels>> others;
        for (int other = 1; other <= kCases; ++other) {
            if (other != number) {
                others.emplace_back(drawn[static_cast<std::size_t>(other - 1)]);
            }
        }
        return FittedTrust{.model = fitTrust(others, 2, trust.fitted.model)};
    });
    const RegionEvidence found = evidence();
    QVERIFY(found == byOthers);
    QVERIFY(found.wrongVoxels > 0);
    // The doubtful voxels of these predictions are the wrong ones.
    const Spread& least = found.of(RegionStrategy::LeastReliable)->found[kJudgedBy];
    const Spread& random = found.of(RegionStrategy::ForegroundRandom)->found[kJudgedBy];
    QVERIFY2(least.value > random.value, qPrintable(QString("%1 %2").arg(least.value).arg(random.value)));
}

void TestStrategyEvidence::uncalibratedTrustIsJudgedAsItIs() {
    m_made = std::make_unique<ReviewProject>(3);
    for (int number = 1; number <= 3; ++number) {
        m_made->predict(m_made->check(number), number + 1);
    }
    QVERIFY(!measure().fitted.model.isCalibrated);
    const RegionEvidence found = evidence();
    QCOMPARE(found.cases, 3);
    QCOMPARE(found.strategies.size(), 4U);
    QVERIFY(!found.isEnough());
}

void TestStrategyEvidence::stops() {
    predictAll();
    static_cast<void>(measure());
    std::stop_source stop;
    stop.request_stop();
    const auto error = errorOf(
        [&] { return measureStrategies(m_made->project(), m_made->runId(), kWeights, {}, kSilent, stop.get_token()); });
    QVERIFY(error && error->code() == ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestStrategyEvidence)
#include "tst_strategy_evidence.moc"
