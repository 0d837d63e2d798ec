// Accepting, rejecting and undoing: what becomes of the case, its label file, the reviews and the event log.
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/volume/unknown_class.h"
#include "storage/cases/case_reading.h"
#include "storage/db/event_log.h"
#include "storage/db/review_repository.h"
#include "storage/image/image_reader.h"
#include "storage/review/case_review.h"
#include "tests/review/review_project.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <algorithm>

using namespace tandem;

namespace {

ErrorCode codeOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

}  // namespace

class TestCaseReview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAcceptedPredictionIsTheLabel();
    void valuesBeyondAByteAreKept();
    void aLabelMayBePartlyUnknown();
    void provenanceTellsWhereALabelComesFrom();
    void undoBringsBackWhatWas();
    void acceptingAgainAndUndoingTwice();
    void aLabelThatASplitUsesStays();
    void rejectingChangesNothingButIsRemembered();
    void whatIsNotThereIsNamed();
};

void TestCaseReview::anAcceptedPredictionIsTheLabel() {
    ReviewProject made;
    made.predict(made.open(1), 2);
    const ReviewRecord review = acceptPrediction(made.project(), made.runId(), made.open(1), "looks right", {});
    QCOMPARE(review.decision, ReviewDecision::Accepted);

    const CaseRecord record = made.project().cases().get(made.open(1));
    QCOMPARE(record.state, CaseState::Reviewed);
    QVERIFY(record.label.has_value());
    QCOMPARE(record.label->path, made.folder() / review.labelFile);
    QCOMPARE(record.label->relativePath, review.labelFile);
    QCOMPARE(record.label->contentHash, contentHash(record.label->path));
    QCOMPARE(record.label->bytes, std::filesystem::file_size(record.label->path));

    // In the file: the scheme's values on the image's own grid.
    const RawLabelVolume file = readLabel(record.label->path);
    QVERIFY(!differenceOf(made.grid(), file.geometry()).has_value());
    const LabelVolume expected = made.shifted(2);
    std::int64_t atrium = 0;
    for (std::size_t at = 0; at < expected.voxels().size(); ++at) {
        atrium += expected.voxels()[at];
        QCOMPARE(file.voxels()[at], expected.voxels()[at] == 1 ? ReviewProject::kAtriumValue : 0);
    }
    QCOMPARE(record.labelVoxels, (std::vector<std::int64_t>{made.grid().voxelCount() - atrium, atrium}));
    QVERIFY(std::ranges::equal(readCaseLabel(made.project(), record, {}).voxels(), expected.voxels()));

    QCOMPARE(made.project().reviews().list(), std::vector<ReviewRecord>{review});
    const EventRecord event = made.project().events().list().front();
    QCOMPARE(event.kind, "review");
    QCOMPARE(event.caseId, std::optional(made.open(1)));
    QCOMPARE(event.runId, std::optional(made.runId()));
    QCOMPARE(event.detail, "looks right");
}

