// A correction is kept: over the end of its page, in a second window, put aside, discarded, and done.
#include "storage/db/connection.h"
#include "storage/db/review_repository.h"
#include "storage/db/run_lock.h"
#include "storage/db/run_repository.h"
#include "storage/image/image_reader.h"
#include "tests/ui/correction/correcting_fixture.h"
#include "tests/ui/on_page.h"
#include "ui/render/surface_view.h"

#include <sys/resource.h>

#include <QMessageBox>
#include <QSignalSpy>
#include <csignal>

using namespace tandem;

namespace {

/// While it lives no file of this process grows beyond a size, as on a disk that is full.
class FullDisk {
public:
    explicit FullDisk(std::uintmax_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{.rlim_cur = static_cast<rlim_t>(bytes), .rlim_max = m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
};

}  // namespace

class TestCorrectionSession : public QObject, private OnCorrectedCase {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void isThereAfterItsPageEnded();
    void aSecondWindowOnlyLooks();
    void doneWritesTheLabel();
    void asideAndDiscard();
    void whatCannotGoOnIsDiscarded();
    void beginsFromWhatIsChosen();
    void marksOfSlicesAreKept();
    void paintedSlicesAreThoseOfThePlane();
    void aProjectToLookAtShowsIt();
    void otherPagesAskForIt();
    void layersAreOutlinedMeanwhile();
    void barsFit();
    void whatAFullDiskDoesNotTakeStays();
    void whatEndsIsNotTakenUpAgain();
    void oneBegunAnewIsKeptToo();
    void itsSurfacesAreSeenInSpace();
    void tilesAreNotPaintedIn();

private:
    static constexpr Index3 kPlace{6, 6, 8};

