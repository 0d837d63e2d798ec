// The loop by hand in the whole window: a run is trained, its least reliable case is corrected where it is doubtful, by
// keys and a brush, and the run is trained on with that label; the validation Dice before and after is shown.
#include "app/gui/pages.h"
#include "core/settings/preparation_settings.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/run_repository.h"
#include "storage/training/before_and_after.h"
#include "tests/ui/on_page.h"
#include "tests/ui/training/phantom_project.h"
#include "ui/correction/correction_desk.h"
#include "ui/jobs/job_list.h"
#include "ui/render/slice_view.h"
#include "ui/review/queue_model.h"
#include "ui/session/project_session.h"
#include "ui/train_on/gain_words.h"
#include "ui/training/new_run_panel.h"
#include "ui/window/main_window.h"

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <memory>
#include <vector>

using namespace tandem;

namespace {

constexpr int kTimeout = 60'000;

}  // namespace

class TestCorrectingLoop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_settings = std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        m_window = std::make_unique<MainWindow>(pages(), *m_settings);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(m_window->openProject(m_phantoms.folder()));
    }
    void cleanupTestCase() {
        m_window->jobs().cancelAll();
        waitForJobs();
        m_window.reset();
    }

    void aRunIsTrained();
    void itsLeastReliableCaseIsOpened();
    void threeRegionsAreResolved();
    void doneItIsTheLabel();
    void theRunIsTrainedOn();

private:
    template <class Widget>
    Widget* find(const char* name) {
        return childNamed<Widget>(*m_window, name);
    }
    void press(const char* name) {
        auto* const button = find<QPushButton>(name);
        QTRY_VERIFY2_WITH_TIMEOUT(button->isEnabled(), qPrintable(name + (": " + button->toolTip())), kTimeout);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void waitForJobs() { QTRY_COMPARE_WITH_TIMEOUT(m_window->jobs().activeCount(), 0, kTimeout); }
    [[nodiscard]] Project& project() { return m_window->session()->project(); }
    [[nodiscard]] CorrectionDesk& desk() { return *find<CorrectionDesk>("correctionDesk"); }
    [[nodiscard]] SliceView& axial() { return *find<SliceView>("axialView"); }
    void key(Qt::Key key) { QTest::keyClick(&axial(), key); }
    [[nodiscard]] LabelVolume label() { return std::get<LabelVolume>(desk().layer().value().voxels); }
    [[nodiscard]] int answers(const QString& answer) {
        const auto* const table = find<QTableWidget>("regionTable");
        int count = 0;
        for (int row = 0; row < table->rowCount(); ++row) {
            count += table->item(row, kAnswer)->text() == answer ? 1 : 0;
        }
        return count;
    }

    static constexpr int kAnswer = 4;  ///< column of the table of regions

    PhantomProject m_phantoms;
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    std::int64_t m_caseId = 0;
    std::vector<std::uint8_t> m_corrected;
};

