// Which cases are up for review, in what order, and what must be predicted first; and the evidence beside them.
#include "storage/study/case_review.h"
#include "storage/study/label_edit.h"
#include "storage/study/prediction_weights.h"
#include "storage/study/reliability_evidence.h"
#include "storage/study/review_queue.h"
#include "tests/study/review_project.h"

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

/// Reliability falls and error grows from case to case.
void predictChecks(ReviewProject& made, bool isOverconfident = false) {
    for (int number = 1; number <= 4; ++number) {
        made.predict(made.check(number), 0.95 - 0.1 * number, number, isOverconfident);
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
        QCOMPARE(queue.validationCases, 4);
        QVERIFY(!queue.cases[0].reliability.has_value());
        // Seven cases, three label maps and 14 maps of floats with two classes.
        QCOMPARE(queue.bytesToPredict, std::uint64_t(7 * (3 + 4 * 14)) * std::uint64_t(made.grid().voxelCount()));

        made.project().cases().setState(made.open(3), CaseState::Excluded);
        QCOMPARE(namesOf(readReviewQueue(made.project(), made.runId())), QStringList({"open-1", "open-2"}));
    }

    void theLeastReliableComesFirst() {
        ReviewProject made;
        made.predict(made.open(1), 0.9, 1);
        made.predict(made.open(3), 0.4, 5);
        const ReviewQueue queue = readReviewQueue(made.project(), made.runId());
        QCOMPARE(namesOf(queue), QStringList({"open-3", "open-1", "open-2"}));
        QCOMPARE(queue.cases[0].reliability->reliability, 0.4);
        QCOMPARE(queue.cases[0].reliability->meanUncertainty, 0.5);
        QCOMPARE(queue.cases[0].reliability->agreement, 0.9);
        QCOMPARE(queue.toPredict, std::vector{made.open(2)});
    }

    void predictionsOfAnOlderCheckpointAreOutdated() {
        ReviewProject made;
        made.predict(made.open(1), 0.9, 1, false, std::string(64, 'a'));
        const ReviewQueue queue = readReviewQueue(made.project(), made.runId());
        QVERIFY(queue.cases[0].isOutdated);
        QCOMPARE(queue.cases[0].caseId, made.open(1));
        QVERIFY(std::ranges::find(queue.toPredict, made.open(1)) != queue.toPredict.end());
    }

    void decisionsAndEditsAreSeen() {
        ReviewProject made;
        for (int number = 1; number <= 3; ++number) {
            made.predict(made.open(number), 0.1 * number, number);
        }
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

    void evidenceOfAnHonestNetwork() {
        ReviewProject made;
        predictChecks(made);
        const ReliabilityEvidence evidence =
            measureEvidence(made.project(), made.runId(), {.hash = ReviewProject::checkpoint()}, kSilent, {});
        QCOMPARE(evidence.validationCases, 4);
        QCOMPARE(evidence.cases.size(), std::size_t(4));
        QCOMPARE(evidence.cases[0].caseName, "check-1");
        QVERIFY(evidence.cases[0].dice > evidence.cases[1].dice && evidence.cases[2].dice > evidence.cases[3].dice);
        QVERIFY(evidence.cases[0].auroc.value() > 0.999);  // uncertain exactly where it is wrong
        QCOMPARE(evidence.verdict.trust, Trust::Trusted);
        QVERIFY(qAbs(*evidence.verdict.correlation - 1) < 1e-12);
        QVERIFY(evidence.nearBoundary.has_value());
        QCOMPARE(evidence.wholeVolume->voxels, 4 * made.grid().voxelCount());
        QVERIFY(evidence.nearBoundary->voxels < evidence.wholeVolume->voxels);
        // Leaving out what is uncertain leaves no error.
        QCOMPARE(evidence.wholeVolume->riskCoverage[49].risk, 0.0);
        QVERIFY(evidence.wholeVolume->riskCoverage.back().risk > 0);
    }

    void evidenceOfAnOverconfidentNetwork() {
        ReviewProject made;
        predictChecks(made, true);
        const ReliabilityEvidence evidence =
            measureEvidence(made.project(), made.runId(), {.hash = ReviewProject::checkpoint()}, kSilent, {});
        QVERIFY(evidence.cases[0].auroc.value() < 0.001);
        QCOMPARE(evidence.verdict.trust, Trust::NotTrusted);
        QVERIFY(evidence.wholeVolume->expectedCalibrationError > 0.3);
    }

    void evidenceNeedsPredictions() {
        ReviewProject made;
        ReliabilityEvidence evidence =
            measureEvidence(made.project(), made.runId(), {.hash = ReviewProject::checkpoint()}, kSilent, {});
        QVERIFY(evidence.cases.empty() && !evidence.wholeVolume);
        QCOMPARE(evidence.verdict.trust, Trust::TooFewCases);
        made.predict(made.check(1), 0.9, 1);
        made.predict(made.open(1), 0.9, 1);  // no validation case
        const std::string before = readReviewQueue(made.project(), made.runId()).evidenceKey;
        evidence = measureEvidence(made.project(), made.runId(), {.hash = ReviewProject::checkpoint()}, kSilent, {});
        QCOMPARE(evidence.cases.size(), std::size_t(1));
        QCOMPARE(evidence.verdict.cases, 1);
        made.predict(made.check(1), 0.8, 1);
        QVERIFY(readReviewQueue(made.project(), made.runId()).evidenceKey != before);
    }
};

QTEST_GUILESS_MAIN(TestReviewQueue)
#include "tst_review_queue.moc"