    void paint() {
        showVoxel(kPlace);
        key(Qt::Key_2);
        find<QDoubleSpinBox>("brushSize").setValue(6);
        click(view(Plane::Axial), kPlace);
        QCOMPARE(at(kPlace), 2);
    }
    void paintAll(Qt::Key chosen) {
        key(chosen);
        click(view(Plane::Axial), kPlace);
    }
    /// The id of the other case.
    std::int64_t correctOneOfTwo() {
        openPage();
        CaseRecord second = m_session->project().cases().get(m_caseId);
        second.name = "two";
        const std::int64_t secondId = m_session->project().cases().add(second).id;
        Q_EMIT m_session->casesChanged();
        correct();
        return secondId;
    }
    /// So that files of its size leave room for another correction.
    std::filesystem::path fillJournal() {
        constexpr std::uintmax_t kRoomForAnother = 8192;
        find<QDoubleSpinBox>("brushSize").setValue(20);
        std::filesystem::path journal = correctionJournal(m_session->project(), m_caseId);
        while (std::filesystem::file_size(journal) < kRoomForAnother) {
            for (int stroke = 0; stroke < 10; ++stroke) {
                paintAll(stroke % 2 == 0 ? Qt::Key_2 : Qt::Key_1);
            }
            QTest::qWait(400);
        }
        return journal;
    }
    /// The newest job that writes down the correction of one; nullptr without one.
    Job* writing() {
        for (int row = m_jobs->rowCount() - 1;; --row) {
            if (row < 0 || m_jobs->at(row)->title() == "Write down the correction of one") {
                return row < 0 ? nullptr : m_jobs->at(row);
            }
        }
    }
    void agreeToDiscard(const char* button = "correctDiscard") {
        QCOMPARE(pressButton(find<QPushButton>(button)), QString());
        auto* const question = &find<QMessageBox>("discardQuestion");
        QTRY_VERIFY(question->isVisible());
        QCOMPARE(question->defaultButton(), question->button(QMessageBox::Cancel));
        for (QAbstractButton* const one : question->buttons()) {
            if (question->buttonRole(one) == QMessageBox::DestructiveRole) {
                QTest::mouseClick(one, Qt::LeftButton);
                break;
            }
        }
    }
    void finishJobs() { QTRY_COMPARE_WITH_TIMEOUT(m_jobs->activeCount(), 0, 20'000); }
};

void TestCorrectionSession::isThereAfterItsPageEnded() {
    openAndCorrect();
    paint();
    const std::vector<std::uint8_t> painted(label().voxels().begin(), label().voxels().end());
    closePage();  // before a second has passed
    finishJobs();
    const QDateTime workedOn(QDate(2025, 3, 14), QTime(15, 9));
    std::filesystem::last_write_time(
        folder() / "labels" / "corrections" / "0001" / "journal",
        std::chrono::file_clock::from_sys(std::chrono::sys_seconds(std::chrono::seconds(workedOn.toSecsSinceEpoch()))));
    openPage();
    QTRY_VERIFY(find<QLabel>("correctionNotice").isVisible());
    QCOMPARE(find<QLabel>("correctionNotice").text(),
             "A correction of this case waits: 1 action(s). It was begun from the case's label and last worked on " +
                 QLocale().toString(workedOn, QLocale::ShortFormat) + ".");
    QVERIFY(std::ranges::equal(label().voxels(), painted));
    QVERIFY(!desk().isEditing());
    click(view(Plane::Axial), {20, 20, 8});  // nothing is painted
    QVERIFY(std::ranges::equal(label().voxels(), painted));
    QCOMPARE(pressButton(find<QPushButton>("correctionGoOn")), QString());
    QTRY_VERIFY(desk().isEditing());
    QVERIFY2(
        find<QLabel>("correctText").text().startsWith("Going on with a correction of the case's label: 1 action(s)"),
        qPrintable(find<QLabel>("correctText").text()));
    QVERIFY(std::ranges::equal(label().voxels(), painted));
    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY2(changes().isEmpty(), qPrintable(changes()));
}

void TestCorrectionSession::aSecondWindowOnlyLooks() {
    openAndCorrect();
    paint();
    QTest::qWait(1000);  // it is written down within a second
    JobList jobs;
    ProjectSession session(Project::open(folder()), jobs);
    const QSignalSpy failures(&session, &ProjectSession::failed);
    InspectPage second(session);
    second.resize(1000, 700);
    second.show();
    auto* const other = second.findChild<CorrectionDesk*>();
    QTRY_VERIFY(other->layer().has_value());
    QCOMPARE(pressButton(*second.findChild<QPushButton*>("correctButton")), QString());
    QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 1, 10'000);
    QVERIFY(!other->isEditing());
    QVERIFY(!second.findChild<QPushButton*>("correctButton")->isChecked());
    QTRY_VERIFY(other->layer().has_value());
    const LabelVolume seen = std::get<LabelVolume>(other->layer()->voxels);
    QVERIFY(std::ranges::equal(seen.voxels(), label().voxels()));
    const auto* const notice = second.findChild<QLabel*>("correctionNotice");
    QTRY_VERIFY(notice->isVisible());
    QCOMPARE(notice->text(), failures.front().front().toString());

    click(view(Plane::Axial), {20, 20, 8});
    QTRY_VERIFY_WITH_TIMEOUT(
        std::ranges::equal(std::get<LabelVolume>(other->layer()->voxels).voxels(), label().voxels()), 15'000);
}

void TestCorrectionSession::doneWritesTheLabel() {
    openAndCorrect();
    paint();
    const std::vector<std::uint8_t> painted(label().voxels().begin(), label().voxels().end());
    QCOMPARE(pressButton(find<QPushButton>("correctDone")), QString());
    QTRY_VERIFY(!desk().layer().has_value());
    finishJobs();
    const CaseRecord record = m_session->project().cases().get(m_caseId);
    QCOMPARE(record.state, CaseState::Reviewed);
    const std::filesystem::path file = m_session->project().inside(record.label->path);
    const RawLabelVolume written = readLabel(file);
    QVERIFY(!differenceOf(written.geometry(), grid()));
    QVERIFY(std::ranges::equal(written.voxels(), painted));
    QVERIFY(!m_session->project().reviews().list().empty());
    QVERIFY(!find<QPushButton>("correctButton").isChecked());
    QVERIFY(!find<QWidget>("correctBar").isVisible());
    QTRY_VERIFY(find<QLabel>("correctionNotice").isVisible());
    QCOMPARE(find<QLabel>("correctionNotice").text(), "The correction is the label of one now.");
    QVERIFY(!find<QPushButton>("correctionGoOn").isVisible());
    QVERIFY(!find<QPushButton>("correctionTrainOn").isVisible());  // no run has predicted it
    correct();
    QVERIFY(!find<QLabel>("correctionNotice").isVisible());
}

void TestCorrectionSession::asideAndDiscard() {
    openAndCorrect();
    paint();
    QCOMPARE(pressButton(find<QPushButton>("correctAside")), QString());
    QTRY_VERIFY(find<QLabel>("correctionNotice").isVisible());
    QCOMPARE(at(kPlace), 2);
    correct();
    QCOMPARE(at(kPlace), 2);
    agreeToDiscard();
    QTRY_VERIFY(!desk().layer().has_value() && !find<QPushButton>("correctButton").isChecked());
    QVERIFY(casesWithCorrection(m_session->project()).empty());
    correct();
    QVERIFY2(changes().isEmpty(), qPrintable(changes()));
}

void TestCorrectionSession::whatCannotGoOnIsDiscarded() {
    openAndCorrect();
    paint();
    QCOMPARE(pressButton(find<QPushButton>("correctAside")), QString());
    QTRY_VERIFY(find<QLabel>("correctionNotice").isVisible());
    closePage();
    finishJobs();
    std::filesystem::resize_file(folder() / "labels" / "corrections" / "0001" / "journal", 20);
    openPage();
    auto& notice = find<QLabel>("correctionNotice");
    QTRY_VERIFY(notice.isVisible());
    QVERIFY2(notice.text().contains("cannot be read"), qPrintable(notice.text()));
    QVERIFY(!desk().layer());
    agreeToDiscard("correctionDiscard");
    QTRY_VERIFY(casesWithCorrection(m_session->project()).empty());
    QTRY_VERIFY(!desk().isCorrecting() && !notice.isVisible());
    correct();
}

void TestCorrectionSession::beginsFromWhatIsChosen() {
    openAndCorrect();
    QCOMPARE(at({14, 12, 8}), 1);
    QVERIFY(find<QPushButton>("correctOrigin").isEnabled());
    QVERIFY(m_page->findChild<QAction*>("origin-prediction") == nullptr);
    m_page->findChild<QAction*>("origin-empty")->trigger();
    QTRY_VERIFY(desk().isEditing() && at({14, 12, 8}) == 0);
    paint();
    QVERIFY2(!find<QPushButton>("correctOrigin").isEnabled() &&
                 find<QPushButton>("correctOrigin").toolTip() == "What was done already began from an empty label.",
             qPrintable(find<QPushButton>("correctOrigin").toolTip()));
}

void TestCorrectionSession::marksOfSlicesAreKept() {
    openAndCorrect();
    showVoxel(kPlace);
    SliceView& one = view(Plane::Coronal);
    one.setFocus();
    const std::size_t through = one.slicePlane().through;
    auto& mark = find<QPushButton>("correctMark");
    QVERIFY(!mark.isChecked());
    QTest::keyClick(&one, Qt::Key_D, Qt::ControlModifier);
    QVERIFY(mark.isChecked());
    QVERIFY(desk().marks(through)->lookedAt == std::set<std::int64_t>{kPlace[through]});
    // A tick at the left edge, the first slice at the bottom.
    const QImage picture = one.grab().toImage();
    const double step = (one.height() - 2.0) / static_cast<double>(one.slicePlane().slices());
    QTest::keyClick(&one, Qt::Key_Up);
    QVERIFY(!mark.isChecked());
    const auto y = static_cast<int>(one.height() - 1 - (static_cast<double>(kPlace[through]) + 0.5) * step);
    const QColor tick = one.grab().toImage().pixelColor(2, y);
    QVERIFY2(tick.green() > 120 && tick.red() < 120, qPrintable(tick.name()));
    QCOMPARE(pressButton(mark), QString());
    QTest::keyClick(&one, Qt::Key_D, Qt::ControlModifier);  // no more
    QCOMPARE(pressButton(find<QPushButton>("correctAside")), QString());
    QTRY_VERIFY(!desk().isCorrecting());
    correct();
    QVERIFY(desk().marks(through)->lookedAt == std::set<std::int64_t>{kPlace[through]});
}

void TestCorrectionSession::paintedSlicesAreThoseOfThePlane() {
    using Slices = std::set<std::int64_t>;
    openAndCorrect();
    paint();
    const std::size_t through = view(Plane::Axial).slicePlane().through;
    const auto isPaintedThere = [&] {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const Slices wanted = axis == through ? Slices{kPlace[through]} : Slices{};
            if (desk().marks(axis)->painted != wanted) {
                return false;
            }
        }
        return true;
    };
    QVERIFY(isPaintedThere());
    QCOMPARE(pressButton(find<QPushButton>("correctAside")), QString());
    QTRY_VERIFY(!desk().isCorrecting());
    correct();
    QVERIFY(isPaintedThere());
    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(desk().marks(through)->painted.empty());
}

void TestCorrectionSession::aProjectToLookAtShowsIt() {
    openAndCorrect();
    paint();
    closePage();
    finishJobs();
    openPage(ProjectAccess::ReadOnly);
    QTRY_VERIFY(find<QLabel>("correctionNotice").isVisible());
    QCOMPARE(at(kPlace), 2);
    key(Qt::Key_E);
    QTest::qWait(200);
    QVERIFY(!desk().isCorrecting());
}

void TestCorrectionSession::otherPagesAskForIt() {
    openPage();
    Q_EMIT m_session->correctCase(0, m_caseId);
    QTRY_VERIFY(desk().isEditing());
    QVERIFY(find<QPushButton>("correctButton").isChecked());
    key(Qt::Key_E);
    QTRY_VERIFY(!desk().isCorrecting());
    closePage();
    finishJobs();
    m_session = std::make_unique<ProjectSession>(Project::open(folder()), *m_jobs);
    m_page = std::make_unique<InspectPage>(*m_session);
    Q_EMIT m_session->correctCase(0, m_caseId);  // before the page was seen
    m_page->show();
    QTRY_VERIFY(desk().isEditing());
}

void TestCorrectionSession::layersAreOutlinedMeanwhile() {
    openPage();
    QCOMPARE(find<QCheckBox>("visible-reference").text(), "1  Label");
    key(Qt::Key_1);  // a layer's key
    QTRY_VERIFY(!find<QCheckBox>("visible-reference").isChecked());
    key(Qt::Key_1);
    correct();
    QVERIFY(find<QCheckBox>("visible-correction").isChecked());
    QCOMPARE(find<QCheckBox>("visible-reference").text().trimmed(), "Label");
    key(Qt::Key_1);  // a class
    QVERIFY(find<QCheckBox>("visible-reference").isChecked());
    QCOMPARE(find<QComboBox>("correctClass").currentIndex(), 1);
    showVoxel({14, 12, 8});
    QCOMPARE(find<QLabel>("value-correction").text(), "atrium");
    key(Qt::Key_K);
    click(view(Plane::Axial), {14, 12, 8});
    QCOMPARE(find<QLabel>("value-correction").text(), "unknown");
}

void TestCorrectionSession::barsFit() {
    openAndCorrect();
    paint();
    for (const QSize size : {QSize(1200, 760), QSize(1840, 1000), QSize(920, 660)}) {
        m_page->resize(size);
        QTest::qWait(100);
        QCOMPARE(m_page->size(), size);
        for (const auto* const button : find<QWidget>("correctBar").findChildren<QPushButton*>()) {
            if (button->isVisible()) {
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->objectName()));
            }
        }
        keepPicture(*m_page, QString("correct-%1x%2").arg(size.width()).arg(size.height()));
    }
}

void TestCorrectionSession::whatAFullDiskDoesNotTakeStays() {
    const std::int64_t secondId = correctOneOfTwo();
    showVoxel(kPlace);
    const std::filesystem::path journal = fillJournal();
    const QSignalSpy failures(m_session.get(), &ProjectSession::failed);
    auto full = std::make_unique<FullDisk>(std::filesystem::file_size(journal));
    paintAll(Qt::Key_2);
    QTRY_COMPARE(failures.size(), 1);
    const QString told = failures.front().front().toString();
    QVERIFY2(told.contains("What was corrected in one stays in memory"), qPrintable(told));
    QCOMPARE(m_jobs->askingCount(), 1);  // who closes the window is asked
    QCOMPARE(writing()->loss(),
             "What was corrected in one is not written down yet, and lost when the window is closed now.");
    paintAll(Qt::Key_0);
    const std::vector<std::uint8_t> painted(label().voxels().begin(), label().voxels().end());

    Q_EMIT m_session->correctCase(0, secondId);
    QTRY_VERIFY(desk().isEditing() && at(kPlace) == 0 && at({14, 12, 8}) == 1);
    showVoxel(kPlace);
    paintAll(Qt::Key_2);
    QTRY_VERIFY(CorrectionWork::look(m_session->project(), secondId)->label().at(6, 6, 8) == 2);

    Q_EMIT m_session->showCase(0, m_caseId);
    QTRY_VERIFY(desk().isEditing() && std::ranges::equal(label().voxels(), painted));
    showVoxel(kPlace);
    paintAll(Qt::Key_1);
    const std::vector<std::uint8_t> last(label().voxels().begin(), label().voxels().end());
    Q_EMIT m_session->showCase(0, secondId);
    QTRY_VERIFY(!desk().isCorrecting() && desk().layer() && at(kPlace) == 2);
    QCOMPARE(failures.size(), 1);
    Job* const stopped = writing();
    stopped->cancel();  // it is tried again all the same
    QTRY_VERIFY(stopped->hasEnded());
    QVERIFY(writing() != stopped);
    QCOMPARE(m_jobs->askingCount(), 1);  // also before that
    m_jobs->cancelAll();                 // the person was asked, and the window may go
    QTRY_COMPARE(m_jobs->activeCount(), 0);
    full.reset();
    finishJobs();
    QTRY_VERIFY_WITH_TIMEOUT(
        std::ranges::equal(CorrectionWork::look(m_session->project(), m_caseId)->label().voxels(), last), 20'000);
    QTRY_COMPARE(m_jobs->askingCount(), 0);
    Q_EMIT m_session->correctCase(0, m_caseId);  // nobody holds it any more
    QTRY_VERIFY(desk().isEditing() && std::ranges::equal(label().voxels(), last));
}

void TestCorrectionSession::whatEndsIsNotTakenUpAgain() {
    const std::int64_t secondId = correctOneOfTwo();
    showVoxel(kPlace);
    const std::filesystem::path journal = fillJournal();
    const RunRecord dead =
        m_session->project().runs().add({.method = "supervised", .settingsJson = "{}", .preparationJson = "{}"});
    m_session->project().runs().markRunning(dead.id, RunLock(m_session->project().inside(dead.folder)));
    const QSignalSpy failures(m_session.get(), &ProjectSession::failed);
    auto full = std::make_unique<FullDisk>(std::filesystem::file_size(journal));
    paintAll(Qt::Key_2);
    QTRY_COMPARE(failures.size(), 1);
    // Who opens the project marks the run as interrupted, and waits for whoever writes.
    Connection other(folder() / "project.sqlite", OpenMode::ReadWrite);
    other.runScript("BEGIN IMMEDIATE");
    agreeToDiscard();
    QTRY_VERIFY(!desk().isEditing());
    Q_EMIT m_session->showCase(0, secondId);
    QTRY_VERIFY(!desk().isCorrecting());
    Q_EMIT m_session->showCase(0, m_caseId);
    QTRY_VERIFY(desk().isCorrecting());
    QVERIFY(!desk().isEditing());
    QVERIFY(std::filesystem::exists(journal));  // it has not ended yet
    full.reset();
    other.runScript("ROLLBACK");
    QTRY_VERIFY_WITH_TIMEOUT(casesWithCorrection(m_session->project()).empty(), 10'000);
    finishJobs();
    QVERIFY(!desk().isEditing());
    QCOMPARE(failures.size(), 1);
    correct();
    QVERIFY2(changes().isEmpty(), qPrintable(changes()));
}

void TestCorrectionSession::oneBegunAnewIsKeptToo() {
    const std::int64_t secondId = correctOneOfTwo();
    showVoxel(kPlace);
    const std::filesystem::path journal = fillJournal();
    const QSignalSpy failures(m_session.get(), &ProjectSession::failed);
    const FullDisk full(std::filesystem::file_size(journal));
    paintAll(Qt::Key_2);
    QTRY_COMPARE(failures.size(), 1);
    m_jobs->cancelAll();
    QTRY_COMPARE(m_jobs->activeCount(), 0);  // it is tried again in some seconds
    agreeToDiscard();
    QTRY_VERIFY(!desk().isCorrecting() && casesWithCorrection(m_session->project()).empty());
    correct();
    QVERIFY2(changes().isEmpty(), qPrintable(changes()));
    paintAll(Qt::Key_2);
    const std::vector<std::uint8_t> painted(label().voxels().begin(), label().voxels().end());
    Q_EMIT m_session->showCase(0, secondId);  // before it was written down
    QTRY_VERIFY(!desk().isCorrecting());
    finishJobs();
    QVERIFY(std::ranges::equal(CorrectionWork::look(m_session->project(), m_caseId)->label().voxels(), painted));
}

void TestCorrectionSession::itsSurfacesAreSeenInSpace() {
    openPage();
    auto& space = find<SurfaceView>("surfaceView");
    const auto coloured = [&space] {
        const QImage picture = space.grab().toImage();
        int count = 0;
        for (int y = 40; y < picture.height() - 100; ++y) {  // between its box and the letters
            for (int x = 100; x < picture.width(); ++x) {
                const QColor colour = picture.pixelColor(x, y);
                count += colour.saturation() > 120 && colour.value() > 90 ? 1 : 0;
            }
        }
        return count;
    };
    find<QCheckBox>("visible-reference").click();
    QTRY_VERIFY(!find<QCheckBox>("visible-reference").isChecked());
    const int without = coloured();  // the crosshair
    correct();
    QTRY_VERIFY2(coloured() > without + 200, qPrintable(QString::number(coloured())));
    const int begun = coloured();
    keepPicture(*m_page, "correct-surfaces");

    // A thick wall over all of it, from a stroke.
    key(Qt::Key_2);
    find<QDoubleSpinBox>("brushSize").setValue(40);
    click(view(Plane::Axial), {20, 17, 8});
    QTRY_VERIFY2(coloured() > begun + 200, qPrintable(QString::number(coloured())));
    find<QCheckBox>("visible-correction").click();
    QTRY_VERIFY2(coloured() < without + 50, qPrintable(QString::number(coloured())));
    find<QCheckBox>("visible-correction").click();
    QTRY_VERIFY(coloured() > begun + 200);
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY2(std::abs(coloured() - begun) < 100, qPrintable(QString::number(coloured())));
}

void TestCorrectionSession::tilesAreNotPaintedIn() {
    openAndCorrect();
    paint();
    key(Qt::Key_C);
    QTRY_VERIFY(!view(Plane::Axial).isVisible());
    QVERIFY2(find<QLabel>("correctText").text().contains("E goes back to the views"),
             qPrintable(find<QLabel>("correctText").text()));
    key(Qt::Key_E);
    QTRY_VERIFY(view(Plane::Axial).isVisible());
    QVERIFY(desk().isEditing());  // not put aside
    QVERIFY(find<QPushButton>("correctButton").isChecked());
    QVERIFY(!find<QLabel>("correctText").text().contains("Tiles"));
    key(Qt::Key_E);
    QTRY_VERIFY(!desk().isCorrecting());
    key(Qt::Key_C);
    QTRY_VERIFY(!view(Plane::Axial).isVisible());
    key(Qt::Key_E);
    QTRY_VERIFY(desk().isEditing() && view(Plane::Axial).isVisible());
}

QTEST_MAIN(TestCorrectionSession)
#include "tst_correction_session.moc"