void TestCaseReview::valuesBeyondAByteAreKept() {
    ReviewProject made;
    LabelScheme scheme = ReviewProject::scheme();
    scheme.classes[1].fileValue = 70'000;
    Project fresh = Project::create(made.parent() / "fresh.tandem", "Fresh", scheme);
    CaseRecord record{.name = "one", .geometry = made.grid()};
    record.images.push_back(made.project().cases().get(made.open(1)).images.front());
    const std::int64_t caseId = fresh.cases().add(record).id;
    const std::int64_t runId =
        fresh.runs()
            .add({.method = "supervised", .settingsJson = "{}", .preparationJson = "{}", .versionsJson = "{}"})
            .id;
    const PredictionRecord prediction =
        fresh.predictions().record({.runId = runId, .caseId = caseId, .checkpointHash = "h", .settingsJson = "{}"});
    const ReviewRecord review =
        acceptLabel(fresh, {.caseId = caseId, .prediction = &prediction, .label = made.truth()});
    const RawLabelVolume file = readLabel(fresh.folder() / review.labelFile);
    QCOMPARE(std::ranges::max(file.voxels()), 70'000);
}

void TestCaseReview::provenanceTellsWhereALabelComesFrom() {
    ReviewProject made;
    made.predict(made.open(1), 2);
    const ReviewRecord review = acceptPrediction(made.project(), made.runId(), made.open(1), "fine", {});
    QString name = QString::fromStdString((made.folder() / review.labelFile).string());
    name.replace(".nii.gz", ".json");
    QFile file(name);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(json["case"].toObject()["name"].toString(), "open-1");
    QCOMPARE(json["trainedBy"].toObject()["run"].toInteger(), made.runId());
    QCOMPARE(json["checkpointSha256"].toString().toStdString(), ReviewProject::checkpoint());
    QCOMPARE(json["review"].toObject()["decision"].toString(), "accepted");
    QCOMPARE(json["review"].toObject()["note"].toString(), "fine");
    QCOMPARE(json["files"].toArray().at(0).toString().toStdString(), review.labelFile.filename().string());
}

void TestCaseReview::undoBringsBackWhatWas() {
    ReviewProject made;
    // Unlabelled in the split, though it has a label: the run did not see it.
    const std::int64_t id = made.addCase("own-label", true);
    made.predict(id, 2);
    const CaseRecord before = made.project().cases().get(id);
    const ReviewRecord review = acceptPrediction(made.project(), made.runId(), id, "", {});
    QVERIFY(made.project().cases().get(id) != before);
    QVERIFY(std::filesystem::exists(made.folder() / review.labelFile));

    undoReview(made.project(), id);
    QCOMPARE(made.project().cases().get(id), before);
    QVERIFY(!std::filesystem::exists(made.folder() / review.labelFile));
    QVERIFY(made.project().reviews().list().empty());
    QVERIFY(made.project().events().list().front().sentence.starts_with("Undone: "));
    QVERIFY(std::filesystem::exists(before.label->path));
}

void TestCaseReview::acceptingAgainAndUndoingTwice() {
    ReviewProject made;
    made.predict(made.open(1), 4);
    const auto first = acceptPrediction(made.project(), made.runId(), made.open(1), "", {});
    made.predict(made.open(1), 1, false, std::string(64, 'd'));
    const auto second = acceptPrediction(made.project(), made.runId(), made.open(1), "", {});
    QVERIFY(first.labelFile != second.labelFile);
    QVERIFY2(codeOf([&] { made.project().reviews().remove(first.id); }) == ErrorCode::Conflict,
             "an older review cannot go before a newer one");

    undoReview(made.project(), made.open(1));
    const CaseRecord record = made.project().cases().get(made.open(1));
    QCOMPARE(record.label->relativePath, first.labelFile);
    QCOMPARE(record.state, CaseState::Reviewed);
    undoReview(made.project(), made.open(1));
    QVERIFY(!made.project().cases().get(made.open(1)).label.has_value());
    QCOMPARE(made.project().cases().get(made.open(1)).state, CaseState::Unlabelled);
    QCOMPARE(codeOf([&] { undoReview(made.project(), made.open(1)); }), ErrorCode::NotFound);
}

void TestCaseReview::aLabelThatASplitUsesStays() {
    ReviewProject made;
    made.predict(made.check(1), 1);
    const CaseRecord check = made.project().cases().get(made.check(1));
    QVERIFY(whyLabelStays(made.project(), check).has_value());
    QCOMPARE(codeOf([&] { acceptPrediction(made.project(), made.runId(), made.check(1), "", {}); }),
             ErrorCode::Conflict);
    QCOMPARE(made.project().cases().get(made.check(1)), check);
    QVERIFY(!std::filesystem::exists(made.folder() / "labels"));

    // An accepted prediction that a newer split trains on cannot be undone.
    made.predict(made.open(1), 1);
    acceptPrediction(made.project(), made.runId(), made.open(1), "", {});
    SplitRecord next{.name = "next"};
    next.assignments.push_back({made.open(1), SplitRole::TrainingLabelled});
    made.project().splits().add(next);
    QCOMPARE(codeOf([&] { undoReview(made.project(), made.open(1)); }), ErrorCode::Conflict);
    QCOMPARE(made.project().cases().get(made.open(1)).state, CaseState::Reviewed);
}

void TestCaseReview::rejectingChangesNothingButIsRemembered() {
    ReviewProject made;
    made.predict(made.open(1), 6);
    const CaseRecord before = made.project().cases().get(made.open(1));
    const ReviewRecord review = rejectPrediction(made.project(), made.runId(), made.open(1), "leaks into the lung");
    QCOMPARE(made.project().cases().get(made.open(1)), before);
    QCOMPARE(made.project().reviews().newest(made.open(1)), std::optional(review));
    QCOMPARE(review.note, "leaks into the lung");
    QVERIFY(review.labelFile.empty());

    // Accepted after all; then only undoing gets back to the rejection.
    acceptPrediction(made.project(), made.runId(), made.open(1), "", {});
    QCOMPARE(codeOf([&] { rejectPrediction(made.project(), made.runId(), made.open(1), ""); }), ErrorCode::Conflict);
    undoReview(made.project(), made.open(1));
    QCOMPARE(made.project().reviews().newest(made.open(1)), std::optional(review));
    QCOMPARE(made.project().cases().get(made.open(1)), before);
}

void TestCaseReview::whatIsNotThereIsNamed() {
    ReviewProject made;
    try {
        acceptPrediction(made.project(), made.runId(), made.open(2), "", {});
        QFAIL("there is no prediction");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::NotFound);
        QVERIFY2(QString(error.what()).contains("open-2"), error.what());
    }
    QCOMPARE(codeOf([&] { rejectPrediction(made.project(), made.runId(), made.open(2), ""); }), ErrorCode::NotFound);
}

