#include "core/engine_module.h"
#include "storage/image/image_reader.h"
#include "storage/reliability/run_trust.h"
#include "tests/core/test_files.h"
#include "tests/export/export_project.h"
#include "tests/review/review_project.h"
#include "tests/ui/on_page.h"
#include "ui/export/abstain_preview.h"
#include "ui/export/export_case_model.h"
#include "ui/export/export_page.h"
#include "ui/export/preview_picture.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/theme/breakable.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTimer>
#include <QTranslator>
#include <QtTest>
#include <functional>
#include <memory>

using namespace tandem;

namespace {

/// Every text in other words.
class Quoting : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char*, const char* text, const char*, int) const override {
        return "[" + QString::fromUtf8(text) + "]";
    }
};

}  // namespace

class TestExportPage : public QObject {
    Q_OBJECT

    std::unique_ptr<ExportProject> m_made;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<ExportPage> m_page;

    template <class Widget>
    Widget& find(const char* name) {
        return *m_page->findChild<Widget*>(name);
    }
    QTableView& table() { return find<QTableView>("exportCases"); }
    QPushButton& start() { return find<QPushButton>("exportStart"); }
    QString result() { return find<QLabel>("exportResult").text(); }
    QString out() const { return QString::fromStdString(m_made->out().string()); }
    QStringList files() const { return QDir(out()).entryList(QDir::Files, QDir::Name); }

