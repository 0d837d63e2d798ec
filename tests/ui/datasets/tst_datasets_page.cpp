// The page Datasets, driven as a person does: importing, looking, editing, removing.
#include "storage/db/case_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "tests/ui/datasets/phantom_files.h"
#include "tests/ui/on_page.h"
#include "ui/datasets/cases/case_filter.h"
#include "ui/datasets/cases/case_table_model.h"
#include "ui/datasets/cases/case_table_view.h"
#include "ui/datasets/cases/quick_look.h"
#include "ui/datasets/cases/thumbnail_store.h"
#include "ui/datasets/datasets_page.h"
#include "ui/datasets/import/import_dialog.h"
#include "ui/datasets/statistics/bar_chart.h"
#include "ui/datasets/statistics/statistics_view.h"
#include "ui/jobs/job_list.h"
#include "ui/render/slice_view.h"
#include "ui/session/project_session.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTranslator>
#include <QtTest>
#include <algorithm>
#include <numeric>

using namespace tandem;

namespace {

/// A language in which everything is said in capitals.
class Shouting : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char*, const char* source, const char*, int) const override {
        return QString::fromUtf8(source).toUpper();
    }
};

/// Whether the view draws something in the colour of the first structure.
bool isOutlined(SliceView& view) {
    const auto [red, green, blue] = LabelScheme::fromNames({"background", "atrium"}).classes[1].colour;
    const QRgb wanted = qRgb(red, green, blue);
    const QImage picture = view.grab().toImage().convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < picture.height(); ++y) {
        const auto* const line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        if (std::find(line, line + picture.width(), wanted) != line + picture.width()) {
            return true;
        }
    }
    return false;
}

}  // namespace

class TestDatasetsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void offeredFilesArePreviewedAndImported();
    void picturesAreMadeForWhatIsSeen();
    void columnsHoldWhatIsInThem();
    void columnsFitAgainWhenTheirContentChanges();
    void aNameThatDividesASplitIsTold();
    void theSelectedCaseIsShown();
    void patientAndTagsAreEdited();
    void searchNarrowsTheTable();
    void removingAsksAndLeavesFiles();
    void selectedCasesArePredictedAndInspected();
    void missingFilesAreLocated();
    void casesAreExportedForNnunet();
    void statisticsShowAllCases();
    void theLanguageChangesAtOnce();
    void fitsTheSmallestWindow();

private:
    void open();
    void openWithCases(int count, int labelled);
    template <class Child>
    Child* child(const char* name) {
        Child* const found = m_page->findChild<Child*>(name);
        Q_ASSERT(found != nullptr);
        return found;
    }
    CaseTableView* table() { return child<CaseTableView>("caseTable"); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    void press(const char* button) { QTest::mouseClick(child<QPushButton>(button), Qt::LeftButton); }

    std::unique_ptr<PhantomFiles> m_files;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<DatasetsPage> m_page;
};

void TestDatasetsPage::init() {
    m_files = std::make_unique<PhantomFiles>();
    m_jobs = std::make_unique<JobList>();
}

void TestDatasetsPage::cleanup() {
    m_page.reset();
    m_session.reset();
    m_jobs.reset();
    m_files.reset();
}

void TestDatasetsPage::open() {
    m_session = std::make_unique<ProjectSession>(Project::open(m_files->projectFolder()), *m_jobs);
    m_page = std::make_unique<DatasetsPage>(*m_session);
    m_page->resize(1280, 760);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(child<QStackedWidget>("datasetsStack")->currentIndex() > 0);
}

void TestDatasetsPage::openWithCases(int count, int labelled) {
    m_files->writeAll(count, labelled);
    m_files->importAll();
    open();
    QTRY_COMPARE(table()->model()->rowCount(), count);
}

