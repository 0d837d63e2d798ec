// The preview of an import: what is shown for which files, and what the choices in it do.
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "tests/image/made_dicom.h"
#include "tests/ui/datasets/phantom_files.h"
#include "tests/ui/on_page.h"
#include "ui/datasets/import/import_dialog.h"
#include "ui/datasets/import/import_preview_model.h"
#include "ui/datasets/labels/label_classes_dialog.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

using namespace tandem;

class TestImportDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void onlyTickedCasesAreImported();
    void unknownValuesAreMapped();
    void aClassIsAddedForAValue();
    void optionsChangedWhileFilesAreChecked();
    void leavingAFieldForImportImports_data();
    void leavingAFieldForImportImports();
    void nothingFoundImportsNothing();
    void aBadOptionSaysWhy();
    void dicomSeriesSayWhatTheyAre();
    void closingStopsTheChecks();

private:
    void open();
    [[nodiscard]] QString cell(int row, int column) const {
        return table()->model()->index(row, column).data().toString();
    }
    [[nodiscard]] QTableView* table() const { return m_dialog->findChild<QTableView*>("importTable"); }
    [[nodiscard]] QPushButton* importButton() const { return m_dialog->findChild<QPushButton*>("importAccept"); }
    [[nodiscard]] QString state() const { return m_dialog->findChild<QLabel*>("importState")->text(); }
    /// The plan that was wanted last.
    [[nodiscard]] const ImportPlan& wanted() const { return m_wanted.back().first; }

    std::unique_ptr<PhantomFiles> m_files;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<ImportDialog> m_dialog;
    std::vector<std::pair<ImportPlan, ImportOptions>> m_wanted;
};

void TestImportDialog::init() {
    m_files = std::make_unique<PhantomFiles>();
    m_jobs = std::make_unique<JobList>();
    m_wanted.clear();
}

void TestImportDialog::cleanup() {
    m_dialog.reset();
    m_session.reset();
    m_jobs.reset();
    m_files.reset();
}

