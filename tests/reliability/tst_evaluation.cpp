// Predictions against labels: whose prediction, and what counts in a mean when a structure was missed.
#include "core/volume/unknown_class.h"
#include "storage/cases/scheme_label.h"
#include "storage/db/case_record.h"
#include "storage/prediction/self_judgement.h"
#include "storage/reliability/evaluation.h"
#include "storage/reliability/run_trust.h"
#include "storage/review/case_review.h"
#include "tests/core/expect_error.h"
#include "tests/review/review_project.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>

using namespace tandem;

namespace {

const Progress kSilent = [](double, std::string_view) {};
constexpr std::int64_t kGone = 32;  ///< voxels by which a label leaves the volume

}  // namespace

class TestEvaluation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void failuresAreSaidOrPenalised_data() {
        QTest::addColumn<QString>("failures");
        QTest::addColumn<int>("withDistance");
        QTest::newRow("left out") << "left-out" << 2;
        QTest::newRow("diagonal") << "diagonal" << 5;
    }

    void failuresAreSaidOrPenalised() {
        QFETCH(const QString, failures);
        QFETCH(const int, withDistance);
        ReviewProject made(5);
        EvaluationRequest request{
            .runId = made.runId(), .weights = {.hash = ReviewProject::checkpoint()}, .on = "validation"};
        setSetting(request.settings, "failures", failures.toStdString());
        for (int number = 1; number <= 5; ++number) {
            made.predict(made.check(number), number <= 2 ? number : kGone);
            request.caseIds.push_back(made.check(number));
        }
        const Evaluation evaluation = evaluateRun(made.project(), request, kSilent, {});
        const MeanMetrics& mean = evaluation.means.front();
        QCOMPARE(mean.failures, 3);
        QCOMPARE(mean.cases, 5);
        QCOMPARE(mean.casesWithDistance, withDistance);
        const double first = evaluation.cases[0].classes[0].surface.hd95Mm.value();
        const double second = evaluation.cases[1].classes[0].surface.hd95Mm.value();
        QVERIFY(first > 0 && second >= first);
        const Geometry& grid = made.grid();
        const double diagonal = std::hypot(static_cast<double>(grid.size[0]) * grid.spacingMm[0],
                                           static_cast<double>(grid.size[1]) * grid.spacingMm[1],
                                           static_cast<double>(grid.size[2]) * grid.spacingMm[2]);
        const double expected = failures == "diagonal" ? (first + second + 3 * diagonal) / 5 : (first + second) / 2;
        QVERIFY2(std::abs(mean.hd95Mm.value() - expected) < 1e-9, QByteArray::number(mean.hd95Mm.value()));
        QVERIFY(remarksOn(evaluation).front().find("in 3 of 5 cases") != std::string::npos);
    }

    void whatIsUnknownIsNotJudged() {
        ReviewProject made;
        EvaluationRequest request{.runId = made.runId(), .weights = {.hash = ReviewProject::checkpoint()}, .on = "all"};
        for (int number = 1; number <= 4; ++number) {
            made.predict(made.check(number), 2);
            request.caseIds.push_back(made.check(number));
        }
        // Of the first case nobody knows what the prediction has wrong.
        std::vector<std::uint8_t> voxels(made.truth().voxels().begin(), made.truth().voxels().end());
        const LabelVolume predicted = made.shifted(2);
        std::int64_t unknown = 0;
        for (std::size_t at = 0; at < voxels.size(); ++at) {
            if (voxels[at] != predicted.voxels()[at]) {
                voxels[at] = kUnknownClass;
                ++unknown;
            }
        }
        QVERIFY(unknown > 0);
        writeSchemeLabel({made.grid(), voxels}, ReviewProject::scheme(),
                         made.project().cases().get(made.check(1)).label->path);
        static_cast<void>(measureTrust(made.project(), made.runId(), request.weights, Decoder::A, kSilent, {}));
        const Evaluation evaluation = evaluateRun(made.project(), request, kSilent, {});
        const CaseEvaluation& partly = evaluation.cases[0];
        QCOMPARE(partly.unknownVoxels, unknown);
        QCOMPARE(partly.classes[0].overlap.dice, 1.0);
        QCOMPARE(partly.classes[0].surface.hd95Mm.value(), 0.0);
        QCOMPARE(partly.trust->voxels.wholeVolume.wrongVoxels, std::int64_t{0});
        QCOMPARE(partly.trust->voxels.wholeVolume.voxels, made.grid().voxelCount() - unknown);
        QVERIFY(evaluation.cases[1].classes[0].overlap.dice < 1);
        QVERIFY(remarksOn(evaluation)[evaluation.notices.size()].starts_with("The label of 1 of 4 cases has voxels"));
        const auto json = evaluationJson(evaluation);
        QCOMPARE(json["cases"][0]["unknownVoxels"].get<std::int64_t>(), unknown);
        QVERIFY(!json["cases"][1].contains("unknownVoxels"));
    }

    void whatTrustWasFittedOnIsSaid() {
        ReviewProject made;
        EvaluationRequest request{.runId = made.runId(), .weights = {.hash = ReviewProject::checkpoint()}, .on = "all"};
        for (int number = 1; number <= 4; ++number) {
            made.predict(made.check(number), number);
            request.caseIds.push_back(made.check(number));
        }
        QVERIFY(evaluateRun(made.project(), request, kSilent, {}).notices.empty());
        static_cast<void>(measureTrust(made.project(), made.runId(), request.weights, Decoder::A, kSilent, {}));
        const Evaluation evaluation = evaluateRun(made.project(), request, kSilent, {});
        QCOMPARE(evaluation.notices.size(), std::size_t{1});
        QVERIFY(evaluation.notices.front().starts_with("Trust was fitted on check-1, check-2, check-3 and 1 more, so"));
        const std::string csv = evaluationCsv(evaluation);
        QVERIFY(csv.find(",predicted_dice,predicted_dice_low,predicted_dice_high,trust_is_calibrated,trust_ece,") !=
                std::string::npos);
        QVERIFY(csv.find(",yes,") != std::string::npos && csv.find(",original,a,") != std::string::npos);
    }

    void anAcceptedPredictionDoesNotJudgeItsRun() {
        ReviewProject made;
        made.predict(made.check(1), 3);
        made.predict(made.open(1), 5);
        static_cast<void>(acceptPrediction(made.project(), made.runId(), made.open(1), {}, {}));
        EvaluationRequest request{.runId = made.runId(),
                                  .weights = {.hash = ReviewProject::checkpoint()},
                                  .on = "chosen cases",
                                  .caseIds = {made.check(1), made.open(1)}};
        const Evaluation evaluation = evaluateRun(made.project(), request, kSilent, {});
        QCOMPARE(evaluation.cases.size(), std::size_t{1});
        QCOMPARE(evaluation.cases.front().caseName, "check-1");
        const std::vector<std::string> remarks = remarksOn(evaluation);
        QVERIFY(std::ranges::any_of(remarks,
                                    [](const std::string& one) { return one.ends_with("as they were: open-1."); }));
        request.caseIds = {made.open(1)};
        const auto error = errorOf([&] { return evaluateRun(made.project(), request, kSilent, {}); });
        QVERIFY(error && error->code() == ErrorCode::InvalidInput && mentions(error, "open-1"));
        // A label from elsewhere may bear the same name.
        const CaseRecord accepted = made.project().cases().get(made.open(1));
        QVERIFY(isPredictionOf(made.project(), made.runId(), accepted));
        CaseRecord relabelled = accepted;
        relabelled.label->relativePath = ".." / accepted.label->path.filename();
        relabelled.label->path = made.project().folder().parent_path() / accepted.label->path.filename();
        made.project().cases().update(relabelled);
        QVERIFY(!isPredictionOf(made.project(), made.runId(), made.project().cases().get(made.open(1))));
        made.project().cases().update(accepted);
        // What another run predicted can be judged by it.
        const std::int64_t other = made.addRun("supervised", made.splitId());
        QVERIFY(!isPredictionOf(made.project(), other, made.project().cases().get(made.open(1))));
        undoReview(made.project(), made.open(1));
        QVERIFY(!isPredictionOf(made.project(), made.runId(), made.project().cases().get(made.open(1))));
    }

    void onlyTheWeightsThatAreMeant() {
        ReviewProject made;
        const std::string before(64, 'd');
        made.predict(made.check(1), 3, false, before);
        EvaluationRequest request{.runId = made.runId(),
                                  .weights = chosenWeights(made.project(), made.runId(), {}),
                                  .on = "validation",
                                  .caseIds = {made.check(1)}};
        const auto stale = errorOf([&] { return evaluateRun(made.project(), request, kSilent, {}); });
        QVERIFY2(mentions(stale, "check-1 has no prediction of run 1 by its last checkpoint") &&
                     mentions(stale, "(dddddddd)"),
                 stale ? stale->what() : "it was taken");
        made.predict(made.check(1), 0);
        QCOMPARE(evaluateRun(made.project(), request, kSilent, {}).means.front().dice.value(), 1.0);
        request.weights = chosenWeights(made.project(), made.runId(), "dddd");
        QVERIFY(evaluateRun(made.project(), request, kSilent, {}).means.front().dice.value() < 0.95);
        QVERIFY(areOutdated(before, made.project().checkpoints().list(made.runId())));
        QVERIFY(!areOutdated(ReviewProject::checkpoint(), made.project().checkpoints().list(made.runId())));
    }

    void whatIsShownIsThePresentCheckpoints() {
        ReviewProject made;
        const std::string before(64, 'd');
        made.predict(made.open(1), 0);
        made.predict(made.open(1), 3, false, before);  // later, by weights that are gone
        QCOMPARE(preferredPrediction(made.project(), made.runId(), made.open(1))->checkpointHash,
                 ReviewProject::checkpoint());
        made.predict(made.open(2), 3, false, before);
        QCOMPARE(preferredPrediction(made.project(), made.runId(), made.open(2))->checkpointHash, before);
        QVERIFY(!preferredPrediction(made.project(), made.runId(), made.open(3)));
    }

    void checkpointsAreNamedByTheirDigits_data() {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<QString>("words");
        QTest::newRow("none of that kind") << "best" << "has no best checkpoint yet";
        QTest::newRow("too few digits") << "ddd" << "four or more of the first digits";
        QTest::newRow("unknown digits") << "eeee" << "there are predictions by: ";
        QTest::newRow("of several") << "dddd" << "give more digits";
    }

    void checkpointsAreNamedByTheirDigits() {
        QFETCH(const QString, choice);
        QFETCH(const QString, words);
        ReviewProject made;
        made.predict(made.open(1), 0, false, std::string(64, 'd'));
        made.predict(made.open(1), 0, false, std::string(63, 'd') + "e");
        const auto error = errorOf([&] { return chosenWeights(made.project(), made.runId(), choice.toStdString()); });
        QVERIFY2(mentions(error, words.toStdString()), error ? error->what() : "it was taken");
    }
};

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