    void open(const std::filesystem::path& project) {
        m_session = std::make_unique<ProjectSession>(Project::open(project), *m_jobs);
        m_page = std::make_unique<ExportPage>(*m_session);
        m_page->resize(1180, 740);
        m_page->show();
    }
    void openWithCases() {
        open(m_made->folder());
        QTRY_COMPARE(table().model()->rowCount(), 2);
        find<QLineEdit>("exportFolder").setText(out());
    }
    /// Clicks the tick of a case.
    void toggle(int row) {
        const QRect cell = table().visualRect(table().model()->index(row, 0));
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, cell.topLeft() + QPoint(11, cell.height() / 2));
    }
    void click(const char* name) {
        auto& box = find<QCheckBox>(name);
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_Space);
    }
    /// The job that exports; the page has others, which score cases.
    [[nodiscard]] const Job* exporting() const {
        const Job* found = nullptr;
        for (int row = 0; row < m_jobs->rowCount(); ++row) {
            found = m_jobs->at(row)->title().startsWith("Export") ? m_jobs->at(row) : found;
        }
        return found;
    }
    void exportAndWait() {
        QVERIFY2(start().isEnabled(), qPrintable(start().toolTip()));
        QTest::mouseClick(&start(), Qt::LeftButton);
        QVERIFY(!start().isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(start().isEnabled(), 30'000);
    }

private Q_SLOTS:
    void init() {
        applyTheme(*qApp, Theme::Dark);
        m_made = std::make_unique<ExportProject>();
        m_jobs = std::make_unique<JobList>();
    }
    void cleanup() {
        m_page.reset();
        m_session.reset();
        m_jobs.reset();
        m_made.reset();
    }

    void saysWhatToDoWithoutPredictions() {
        for (const PredictionRecord& one : m_made->project().predictions().list(1)) {
            m_made->project().predictions().remove(one.id);
        }
        open(m_made->folder());
        QTRY_VERIFY(find<QLabel>("exportMessage").text().contains("predict cases with it"));
        QVERIFY(find<QLabel>("exportMessage").isVisible());
        m_made->predict(m_made->one(), m_made->phantom().label);
        Q_EMIT m_session->predictionsChanged();
        QTRY_VERIFY(table().isVisible());
        QCOMPARE(table().model()->rowCount(), 1);
        QCOMPARE(find<QComboBox>("exportRun").currentText(), "Run 1 · first");
        QCOMPARE(find<QComboBox>("exportCheckpoint").currentText(), "last, iteration 60");
    }

    void writesWhatIsChosen() {
        openWithCases();
        click("exportSurfaces");
        click("exportMetrics");
        click("exportHtml");
        find<QComboBox>("exportFormat").setCurrentIndex(1);
        toggle(1);  // the case from DICOM
        exportAndWait();
        QVERIFY2(result().startsWith("Wrote 7 file(s) to "), qPrintable(result()));
        QCOMPARE(files(),
                 (QStringList{"one_label.nrrd", "one_provenance.json", "one_surface-atrium.stl", "run1_metrics.csv",
                              "run1_metrics.json", "run1_provenance.json", "run1_report.html"}));
        QVERIFY(find<QPushButton>("exportOpen").isVisible());
        QCOMPARE(exporting()->state(), JobState::Finished);
    }

    void writesTheLabelOfTheMean() {
        // A mean that says the opposite of decoder A.
        const PredictionRecord one = *m_made->project().predictions().find(1, m_made->one());
        const auto map = [&](const char* name) {
            return m_made->folder() / one.folder / one.files.at(mapNamed(name).value());
        };
        const ImageVolume atrium = readImage(map("probability-mean-1"));
        writeImage(readImage(map("probability-mean-0")), map("probability-mean-1"));
        writeImage(atrium, map("probability-mean-0"));
        openWithCases();
        auto& whose = find<QComboBox>("exportWhose");
        QCOMPARE(whose.currentText(), "of decoder A");
        const auto title = [&] {
            return table().model()->headerData(ExportCaseModel::PredictedDice, Qt::Horizontal).toString();
        };
        QCOMPARE(title(), "Predicted Dice");
        whose.setCurrentIndex(2);
        QCOMPARE(title(), "Predicted Dice of A");
        toggle(1);  // the case from DICOM
        exportAndWait();
        QCOMPARE(files(), (QStringList{"one_label.nii.gz", "one_provenance.json"}));
        const RawLabelVolume label = readLabel((out() + "/one_label.nii.gz").toStdString());
        for (std::size_t at = 0; at < label.voxels().size(); ++at) {
            QCOMPARE(label.voxels()[at] == 0, m_made->phantom().label.voxels()[at] == 1);
        }
    }

    void theMeanNeedsProbabilities() {
        m_made->predict(m_made->one(), m_made->phantom().label, false);
        openWithCases();
        auto& whose = find<QComboBox>("exportWhose");
        QVERIFY(!whose.isEnabled());
        QVERIFY2(whose.toolTip().contains("without the probabilities"), qPrintable(whose.toolTip()));
    }

    void segmentationNeedsDicom() {
        openWithCases();
        auto& segmentation = find<QCheckBox>("exportSegmentation");
        QVERIFY(segmentation.isEnabled());
        QVERIFY2(segmentation.toolTip().startsWith("1 of 2"), qPrintable(segmentation.toolTip()));
        click("exportSegmentation");
        toggle(1);
        QVERIFY(!segmentation.isEnabled());
        QCOMPARE(segmentation.toolTip(), "None of the chosen cases came from a DICOM series.");
        toggle(1);
        toggle(0);
        QVERIFY(segmentation.isEnabled());
        QVERIFY(!find<QCheckBox>("exportMetrics").isEnabled());
        exportAndWait();
        QCOMPARE(files(), (QStringList{"scan_label.nii.gz", "scan_provenance.json", "scan_segmentation.dcm"}));
    }

    void contoursNeedDicom() {
        openWithCases();
        auto& structures = find<QCheckBox>("exportStructures");
        QVERIFY2(structures.toolTip().startsWith("1 of 2"), qPrintable(structures.toolTip()));
        click("exportStructures");
        toggle(0);
        exportAndWait();
        QCOMPARE(files(), (QStringList{"scan_label.nii.gz", "scan_provenance.json", "scan_structures.dcm"}));
        toggle(1);
        QVERIFY(!structures.isEnabled());
    }

    void bidsDerivativesAreAnotherKindOfFolder() {
        openWithCases();
        click("exportSurfaces");
        click("exportMetrics");
        click("exportMaps");
        find<QComboBox>("exportFormat").setCurrentIndex(1);
        find<QLineEdit>("exportPattern").setText("nothing");
        QVERIFY(!start().isEnabled());
        find<QComboBox>("exportLayout").setCurrentIndex(1);
        for (const char* name : {"exportSurfaces", "exportMetrics", "exportMaps", "exportSegmentation",
                                 "exportStructures", "exportHtml", "exportPdf"}) {
            QVERIFY2(!find<QCheckBox>(name).isEnabled(), name);
            QVERIFY2(find<QCheckBox>(name).toolTip().startsWith("BIDS derivatives are"), name);
        }
        QVERIFY(!find<QLineEdit>("exportPattern").isEnabled() && !find<QComboBox>("exportFormat").isEnabled());
        QCOMPARE(find<QLabel>("exportExample").text(),
                 breakable("Example: derivatives/tandem/sub-P1/anat/sub-P1_space-orig_desc-run1_dseg.nii.gz"));
        click("exportProbabilities");
        click("exportLabel");
        QVERIFY2(start().toolTip().contains("choose the label map"), qPrintable(start().toolTip()));
        click("exportLabel");
        click("exportProbabilities");
        exportAndWait();
        QVERIFY2(result().startsWith("Wrote 7 file(s) to "), qPrintable(result()));
        QVERIFY2(result().contains("is sub-P1"), qPrintable(result()));
        QVERIFY(QFile::exists(out() + "/derivatives/tandem/sub-P1/anat/sub-P1_space-orig_desc-run1_dseg.nii.gz"));
        find<QComboBox>("exportLayout").setCurrentIndex(0);
        QVERIFY(find<QCheckBox>("exportSurfaces").isEnabled() && find<QCheckBox>("exportMetrics").isChecked());
    }

    void nothingChosenIsSaid() {
        openWithCases();
        QTest::mouseClick(&find<QPushButton>("exportNone"), Qt::LeftButton);
        QVERIFY(!start().isEnabled());
        QCOMPARE(start().toolTip(), "Choose at least one case.");
        QCOMPARE(find<QLabel>("exportCount").text(), "0 of 2 case(s) chosen");
        QTest::keyClicks(&find<QLineEdit>("exportSearch"), "sca");
        QCOMPARE(table().model()->rowCount(), 1);
        QTest::mouseClick(&find<QPushButton>("exportAll"), Qt::LeftButton);
        QCOMPARE(find<QLabel>("exportCount").text(), "1 of 2 case(s) chosen");
        click("exportLabel");
        QVERIFY(!start().isEnabled());
        QVERIFY(start().toolTip().contains("Nothing is chosen"));
    }

    void exampleFollowsThePattern() {
        openWithCases();
        auto& pattern = find<QLineEdit>("exportPattern");
        const auto& example = find<QLabel>("exportExample");
        QCOMPARE(example.text(), "Example: one_label.nii.gz");
        pattern.selectAll();
        QTest::keyClicks(&pattern, "{patient}/{case}-run{run}-{method}-{what}");
        QCOMPARE(example.text(), breakable("Example: P_1/one-run1-mutual-reliable-label.nii.gz"));
        QVERIFY(!pattern.property("wrong").toBool());
        pattern.selectAll();
        QTest::keyClicks(&pattern, "{case}_{date}");
        QVERIFY(example.text().contains("{date}, which stands for nothing"));
        QVERIFY(pattern.property("wrong").toBool());
        QVERIFY(!start().isEnabled());
        QCOMPARE(start().toolTip(), example.text());
    }

    void abstainingIsShown() {
        openWithCases();
        auto& fraction = find<QLabel>("abstainFraction");
        QTRY_COMPARE(fraction.text(), "Every voxel is decided.");
        auto& picture = find<PreviewPicture>("abstainPicture");
        QVERIFY(!find<QDoubleSpinBox>("abstainThreshold").isEnabled());
        const QImage decided = picture.grab().toImage();
        click("abstain");
        QVERIFY2(fraction.text().startsWith("Not decided: 27 voxels, 0.13 % of all and "), qPrintable(fraction.text()));
        // 27 voxels of trust 0.6 each.
        const double errors = ExportProject::expectedErrors(m_made->phantom().label);
        const QString expected = QString("Expected (uncalibrated): 11 of %1 wrong voxels (%2 %) are among them.")
                                     .arg(QLocale().toString(qRound64(errors)))
                                     .arg(100 * 10.8 / errors, 0, 'f', 0);
        QVERIFY2(fraction.text().endsWith(expected), qPrintable(fraction.text() + " / " + expected));
        const auto& calibration = find<QLabel>("abstainCalibration");
        QVERIFY2(calibration.isVisible() &&
                     calibration.text().contains("uncalibrated: the run's split has no validation cases"),
                 qPrintable(calibration.text()));
        auto& threshold = find<QDoubleSpinBox>("abstainThreshold");
        threshold.setValue(0.5);  // not under 0.5
        QVERIFY(fraction.text().startsWith("Not decided: 0 voxels, 0.00 % of all and 0.0 % of those"));
        threshold.setValue(0.96);
        QVERIFY2(fraction.text().contains(" and 100.0 % of those of a structure.\n"), qPrintable(fraction.text()));
        // Now the atrium has the colour of what is not decided.
        const QImage undecided = picture.grab().toImage();
        int changed = 0;
        for (int y = 0; y < undecided.height(); ++y) {
            for (int x = 0; x < undecided.width(); ++x) {
                const QColor colour = undecided.pixelColor(x, y);
                const bool isMagenta = colour.red() > colour.green() + 30 && colour.blue() > colour.green() + 30;
                changed += isMagenta && undecided.pixel(x, y) != decided.pixel(x, y) ? 1 : 0;
            }
        }
        QVERIFY2(changed > 100, qPrintable(QString::number(changed)));
        QVERIFY(find<QLabel>("abstainLegend").text().contains("not decided"));
    }

    /// A project with validation cases whose trust nobody has measured yet: the page does, and says what is known then.
    void abstainingTellsOfTheValidationCases() {
        ReviewProject made;
        made.predict(made.open(1), 2);
        for (int number = 1; number <= 4; ++number) {
            made.predict(made.check(number), number);
        }
        open(made.folder());
        QTRY_COMPARE(table().model()->rowCount(), 5);
        const auto trust = [&] { return recordedTrust(made.project(), made.runId(), ReviewProject::checkpoint()); };
        QTRY_VERIFY_WITH_TIMEOUT(trust().fitted.model.isCalibrated && m_jobs->activeCount() == 0, 30'000);
        QTRY_VERIFY(!find<QLabel>("abstainCalibration").isVisible());
        click("abstain");
        find<QDoubleSpinBox>("abstainThreshold").setValue(0.8);
        const auto& fraction = find<QLabel>("abstainFraction");
        const auto known = abstentionAtThreshold(trust().fitted.evidence, 0.8);
        QVERIFY(known && known->errorsRemoved > 0.5);
        const QString told = QString(
                                 "\nOn 4 validation case(s) this took away %1 % of the wrong voxels, and %2 % of the "
                                 "structures' voxels.")
                                 .arg(100 * known->errorsRemoved, 0, 'f', 0)
                                 .arg(100 * known->foregroundLeft, 0, 'f', 1);
        QTRY_VERIFY2(fraction.text().contains(told), qPrintable(fraction.text() + " / " + told));
        QVERIFY2(fraction.text().contains("Expected: "), qPrintable(fraction.text()));
        // What another program predicts is listed when the page is seen again; the case that is looked at stays.
        table().selectRow(2);
        const QString looked = table().currentIndex().data().toString();
        made.predict(made.open(2), 2);
        m_page->hide();
        m_page->show();
        QTRY_COMPARE(table().model()->rowCount(), 6);
        QCOMPARE(table().currentIndex().siblingAtColumn(ExportCaseModel::Name).data().toString(), looked);
        // Every listed case has its predicted Dice with an interval.
        const auto dice = [&] { return table().model()->index(0, ExportCaseModel::PredictedDice).data().toString(); };
        QTRY_VERIFY2(dice().contains(" to "), qPrintable(dice()));
    }

    void abstentionIsReadBetweenThresholds() {
        TrustEvidence evidence;
        QVERIFY(!abstentionAtThreshold(evidence, 0.5));
        evidence.abstention = {{.threshold = 0.5, .foregroundLeft = 0.1, .errorsRemoved = 0.4},
                               {.threshold = 0.7, .foregroundLeft = 0.3, .errorsRemoved = 0.8}};
        QCOMPARE(abstentionAtThreshold(evidence, 0)->errorsRemoved, 0.0);
        QCOMPARE(abstentionAtThreshold(evidence, 0.5)->errorsRemoved, 0.4);
        QVERIFY(std::abs(abstentionAtThreshold(evidence, 0.6)->errorsRemoved - 0.6) < 1e-12);
        QVERIFY(std::abs(abstentionAtThreshold(evidence, 0.6)->foregroundLeft - 0.2) < 1e-12);
        QVERIFY(!abstentionAtThreshold(evidence, 0.8));
    }

    void abstainingNeedsMaps() {
        m_made->predict(m_made->scan(), m_made->scanLabel(), false);
        openWithCases();
        auto& box = find<QCheckBox>("abstain");
        QVERIFY(!box.isEnabled());
        QVERIFY2(box.toolTip().startsWith("scan was predicted without"), qPrintable(box.toolTip()));
        toggle(1);
        QVERIFY(box.isEnabled());
    }

    void filesAreNotReplacedUnlessTold() {
        openWithCases();
        exportAndWait();
        exportAndWait();
        QVERIFY2(result().contains("is there already"), qPrintable(result()));
        QVERIFY(!find<QPushButton>("exportOpen").isVisible());
        click("exportOverwrite");
        exportAndWait();
        QVERIFY2(result().startsWith("Wrote 4 file(s)"), qPrintable(result()));
    }

    void stopsWhenAsked() {
        openWithCases();
        click("exportMaps");
        click("exportProbabilities");
        QTest::mouseClick(&start(), Qt::LeftButton);
        QVERIFY(find<QPushButton>("exportCancel").isVisible());
        QTest::mouseClick(&find<QPushButton>("exportCancel"), Qt::LeftButton);
        QTRY_VERIFY(start().isEnabled());
        QVERIFY(!find<QPushButton>("exportCancel").isVisible());
        QCOMPARE(result().startsWith("Stopped."), exporting()->state() == JobState::Cancelled);
    }

    void listsTheCasesOfACheckpoint() {
        PredictionRecord earlier = *m_made->project().predictions().find(1, m_made->one());
        earlier.checkpointHash = std::string(64, 'e');
        m_made->project().predictions().record(earlier);
        openWithCases();
        auto& checkpoints = find<QComboBox>("exportCheckpoint");
        QCOMPARE(checkpoints.count(), 2);
        QCOMPARE(checkpoints.itemText(1), "an earlier one, eeeeeeee");
        QCOMPARE(checkpoints.itemData(1, Qt::ToolTipRole).toString(), "It predicted 1 case(s).");
        checkpoints.setFocus();
        QTest::keyClick(&checkpoints, Qt::Key_Down);
        QTRY_COMPARE(table().model()->rowCount(), 1);
        QCOMPARE(checkpoints.currentIndex(), 1);
    }

    void changesLanguage() {
        openWithCases();
        Quoting quoting;
        QCoreApplication::installTranslator(&quoting);
        QTRY_COMPARE(start().text(), "[&Export]");
        QCOMPARE(find<QCheckBox>("exportLabel").text(), "[&Label map]");
        QCOMPARE(find<QCheckBox>("abstain").text(), "[A&bstain where the trust is under]");
        QCOMPARE(table().model()->headerData(0, Qt::Horizontal).toString(), "[Case]");
        QCoreApplication::removeTranslator(&quoting);
        QTRY_COMPARE(start().text(), "&Export");
    }

    /// With an engine, and a checkpoint that is there.
    void exportsAModel() {
        TrainingSettings settings;
        settings.filters = 2;
        settings.patch = {32, 32, 32};
        settings.testStride = {32, 32, 32};
        const std::filesystem::path file = m_made->folder() / "runs/0001/last.ckpt";
        std::filesystem::create_directories(file.parent_path());
        const auto engine = openEngine();
        engine->importWeights(goldenFile("vnet_f2_weights.safetensors"), settings, ExportProject::scheme().names(),
                              file);
        m_made->project().checkpoints().record({.runId = 1,
                                                .kind = CheckpointKind::Last,
                                                .file = "runs/0001/last.ckpt",
                                                .contentHash = engine->describe(file).contentHash,
                                                .iteration = 90});
        openWithCases();
        auto& model = find<QPushButton>("exportModel");
        QTRY_VERIFY2(model.isEnabled(), qPrintable(model.toolTip()));
        const auto inDialog = [&](const std::function<void(QDialog&)>& act) {
            QTest::mouseClick(&model, Qt::LeftButton);
            act(*m_page->findChild<QDialog*>("modelDialog"));
        };
        inDialog([&](QDialog& dialog) {
            QCOMPARE(dialog.findChild<QComboBox*>("modelRun")->currentText(), "Run 1 · first");
            QCOMPARE(dialog.findChild<QComboBox*>("modelCheckpoint")->currentText(), "last, iteration 90");
            auto* const folder = dialog.findChild<QLineEdit*>("modelFolder");
            QVERIFY2(folder->text().endsWith("/exports/model-run-1"), qPrintable(folder->text()));
            keepPicture(dialog, "export-model");
            folder->clear();
            QVERIFY(!dialog.findChild<QPushButton*>("modelStart")->isEnabled());
            folder->setText(out());
            QTest::mouseClick(dialog.findChild<QPushButton*>("modelStart"), Qt::LeftButton);
        });
        QVERIFY(!model.isEnabled());
        QVERIFY2(model.toolTip().contains("running"), qPrintable(model.toolTip()));
        QTRY_VERIFY_WITH_TIMEOUT(model.isEnabled(), 60'000);
        QVERIFY2(result().startsWith("Wrote the model to "), qPrintable(result()));
        QVERIFY(QFileInfo::exists(out() + "/predict.py"));
        QCOMPARE(exporting()->state(), JobState::Finished);
        // Again into the same folder: refused until it is allowed.
        const auto again = [&](bool isAllowed) {
            inDialog([&](QDialog& dialog) {
                dialog.findChild<QLineEdit*>("modelFolder")->setText(out());
                dialog.findChild<QCheckBox*>("modelOverwrite")->setChecked(isAllowed);
                QTest::mouseClick(dialog.findChild<QPushButton*>("modelStart"), Qt::LeftButton);
            });
            QTRY_VERIFY_WITH_TIMEOUT(model.isEnabled(), 60'000);
        };
        again(false);
        QVERIFY2(result().contains("is there already"), qPrintable(result()));
        again(true);
        QVERIFY2(result().startsWith("Wrote the model to "), qPrintable(result()));
    }

    void aModelNeedsNoPrediction() {
        for (const PredictionRecord& one : m_made->project().predictions().list(1)) {
            m_made->project().predictions().remove(one.id);
        }
        open(m_made->folder());
        auto& model = find<QPushButton>("exportModel");
        QTRY_VERIFY(model.isVisible() && model.isEnabled());
        QVERIFY(!start().isEnabled());
        m_page.reset();
        m_session.reset();
        const std::filesystem::path empty = m_made->parent() / "empty.tandem";
        static_cast<void>(Project::create(empty, "Empty", ExportProject::scheme()));
        open(empty);
        QTRY_VERIFY(find<QLabel>("exportMessage").text().contains("Nothing can be exported"));
        QVERIFY(!find<QPushButton>("exportModel").isEnabled());
        QVERIFY(find<QPushButton>("exportModel").toolTip().contains("No run has a checkpoint"));
    }
};

QTEST_MAIN(TestExportPage)
#include "tst_export_page.moc"