void TestCorrectingLoop::aRunIsTrained() {
    m_window->choosePage("training");
    auto* const panel = find<NewRunPanel>("newRunPanel");
    panel->preparationForm().setSettings(PreparationSettings());
    panel->trainingForm().setSettings(PhantomProject::smallSettings(60));
    press("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(project().runs().list().size(), std::size_t{1}, kTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(project().runs().get(1).status, RunStatus::Finished, kTimeout);
    waitForJobs();
}

void TestCorrectingLoop::itsLeastReliableCaseIsOpened() {
    m_window->choosePage("review");
    press("predictButton");
    auto* const queue = find<QTableView>("queueTable");
    const auto score = [queue](int row) {
        return queue->model()->index(row, QueueModel::PredictedDice).data(QueueModel::ScoreRole);
    };
    QTRY_COMPARE_WITH_TIMEOUT(queue->model()->rowCount(), 2, kTimeout);
    QTRY_VERIFY_WITH_TIMEOUT(score(0).isValid() && score(1).isValid(), kTimeout);
    waitForJobs();
    QVERIFY(score(0).toDouble() <= score(1).toDouble());  // the least reliable first
    const QModelIndex first = queue->model()->index(0, QueueModel::Name);
    const std::string name = first.data().toString().toStdString();
    m_caseId = project().cases().find(name)->id;
    QTest::mouseClick(queue->viewport(), Qt::LeftButton, {}, queue->visualRect(first).center());
    press("correctCaseButton");
    QTRY_COMPARE(m_window->currentPage(), "inspect");
    QTRY_VERIFY_WITH_TIMEOUT(desk().isEditing(), kTimeout);
    QTRY_VERIFY_WITH_TIMEOUT(find<QTableWidget>("regionTable")->rowCount() >= 3, kTimeout);
    QVERIFY2(find<QLabel>("correctText")->text().startsWith("Correcting the prediction of run 1"),
             qPrintable(find<QLabel>("correctText")->text()));
}

void TestCorrectingLoop::threeRegionsAreResolved() {
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    axial().setFocus();
    key(Qt::Key_N);
    QVERIFY2(find<QLabel>("correctText")->text().startsWith("Region at hand"),
             qPrintable(find<QLabel>("correctText")->text()));
    key(Qt::Key_A);
    QCOMPARE(answers("as A"), 1);
    key(Qt::Key_B);  // of the next one, which has come
    QCOMPARE(answers("as B"), 1);
    const Index3 place = axial().crosshair();
    const int before = label().at(place[0], place[1], place[2]);
    key(before == 1 ? Qt::Key_X : Qt::Key_D);
    QTest::mouseClick(&axial(), Qt::LeftButton, {}, axial().positionOf(place).toPoint());
    QCOMPARE(int{label().at(place[0], place[1], place[2])}, 1 - before);
    key(Qt::Key_Return);
    QCOMPARE(answers("right as it is"), 1);
    QVERIFY2(find<QLabel>("regionSummary")->text().contains("3 resolved"),
             qPrintable(find<QLabel>("regionSummary")->text()));
    keepPicture(*m_window, "loop-corrected");
    const LabelVolume corrected = label();
    m_corrected.assign(corrected.voxels().begin(), corrected.voxels().end());
}

void TestCorrectingLoop::doneItIsTheLabel() {
    press("correctDone");
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("correctionTrainOn")->isVisible(), kTimeout);
    const CaseRecord record = project().cases().get(m_caseId);
    QCOMPARE(record.state, CaseState::Reviewed);
    QVERIFY(std::ranges::equal(readCaseLabel(project(), record, {}).voxels(), m_corrected));
}

void TestCorrectingLoop::theRunIsTrainedOn() {
    const QSignalSpy failures(m_window->session(), &ProjectSession::failed);
    press("correctionTrainOn");
    QTRY_VERIFY(m_window->findChild<QDialog*>("trainOnDialog") != nullptr);
    QTRY_VERIFY(find<QDialog>("trainOnDialog")->isVisible());
    press("trainOnStart");
    QTRY_VERIFY2_WITH_TIMEOUT(find<QLabel>("correctionNotice")->text().contains("Run 2 goes on from run 1"),
                              qPrintable(find<QLabel>("correctionNotice")->text()), kTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(project().runs().get(2).status, RunStatus::Finished, kTimeout);
    waitForJobs();
    QVERIFY(failures.isEmpty());
    const auto gain = beforeAndAfter(project(), 2);
    QVERIFY(gain);
    QVERIFY2(gain->mean.before > 0 && gain->mean.after > 0, qPrintable(gainText(*gain)));
    m_window->choosePage("training");
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("runGain")->isVisible(), kTimeout);
    QCOMPARE(find<QLabel>("runGain")->text().remove(QChar(0x200B)), gainText(*gain));
    qInfo("%s", qPrintable(gainText(*gain)));
    keepPicture(*m_window, "loop-trained-on");
}

QTEST_MAIN(TestCorrectingLoop)
#include "tst_correcting_loop.moc"
