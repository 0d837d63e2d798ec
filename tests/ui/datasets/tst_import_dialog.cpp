// The preview of an import: what is shown for which files, and what the choices in it do.
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/image/image_reader.h"
#include "tests/image/made_structures.h"
#include "tests/ui/datasets/phantom_files.h"
#include "tests/ui/on_page.h"
#include "ui/datasets/import/import_dialog.h"
#include "ui/datasets/import/import_preview_model.h"
#include "ui/datasets/labels/label_classes_dialog.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QtTest>
#include <fstream>

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
    void structuresOfDicomObjectsAreOrdered();
    void closingStopsTheChecks();
    void aLabelIsChosenForACase();
    void selectedCasesBecomeLabels();
    void aProbableLabelIsPaired();
    void patternsCountTheirPairs();
    void choicesAreRemembered();
    void classesOfTheDataSetAreTaken();
    void foldersThatPeopleHave();
    void labelsOnAnotherGridAreTakenWhenAsked();

private:
    /// phantom_N beside phantom_N_sketch, which no name tells to be a label.
    void writeUnnamedLabels(int count) const;
    [[nodiscard]] QPushButton* button(const char* name) const { return m_dialog->findChild<QPushButton*>(name); }
    [[nodiscard]] QString reading() const {
        return m_dialog->findChild<QLabel*>("importReading")->text().remove(QChar(0x200B));
    }
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
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName("Tandem test");
    QSettings().remove("import");
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
    QVERIFY(m_dialog->findChild<QLineEdit*>("importPriority")->isHidden());
    QCOMPARE(cell(0, ImportPreviewModel::Images), "MR, made, 2024-02-29, 5 slice(s)");
    QVERIFY(cell(0, ImportPreviewModel::Geometry).startsWith(QStringLiteral("4 × 3 × 5, 0.25 × 0.5 × 2.5 mm")));
}

void TestImportDialog::structuresOfDicomObjectsAreOrdered() {
    writeMadeSeries(m_files->volumes() / "scan", 5);
    const Vector3 place = placeOfMadeSlice(2);
    writeMadeSegmentation(m_files->volumes() / "seg" / "1-1.dcm",
                          {.names = {"GTV-1", "wall"},
                           .frames = {{1, place, {1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}, {}},
                                      {2, place, {0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0}, {}}}});
    open();
    QTRY_VERIFY(state().startsWith("1 case(s) found."));
    QCOMPARE(cell(0, ImportPreviewModel::Label), "segmentation (2 segment(s)): GTV-1, wall");
    QVERIFY2(reading().endsWith("1 with DICOM segmentations or structure sets."), qPrintable(reading()));
    QTest::mouseClick(button("importTakeClasses"), Qt::LeftButton);
    QTRY_VERIFY(cell(0, ImportPreviewModel::Findings).contains("such as GTV-1 and wall, of which wall counts."));
    QVERIFY2(cell(0, ImportPreviewModel::Values).startsWith("0, 1, 2"),
             qPrintable(cell(0, ImportPreviewModel::Values)));
    const auto say = [this](const char* name, const QString& text) {
        auto* const field = m_dialog->findChild<QLineEdit*>(name);
        QVERIFY(field->isVisible());
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Tab);
    };
    say("importPriority", "gtv 1");
    QTRY_VERIFY2(cell(0, ImportPreviewModel::Findings).contains("of which GTV-1 counts."),
                 qPrintable(cell(0, ImportPreviewModel::Findings)));
    say("importStructures", "GTV-1=");
    QTRY_VERIFY(cell(0, ImportPreviewModel::Findings).contains("left out: GTV-1."));
    QVERIFY(!cell(0, ImportPreviewModel::Findings).contains("several classes"));
    keepPicture(*m_dialog, "import-structures");
    say("importPriority", "spleen");
    QTRY_VERIFY2(cell(0, ImportPreviewModel::Findings).contains("no class \"spleen\""),
                 qPrintable(cell(0, ImportPreviewModel::Findings)));
    say("importPriority", "wall");
    QTRY_VERIFY(importButton()->isEnabled() && importButton()->text() == "&Import 1");
    QTest::mouseClick(importButton(), Qt::LeftButton);
    QTRY_COMPARE(m_wanted.size(), std::size_t{1});
    QCOMPARE(m_wanted.back().second.structures.priority, (std::vector<std::string>{"wall"}));
}

