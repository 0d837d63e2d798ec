// A whole study by hand in the window, on real volumes: a new project, the left atria and a CT series dropped onto it,
// a split, a training run that is paused and resumed, its reliability maps, a prediction accepted as a label, an
// export, and all of it still there when the project is opened again.
#include "app/gui/pages.h"
#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/image/image_reader.h"
#include "tests/core/test_files.h"
#include "tests/ui/on_page.h"
#include "ui/jobs/job_list.h"
#include "ui/render/slice_view.h"
#include "ui/session/project_session.h"
#include "ui/training/chart/line_chart.h"
#include "ui/training/new_run_panel.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <memory>
#include <vector>

using namespace tandem;

namespace {

constexpr int kTimeout = 120'000;
constexpr int kAtria = 12;

/// What this machine can train in seconds.
TrainingSettings smallTraining() {
    TrainingSettings settings;
    settings.device = "cpu";
    settings.precision = AskedPrecision::Float32;
    settings.filters = 4;
    settings.patch = {32, 32, 16};
    settings.testStride = {16, 16, 16};
    settings.labelledBatch = 1;
    settings.unlabelledBatch = 1;
    settings.iterations = 40;
    settings.validationInterval = 20;
    settings.rampIterations = 40;
    return settings;
}

}  // namespace

class TestWholeStudy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        NEEDS_REAL_DATA(realData("la"));
        NEEDS_REAL_DATA(realData("dicom"));
        m_settings = std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        openWindow();
    }
    void cleanupTestCase() { m_window.reset(); }

    void aProjectIsMade();
    void atriaAreImportedByDroppingThem();
    void casesAreSplit();
    void aSeriesJoinsThem();
    void aRunIsWatchedPausedAndResumed();
    void unlabelledCasesArePredicted();
    void everyLayerIsInspected();
    void aPredictionIsAccepted();
    void resultsAreExported();
    void allIsThereAgain();