void TestDatasetsPage::offeredFilesArePreviewedAndImported() {
    m_files->writeAll(3, 2);
    open();
    QVERIFY(child<QWidget>("datasetsEmpty")->isVisible());
    QVERIFY(!child<QPushButton>("editSplits")->isEnabled());
    QVERIFY(!child<QPushButton>("editSplits")->toolTip().isEmpty());
    keepPicture(*m_page, "empty");
    m_page->offerImport({m_files->volumes()});
    auto* const dialog = child<ImportDialog>("importDialog");
    auto* const preview = dialog->findChild<QTableView*>("importTable");
    auto* const accept = dialog->findChild<QPushButton*>("importAccept");
    QTRY_COMPARE(preview->model()->rowCount(), 3);
    const auto shown = [&](int row, int column) { return preview->model()->index(row, column).data().toString(); };
    QTRY_COMPARE(shown(2, 6), "none");  // checked
    QCOMPARE(shown(0, 0), "phantom_1");
    QCOMPARE(shown(0, 3), "phantom_1.nii.gz");
    QCOMPARE(shown(2, 3), "none");
    QVERIFY(shown(0, 4).startsWith(QStringLiteral("32 × 32 × 24, 1.25")));
    QVERIFY(shown(0, 5).startsWith("0, 1: atrium "));
    QCOMPARE(m_session->project().cases().count(), 0);  // nothing is written before the person wants it
    QTRY_VERIFY(accept->isEnabled());
    QTest::mouseClick(accept, Qt::LeftButton);
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QTRY_VERIFY(child<QLabel>("datasetsTold")->text().startsWith("3 case(s) imported"));
    QCOMPARE(cell(0, CaseTableModel::State), "labelled");
    QCOMPARE(cell(2, CaseTableModel::State), "unlabelled");
    QCOMPARE(child<QLabel>("caseCount")->text(), "3 case(s)");
    QVERIFY(child<QPushButton>("editSplits")->isEnabled());
}

void TestDatasetsPage::picturesAreMadeForWhatIsSeen() {
    openWithCases(3, 1);
    const QModelIndex first = table()->model()->index(0, CaseTableModel::Name);
    const auto brightest = [&] {
        const QImage picture = first.data(Qt::DecorationRole).value<QIcon>().pixmap(ThumbnailStore::kSide).toImage();
        int most = 0;
        for (int x = 0; x < picture.width(); ++x) {
            most = std::max(most, qGray(picture.pixel(x, picture.height() / 2)) * qAlpha(picture.pixel(x, 0)) / 255);
        }
        return most;
    };
    QTRY_VERIFY(brightest() > 100);
    const auto kept = [&] {
        const std::filesystem::directory_iterator files(m_files->projectFolder() / "thumbnails");
        return std::distance(begin(files), end(files));
    };
    QTRY_COMPARE(kept(), 3);
    // The next time they are read from there.
    std::filesystem::remove_all(m_files->volumes());
    m_page.reset();
    m_page = std::make_unique<DatasetsPage>(*m_session);
    m_page->resize(1280, 760);
    m_page->show();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    auto* const store = m_page->findChild<ThumbnailStore*>();
    QTRY_VERIFY(store->isMade(m_session->project().cases().list().front()));
}

void TestDatasetsPage::columnsHoldWhatIsInThem() {
    openWithCases(2, 1);
    const QAbstractItemView* const view = table();
    const QHeaderView* const titles = table()->horizontalHeader();
    const int size = CaseTableModel::Size;
    QTRY_COMPARE(titles->sectionSize(size), view->sizeHintForColumn(size));
    const int patient = CaseTableModel::Patient;
    QVERIFY2(titles->sectionSize(patient) <= titles->sectionSizeHint(patient),
             "an empty column is as wide as its title");
    // What a person chose stays.
    constexpr int kChosen = 61;
    table()->setColumnWidth(CaseTableModel::Size, kChosen);
    Q_EMIT m_session->casesChanged();
    QTest::qWait(300);
    QCOMPARE(table()->columnWidth(CaseTableModel::Size), kChosen);
}

