// Corrections in a project: begun, put aside, killed, gone on with, looked at, finished, undone and discarded.
#include "core/volume/unknown_class.h"
#include "storage/cases/case_reading.h"
#include "storage/correction/correction_classes.h"
#include "storage/correction/correction_journal.h"
#include "storage/correction/correction_work.h"
#include "storage/db/event_log.h"
#include "storage/db/label_repository.h"
#include "storage/db/review_repository.h"
#include "storage/image/image_reader.h"
#include "storage/removal/run_removal.h"
#include "storage/review/case_review.h"
#include "storage/review/label_edit.h"
#include "tests/core/expect_error.h"
#include "tests/core/small_files.h"
#include "tests/correction/long_work.h"
#include "tests/correction/random_edits.h"
#include "tests/review/review_project.h"

#include <signal.h>
#include <sys/stat.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>

using namespace tandem;

namespace {

namespace fs = std::filesystem;

const Progress kSilent = [](double, std::string_view) {};

template <class Call>
std::optional<ErrorCode> codeOf(Call&& call) {
    const auto error = errorOf(call);
    return error ? std::optional(error->code()) : std::nullopt;
}

bool hold(const LabelVolume& label, const LabelVolume& same) {
    return std::ranges::equal(label.voxels(), same.voxels());
}

QJsonObject jsonIn(fs::path labelFile) {
    labelFile.replace_extension().replace_extension(".json");
    QFile file(QString::fromStdString(labelFile.string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

std::string bytesIn(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void painted(Correction& correction, const VoxelRuns& voxels, std::uint8_t labelClass,
             EditTool tool = EditTool::Brush) {
    correction.begin(tool);
    correction.paint(voxels, labelClass);
    correction.end();
}

}  // namespace

class TestCorrectionWork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_made = std::make_unique<ReviewProject>();
        m_made->predict(id(), 3);
    }

    void itBeginsWithWhatIsWanted();
    void whatIsNotThereIsNotFound();
    void putAsideItGoesOn();
    void otherClassesMeanOthers();
    void withoutItsClassesItWaits();
    void oneWorksAndOthersLook();
    void killedInTheMiddleOfAStroke();
    void aDamagedEndIsCutOffAndTold();
    void whatCannotBeReadIsRefused_data();
    void whatCannotBeReadIsRefused();
    void aLabelThatMustStayIsNotCorrected();
    void aProjectThatIsOnlyLookedAt();
    void aWorkingCopyWaitsFirst();
    void anotherGridIsRefused();
    void doneItIsTheLabel();
    void doneFromALabelOrFromNothing();
    void theRunMayGo();
    void whatNobodyKnowsHasAValueOfItsOwn();
    void aLabelThatWasAssignedMeanwhileStays();
    void whereThereIsNoRoomNothingIsLost();
    void discardedItIsGone();
    void aFolderWithoutAJournalIsNone();
    void ofACaseThatWasRemovedThereIsNone();

private:
    [[nodiscard]] std::int64_t id() const { return m_made->open(1); }
    [[nodiscard]] Project& project() const { return m_made->project(); }
    [[nodiscard]] fs::path folder() const { return m_made->folder() / "labels" / "corrections" / "0002"; }
    [[nodiscard]] CorrectionStart ofPrediction() const {
        return {.origin = CorrectionOrigin::Prediction,
                .caseId = id(),
                .runId = m_made->runId(),
                .checkpointHash = ReviewProject::checkpoint()};
    }
    [[nodiscard]] CorrectionWork begin(const CorrectionStart& wanted) const {
        return CorrectionWork::begin(project(), wanted, {});
    }
    [[nodiscard]] CorrectionWork begin() const { return begin(ofPrediction()); }
    static void write(CorrectionWork& work) { work.writeDown(work.correction().takeEvents()); }
    [[nodiscard]] LabelVolume empty() const {
        return {m_made->grid(), std::vector<std::uint8_t>(m_made->truth().voxels().size(), 0)};
    }

    std::unique_ptr<ReviewProject> m_made;
};

void TestCorrectionWork::itBeginsWithWhatIsWanted() {
    QVERIFY(!CorrectionWork::look(project(), id()).has_value());
    QVERIFY(casesWithCorrection(project()).empty());
    CorrectionWork work = begin({.origin = CorrectionOrigin::Prediction, .caseId = id(), .runId = m_made->runId()});
    QCOMPARE(work.start(), ofPrediction());  // of the present checkpoint, as nothing else was said
    QVERIFY(hold(work.correction().label(), m_made->shifted(3)));
    QCOMPARE(work.correction().label().geometry(), project().cases().get(id()).geometry);
    QCOMPARE(casesWithCorrection(project()), std::vector{id()});

    const std::int64_t labelled = m_made->addCase("own-label", true);
    const CorrectionWork ofLabel = begin({.origin = CorrectionOrigin::Label, .caseId = labelled, .runId = 7});
    QCOMPARE(ofLabel.start(), (CorrectionStart{.origin = CorrectionOrigin::Label, .caseId = labelled}));
    QVERIFY(hold(CorrectionWork::look(project(), labelled)->label(), m_made->truth()));

    const CorrectionStart fromNothing{.origin = CorrectionOrigin::Empty, .caseId = m_made->open(2)};
    CorrectionWork ofNothing = begin(fromNothing);
    QCOMPARE(ofNothing.start(), fromNothing);
    QVERIFY(hold(ofNothing.correction().label(), empty()));
    QCOMPARE(casesWithCorrection(project()), (std::vector{id(), m_made->open(2), labelled}));
}

void TestCorrectionWork::whatIsNotThereIsNotFound() {
    QCOMPARE(codeOf([&] { return begin({.origin = CorrectionOrigin::Empty, .caseId = 99}); }), ErrorCode::NotFound);
    QCOMPARE(codeOf([&] { return begin({.origin = CorrectionOrigin::Label, .caseId = id()}); }), ErrorCode::NotFound);
    QCOMPARE(
        codeOf([&] { return begin({.origin = CorrectionOrigin::Prediction, .caseId = m_made->open(2), .runId = 1}); }),
        ErrorCode::NotFound);
    CorrectionStart replaced = ofPrediction();
    replaced.checkpointHash = std::string(64, 'd');
    QCOMPARE(codeOf([&] { return begin(replaced); }), ErrorCode::NotFound);
    QVERIFY(casesWithCorrection(project()).empty());
    QVERIFY(!fs::exists(folder()));
    QCOMPARE(codeOf([&] { return CorrectionWork::look(project(), 99); }), ErrorCode::NotFound);
}

void TestCorrectionWork::putAsideItGoesOn() {
    RandomEdits random(m_made->grid());
    std::optional<CorrectionState> state;
    {
        CorrectionWork work = begin();
        for (int round = 0; round < 20; ++round) {
            random.step(work.correction());
            write(work);
        }
        random.stroke(work.correction());  // neither ended nor written down
        state.emplace(work.correction());
    }
    m_made->predict(id(), 5);  // another prediction in the place of the one it was begun from
    CorrectionWork work = begin({.origin = CorrectionOrigin::Empty, .caseId = id()});
    QCOMPARE(work.start(), ofPrediction());
    QVERIFY(hold(work.correction().start(), m_made->shifted(3)));
    QCOMPARE(CorrectionState(work.correction()).voxels, state->voxels);
    QVERIFY(work.correction().canUndo());
    work.correction().undo();
    write(work);
    QCOMPARE(CorrectionState(*CorrectionWork::look(project(), id())), CorrectionState(work.correction()));
    QVERIFY(std::ranges::none_of(project().events().list(),
                                 [](const EventRecord& event) { return event.kind == "correction"; }));
}

void TestCorrectionWork::otherClassesMeanOthers() {
    const LabelScheme before = project().labels().scheme();
    {
        CorrectionWork work = begin();
        painted(work.correction(), {{0, 4}}, 1);
    }
    // What the indices mean is the same: label files have the same values.
    LabelScheme renamed = before;
    renamed.classes.back().name = "kidney";
    QVERIFY(correctionsEndedBy(project(), renamed).empty());
    project().labels().setScheme(renamed);
    QVERIFY(begin().correction().canUndo());

    LabelScheme another = before;
    another.classes.back().fileValue = 7;
    QVERIFY(correctionsEndedBy(project(), another).empty());  // of its name
    another.classes.back().name = "liver";
    QCOMPARE(correctionsEndedBy(project(), another), std::vector<std::string>{"open-1"});
}

void TestCorrectionWork::withoutItsClassesItWaits() {
    Project other = Project::create(m_made->parent() / "other.tandem", "Other", ReviewProject::scheme());
    CaseRecord record = project().cases().get(id());
    record.images.front().path = m_made->parent() / "images" / "open-1.nrrd";
    const CorrectionStart fromNothing{.origin = CorrectionOrigin::Empty, .caseId = other.cases().add(record).id};
    {
        CorrectionWork work = CorrectionWork::begin(other, fromNothing, {});
        painted(work.correction(), {{0, 4}}, 1);
    }
    const LabelScheme others = LabelScheme::fromNames({"background", "kidney"});
    QCOMPARE(correctionsEndedBy(other, others), std::vector<std::string>{"open-1"});
    other.labels().setScheme(others);
    const auto error = errorOf([&] { static_cast<void>(CorrectionWork::begin(other, fromNothing, {})); });
    QVERIFY(error && error->code() == ErrorCode::Conflict);
    QVERIFY2(mentions(error, "the project has others now"), error->what());
    // It has ended already: who changes the classes again is not asked about it.
    QVERIFY(correctionsEndedBy(other, LabelScheme::fromNames({"background", "liver"})).empty());
    LabelScheme more = ReviewProject::scheme();
    more.classes.push_back({.name = "kidney", .fileValue = 1});
    other.labels().setScheme(more);
    QVERIFY(CorrectionWork::begin(other, fromNothing, {}).correction().canUndo());
    // Without going on it can be discarded, unless somebody works on it.
    {
        const CorrectionWork work = CorrectionWork::begin(other, fromNothing, {});
        const auto refused = errorOf([&] { discardWaiting(other, fromNothing.caseId); });
        QVERIFY(refused && refused->code() == ErrorCode::Conflict);
    }
    other.labels().setScheme(others);
    discardWaiting(other, fromNothing.caseId);
    QVERIFY(casesWithCorrection(other).empty());
    QVERIFY(!CorrectionWork::begin(other, fromNothing, {}).correction().canUndo());
}

void TestCorrectionWork::oneWorksAndOthersLook() {
    const Project other = Project::open(m_made->folder());
    CorrectionWork work = begin();
    const auto refused = errorOf([&] { return CorrectionWork::begin(other, ofPrediction(), {}); });
    QVERIFY(refused.has_value());
    QCOMPARE(refused->code(), ErrorCode::Conflict);
    QVERIFY(mentions(refused, "another window or program"));
    QCOMPARE(codeOf([&] { return begin(); }), ErrorCode::Conflict);  // nor twice in one window
    painted(work.correction(), {{0, 3}}, 1);
    QVERIFY(hold(CorrectionWork::look(other, id())->label(), m_made->shifted(3)));
    write(work);
    QCOMPARE(CorrectionState(*CorrectionWork::look(other, id())), CorrectionState(work.correction()));
    // Another case is another correction, and moving it lets nothing go.
    const CorrectionWork second =
        CorrectionWork::begin(other, {.origin = CorrectionOrigin::Empty, .caseId = m_made->open(2)}, {});
    CorrectionWork moved = std::move(work);
    QCOMPARE(codeOf([&] { return begin(); }), ErrorCode::Conflict);
    {
        const CorrectionWork ended = std::move(moved);
    }
    QVERIFY(CorrectionWork::begin(other, ofPrediction(), {}).correction().canUndo());
}

void TestCorrectionWork::killedInTheMiddleOfAStroke() {
    std::int64_t written = 0;
    for (int round = 0; round < 4; ++round) {
        QProcess process;
        process.start(TANDEM_STROKING, {QString::fromStdString(m_made->folder().string()), QString::number(id())});
        QVERIFY(process.waitForStarted());
        const std::int64_t enough = written + 5 + 7 * round;
        while (written < enough) {
            QVERIFY2(process.waitForReadyRead(30'000), process.readAllStandardError().constData());
            while (process.canReadLine()) {
                written = process.readLine().toLongLong();
            }
        }
        QVERIFY(::kill(static_cast<pid_t>(process.processId()), SIGKILL) == 0);
        QVERIFY(process.waitForFinished());
        for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
            written = std::max(written, static_cast<std::int64_t>(line.toLongLong()));
        }
        // All that it said was written, at most one stroke more, and no half of one.
        const auto found = CorrectionWork::look(project(), id());
        QVERIFY(found.has_value());
        const std::int64_t strokes = found->tally().actions;
        QVERIFY2(strokes == written || strokes == written + 1,
                 qPrintable(QString("%1 of %2").arg(strokes).arg(written)));
        Correction expected(empty());
        for (std::int64_t stroke = 0; stroke < strokes; ++stroke) {
            strokeAt(expected, stroke);
        }
        QCOMPARE(CorrectionState(*found), CorrectionState(expected));
        written = strokes;
    }
    QVERIFY(begin().correction().canUndo());
}

void TestCorrectionWork::aDamagedEndIsCutOffAndTold() {
    {
        CorrectionWork work = begin();
        painted(work.correction(), {{0, 3}}, 1);
        write(work);
        painted(work.correction(), {{10, 3}}, 1);
        write(work);
    }
    const std::uintmax_t whole = fs::file_size(folder() / "journal");
    fs::resize_file(folder() / "journal", whole - 1);
    CorrectionWork work = begin();
    QCOMPARE(work.correction().label().voxels()[2], 1);
    QCOMPARE(work.correction().label().voxels()[11], m_made->shifted(3).voxels()[11]);
    const EventRecord event = project().events().list().front();
    QCOMPARE(event.kind, "correction");
    QCOMPARE(event.caseId, std::optional(id()));
    QVERIFY(event.sentence.find("after step 1;") != std::string::npos);
    painted(work.correction(), {{20, 3}}, 1);
    write(work);
    QCOMPARE(CorrectionState(*CorrectionWork::look(project(), id())), CorrectionState(work.correction()));
}

void TestCorrectionWork::whatCannotBeReadIsRefused_data() {
    using Damage = std::function<void(const ReviewProject&, const fs::path& folder)>;
    QTest::addColumn<Damage>("damage");
    QTest::newRow("an empty journal") << Damage(
        [](auto&, const fs::path& folder) { fs::resize_file(folder / "journal", 0); });
    QTest::newRow("a damaged header") << Damage([](auto&, const fs::path& folder) {
        std::fstream(folder / "journal", std::ios::in | std::ios::out | std::ios::binary).seekp(30) << "x";
    });
    QTest::newRow("another label") << Damage(
        [](const ReviewProject& made, const fs::path& folder) { writeLabel(made.shifted(4), folder / "start.nrrd"); });
    QTest::newRow("a label on another grid") << Damage([](const ReviewProject& made, const fs::path& folder) {
        Geometry grid = made.grid();
        std::swap(grid.size[0], grid.size[1]);
        writeLabel({grid, made.shifted(3).share()}, folder / "start.nrrd");
    });
    QTest::newRow("a label of no classes") << Damage([](const ReviewProject& made, const fs::path& folder) {
        writeLabel(RawLabelVolume(made.grid(), std::vector<std::int32_t>(made.truth().voxels().size(), 300)),
                   folder / "start.nrrd");
    });
    QTest::newRow("another case's") << Damage([](const ReviewProject&, const fs::path& folder) {
        JournalHeader header = JournalReader(folder / "journal").header();
        header.start.caseId = 3;
        makeJournal(folder / "journal", header);
    });
    QTest::newRow("a step that cannot be") << Damage([](const ReviewProject&, const fs::path& folder) {
        const JournalReader reader(folder / "journal");
        JournalWriter(folder / "journal", reader).write({Undone()});
    });
}

void TestCorrectionWork::whatCannotBeReadIsRefused() {
    QFETCH(const std::function<void(const ReviewProject&, const fs::path&)>, damage);
    static_cast<void>(begin());
    damage(*m_made, folder());
    const std::string damaged = bytesIn(folder() / "journal");
    const auto refused = errorOf([&] { return begin(); });
    QVERIFY(refused.has_value());
    QCOMPARE(refused->code(), ErrorCode::Corrupt);
    QVERIFY(mentions(refused, "move its folder away"));
    QCOMPARE(codeOf([&] { return CorrectionWork::look(project(), id()); }), ErrorCode::Corrupt);
    QCOMPARE(bytesIn(folder() / "journal"), damaged);
    // As it says.
    fs::rename(folder(), m_made->parent() / "away");
    QVERIFY(hold(begin().correction().label(), m_made->shifted(3)));
}

void TestCorrectionWork::aLabelThatMustStayIsNotCorrected() {
    const auto refused =
        errorOf([&] { return begin({.origin = CorrectionOrigin::Label, .caseId = m_made->check(1)}); });
    QVERIFY(refused.has_value());
    QCOMPARE(refused->code(), ErrorCode::Conflict);
    QVERIFY(mentions(refused, "is used in the split \"first\""));
    QVERIFY(casesWithCorrection(project()).empty());
}

void TestCorrectionWork::aProjectThatIsOnlyLookedAt() {
    {
        CorrectionWork work = begin();
        painted(work.correction(), {{0, 3}}, 1);
        write(work);
    }
    const Project looking = Project::open(m_made->folder(), ProjectAccess::ReadOnly);
    QCOMPARE(codeOf([&] { return CorrectionWork::begin(looking, ofPrediction(), {}); }), ErrorCode::Conflict);
    const auto seen = CorrectionWork::look(looking, id());
    QVERIFY(seen.has_value());
    QCOMPARE(seen->label().voxels()[1], 1);
    QCOMPARE(casesWithCorrection(looking), std::vector{id()});
}

void TestCorrectionWork::aWorkingCopyWaitsFirst() {
    static_cast<void>(beginLabelEdit(project(), m_made->runId(), id(), kSilent, {}));
    const auto refused = errorOf([&] { return begin(); });
    QVERIFY(refused.has_value());
    QCOMPARE(refused->code(), ErrorCode::Conflict);
    QVERIFY(mentions(refused, "external editor"));
    discardEdit(project(), id());
    QVERIFY(hold(begin().correction().label(), m_made->shifted(3)));
    // And the other way round.
    const auto edit = [&] { return beginLabelEdit(project(), m_made->runId(), id(), kSilent, {}); };
    QCOMPARE(codeOf(edit), ErrorCode::Conflict);
    discardCorrection(project(), begin());
    QVERIFY(!errorOf(edit).has_value());
}

void TestCorrectionWork::anotherGridIsRefused() {
    CaseRecord record = project().cases().get(id());
    record.geometry.spacingMm[2] *= 2;
    project().cases().update(record);
    QCOMPARE(codeOf([&] { return begin(); }), ErrorCode::InvalidInput);
    QVERIFY(casesWithCorrection(project()).empty());
}

void TestCorrectionWork::doneItIsTheLabel() {
    const CaseRecord before = project().cases().get(id());
    CorrectionWork work = begin();
    Correction& correction = work.correction();
    const VoxelRuns row{{0, 8}};
    painted(correction, row, 1);
    painted(correction, {{40, 5}}, 1, EditTool::Polygon);
    static_cast<void>(correction.undo());
    correction.resolve({.centre = {3, 2, 1}, .answer = RegionAnswer::DecoderB, .voxels = 2, .expectedErrors = 1.5},
                       {{0, 2}}, empty());
    correction.markSlice(2, 7, true);
    correction.spend(12.5);
    const LabelVolume expected = correction.snapshot();
    const auto added = std::ranges::count(m_made->shifted(3).voxels().subspan(2, 6), 0);
    const ReviewRecord review = finishCorrection(project(), std::move(work), "two rows", {});

    QCOMPARE(review.decision, ReviewDecision::Edited);
    QCOMPARE(review.runId, std::optional(m_made->runId()));
    QCOMPARE(review.checkpointHash, ReviewProject::checkpoint());
    QCOMPARE(project().reviews().list(), std::vector{review});
    const CaseRecord record = project().cases().get(id());
    QCOMPARE(record.state, CaseState::Reviewed);
    QCOMPARE(record.label->relativePath, fs::path("labels/0002-run0001-1.nii.gz"));
    QVERIFY(hold(readCaseLabel(project(), record, {}), expected));
    QVERIFY(!differenceOf(m_made->grid(), readLabel(record.label->path).geometry()).has_value());
    QVERIFY(record.labelValues.empty());
    QVERIFY(!fs::exists(folder()));
    QVERIFY(casesWithCorrection(project()).empty());
    QVERIFY(!CorrectionWork::look(project(), id()).has_value());

    const QJsonObject json = jsonIn(record.label->path);
    QCOMPARE(json["review"].toObject()["decision"].toString(), "edited");
    QCOMPARE(json["review"].toObject()["note"].toString(), "two rows");
    QCOMPARE(json["trainedBy"].toObject()["run"].toInteger(), m_made->runId());
    const QJsonObject done = json["correction"].toObject();
    QCOMPARE(done["origin"].toString(), "prediction");
    QCOMPARE(done["run"].toInteger(), m_made->runId());
    QCOMPARE(done["checkpointSha256"].toString().toStdString(), ReviewProject::checkpoint());
    QCOMPARE(done["seconds"].toDouble(), 12.5);
    QCOMPARE(done["actions"].toInteger(), 4);
    QCOMPARE(done["tools"].toObject(), (QJsonObject{{"brush", 1}, {"region", 1}}));
    QCOMPARE(done["changed"].toArray(),
             (QJsonArray{QJsonObject{{"from", "background"}, {"to", "atrium"}, {"voxels", qint64(added)}}}));
    QCOMPARE(done["slicesLookedAt"].toArray(), (QJsonArray{QJsonArray{}, QJsonArray{}, QJsonArray{7}}));
    QCOMPARE(done["regions"].toArray(),
             (QJsonArray{QJsonObject{
                 {"centre", QJsonArray{3, 2, 1}}, {"answer", "b"}, {"voxels", 2}, {"expectedErrors", 1.5}}}));

    // A label that took a person's work stays on disk when the review is undone.
    undoReview(project(), id());
    QCOMPARE(project().cases().get(id()), before);
    QVERIFY(fs::exists(record.label->path));
    // And the case can be corrected again.
    QVERIFY(hold(begin().correction().label(), m_made->shifted(3)));
}

void TestCorrectionWork::doneFromALabelOrFromNothing() {
    const std::int64_t labelled = m_made->addCase("own-label", true);
    const CaseRecord before = project().cases().get(labelled);
    for (const CorrectionOrigin origin : {CorrectionOrigin::Label, CorrectionOrigin::Empty}) {
        CorrectionWork work = begin({.origin = origin, .caseId = labelled});
        painted(work.correction(), {{0, 4}}, 1);
        const LabelVolume expected = work.correction().snapshot();
        const ReviewRecord review = finishCorrection(project(), std::move(work), "", {});
        QVERIFY(!review.runId.has_value());
        QVERIFY(review.checkpointHash.empty());
        const CaseRecord record = project().cases().get(labelled);
        QVERIFY(hold(readCaseLabel(project(), record, {}), expected));
        const QJsonObject json = jsonIn(record.label->path);
        QVERIFY(!json.contains("trainedBy"));
        QCOMPARE(json["case"].toObject()["name"].toString(), "own-label");
        QCOMPARE(json["correction"].toObject()["origin"].toString().toStdString(), std::string(nameOf(origin)));
        QCOMPARE(project().events().list().front().sentence, "The label of \"own-label\" was corrected by hand.");
    }
    QCOMPARE(project().reviews().list().size(), std::size_t{2});
    undoReview(project(), labelled);
    undoReview(project(), labelled);
    QCOMPARE(project().cases().get(labelled), before);
}

void TestCorrectionWork::theRunMayGo() {
    CorrectionWork work = begin();
    painted(work.correction(), {{0, 4}}, 1);
    write(work);
    removeRun(project(), m_made->runId());
    const LabelVolume expected = work.correction().snapshot();
    const ReviewRecord review = finishCorrection(project(), std::move(work), "", {});
    QVERIFY(!review.runId.has_value());
    QCOMPARE(review.checkpointHash, ReviewProject::checkpoint());
    const CaseRecord record = project().cases().get(id());
    QVERIFY(hold(readCaseLabel(project(), record, {}), expected));
    const QJsonObject json = jsonIn(record.label->path);
    QVERIFY(!json.contains("trainedBy"));
    QCOMPARE(json["correction"].toObject()["run"].toInteger(), 1);
    undoReview(project(), id());
}

void TestCorrectionWork::whatNobodyKnowsHasAValueOfItsOwn() {
    CorrectionWork work = begin();
    Correction& correction = work.correction();
    painted(correction, {{0, 6}}, kUnknownClass, EditTool::Unknown);
    const LabelVolume expected = correction.snapshot();
    finishCorrection(project(), std::move(work), "", {});
    const CaseRecord record = project().cases().get(id());
    const RawLabelVolume file = readLabel(record.label->path);
    std::int64_t known = 0;
    for (std::size_t at = 0; at < file.voxels().size(); ++at) {
        const std::uint8_t index = expected.voxels()[at];
        QCOMPARE(file.voxels()[at], index == kUnknownClass ? 255 : (index == 1 ? ReviewProject::kAtriumValue : 0));
        known += index != kUnknownClass ? 1 : 0;
    }
    QCOMPARE(known + 6, static_cast<std::int64_t>(file.voxels().size()));
    QCOMPARE(record.labelVoxels.at(0) + record.labelVoxels.at(1), known);
    // Whatever class gets the value later.
    QCOMPARE(record.labelValues, (LabelValueMap{{255, kUnknownClass}}));
    QVERIFY(jsonIn(record.label->path)["correction"].toObject()["changed"].toArray().contains(
        QJsonObject{{"from", "background"},
                    {"to", "unknown"},
                    {"voxels", qint64(std::ranges::count(m_made->shifted(3).voxels().first(6), 0))}}));
}

void TestCorrectionWork::aLabelThatWasAssignedMeanwhileStays() {
    const std::int64_t labelled = m_made->addCase("own-label", true);
    CorrectionWork work = begin({.origin = CorrectionOrigin::Label, .caseId = labelled});
    painted(work.correction(), {{0, 4}}, 1);
    const CorrectionState state(work.correction());
    project().splits().add({.name = "second", .seed = 1, .assignments = {{labelled, SplitRole::TrainingLabelled}}});
    QCOMPARE(codeOf([&] { finishCorrection(project(), std::move(work), "", {}); }), ErrorCode::Conflict);
    QVERIFY(project().reviews().list().empty());
    QVERIFY(!fs::exists(m_made->folder() / "labels" / "0009-corrected-1.nii.gz"));
    QCOMPARE(CorrectionState(*CorrectionWork::look(project(), labelled)), state);
}

void TestCorrectionWork::whereThereIsNoRoomNothingIsLost() {
    CorrectionWork work = begin();
    strokeAt(work.correction(), 0);
    {
        const SmallFiles small(fs::file_size(folder() / "journal") + 100);
        QCOMPARE(codeOf([&] { write(work); }), ErrorCode::Io);
    }
    painted(work.correction(), {{0, 4}}, 1);
    const CorrectionState state(work.correction());
    write(work);
    QCOMPARE(CorrectionState(*CorrectionWork::look(project(), id())), state);
    {
        const SmallFiles small(100);
        QCOMPARE(codeOf([&] { finishCorrection(project(), std::move(work), "", {}); }), ErrorCode::Io);
        QCOMPARE(codeOf([&] { return begin({.origin = CorrectionOrigin::Empty, .caseId = m_made->open(2)}); }),
                 ErrorCode::Io);
    }
    QCOMPARE(CorrectionState(begin().correction()), state);
    QCOMPARE(casesWithCorrection(project()), std::vector{id()});
}

void TestCorrectionWork::discardedItIsGone() {
    const CaseRecord before = project().cases().get(id());
    CorrectionWork work = begin();
    painted(work.correction(), {{0, 3}}, 1);
    write(work);
    work.correction().begin(EditTool::Brush);
    work.correction().paint({{5, 2}}, 1);
    discardCorrection(project(), std::move(work));
    QVERIFY(!fs::exists(folder()));
    QVERIFY(casesWithCorrection(project()).empty());
    QCOMPARE(project().cases().get(id()), before);
    const CorrectionStart fromNothing{.origin = CorrectionOrigin::Empty, .caseId = id()};
    CorrectionWork again = begin(fromNothing);
    QCOMPARE(again.start(), fromNothing);
    QVERIFY(hold(again.correction().label(), empty()));
}

void TestCorrectionWork::aFolderWithoutAJournalIsNone() {
    // What a crash leaves of a beginning or of an end: a folder without a journal is no correction.
    static_cast<void>(begin());
    fs::remove(folder() / "journal");
    fs::create_directories(folder().parent_path() / "other");
    QVERIFY(casesWithCorrection(project()).empty());
    QVERIFY(!CorrectionWork::look(project(), id()).has_value());
    CorrectionWork work = begin({.origin = CorrectionOrigin::Empty, .caseId = id()});
    QVERIFY(hold(work.correction().label(), empty()));
}

void TestCorrectionWork::ofACaseThatWasRemovedThereIsNone() {
    const std::int64_t other = m_made->addCase("other", false);
    static_cast<void>(begin({.origin = CorrectionOrigin::Empty, .caseId = other}));
    QCOMPARE(casesWithCorrection(project()), std::vector{other});
    project().cases().remove(other);
    QVERIFY(casesWithCorrection(project()).empty());
}

QTEST_GUILESS_MAIN(TestCorrectionWork)
#include "tst_correction_work.moc"
