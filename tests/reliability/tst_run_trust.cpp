// Trust as a project keeps it: fitted on validation cases alone, scored with the predictions, never of other weights.
#include "core/base/error.h"
#include "core/reliability/trust_json.h"
#include "storage/db/trust_repository.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/prediction_trust.h"
#include "storage/reliability/run_trust.h"
#include "storage/reliability/trust_learning.h"
#include "storage/reliability/trust_scores.h"
#include "storage/review/case_review.h"
#include "tests/core/expect_error.h"
#include "tests/review/review_project.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <algorithm>
#include <vector>

using namespace tandem;

namespace {

const Progress kSilent = [](double, std::string_view) {};
const Weights kWeights{.hash = ReviewProject::checkpoint()};

/// Predictions of the validation cases that are the worse, the higher the number.
void predictChecks(ReviewProject& made, int count = 4) {
    for (int number = 1; number <= count; ++number) {
        made.predict(made.check(number), number);
    }
}

RunTrust measured(const ReviewProject& made) {
    return measureTrust(const_cast<ReviewProject&>(made).project(), made.runId(), kWeights, Decoder::A, kSilent, {});
}

/// For a request that predicts nothing.
const Engine& noEngine() {
    throw Error(ErrorCode::Internal, "An engine was asked for.");
}

}  // namespace

class TestRunTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isUncalibratedUntilMeasured() {
        ReviewProject made;
        predictChecks(made);
        const RunTrust trust = recordedTrust(made.project(), made.runId(), kWeights.hash);
        QVERIFY(!trust.isMeasured() && !trust.fitted.model.isCalibrated);
        QVERIFY(trust.isOutdated);
        QCOMPARE(trust.validationCases, 4);
        QCOMPARE(trust.scoringId, 0);
    }

    void isMeasuredOnValidationCasesAndKept() {
        ReviewProject made;
        predictChecks(made);
        made.predict(made.open(1), 1);
        const RunTrust trust = measured(made);
        QVERIFY(trust.isMeasured() && !trust.isOutdated);
        QVERIFY(trust.fitted.model.isCalibrated);
        QCOMPARE(trust.cases.size(), std::size_t{4});
        QCOMPARE(trust.fitted.evidence.cases[0].caseName, "check-1");
        QVERIFY(trust.fitted.evidence.cases[0].dice > trust.fitted.evidence.cases[3].dice);
        const RunTrust again = recordedTrust(made.project(), made.runId(), kWeights.hash);
        QCOMPARE(again.fitted.model, trust.fitted.model);
        QVERIFY(again.fitted.evidence == trust.fitted.evidence);
        QVERIFY(std::filesystem::exists(made.folder() / "runs/0001" / "trust-cccccccc-a.json"));
        QCOMPARE(measured(made).fitted.model, trust.fitted.model);
    }

    void isMeasuredAgainWhereTheRecordIsDamaged_data() {
        QTest::addColumn<bool>("isOfOtherClasses");
        QTest::newRow("cut off") << false;
        QTest::newRow("of a project with other classes") << true;
    }
    void isMeasuredAgainWhereTheRecordIsDamaged() {
        QFETCH(const bool, isOfOtherClasses);
        ReviewProject made;
        predictChecks(made);
        TrustRecord record{.runId = made.runId(), .checkpointHash = kWeights.hash, .label = Decoder::A};
        RunTrust before = measured(made);
        record.cases = before.cases;
        before.fitted.model.classOffsets.resize(1);
        record.document = isOfOtherClasses ? trustJson(before.fitted).dump() : R"({"model":{"calibrated":true}})";
        made.project().trust().record(record);
        const RunTrust damaged = recordedTrust(made.project(), made.runId(), kWeights.hash);
        QVERIFY(!damaged.isMeasured() && damaged.isOutdated && !damaged.fitted.model.isCalibrated);
        QVERIFY(measured(made).fitted.model.isCalibrated);
    }

    void isOutdatedWhereAnOlderProgramMeasuredIt() {
        ReviewProject made;
        predictChecks(made);
        const RunTrust before = measured(made);
        FittedTrust older = before.fitted;
        older.version = 1;
        made.project().trust().record({.runId = made.runId(),
                                       .checkpointHash = kWeights.hash,
                                       .label = Decoder::A,
                                       .document = trustJson(older).dump(),
                                       .cases = before.cases});
        const RunTrust trust = recordedTrust(made.project(), made.runId(), kWeights.hash);
        QVERIFY(trust.isMeasured() && trust.isOutdated && trust.fitted.model.isCalibrated);
        QVERIFY(!measured(made).isOutdated);
    }

    void judgedByOtherCasesThanItWasFittedOn() {
        ReviewProject made;
        predictChecks(made);
        made.predict(made.open(1), 2);
        static_cast<void>(acceptPrediction(made.project(), made.runId(), made.open(1), {}, {}));
        const std::int64_t test = made.addCase("test", true);
        const RunTrust trust = measured(made);
        const JudgingCases judging =
            casesThatJudge(made.project(), made.runId(), trust, {made.check(2), test, made.open(1)});
        QCOMPARE(judging.caseIds, std::vector<std::int64_t>{test});
        QCOMPARE(judging.leftOut.size(), std::size_t{2});
        QVERIFY(judging.leftOut[0].ends_with("fitted on them: check-2."));
        QVERIFY(judging.leftOut[1].ends_with("as they were: open-1."));
        QVERIFY(fittedOnNotice(made.project(), trust, {test, made.check(3)})
                    .front()
                    .starts_with("Trust was fitted on check-3,"));
        QVERIFY(fittedOnNotice(made.project(), trust, {test}).empty());
        // What is not calibrated was fitted on nothing.
        QCOMPARE(casesThatJudge(made.project(), made.runId(), {}, {made.check(2)}).leftOut.size(), std::size_t{0});
    }

    void isOutdatedByAnotherPrediction() {
        ReviewProject made;
        predictChecks(made);
        QVERIFY(!measured(made).isOutdated);
        made.predict(made.check(2), 3);
        const RunTrust trust = recordedTrust(made.project(), made.runId(), kWeights.hash);
        QVERIFY(trust.isOutdated && trust.isMeasured());
    }

    void toPredictAreTheCasesWithoutMaps() {
        ReviewProject made;
        predictChecks(made, 2);
        const RunTrust trust = recordedTrust(made.project(), made.runId(), kWeights.hash);
        QCOMPARE(trust.toPredict, (std::vector<std::int64_t>{made.check(3), made.check(4)}));
        QVERIFY(!measured(made).fitted.model.isCalibrated);  // two are too few
    }

    void withoutPredictionsNothingIsKept() {
        ReviewProject made;
        const RunTrust trust = measured(made);
        QVERIFY(!trust.isMeasured() && !trust.isOutdated);
    }

    void theDatabaseRefusesOtherCases_data() {
        QTest::addColumn<QString>("which");
        QTest::newRow("unlabelled") << "open";
        QTest::newRow("of another split") << "stranger";
    }
    void theDatabaseRefusesOtherCases() {
        QFETCH(const QString, which);
        ReviewProject made;
        const std::int64_t id = which == "open" ? made.open(1) : made.addCase("stranger", true);
        const TrustRecord record{.runId = made.runId(),
                                 .checkpointHash = kWeights.hash,
                                 .label = Decoder::A,
                                 .document = "{}",
                                 .cases = {{made.check(1), 1, "l"}, {id, 2, "l"}}};
        try {
            made.project().trust().record(record);
            QFAIL("a case that is no validation case was taken");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Conflict);
            QVERIFY(QString(error.what()).contains("validation cases"));
        }
        QVERIFY(!made.project().trust().find(made.runId(), kWeights.hash, Decoder::A));
    }

    void trustsWhereTheLabelIsRight() {
        ReviewProject made;
        predictChecks(made);
        const PredictionRecord prediction = made.predict(made.open(1), 3);
        const RunTrust trust = measured(made);
        const TrustedPrediction trusted = trustPrediction(made.project(), prediction, Decoder::A, trust.fitted, {});
        double right = 0, rights = 0, wrong = 0, wrongs = 0;
        for (std::size_t at = 0; at < trusted.trust.voxels().size(); ++at) {
            const bool isRight = trusted.label.voxels()[at] == made.truth().voxels()[at];
            (isRight ? right : wrong) += trusted.trust.voxels()[at];
            (isRight ? rights : wrongs) += 1;
        }
        QVERIFY2(right / rights > 0.9 && wrong / wrongs < 0.5,
                 qPrintable(QString("%1 %2").arg(right / rights).arg(wrong / wrongs)));
    }

    void slabsMakeTheSameTrust() {
        // The whole in one slab, and a label of the mean: neither changes what is said of a voxel.
        ReviewProject made;
        const PredictionRecord prediction = made.predict(made.open(1), 2);
        const TrustedPrediction a = trustPrediction(made.project(), prediction, Decoder::A, {}, {});
        const TrustedPrediction mean = trustPrediction(made.project(), prediction, Decoder::Mean, {}, {});
        QVERIFY(!differenceOf(a.trust.geometry(), made.grid()));
        QVERIFY(std::ranges::equal(a.trust.voxels(), mean.trust.voxels()));
        QVERIFY(!a.dice.low && !a.dice.high);
    }

    void scoresFollowTheTrust() {
        ReviewProject made;
        predictChecks(made);
        made.predict(made.open(1), 4);
        made.predict(made.open(2), 1);
        std::vector<RankedCase> ranked =
            rankCases(made.project(), made.runId(), kWeights, {made.open(2), made.open(1)}, kSilent, {});
        QVERIFY(!ranked.front().score.isCalibrated());
        const RunTrust trust = measured(made);
        const auto scored = [&] {
            return trustScoreOf(*made.project().predictions().find(made.runId(), made.open(1), kWeights.hash), trust);
        };
        QVERIFY(!scored());  // it was by no calibrated trust
        ranked = rankCases(made.project(), made.runId(), kWeights, {made.open(2), made.open(1)}, kSilent, {});
        QCOMPARE(ranked.front().caseName, "open-1");
        QVERIFY(ranked.front().score.isCalibrated());
        QVERIFY(ranked.front().score.dice.value < ranked.back().score.dice.value);
        QCOMPARE(*scored(), ranked.front().score);
    }

    void predictedDiceIsNearTheTruth() {
        ReviewProject made(6);
        predictChecks(made, 6);
        const TrustEvidence evidence = measured(made).fitted.evidence;
        QVERIFY2(*evidence.scores.front().meanAbsoluteError < 0.1,
                 qPrintable(QString::number(*evidence.scores.front().meanAbsoluteError)));
        QVERIFY(*evidence.scores.front().spearman > 0.8);
    }

    void otherCasesAreOnlyJudged() {
        ReviewProject made;
        predictChecks(made);
        const std::int64_t test = made.addCase("test", true);
        made.predict(test, 2);
        static_cast<void>(measured(made));
        const TrustEvidence evidence =
            judgeTrust(made.project(), made.runId(), kWeights, Decoder::A, {test}, kSilent, {});
        QCOMPARE(evidence.cases.size(), std::size_t{1});
        QCOMPARE(evidence.cases.front().caseName, "test");
        QCOMPARE(recordedTrust(made.project(), made.runId(), kWeights.hash).cases.size(), std::size_t{4});
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(judgeTrust(made.project(), made.runId(), kWeights, Decoder::A,
                                                                     {made.open(1)}, kSilent, {})));
    }

    void saysWhyItIsUncalibrated_data() {
        using Reason = Uncalibrated::Reason;
        QTest::addColumn<int>("validationCases");
        QTest::addColumn<int>("predicted");
        QTest::addColumn<bool>("isMeasured");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("no validation cases") << 0 << 0 << false << Reason::NoValidationCases;
        QTest::newRow("too few in the split") << 3 << 3 << true << Reason::TooFewInSplit;
        QTest::newRow("none of too few predicted") << 3 << 0 << false << Reason::TooFewInSplit;
        QTest::newRow("too few predicted") << 5 << 3 << true << Reason::TooFewPredicted;
        QTest::newRow("not measured") << 5 << 4 << false << Reason::NotMeasured;
        QTest::newRow("not better than a map") << 5 << 4 << true << Reason::NotBetter;
    }
    void saysWhyItIsUncalibrated() {
        QFETCH(const int, validationCases);
        QFETCH(const int, predicted);
        QFETCH(const bool, isMeasured);
        QFETCH(const Uncalibrated::Reason, reason);
        RunTrust trust{.measuredAt = isMeasured ? "2026-01-01T00:00:00Z" : "", .validationCases = validationCases};
        trust.toPredict.assign(static_cast<std::size_t>(validationCases - predicted), 1);
        const Uncalibrated expected{.reason = reason, .validationCases = validationCases, .predictedCases = predicted};
        QCOMPARE(whyUncalibrated(trust), std::optional(expected));
        trust.fitted.model.isCalibrated = true;
        QCOMPARE(whyUncalibrated(trust), std::nullopt);
    }

    void isLearntInTheStepsThatAreMissing() {
        ReviewProject made;
        predictChecks(made);
        TrustRequest request{.runId = made.runId(), .weights = kWeights};
        std::vector<TrustStep> steps;
        const TrustProgress progress = [&steps](TrustStep step) {
            steps.push_back(step);
            return kSilent;
        };
        const auto learn = [&] {
            steps.clear();
            return learnTrust(made.project(), noEngine, request, progress, {});
        };
        QVERIFY(learn().fitted.model.isCalibrated);
        QCOMPARE(steps, std::vector{TrustStep::Measuring});
        QVERIFY(learn().fitted.model.isCalibrated);
        QCOMPARE(steps, std::vector<TrustStep>{});
        const auto scored = [&] {
            const auto prediction = made.project().predictions().find(made.runId(), made.check(1), kWeights.hash);
            return trustScoreOf(*prediction, recordedTrust(made.project(), made.runId(), kWeights.hash)).has_value();
        };
        QVERIFY(!scored());
        request.isToScore = true;
        static_cast<void>(learn());
        QCOMPARE(steps, std::vector{TrustStep::Scoring});
        QVERIFY(scored());
    }

    void withoutPredictingWhatIsThereIsLearnt() {
        ReviewProject made;
        TrustRequest request{
            .runId = made.runId(), .weights = kWeights, .isToPredict = false, .isToScore = true, .caseDone = {}};
        std::vector<double> fractions;
        const auto learn = [&] {
            fractions.clear();
            const Progress progress = [&](double fraction, std::string_view) { fractions.push_back(fraction); };
            return learnTrust(made.project(), {}, request, stepsOf(request, progress), {});
        };
        QVERIFY(!learn().isMeasured());
        predictChecks(made, 3);
        const RunTrust trust = learn();
        QVERIFY(trust.isMeasured() && !trust.isOutdated && trust.toPredict.size() == 1);
        QVERIFY(std::ranges::is_sorted(fractions) && fractions.front() == 0 && fractions.back() == 1);
    }

    void isNotLearntFromWeightsThatWereReplaced() {
        ReviewProject made;
        const TrustRequest request{.runId = made.runId(), .weights = {.hash = std::string(64, 'd')}};
        const auto error = errorOf([&] { return learnTrust(made.project(), noEngine, request, {}, {}); });
        QVERIFY2(mentions(error, "the run has trained beyond it"), error ? error->what() : "");
    }

    void needsAllMaps() {
        ReviewProject made;
        PredictionRecord prediction = made.predict(made.open(1), 1);
        prediction.maps = KeptMaps::Label;
        try {
            static_cast<void>(trustPrediction(made.project(), prediction, Decoder::A, {}, {}));
            QFAIL("trusted without maps");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("open-1"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRunTrust)
#include "tst_run_trust.moc"