void TestDatasetsPage::columnsFitAgainWhenTheirContentChanges() {
    openWithCases(3, 2);
    const QAbstractItemView* const view = table();
    const int role = CaseTableModel::Role;
    const auto isCut = [&](int column) {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QString text = cell(row, column);
            const int margin = 2 * (view->style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1);
            if (view->fontMetrics().horizontalAdvance(text) + margin > table()->columnWidth(column)) {
                return true;
            }
        }
        return false;
    };
    QTRY_VERIFY(table()->columnWidth(CaseTableModel::Size) >= view->sizeHintForColumn(CaseTableModel::Size));
    const int before = table()->columnWidth(role);
    const Project& project = m_session->project();
    const auto idOf = [&](const char* name) { return project.cases().find(name)->id; };
    project.splits().add({.name = "late",
                          .assignments = {{idOf("phantom_1"), SplitRole::TrainingLabelled},
                                          {idOf("phantom_3"), SplitRole::TrainingUnlabelled}}});
    Q_EMIT m_session->splitsChanged();
    QTRY_COMPARE(cell(2, role), "training, unlabelled");
    QTRY_VERIFY(!isCut(role));
    QVERIFY(table()->columnWidth(role) > before);
    project.cases().setState(idOf("phantom_2"), CaseState::Reviewed);
    Q_EMIT m_session->casesChanged();
    QTRY_COMPARE(cell(1, CaseTableModel::State), "prediction reviewed");
    QTRY_VERIFY(!isCut(CaseTableModel::State));
    // An empty column keeps no room that others lack.
    const QHeaderView* const titles = table()->horizontalHeader();
    QVERIFY(table()->columnWidth(CaseTableModel::Findings) <= titles->sectionSizeHint(CaseTableModel::Findings));
    keepPicture(*m_page, "datasets-columns");
}

void TestDatasetsPage::aNameThatDividesASplitIsTold() {
    openWithCases(3, 3);
    const Project& project = m_session->project();
    const auto idOf = [&](const char* name) { return project.cases().find(name)->id; };
    const std::int64_t split = project.splits()
                                   .add({.name = "used",
                                         .assignments = {{idOf("phantom_1"), SplitRole::TrainingLabelled},
                                                         {idOf("phantom_2"), SplitRole::TrainingLabelled},
                                                         {idOf("phantom_3"), SplitRole::Test}}})
                                   .id;
    project.runs().add({.method = "supervised", .settingsJson = "{}", .preparationJson = "{}", .splitId = split});
    Q_EMIT m_session->splitsChanged();
    const auto name = [&](int row, const char* patient) {
        table()->model()->setData(table()->model()->index(row, CaseTableModel::Patient), patient);
    };
    const auto isAsked = [&] { return m_page->findChild<QMessageBox*>("leakQuestion") != nullptr; };
    name(0, "anna");
    name(1, "anna");
    QVERIFY(!isAsked());  // both are trained on
    name(2, "anna");
    QVERIFY(isAsked());
    auto* const question = child<QMessageBox>("leakQuestion");
    QVERIFY2(question->informativeText().contains("used") && question->informativeText().contains("phantom_3"),
             qPrintable(question->informativeText()));
    keepPicture(*question, "leak-question");
    press("leakTakeBack");
    QTRY_VERIFY(!isAsked());
    QCOMPARE(project.cases().find("phantom_3")->patient, "");
    QVERIFY(project.splits().leaks(split).empty());

    QTRY_COMPARE(cell(2, CaseTableModel::Patient), "");
    name(2, "anna");
    press("leakCopy");
    QTRY_VERIFY(!isAsked());
    const auto copy = project.splits().find("used copy");
    QVERIFY(copy && !copy->locked);
    QVERIFY(project.splits().leaks(copy->id).empty());
    QVERIFY(child<QLabel>("datasetsTold")->text().contains("used copy"));
    // The table shows the newest split, in which nothing is wrong; of the other one it says what is.
    QTRY_VERIFY(child<QComboBox>("shownSplit")->count() == 2);
    QTRY_VERIFY(child<QComboBox>("shownSplit")->itemText(0).startsWith(QStringLiteral("⚠ ")));
    QVERIFY(!child<QComboBox>("shownSplit")->itemText(1).startsWith(QStringLiteral("⚠ ")));
    QVERIFY(!cell(2, CaseTableModel::Role).contains(QStringLiteral("⚠")));
    child<QComboBox>("shownSplit")->setCurrentIndex(0);
    Q_EMIT child<QComboBox>("shownSplit")->activated(0);
    QTRY_COMPARE(cell(2, CaseTableModel::Role), QStringLiteral("test ⚠"));
    const QModelIndex role = table()->model()->index(2, CaseTableModel::Role);
    QVERIFY(role.data(Qt::ToolTipRole).toString().contains("\"anna\""));
}