private:
    template <class Widget>
    Widget* find(const QString& name) {
        return childNamed<Widget>(*m_window, name);
    }
    void press(const char* name) {
        auto* const button = find<QPushButton>(name);
        QTRY_VERIFY2_WITH_TIMEOUT(button->isEnabled(), qPrintable(name + (": " + button->toolTip())), kTimeout);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void openWindow() {
        m_window = std::make_unique<MainWindow>(pages(), *m_settings);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    /// Drops a folder and imports what the preview shows.
    void dropAndImport(const std::filesystem::path& folder, const QString& spacing, int cases);
    void waitForJobs() { QTRY_COMPARE_WITH_TIMEOUT(m_window->jobs().activeCount(), 0, kTimeout); }
    [[nodiscard]] Project& project() { return m_window->session()->project(); }
    [[nodiscard]] std::size_t iterationsShown() {
        const auto series = find<LineChart>("lossChart")->series();
        return series.empty() ? 0 : series.front().points.size();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

void TestWholeStudy::aProjectIsMade() {
    press("newProject");
    auto* const dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
    QVERIFY(dialog != nullptr);
    const auto enter = [&](const char* field, const QString& text) {
        auto* const line = dialog->findChild<QLineEdit*>(field);
        line->selectAll();
        QTest::keyClicks(line, text);
    };
    enter("projectPlace", m_folder.path());
    enter("projectName", "atria");
    enter("projectClasses", "background, left atrium");
    QTest::mouseClick(dialog->findChild<QPushButton*>("createProject"), Qt::LeftButton);
    QVERIFY(m_window->hasProject());
    QCOMPARE(m_window->currentPage(), "datasets");
}

void TestWholeStudy::dropAndImport(const std::filesystem::path& folder, const QString& spacing, int cases) {
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(QString::fromStdString(folder.string()))});
    auto* const page = find<QWidget>("datasetsPage");
    QDragEnterEvent enter({600, 400}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({600, 400}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &drop);
    QVERIFY(drop.isAccepted());
    QTRY_VERIFY(m_window->findChild<QTableView*>("importTable") != nullptr);
    auto* const preview = find<QTableView>("importTable");
    QTRY_COMPARE_WITH_TIMEOUT(preview->model()->rowCount(), cases, kTimeout);
    if (!spacing.isEmpty()) {
        auto* const dialog = preview->window();
        dialog->activateWindow();  // no window manager does
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        for (int axis = 0; axis < 3; ++axis) {
            auto* const spin = find<QDoubleSpinBox>(QString("importSpacing%1").arg(axis));
            QTRY_VERIFY_WITH_TIMEOUT(spin->isVisible(), kTimeout);
            spin->setFocus();
            spin->selectAll();
            QTest::keyClicks(spin, spacing);
            QTest::keyClick(spin, Qt::Key_Tab);
        }
        constexpr int kGeometry = 4;
        QTRY_VERIFY_WITH_TIMEOUT(preview->model()->index(0, kGeometry).data().toString().contains("0.625"), kTimeout);
    }
    const auto before = project().cases().count();
    press("importAccept");
    QTRY_COMPARE_WITH_TIMEOUT(project().cases().count(), before + cases, kTimeout);
    waitForJobs();
}

void TestWholeStudy::atriaAreImportedByDroppingThem() {
    dropAndImport(realData("la"), QLocale().toString(0.625), kAtria);
    QTRY_COMPARE(find<QTableView>("caseTable")->model()->rowCount(), kAtria);
    for (const CaseRecord& one : project().cases().list()) {
        QCOMPARE(one.state, CaseState::Labelled);
    }
    keepPicture(*m_window, "study-datasets");
}

void TestWholeStudy::casesAreSplit() {
    press("editSplits");
    press("splitNew");
    const int counts[]{4, 3, 2, 3};  // labelled, unlabelled, validation, test
    for (int role = 0; role < 4; ++role) {
        auto* const count = find<QSpinBox>(QString("splitCount%1").arg(role));
        count->selectAll();
        QTest::keyClicks(count, QString::number(counts[role]));
    }
    press("splitDraw");
    keepPicture(*m_window, "study-splits");
    QTest::keyClick(find<QDialog>("splitDialog"), Qt::Key_Escape);
    QCOMPARE(project().splits().newest()->assignments.size(), std::size_t(kAtria));
}

void TestWholeStudy::aSeriesJoinsThem() {
    dropAndImport(realData("dicom"), {}, 1);
    QCOMPARE(project().cases().list().size(), std::size_t(kAtria + 1));
}

void TestWholeStudy::aRunIsWatchedPausedAndResumed() {
    m_window->choosePage("training");
    auto* const panel = find<NewRunPanel>("newRunPanel");
    PreparationSettings preparation;
    preparation.spacingMm = {2.5, 2.5, 2.5};
    panel->preparationForm().setSettings(preparation);
    panel->trainingForm().setSettings(smallTraining());
    press("startButton");
    QTRY_VERIFY_WITH_TIMEOUT(iterationsShown() >= 3, kTimeout);
    press("pauseButton");
    QTRY_VERIFY_WITH_TIMEOUT(m_window->jobs().current()->message().contains("paused"), kTimeout);
    const std::size_t done = iterationsShown();
    QTest::qWait(300);
    QCOMPARE(iterationsShown(), done);
    keepPicture(*m_window, "study-paused");
    press("pauseButton");
    waitForJobs();
    QCOMPARE(project().runs().get(1).status, RunStatus::Finished);
    QTRY_COMPARE(iterationsShown(), std::size_t(40));
    QTRY_COMPARE(find<LineChart>("diceChart")->series().front().points.size(), std::size_t(2));
    keepPicture(*m_window, "study-training");
}

void TestWholeStudy::unlabelledCasesArePredicted() {
    m_window->choosePage("review");
    press("predictButton");
    waitForJobs();
    auto* const table = find<QTableView>("queueTable");
    QTRY_COMPARE(table->model()->rowCount(), 4);  // three of the split, and the series
    keepPicture(*m_window, "study-review");
}

void TestWholeStudy::everyLayerIsInspected() {
    auto* const table = find<QTableView>("queueTable");
    table->selectRow(0);
    press("inspectButton");
    QTRY_COMPARE(m_window->currentPage(), "inspect");
    auto* const axial = find<SliceView>("axialView");
    QTRY_VERIFY_WITH_TIMEOUT(axial->isVisible(), kTimeout);
    QTest::mouseClick(axial, Qt::LeftButton, {}, axial->rect().center());
    const auto boxes = [this] { return m_window->findChildren<QCheckBox*>(QRegularExpression("^visible-")); };
    QTRY_VERIFY_WITH_TIMEOUT(boxes().size() >= 12, kTimeout);  // the reliability maps come after the labels
    const QList<QCheckBox*> shown = boxes();
    for (QCheckBox* const box : shown) {
        box->setChecked(false);
    }
    const QImage plain = axial->grab().toImage();
    for (QCheckBox* const box : shown) {
        const QString layer = box->objectName().mid(QString("visible-").size());
        box->setChecked(true);
        QVERIFY2(!find<QLabel>("value-" + layer)->text().isEmpty(), qPrintable(layer));
        if (layer.startsWith("uncertainty") || layer.startsWith("similarity") || layer.startsWith("reliability")) {
            QVERIFY2(axial->grab().toImage() != plain, qPrintable(layer));
        }
        box->setChecked(false);
    }
    QCOMPARE(axial->grab().toImage(), plain);
    find<QComboBox>("layerPreset")->setCurrentIndex(1);
    keepPicture(*m_window, "study-inspect");
}

void TestWholeStudy::aPredictionIsAccepted() {
    m_window->choosePage("review");
    // The series: it has no label that could be in the way.
    auto* const table = find<QTableView>("queueTable");
    const std::vector<CaseRecord> all = project().cases().list();
    const CaseRecord series = *std::ranges::find_if(all, [](const CaseRecord& one) { return !one.label.has_value(); });
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data().toString() == QString::fromStdString(series.name)) {
            table->selectRow(row);
        }
    }
    press("acceptButton");
    waitForJobs();
    QTRY_COMPARE(project().cases().get(series.id).state, CaseState::Reviewed);
    QVERIFY(project().cases().get(series.id).label.has_value());
}