void TestCaseReview::aLabelMayBePartlyUnknown() {
    ReviewProject made;
    const PredictionRecord prediction = made.predict(made.open(1), 2);
    std::vector<std::uint8_t> voxels(made.truth().voxels().begin(), made.truth().voxels().end());
    std::fill_n(voxels.begin(), 5000, kUnknownClass);
    const LabelVolume partly(made.grid(), voxels);
    static_cast<void>(
        acceptLabel(made.project(), {.caseId = prediction.caseId, .prediction = &prediction, .label = partly}));
    const CaseRecord record = made.project().cases().get(made.open(1));
    QCOMPARE(record.unknownVoxels, std::int64_t{5000});
    QCOMPARE(record.labelVoxels[0] + record.labelVoxels[1], made.grid().voxelCount() - 5000);
    const RawLabelVolume file = readLabel(record.label->path);
    QCOMPARE(std::ranges::count(file.voxels(), 255), 5000);
    QVERIFY(std::ranges::equal(readCaseLabel(made.project(), record, {}).voxels(), voxels));
    // And what was before a second review comes back with what it knew.
    static_cast<void>(
        acceptLabel(made.project(), {.caseId = prediction.caseId, .prediction = &prediction, .label = made.truth()}));
    QCOMPARE(made.project().cases().get(made.open(1)).unknownVoxels, std::int64_t{0});
    undoReview(made.project(), made.open(1));
    QCOMPARE(made.project().cases().get(made.open(1)), record);

    const LabelVolume unknown(made.grid(), std::vector<std::uint8_t>(voxels.size(), kUnknownClass));
    QCOMPARE(codeOf([&] {
                 static_cast<void>(acceptLabel(
                     made.project(), {.caseId = prediction.caseId, .prediction = &prediction, .label = unknown}));
             }),
             ErrorCode::InvalidInput);
    QCOMPARE(made.project().cases().get(made.open(1)), record);
}

QTEST_GUILESS_MAIN(TestCaseReview)
#include "tst_case_review.moc"
