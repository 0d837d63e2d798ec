// Runs and predictions that are taken out of a project: which rows and files go, and what stays.
#include "core/base/error.h"
#include "core/settings/preparation_settings.h"
#include "storage/db/review_repository.h"
#include "storage/db/run_lock.h"
#include "storage/removal/run_removal.h"
#include "storage/review/case_review.h"
#include "storage/review/label_edit.h"
#include "tests/review/review_project.h"

#include <QTest>
#include <fstream>

using namespace tandem;

namespace {

/// The sentence of the failure, or nothing.
QString refusal(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

void write(const std::filesystem::path& file, std::size_t bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << std::string(bytes, 'x');
}

}  // namespace

class TestRunRemoval : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void predictionsGoWithTheirFiles();
    void aRunGoesWithAllThatItMade();
    void acceptedLabelsStay();
    void aRunThatTrainsStays();
    void aRunWhoseLabelIsBeingCorrectedStays();
    void whatAnotherRunIsCroppedByStays();
    void foldersThatAreSharedOrElsewhereStay_data();
    void foldersThatAreSharedOrElsewhereStay();
};

void TestRunRemoval::predictionsGoWithTheirFiles() {
    ReviewProject made;
    const auto first = made.predict(made.open(1), 1);
    const auto second = made.predict(made.open(2), 1);
    std::uint64_t bytes = 0;
    for (const auto& [name, file] : first.files) {
        bytes += std::filesystem::file_size(made.folder() / first.folder / file);
    }
    const RunFootprint one = footprintOf(made.project(), made.runId(), {made.open(1)});
    QCOMPARE(one.predictions, 1);
    QCOMPARE(one.predictionBytes, bytes);
    QCOMPARE(footprintOf(made.project(), made.runId()).predictionBytes, 2 * bytes);

    QCOMPARE(removePredictions(made.project(), made.runId(), {made.open(1)}), 1);
    QVERIFY(!std::filesystem::exists(made.folder() / first.folder));
    QVERIFY(std::filesystem::exists(made.folder() / second.folder / "label.nrrd"));
    QVERIFY(!made.project().predictions().find(made.runId(), made.open(1)).has_value());
    QVERIFY(made.project().predictions().find(made.runId(), made.open(2)).has_value());
    const QString why = refusal([&] { removePredictions(made.project(), made.runId(), {made.open(1), made.open(3)}); });
    QVERIFY2(why.contains("no predictions of these cases"), qPrintable(why));
    QCOMPARE(removePredictions(made.project(), made.runId()), 1);
    QVERIFY(!made.project().predictions().hasAny(made.runId()));
}

void TestRunRemoval::aRunGoesWithAllThatItMade() {
    ReviewProject made;
    made.predict(made.open(1), 1);
    const std::filesystem::path runs = made.folder() / "runs" / "0001";
    write(runs / "last.ckpt", 5000);
    write(runs / "pinned" / "20.snapshot", 300);
    const RunFootprint print = footprintOf(made.project(), made.runId());
    QCOMPARE(print.checkpoints, 1);
    QCOMPARE(print.bytes - print.predictionBytes, 5300U);
    removeRun(made.project(), made.runId());
    QVERIFY(!std::filesystem::exists(runs));
    QVERIFY(made.project().runs().list().empty());
    QVERIFY(!made.project().predictions().hasAny(made.runId()));
    QVERIFY(refusal([&] { removeRun(made.project(), made.runId()); }).contains("no run 1"));
}

void TestRunRemoval::acceptedLabelsStay() {
    ReviewProject made;
    made.predict(made.open(1), 1);
    const ReviewRecord review = acceptPrediction(made.project(), made.runId(), made.open(1), "good", {});
    const CaseRecord before = made.project().cases().get(made.open(1));
    removeRun(made.project(), made.runId());
    QVERIFY(std::filesystem::exists(made.folder() / review.labelFile));
    QCOMPARE(made.project().cases().get(made.open(1)), before);
    QCOMPARE(made.project().reviews().newest(made.open(1))->note, "good");
    undoReview(made.project(), made.open(1));
    QVERIFY(!made.project().cases().get(made.open(1)).label.has_value());
}

