// Which cases are up for review, in what order, and what must be predicted first; and the evidence beside them.
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/ranking_trust.h"
#include "storage/review/case_review.h"
#include "storage/review/label_edit.h"
#include "storage/review/review_queue.h"
#include "tests/review/review_project.h"

#include <QTest>

using namespace tandem;

namespace {

const Progress kSilent = [](double, std::string_view) {};

QStringList namesOf(const ReviewQueue& queue) {
    QStringList names;
    for (const QueuedCase& one : queue.cases) {
        names << QString::fromStdString(one.name);
    }
    return names;
}

RunTrust measured(ReviewProject& made) {
    return measureTrust(made.project(), made.runId(), {.hash = ReviewProject::checkpoint()}, Decoder::A, kSilent, {});
}

void score(ReviewProject& made) {
    scorePredictions(made.project(), made.runId(), {.hash = ReviewProject::checkpoint()}, kSilent, {});
}

/// Error grows from case to case.
void predictChecks(ReviewProject& made, bool isOverconfident = false) {
    for (int number = 1; number <= 4; ++number) {
        made.predict(made.check(number), number, isOverconfident);
    }
}

}  // namespace

class TestReviewQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unlabelledCasesComeUpForReview() {
        ReviewProject made;
        const ReviewQueue queue = readReviewQueue(made.project(), made.runId());
        // open-3 is in no split; train and check-N are used with their labels.
        QCOMPARE(namesOf(queue), QStringList({"open-1", "open-2", "open-3"}));
        QCOMPARE(queue.toPredict, (std::vector{made.open(1), made.open(2), made.open(3)}));
        QCOMPARE(queue.evidenceToPredict, (std::vector{made.check(1), made.check(2), made.check(3), made.check(4)}));
        QCOMPARE(queue.trust.validationCases, 4);
        QVERIFY(!queue.cases[0].score.has_value());
        // Seven cases, three label maps and 14 maps of floats with two classes.
        QCOMPARE(queue.bytesToPredict, std::uint64_t(7 * (3 + 4 * 14)) * std::uint64_t(made.grid().voxelCount()));

        made.project().cases().setState(made.open(3), CaseState::Excluded);
        QCOMPARE(namesOf(readReviewQueue(made.project(), made.runId())), QStringList({"open-1", "open-2"}));
    }

    void theLeastPredictedDiceComesFirst() {
        ReviewProject made;
        made.predict(made.open(1), 1);
        made.predict(made.open(3), 5);
        score(made);
        const ReviewQueue queue = readReviewQueue(made.project(), made.runId());
        QCOMPARE(namesOf(queue), QStringList({"open-3", "open-1", "open-2"}));
        QVERIFY(queue.cases[0].score->dice.value < queue.cases[1].score->dice.value);
        QCOMPARE(queue.cases[0].score->agreement, 1.0);
        QCOMPARE(queue.toPredict, std::vector{made.open(2)});
    }

    void predictionsOfAnOlderCheckpointAreOutdated() {
        ReviewProject made;
        made.predict(made.open(1), 1, false, std::string(64, 'a'));
        const ReviewQueue queue = readReviewQueue(made.project(), made.runId());
        QVERIFY(queue.cases[0].isOutdated);
        QCOMPARE(queue.cases[0].caseId, made.open(1));
        QVERIFY(std::ranges::find(queue.toPredict, made.open(1)) != queue.toPredict.end());
    }

    void decisionsAndEditsAreSeen() {
        ReviewProject made;
        for (int number = 1; number <= 3; ++number) {
            made.predict(made.open(number), 4 - number);
        }
        score(made);
        acceptPrediction(made.project(), made.runId(), made.open(1), "", {});
        rejectPrediction(made.project(), made.runId(), made.open(2), "no");
        static_cast<void>(beginLabelEdit(made.project(), made.runId(), made.open(3), kSilent, {}));
        ReviewQueue queue = readReviewQueue(made.project(), made.runId());
        QCOMPARE(queue.cases.size(), std::size_t(3));
        QCOMPARE(queue.cases[0].review->decision, ReviewDecision::Accepted);
        QVERIFY(queue.cases[0].hasLabel && queue.cases[0].usedBySplit.empty());
        QCOMPARE(queue.cases[1].review->decision, ReviewDecision::Rejected);
        QVERIFY(!queue.cases[1].hasLabel);
        QVERIFY(queue.cases[2].isBeingEdited && !queue.cases[2].review);

        SplitRecord next{.name = "next"};
        next.assignments.push_back({made.open(1), SplitRole::TrainingLabelled});
        made.project().splits().add(next);
        queue = readReviewQueue(made.project(), made.runId());
        QCOMPARE(queue.cases[0].usedBySplit, "next");
    }

    void anHonestNetworkCanBeTrusted() {
        ReviewProject made;
        predictChecks(made);
        const RunTrust trust = measured(made);
        const TrustVerdict verdict = verdictOn(trust.fitted.evidence);
        QCOMPARE(verdict.cases, 4);
        QVERIFY(*verdict.auroc > 0.95);
        QCOMPARE(verdict.trust, Trust::Trusted);
    }

    void anOverconfidentNetworkCannot() {
        ReviewProject made;
        predictChecks(made, true);
        const RunTrust trust = measured(made);
        const auto& detectors = trust.fitted.evidence.detectors;
        const auto entropy = std::ranges::find(detectors, "entropy-a", &DetectorEvidence::id);
        QVERIFY(entropy->pointsTheWrongWay());
    }

    void scoresAreOfTheTrustOnRecord() {
        ReviewProject made;
        predictChecks(made);
        made.predict(made.open(1), 2);
        ReviewQueue queue = readReviewQueue(made.project(), made.runId());
        QCOMPARE(queue.toScore, std::vector{made.open(1)});
        QVERIFY(queue.trust.isOutdated && !queue.trust.isMeasured());
        score(made);
        queue = readReviewQueue(made.project(), made.runId());
        QVERIFY(queue.toScore.empty());
        static_cast<void>(measured(made));
        queue = readReviewQueue(made.project(), made.runId());
        QCOMPARE(queue.toScore, std::vector{made.open(1)});
        QVERIFY(!queue.cases[0].score);
    }
};

QTEST_GUILESS_MAIN(TestReviewQueue)
#include "tst_review_queue.moc"