void TestDatasetsPage::theSelectedCaseIsShown() {
    openWithCases(2, 1);
    auto* const look = child<QuickLook>("quickLook");
    auto* const axial = child<SliceView>("quickLookAxial");
    QTRY_VERIFY(axial->isVisible());
    QCOMPARE(child<QLabel>("quickLookTitle")->text(), "phantom_1");
    QVERIFY(isOutlined(*axial));
    // The planes cross where most of the label is, and go on together.
    auto* const coronal = child<SliceView>("quickLookCoronal");
    QCOMPARE(coronal->crosshair(), axial->crosshair());
    QTest::keyClick(coronal, Qt::Key_Up);
    QCOMPARE(axial->crosshair(), coronal->crosshair());
    QSignalSpy shown(look, &QuickLook::shown);
    table()->selectRow(1);
    QTRY_COMPARE(shown.count(), 1);
    QCOMPARE(child<QLabel>("quickLookTitle")->text(), "phantom_2");
    QVERIFY(!isOutlined(*axial));  // it has no label
    const std::int64_t slice = axial->slice();
    QWheelEvent wheel({20, 20}, axial->mapToGlobal(QPointF(20, 20)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(axial, &wheel);
    QCOMPARE(axial->slice(), slice + 1);
    table()->selectAll();
    QVERIFY(!axial->isVisible());
    QVERIFY(child<QLabel>("quickLookMessage")->text().contains("2"));
}

void TestDatasetsPage::patientAndTagsAreEdited() {
    openWithCases(2, 2);
    const QModelIndex patient = table()->model()->index(0, CaseTableModel::Patient);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(patient).center());
    QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(patient).center());
    auto* const editor = table()->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    QTest::keyClicks(editor, "p1");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(cell(0, CaseTableModel::Patient), "p1");
    QCOMPARE(m_session->project().cases().find("phantom_1")->patient, "p1");

    table()->selectAll();
    press("tagCases");
    auto* const dialog = child<QInputDialog>("tagDialog");
    dialog->setTextValue("good");
    dialog->accept();
    QTRY_COMPARE(cell(1, CaseTableModel::Tags), "good");
    QCOMPARE(cell(0, CaseTableModel::Tags), "good");
    QCOMPARE(table()->selectedCases().size(), std::size_t{2});  // what was selected still is
}

void TestDatasetsPage::searchNarrowsTheTable() {
    openWithCases(3, 1);
    QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);
    auto* const search = child<QLineEdit>("searchCases");
    QTest::keyClicks(search, "tom_2");
    QCOMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(child<QLabel>("caseCount")->text(), "1 of 3 case(s)");
    search->clear();
    auto* const kind = child<QComboBox>("caseKind");
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Down);
    QTest::keyClick(kind, Qt::Key_Down);
    QCOMPARE(table()->model()->rowCount(), 2);  // unlabelled
}

void TestDatasetsPage::removingAsksAndLeavesFiles() {
    openWithCases(3, 1);
    table()->selectRow(1);
    table()->setFocus();
    press("removeCases");
    auto* const question = child<QMessageBox>("removeQuestion");
    QCOMPARE(m_session->project().cases().count(), 3);
    QTest::mouseClick(question->findChild<QPushButton*>("removeConfirm"), Qt::LeftButton);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(cell(1, CaseTableModel::Name), "phantom_3");
    QVERIFY(std::filesystem::exists(m_files->volumes() / "imagesTr" / "phantom_2.nii.gz"));
}

