// Reviews in the database: all that undoing needs comes back as it was stored.
#include "core/base/error.h"
#include "storage/db/review_repository.h"
#include "tests/db/sample_project.h"

#include <QTest>

using namespace tandem;

class TestReviews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas() {
        SampleProject sample;
        const RunRecord run = sample.addRunOnFourRoles();
        ReviewRecord review{.runId = run.id,
                            .caseId = sample.caseIn(SplitRole::TrainingUnlabelled),
                            .checkpointHash = "abc",
                            .decision = ReviewDecision::Edited,
                            .note = "größer, 大",
                            .labelFile = "labels/0001-run0001-1.nii.gz"};
        review.before = {.file = ImageFile{.path = "/data/Bilder/ä.h5",
                                           .relativePath = "../ä.h5",
                                           .bytes = 5'000'000'000,
                                           .contentHash = "hash",
                                           .format = "hdf5",
                                           .seriesUid = "1.2.3",
                                           .givenSpacingMm = Vector3{0.5, 0.25, 1.0 / 3}},
                         .values = {{0, 0}, {200, 1}},
                         .voxels = {2'000'000'000'000, 42},
                         .unknownVoxels = 7,
                         .state = CaseState::Labelled};
        review = sample.project().reviews().add(review);
        QVERIFY(review.id > 0 && !review.createdAt.empty());
        review.before.file->path.clear();  // follows from the relative one where no identifiers are kept
        QCOMPARE(sample.project().reviews().list(), std::vector<ReviewRecord>{review});
        QCOMPARE(sample.project().reviews().newest(review.caseId), std::optional(review));

        ReviewRecord second{.runId = run.id, .caseId = review.caseId, .decision = ReviewDecision::Rejected};
        second = sample.project().reviews().add(second);
        QCOMPARE(sample.project().reviews().newest(review.caseId), std::optional(second));
        QVERIFY(!second.before.file.has_value());
    }

    void areUndoneFromTheNewest() {
        SampleProject sample;
        const RunRecord run = sample.addRunOnFourRoles();
        const std::int64_t caseId = sample.caseIn(SplitRole::TrainingUnlabelled);
        const auto first = sample.project().reviews().add({.runId = run.id, .caseId = caseId});
        const auto second = sample.project().reviews().add({.runId = run.id, .caseId = caseId});
        const auto remove = [&](std::int64_t id) {
            try {
                sample.project().reviews().remove(id);
            } catch (const Error& error) {
                return error.code();
            }
            return ErrorCode::Internal;
        };
        QCOMPARE(remove(first.id), ErrorCode::Conflict);
        QCOMPARE(sample.project().reviews().list().size(), std::size_t(2));
        sample.project().reviews().remove(second.id);
        sample.project().reviews().remove(first.id);
        QCOMPARE(remove(first.id), ErrorCode::NotFound);
        QVERIFY(!sample.project().reviews().newest(caseId).has_value());
    }

    void outliveTheirRun() {
        SampleProject sample;
        const RunRecord run = sample.addRunOnFourRoles();
        const std::int64_t caseId = sample.caseIn(SplitRole::TrainingUnlabelled);
        sample.project().reviews().add({.runId = run.id, .caseId = caseId, .note = "kept"});
        sample.project().runs().remove(run.id);
        const auto review = sample.project().reviews().newest(caseId);
        QVERIFY(review.has_value() && !review->runId.has_value());
        QCOMPARE(review->note, "kept");
        try {
            sample.project().reviews().add({.caseId = 999});
            QFAIL("there is no such case");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::NotFound);
        }
    }
};

QTEST_GUILESS_MAIN(TestReviews)
#include "tst_reviews.moc"