void TestImportDialog::closingStopsTheChecks() {
    m_files->writeAll(4, 4);
    open();
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    m_dialog.reset();
    QCOMPARE(m_session->project().cases().count(), 0);
    QVERIFY(m_wanted.empty());
}

void TestImportDialog::writeUnnamedLabels(int count) const {
    m_files->writeAll(count, count);
    for (int number = 1; number <= count; ++number) {
        const std::string name = "phantom_" + std::to_string(number);
        std::filesystem::rename(m_files->volumes() / "labelsTr" / (name + ".nii.gz"),
                                m_files->volumes() / "imagesTr" / (name + "_sketch.nii.gz"));
    }
}

void TestImportDialog::aLabelIsChosenForACase() {
    writeUnnamedLabels(2);
    open();
    QTRY_VERIFY(state().startsWith("4 case(s) found."));
    QVERIFY(reading().startsWith("Read as images: 4 cases, 0 labelled"));
    table()->setFocus();
    table()->setCurrentIndex(table()->model()->index(0, ImportPreviewModel::Label));
    table()->edit(table()->currentIndex());
    auto* const choice = table()->findChild<QComboBox*>("importLabelChoice");
    QCOMPARE(choice->currentText(), "none");
    QTest::keyClicks(choice, "imagesTr/phantom_1_");
    QCOMPARE(choice->currentText(), "imagesTr/phantom_1_sketch.nii.gz");
    QTest::keyClick(choice, Qt::Key_Return);
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    QTRY_COMPARE(cell(0, ImportPreviewModel::Label), "phantom_1_sketch.nii.gz");
    QTRY_VERIFY(cell(0, ImportPreviewModel::Values).contains("atrium"));
    QTest::mouseClick(importButton(), Qt::LeftButton);
    QCOMPARE(wanted().cases.size(), std::size_t{3});
    QCOMPARE(m_wanted.back().second.pairing.labelOf.size(), std::size_t{1});
}