void TestRunRemoval::aRunThatTrainsStays() {
    ReviewProject made;
    made.predict(made.open(1), 1);
    const RunLock lock(made.folder() / "runs" / "0001");
    const QString why = refusal([&] { removeRun(made.project(), made.runId()); });
    QVERIFY2(why.contains("is training"), qPrintable(why));
    QCOMPARE(made.project().runs().list().size(), std::size_t(1));
    QVERIFY(std::filesystem::exists(made.folder() / "runs" / "0001"));
    QVERIFY(made.project().predictions().hasAny(made.runId()));
}

void TestRunRemoval::aRunWhoseLabelIsBeingCorrectedStays() {
    ReviewProject made;
    made.predict(made.open(1), 1);
    const Progress silent = [](double, std::string_view) {};
    const LabelEdit edit = beginLabelEdit(made.project(), made.runId(), made.open(1), silent, {});
    const QString why = refusal([&] { removeRun(made.project(), made.runId()); });
    QVERIFY2(why.contains("open-1") && why.contains("take it back or discard it"), qPrintable(why));
    QVERIFY(std::filesystem::exists(edit.label));
    discardEdit(made.project(), made.open(1));
    QCOMPARE(refusal([&] { removeRun(made.project(), made.runId()); }), QString());
}

void TestRunRemoval::whatAnotherRunIsCroppedByStays() {
    ReviewProject made;
    made.predict(made.open(1), 1);
    const auto other = made.project().runs().add(
        {.method = "supervised",
         .settingsJson = "{}",
         .preparationJson = settingsToText(PreparationSettings{.crop = Crop::Prediction, .cropRun = made.runId()}),
         .versionsJson = "{}"});
    for (const auto& work :
         std::vector<std::function<void()>>{[&] { removeRun(made.project(), made.runId()); },
                                            [&] { removePredictions(made.project(), made.runId()); }}) {
        const QString why = refusal(work);
        QVERIFY2(why.contains("Run 2 crops its cases around what run 1 predicted"), qPrintable(why));
    }
    QVERIFY(made.project().predictions().hasAny(made.runId()));
    removeRun(made.project(), other.id);
    QCOMPARE(removePredictions(made.project(), made.runId()), 1);
}

void TestRunRemoval::foldersThatAreSharedOrElsewhereStay_data() {
    QTest::addColumn<std::string>("folder");
    QTest::addColumn<bool>("goes");
    QTest::newRow("its own") << std::string("predictions/0001/one") << true;
    QTest::newRow("another's") << std::string("predictions/shared") << false;
    QTest::newRow("all predictions") << std::string("predictions") << false;
    QTest::newRow("the project") << std::string(".") << false;
    QTest::newRow("beside the project") << std::string("../images") << false;
    QTest::newRow("out of predictions") << std::string("predictions/../../images") << false;
    QTest::newRow("through a link") << std::string("predictions/link/images") << false;
}

void TestRunRemoval::foldersThatAreSharedOrElsewhereStay() {
    QFETCH(std::string, folder);
    QFETCH(bool, goes);
    ReviewProject made;
    std::filesystem::create_directories(made.folder() / "predictions");
    std::filesystem::create_directory_symlink(made.parent(), made.folder() / "predictions" / "link");
    const std::filesystem::path file = made.folder() / folder / "kept.txt";
    write(file, 10);
    made.project().predictions().record(
        {.runId = made.runId(), .caseId = made.open(1), .checkpointHash = "a", .settingsJson = "{}", .folder = folder});
    const std::int64_t other = made.addRun("supervised", made.splitId());
    made.project().predictions().record({.runId = other,
                                         .caseId = made.open(1),
                                         .checkpointHash = "a",
                                         .settingsJson = "{}",
                                         .folder = "predictions/shared"});
    QCOMPARE(removePredictions(made.project(), made.runId()), 1);
    QCOMPARE(std::filesystem::exists(file), !goes);
}

QTEST_GUILESS_MAIN(TestRunRemoval)
#include "tst_run_removal.moc"