void TestWholeStudy::resultsAreExported() {
    m_window->choosePage("export");
    const QString out = m_folder.filePath("out");
    auto* const folder = find<QLineEdit>("exportFolder");
    QTRY_VERIFY(folder->isVisible());
    folder->setText(out);
    auto* const segmentation = find<QCheckBox>("exportSegmentation");
    QTRY_VERIFY2(segmentation->isEnabled(), qPrintable(segmentation->toolTip()));
    segmentation->setFocus();
    QTest::keyClick(segmentation, Qt::Key_Space);
    keepPicture(*m_window, "study-export");
    press("exportStart");
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("exportResult")->text().startsWith("Wrote "), kTimeout);
    QCOMPARE(QDir(out).entryList({"*.dcm"}).size(), 1);
    const QStringList labels = QDir(out).entryList({"*_label.nii.gz"});
    QVERIFY(labels.size() >= 4);
    for (const CaseRecord& one : project().cases().list()) {
        const QString file = QString::fromStdString(one.name) + "_label.nii.gz";
        if (labels.contains(file)) {
            QCOMPARE(readLabel(QDir(out).filePath(file).toStdString()).geometry().size, one.geometry.size);
        }
    }
}

void TestWholeStudy::allIsThereAgain() {
    m_window->close();
    QTRY_VERIFY(!m_window->isVisible());
    m_window.reset();
    openWindow();
    auto* const recent = find<QListWidget>("recentProjects");
    QCOMPARE(recent->count(), 1);
    recent->setCurrentRow(0);
    QTest::keyClick(recent, Qt::Key_Return);
    QTRY_VERIFY(m_window->hasProject());
    m_window->choosePage("datasets");  // it reads when it is seen
    QTRY_COMPARE(find<QTableView>("caseTable")->model()->rowCount(), kAtria + 1);
    m_window->choosePage("training");  // likewise
    QTRY_COMPARE(find<QTableView>("runTable")->model()->rowCount(), 1);
    find<QTableView>("runTable")->selectRow(0);
    QTRY_COMPARE(iterationsShown(), std::size_t(40));
    m_window->choosePage("inspect");
    QTRY_VERIFY_WITH_TIMEOUT(find<SliceView>("axialView")->isVisible(), kTimeout);
}

QTEST_MAIN(TestWholeStudy)
#include "tst_whole_study.moc"