void TestImportDialog::selectedCasesBecomeLabels() {
    writeUnnamedLabels(3);
    open();
    QTRY_VERIFY(state().startsWith("6 case(s) found."));
    QVERIFY(button("importForget")->isHidden());
    table()->clearSelection();
    QVERIFY(!button("importAreLabels")->isEnabled());
    for (const int row : {1, 3, 5}) {
        QVERIFY(cell(row, ImportPreviewModel::Name).endsWith("_sketch"));
        table()->selectionModel()->select(table()->model()->index(row, 0),
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    QTest::mouseClick(button("importAreLabels"), Qt::LeftButton);
    QTRY_COMPARE(state(), "3 case(s) found.");
    QCOMPARE(cell(2, ImportPreviewModel::Label), "phantom_3_sketch.nii.gz");
    QVERIFY(reading().startsWith("Read as images and labels: 3 cases, 3 labelled"));
    keepPicture(*m_dialog, "import-by-hand");
    QTest::mouseClick(button("importForget"), Qt::LeftButton);
    QTRY_COMPARE(table()->model()->rowCount(), 6);
}

void TestImportDialog::aProbableLabelIsPaired() {
    writeUnnamedLabels(2);
    open();
    QTRY_COMPARE(button("importProbable")->text(), "2 is probably a label: pair it");
    QVERIFY(cell(1, ImportPreviewModel::Findings).contains("probably a label"));
    QVERIFY(!cell(0, ImportPreviewModel::Findings).contains("probably a label"));
    keepPicture(*m_dialog, "import-probable-labels");
    QTest::mouseClick(button("importProbable"), Qt::LeftButton);
    QTRY_COMPARE(state(), "2 case(s) found.");
    QCOMPARE(cell(1, ImportPreviewModel::Label), "phantom_2_sketch.nii.gz");
    QVERIFY(button("importProbable")->isHidden());
}

void TestImportDialog::patternsCountTheirPairs() {
    writeUnnamedLabels(3);
    open();
    QTRY_VERIFY(state().startsWith("6 case(s) found."));
    auto* const images = m_dialog->findChild<QLineEdit*>("importImageNames");
    auto* const labels = m_dialog->findChild<QLineEdit*>("importLabelNames");
    images->setFocus();
    QTest::keyClicks(images, "phantom_*");
    QVERIFY(m_dialog->findChild<QLabel*>("importPairs")->text().isEmpty());
    labels->setFocus();
    QTest::keyClicks(labels, "phantom_*_sketch");
    QCOMPARE(m_dialog->findChild<QLabel*>("importPairs")->text(), "3 pair(s)");
    QTest::keyClick(labels, Qt::Key_Tab);
    QTRY_COMPARE(state(), "3 case(s) found.");
    QCOMPARE(cell(0, ImportPreviewModel::Label), "phantom_1_sketch.nii.gz");
}

void TestImportDialog::choicesAreRemembered() {
    patternsCountTheirPairs();
    QTest::mouseClick(importButton(), Qt::LeftButton);
    m_dialog.reset();
    open();
    QTRY_COMPARE(state(), "3 case(s) found.");
    QCOMPARE(m_dialog->findChild<QLineEdit*>("importLabelNames")->text(), "phantom_*_sketch");
    QTest::mouseClick(button("importForget"), Qt::LeftButton);
    QTRY_COMPARE(table()->model()->rowCount(), 6);
    QVERIFY(m_dialog->findChild<QLineEdit*>("importLabelNames")->text().isEmpty());
}

void TestImportDialog::classesOfTheDataSetAreTaken() {
    m_files->write(1, 2);
    std::ofstream(m_files->volumes() / "dataset.json")
        << R"({"labels": {"background": 0, "ventricle": 1, "left atrium": 2}, "channel_names": {"0": "MR"}})";
    open();
    QTRY_VERIFY(state().contains("cannot be used"));
    QCOMPARE(button("importTakeClasses")->text(), "Take its 3 &class(es)");
    QTest::mouseClick(button("importTakeClasses"), Qt::LeftButton);
    QTRY_COMPARE(state(), "1 case(s) found.");
    QVERIFY(cell(0, ImportPreviewModel::Values).contains("left atrium"));
    QVERIFY(button("importTakeClasses")->isHidden());
    QCOMPARE(m_session->project().labels().scheme().count(), 3);
}

void TestImportDialog::foldersThatPeopleHave() {
    const std::filesystem::path data = TANDEM_SOURCE_DIR "/tests/import/data";
    std::filesystem::copy(data / "totalsegmentator" / "input", m_files->volumes(),
                          std::filesystem::copy_options::recursive);
    open();
    QTRY_VERIFY(state().startsWith("2 case(s) found."));
    QTRY_VERIFY(reading().startsWith("Read as TotalSegmentator"));
    QCOMPARE(cell(0, ImportPreviewModel::Label), "3 file(s): aorta, liver, spleen");
    QVERIFY(cell(0, ImportPreviewModel::Findings).contains("none of which is a class"));
    QTest::mouseClick(button("importTakeClasses"), Qt::LeftButton);
    QTRY_VERIFY(cell(1, ImportPreviewModel::Values).contains("spleen"));
    keepPicture(*m_dialog, "import-classes");
}

void TestImportDialog::labelsOnAnotherGridAreTakenWhenAsked() {
    m_files->write(1);
    const std::filesystem::path file = m_files->volumes() / "labelsTr" / "phantom_1.nii.gz";
    const RawLabelVolume label = readLabel(file);
    Geometry moved = label.geometry();
    moved.originMm[0] += 0.4 * moved.spacingMm[0];
    writeLabel(RawLabelVolume(moved, label.share()), file);
    open();
    QTRY_VERIFY(state().contains("1 cannot be used"));
    QTest::mouseClick(m_dialog->findChild<QCheckBox*>("importResample"), Qt::LeftButton, Qt::NoModifier, QPoint(8, 8));
    QTRY_COMPARE(state(), "1 case(s) found.");
    QVERIFY(importButton()->isEnabled());
}

QTEST_MAIN(TestImportDialog)
#include "tst_import_dialog.moc"