void TestDatasetsPage::selectedCasesArePredictedAndInspected() {
    openWithCases(3, 1);
    table()->selectRow(1);
    const std::int64_t second = table()->selectedCases().front();
    Q_EMIT table()->customContextMenuRequested({5, 5});
    const auto actionOf = [this](const QString& text) -> QAction* {
        for (QAction* const action : child<QMenu>("caseMenu")->actions()) {
            if (action->text().remove('&') == text) {
                return action;
            }
        }
        return nullptr;
    };
    const QSignalSpy asked(m_session.get(), &ProjectSession::showCase);
    actionOf("Inspect")->trigger();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.front(), (QList<QVariant>{0, QVariant::fromValue(second)}));
    const QSignalSpy corrected(m_session.get(), &ProjectSession::correctCase);
    actionOf("Correct the label…")->trigger();
    QCOMPARE(corrected.size(), 1);
    QCOMPARE(corrected.front(), (QList<QVariant>{0, QVariant::fromValue(second)}));
    delete child<QMenu>("caseMenu");

    table()->selectAll();
    Q_EMIT table()->customContextMenuRequested({5, 5});
    QVERIFY(!actionOf("Inspect")->isEnabled());
    actionOf("Predict…")->trigger();
    auto* const dialog = child<QDialog>("predictDialog");
    QTRY_VERIFY(dialog->isVisible());
    QCOMPARE(dialog->findChild<QComboBox*>("predictCases")->currentText(), "Chosen cases (3)");
    dialog->reject();
}

void TestDatasetsPage::missingFilesAreLocated() {
    m_files->writeAll(2, 1);
    m_files->importAll();
    std::filesystem::rename(m_files->volumes(), m_files->parent() / "moved");
    open();
    QTRY_COMPARE(cell(0, CaseTableModel::Findings), "file missing");
    QVERIFY(child<QPushButton>("locateMissing")->isEnabled());
    press("locateMissing");
    auto* const dialog = m_page->findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    Q_EMIT dialog->fileSelected(QString::fromStdString((m_files->parent() / "moved").string()));
    QTRY_COMPARE(cell(0, CaseTableModel::Findings), "");
    QCOMPARE(child<QLabel>("datasetsTold")->text(), "Found 3 file(s) again.");
    QVERIFY(!child<QPushButton>("locateMissing")->isEnabled());
}