void TestImportDialog::open() {
    m_session = std::make_unique<ProjectSession>(Project::open(m_files->projectFolder()), *m_jobs);
    m_dialog = std::make_unique<ImportDialog>(*m_session, std::vector{m_files->volumes()});
    connect(m_dialog.get(), &ImportDialog::importWanted, this,
            [this](const ImportPlan& plan, const ImportOptions& options) { m_wanted.emplace_back(plan, options); });
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestImportDialog::onlyTickedCasesAreImported() {
    m_files->writeAll(3, 1);
    open();
    const QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(state(), "3 case(s) found.");
    QCOMPARE(importButton()->text(), "&Import 3");
    // By the keyboard, as a person who does not use the mouse.
    table()->setFocus();
    table()->setCurrentIndex(table()->model()->index(1, ImportPreviewModel::Name));
    QTest::keyClick(table(), Qt::Key_Space);
    QCOMPARE(importButton()->text(), "&Import 2");
    QTest::mouseClick(importButton(), Qt::LeftButton);
    QCOMPARE(m_wanted.size(), std::size_t{1});
    QCOMPARE(wanted().cases.size(), std::size_t{2});
    QCOMPARE(wanted().cases[1].name, "phantom_3");
}

void TestImportDialog::unknownValuesAreMapped() {
    m_files->write(1, 255);
    open();
    QTRY_VERIFY(state().startsWith("1 case(s) found. 1 cannot be used"));
    QVERIFY(!importButton()->isEnabled());
    QVERIFY(!importButton()->toolTip().isEmpty());
    QVERIFY(cell(0, ImportPreviewModel::Values).startsWith("0, 255"));
    const QString findings = m_dialog->findChild<QLabel*>("importFindings")->text();
    QVERIFY2(findings.contains("Refused") && findings.contains("255") && findings.contains("<i>Map every value"),
             qPrintable(findings));
    QTest::mouseClick(m_dialog->findChild<QPushButton*>("importMapValues"), Qt::LeftButton);
    auto* const map = m_dialog->findChild<QDialog*>("labelMapDialog");
    auto* const apply = map->findChild<QPushButton*>("labelMapApply");
    QVERIFY(!apply->isEnabled());
    keepPicture(*m_dialog, "import");
    keepPicture(*map, "label-map");
    auto* const choice = map->findChild<QComboBox*>("labelMapChoice1");
    choice->setFocus();
    QTest::keyClicks(choice, "atrium");
    QVERIFY(apply->isEnabled());
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_COMPARE(state(), "1 case(s) found.");
    QCOMPARE(m_dialog->findChild<QLineEdit*>("importValues")->text(), "255=1");
    QVERIFY(cell(0, ImportPreviewModel::Values).contains("atrium"));
    QTest::mouseClick(importButton(), Qt::LeftButton);
    QCOMPARE(m_wanted.back().second.labelValues, (LabelValueMap{{255, 1}}));
}

void TestImportDialog::aClassIsAddedForAValue() {
    m_files->write(1, 2);
    open();
    QTRY_VERIFY(state().contains("cannot be used"));
    QTest::mouseClick(m_dialog->findChild<QPushButton*>("importClasses"), Qt::LeftButton);
    auto* const classes = m_dialog->findChild<LabelClassesDialog*>();
    QTest::mouseClick(classes->findChild<QPushButton*>("addClass"), Qt::LeftButton);
    QTest::mouseClick(classes->findChild<QPushButton*>("storeClasses"), Qt::LeftButton);
    QCOMPARE(m_session->project().labels().scheme().classes.back().fileValue, 2);
    QTRY_COMPARE(state(), "1 case(s) found.");
    QVERIFY(cell(0, ImportPreviewModel::Values).contains("class 2"));
}

void TestImportDialog::optionsChangedWhileFilesAreChecked() {
    m_files->writeAll(4, 4);
    open();
    auto* const suffix = m_dialog->findChild<QLineEdit*>("importSuffix");
    suffix->setFocus();
    QTest::keyClicks(suffix, "_3");
    QTest::keyClick(suffix, Qt::Key_Tab);
    QVERIFY(m_wanted.empty());
    QTRY_VERIFY(state().startsWith("1 case(s) found."));
    QCOMPARE(table()->model()->rowCount(), 1);
    QTest::mouseClick(importButton(), Qt::LeftButton);
    QCOMPARE(wanted().cases.size(), std::size_t{1});
    QCOMPARE(m_wanted.back().second.imageSuffix, "_3");
}

void TestImportDialog::leavingAFieldForImportImports_data() {
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by mouse") << false;
    QTest::newRow("by Return") << true;
}

void TestImportDialog::leavingAFieldForImportImports() {
    QFETCH(const bool, byKey);
    m_files->writeAll(4, 4);
    open();
    QTRY_COMPARE(state(), "4 case(s) found.");
    QCOMPARE(importButton()->text(), "&Import 4");
    auto* const suffix = m_dialog->findChild<QLineEdit*>("importSuffix");
    suffix->setFocus();
    QTest::keyClicks(suffix, "_3");
    if (byKey) {
        QTest::keyClick(suffix, Qt::Key_Return);
    } else {
        // As the window system does it: the press takes the focus from the field before it reaches the button.
        importButton()->setFocus(Qt::MouseFocusReason);
        QVERIFY(importButton()->isEnabled());
        QTest::mouseClick(importButton(), Qt::LeftButton);
    }
    QVERIFY(m_wanted.empty());  // what there is is not known yet
    QVERIFY(importButton()->isDefault());
    QTRY_COMPARE(m_wanted.size(), std::size_t{1});
    QCOMPARE(wanted().cases.size(), std::size_t{1});
    QCOMPARE(wanted().cases.front().name, "phantom");
    QCOMPARE(m_wanted.back().second.imageSuffix, "_3");
    QVERIFY(!m_dialog->isVisible());
}

void TestImportDialog::nothingFoundImportsNothing() {
    m_files->writeAll(2, 2);
    open();
    QTRY_COMPARE(state(), "2 case(s) found.");
    auto* const suffix = m_dialog->findChild<QLineEdit*>("importSuffix");
    suffix->setFocus();
    QTest::keyClicks(suffix, "_nowhere");
    QTest::keyClick(suffix, Qt::Key_Return);
    QTRY_VERIFY(state().startsWith("0 case(s) found."));
    QVERIFY(m_wanted.empty() && m_dialog->isVisible());
    QVERIFY(!importButton()->isEnabled());
    // Another Return does not cancel.
    suffix->setFocus();
    QTest::keyClick(suffix, Qt::Key_Return);
    QVERIFY(m_dialog->isVisible());
}

void TestImportDialog::aBadOptionSaysWhy() {
    m_files->writeAll(1, 1);
    open();
    QTRY_COMPARE(state(), "1 case(s) found.");
    auto* const values = m_dialog->findChild<QLineEdit*>("importValues");
    values->setFocus();
    QTest::keyClicks(values, "one=1");
    QTest::keyClick(values, Qt::Key_Tab);
    QVERIFY2(state().contains("one"), qPrintable(state()));
    QVERIFY(!importButton()->isEnabled());
    values->setFocus();
    values->selectAll();
    QTest::keyClick(values, Qt::Key_Delete);
    QTest::keyClick(values, Qt::Key_Tab);
    QTRY_COMPARE(state(), "1 case(s) found.");
    QVERIFY(importButton()->isEnabled());
}

void TestImportDialog::dicomSeriesSayWhatTheyAre() {
    writeMadeSeries(m_files->volumes() / "scan", 5);
    open();
    QTRY_VERIFY(state().startsWith("1 case(s) found."));
    QCOMPARE(cell(0, ImportPreviewModel::Name), "scan");
    QCOMPARE(cell(0, ImportPreviewModel::Patient), "P-7");
    QCOMPARE(cell(0, ImportPreviewModel::Images), "MR, made, 2024-02-29, 5 slice(s)");
    QVERIFY(cell(0, ImportPreviewModel::Geometry).startsWith(QStringLiteral("4 × 3 × 5, 0.25 × 0.5 × 2.5 mm")));
}

void TestImportDialog::closingStopsTheChecks() {
    m_files->writeAll(4, 4);
    open();
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    m_dialog.reset();
    QCOMPARE(m_session->project().cases().count(), 0);
    QVERIFY(m_wanted.empty());
}

QTEST_MAIN(TestImportDialog)
#include "tst_import_dialog.moc"