void TestDatasetsPage::casesAreExportedForNnunet() {
    openWithCases(3, 2);
    press("exportNnunet");
    auto* dialog = child<QDialog>("nnunetDialog");
    QTRY_VERIFY(dialog->isVisible());
    keepPicture(*dialog, "nnunet");
    auto* const name = dialog->findChild<QLineEdit*>("nnunetName");
    QVERIFY2(name->text().startsWith("Dataset001_"), qPrintable(name->text()));
    QCOMPARE(dialog->findChild<QComboBox*>("nnunetSplit")->count(), 1);
    auto* const parent = dialog->findChild<QLineEdit*>("nnunetParent");
    parent->setText(QString());
    QVERIFY(!dialog->findChild<QPushButton*>("nnunetExport")->isEnabled());
    parent->setText(QString::fromStdString(m_files->parent().string()));
    name->setText("Dataset101_Made");
    QTest::mouseClick(dialog->findChild<QPushButton*>("nnunetExport"), Qt::LeftButton);
    const QString folder = parent->text() + "/Dataset101_Made";
    QTRY_COMPARE_WITH_TIMEOUT(child<QLabel>("datasetsTold")->text().remove(QChar(0x200b)),
                              "Wrote 2 cases to train on, 0 to test with and 1 without a label to " + folder + ".",
                              30'000);
    QCOMPARE(QDir(folder + "/imagesTr").entryList(QDir::Files).size(), 2);
    QCOMPARE(QDir(folder + "/imagesUn").entryList(QDir::Files).size(), 1);
    QVERIFY(QFile::exists(folder + "/dataset.json"));
    // A folder that has something in it is refused, and says so where failures are shown.
    press("exportNnunet");
    dialog = child<QDialog>("nnunetDialog");
    dialog->findChild<QLineEdit*>("nnunetParent")->setText(QString::fromStdString(m_files->parent().string()));
    dialog->findChild<QLineEdit*>("nnunetName")->setText("Dataset101_Made");
    const int before = m_jobs->rowCount();
    QTest::mouseClick(dialog->findChild<QPushButton*>("nnunetExport"), Qt::LeftButton);
    QTRY_VERIFY(m_jobs->rowCount() > before && m_jobs->at(m_jobs->rowCount() - 1)->hasEnded());
    QVERIFY2(m_jobs->at(m_jobs->rowCount() - 1)->message().contains("has something in it"),
             qPrintable(m_jobs->at(m_jobs->rowCount() - 1)->message()));
}

void TestDatasetsPage::statisticsShowAllCases() {
    openWithCases(3, 2);
    auto* const view = child<StatisticsView>("statisticsView");
    QSignalSpy shown(view, &StatisticsView::intensitiesShown);
    child<QTabWidget>("datasetsTabs")->setCurrentIndex(1);
    QTRY_COMPARE(shown.count(), 1);
    QVERIFY(child<QLabel>("statisticsSummary")->text().startsWith("3 case(s), 2 with a label, 3 patient(s)"));
    keepPicture(*m_page, "statistics");
    const Distribution& intensities = child<BarChart>("intensityChart")->distribution();
    const std::vector<double>& percent = intensities.counts.front();
    QVERIFY(std::abs(std::accumulate(percent.begin(), percent.end(), 0.0) - 100) < 1e-6);
    const Distribution& volumes = child<BarChart>("volumeChart1")->distribution();
    QCOMPARE(std::accumulate(volumes.counts.front().begin(), volumes.counts.front().end(), 0.0), 2.0);
}

void TestDatasetsPage::theLanguageChangesAtOnce() {
    openWithCases(2, 1);
    QTRY_VERIFY(child<SliceView>("quickLookAxial")->isVisible());
    Shouting shouting;
    QCoreApplication::installTranslator(&shouting);
    QTRY_COMPARE(child<QTabWidget>("datasetsTabs")->tabText(1), "STATISTICS");
    QCOMPARE(child<QPushButton>("editSplits")->text(), "&SPLITS…");
    QCOMPARE(child<QPushButton>("importFirst")->text(), "IMPORT A FOL&DER…");
    QCOMPARE(child<QComboBox>("caseKind")->itemText(1), "LABELLED");
    QVERIFY(child<QLineEdit>("searchCases")->placeholderText().startsWith("SEARCH"));
    QCOMPARE(table()->model()->headerData(CaseTableModel::Patient, Qt::Horizontal).toString(), "PATIENT");
    QCOMPARE(cell(1, CaseTableModel::State), "UNLABELLED");
    QCOMPARE(child<SliceView>("quickLookAxial")->accessibleName(), "AXIAL");
    table()->selectAll();
    QVERIFY(child<QLabel>("quickLookMessage")->text().contains("SELECTED"));
    QCoreApplication::removeTranslator(&shouting);
    QTRY_COMPARE(child<QTabWidget>("datasetsTabs")->tabText(1), "Statistics");
    QVERIFY(child<QLabel>("quickLookMessage")->text().contains("selected"));
}

void TestDatasetsPage::fitsTheSmallestWindow() {
    openWithCases(4, 2);
    const int rail = 90;
    QVERIFY2(m_page->minimumSizeHint().width() <= 1280 - rail,
             qPrintable(QString::number(m_page->minimumSizeHint().width())));
    QVERIFY(m_page->minimumSizeHint().height() <= 700);
    QTRY_VERIFY(child<SliceView>("quickLookAxial")->isVisible());
    QTRY_VERIFY(m_page->findChild<ThumbnailStore*>()->isMade(m_session->project().cases().list().back()));
    keepPicture(*m_page, "datasets");
}

QTEST_MAIN(TestDatasetsPage)
#include "tst_datasets_page.moc"
