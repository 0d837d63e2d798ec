// The parts of the page that need no project: the table's model, the plots, the editor's command.
#include "ui/review/editor_command.h"
#include "ui/review/editor_dialog.h"
#include "ui/review/evidence_panel.h"
#include "ui/review/evidence_plot.h"
#include "ui/review/queue_model.h"
#include "ui/review/review_words.h"
#include "ui/trust/trust_words.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

namespace {

ReviewQueue queueOfThree() {
    ReviewQueue queue{.runId = 2};
    queue.cases.push_back({.caseId = 7,
                           .name = "worst",
                           .score = TrustScore{{.value = 0.25, .low = 0.2, .high = 0.3}, 0.25, 0.5, 0.75},
                           .predictionId = 1});
    queue.cases.push_back({.caseId = 5,
                           .name = "best",
                           .patient = "P1",
                           .hasLabel = true,
                           .score = TrustScore{{.value = 0.95}, 0.95, 0.1, 0.99},
                           .predictionId = 2,
                           .review = ReviewRecord{.runId = 2, .caseId = 5, .note = "fine"}});
    queue.cases.push_back({.caseId = 9, .name = "unknown"});
    return queue;
}

/// Predicted Dice rises from case to case by 0.1; dice as given.
RunTrust trustOf(const std::vector<double>& dice) {
    RunTrust trust{.measuredAt = "2026-01-01T00:00:00Z", .validationCases = static_cast<int>(dice.size())};
    trust.fitted.model.isCalibrated = true;
    TrustEvidence& evidence = trust.fitted.evidence;
    evidence.isCalibrated = true;
    for (std::size_t index = 0; index < dice.size(); ++index) {
        const double predicted = 0.5 + 0.1 * static_cast<double>(index);
        evidence.cases.push_back({.caseName = "c" + std::to_string(index),
                                  .dice = dice[index],
                                  .predicted = {.value = predicted, .low = predicted - 0.2, .high = predicted + 0.1},
                                  .expected = predicted,
                                  .auroc = 0.9});
    }
    evidence.detectors = {{.id = "trust",
                           .title = "trust",
                           .auroc = Spread{0.94, 0.91, 0.96},
                           .aurocNear = Spread{0.79, 0.75, 0.82},
                           .aurc = Spread{0.0021, 0.0015, 0.003},
                           .ece = Spread{0.05, 0.04, 0.06}},
                          {.id = "entropy-mean", .title = "uncertainty of the mean", .auroc = Spread{0.86, 0.8, 0.9}},
                          {.id = "nearness", .title = "nearness to the boundary", .auroc = Spread{0.4, 0.3, 0.55}},
                          {.id = "weight-a",
                           .title = "1 - teaching weight of A",
                           .auroc = Spread{0.172, 0.1, 0.3},
                           .aurocNear = Spread{0.274, 0.2, 0.35}}};
    evidence.scores = {{.id = "predicted-dice", .spearman = 0.75, .meanAbsoluteError = 0.0444},
                       {.id = "agreement", .spearman = 0.58}};
    evidence.intervalCoverage = 0.75;
    evidence.weightBinsA = {{.low = 0, .high = 0.1, .voxels = 0, .errorRate = 0},
                            {.low = 0.1, .high = 0.2, .voxels = 10, .errorRate = 0.25}};
    evidence.weightBinsB = {{.low = 0.9, .high = 1, .voxels = 10, .errorRate = 0.5}};
    evidence.followed = {.voxels = 100, .followedErrorRate = 0.3, .otherErrorRate = 0.7};
    evidence.calibration = {{}, {.voxels = 1000, .meanConfidence = 0.95, .accuracy = 0.9}};
    evidence.calibrationNear = {{}, {.voxels = 100, .meanConfidence = 0.8, .accuracy = 0.7}};
    evidence.riskCoverage = {{0.5, 0}, {1, 0.1}};
    evidence.riskCoverageNear = {{0.5, 0}, {1, 0.3}};
    return trust;
}

}  // namespace

class TestReviewParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableSaysWhatTheQueueSays();
    void reasonsForWhatCannotBeDone();
    void thePlotReadsWhatIsUnderTheMouse();
    void thePanelShowsTheEvidence();
    void theTablesTellWhatFindsErrors();
    void aMissingEvidenceSaysWhatToDo_data();
    void aMissingEvidenceSaysWhatToDo();
    void thePanelSaysHowFarToTrust_data();
    void thePanelSaysHowFarToTrust();
    void commandsAreExpanded_data();
    void commandsAreExpanded();
    void commandsAreChecked();
    void namesAreNeverCode_data();
    void namesAreNeverCode();
    void anOldSlicerCommandIsReplaced();
    void theChoiceOfAnEditorIsKept();
    void theDialogAcceptsOnlyWhatCanBeRun();
};

void TestReviewParts::theTableSaysWhatTheQueueSays() {
    QueueModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQueue(queueOfThree());
    QCOMPARE(model.rowCount(), 3);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, QueueModel::Name), "worst");
    QCOMPARE(text(0, QueueModel::PredictedDice), "0.25 (0.20 to 0.30)");
    QCOMPARE(text(1, QueueModel::PredictedDice), "0.95 (uncalibrated)");
    QCOMPARE(text(0, QueueModel::Uncertainty), QLocale().toString(0.5, 'f', 3));
    QCOMPARE(text(0, QueueModel::Agreement), QLocale().toString(0.75, 'f', 3));
    QCOMPARE(text(0, QueueModel::Review), "");
    QCOMPARE(text(1, QueueModel::Review), "accepted");
    QCOMPARE(text(2, QueueModel::PredictedDice), "–");
    QCOMPARE(text(2, QueueModel::Review), "to predict");
    QCOMPARE(model.index(0, QueueModel::PredictedDice).data(QueueModel::ScoreRole).toDouble(), 0.25);
    QVERIFY(!model.index(2, QueueModel::PredictedDice).data(QueueModel::ScoreRole).isValid());
    QVERIFY(!model.index(0, QueueModel::Uncertainty).data(QueueModel::ScoreRole).isValid());
    QCOMPARE(model.index(1, QueueModel::Name).data(QueueModel::CaseIdRole).toLongLong(), 5);
    QVERIFY(model.index(1, QueueModel::Review).data(Qt::ToolTipRole).toString().contains("fine"));
    QVERIFY(model.index(1, QueueModel::Name).data(Qt::ToolTipRole).toString().contains("P1"));
    QCOMPARE(model.find(9)->name, "unknown");
    QVERIFY(model.find(1) == nullptr);
    model.setQueue({});
    QCOMPARE(model.rowCount(), 0);
}

void TestReviewParts::reasonsForWhatCannotBeDone() {
    QueuedCase queued{.caseId = 1, .name = "one"};
    QCOMPARE(ReviewWords::whyNotAccept(queued, 1), "Predict the case first");
    QCOMPARE(ReviewWords::whyNotEdit(queued), "Predict the case first");
    QCOMPARE(ReviewWords::whyNotUndo(queued), "The case has not been reviewed");
    queued.predictionId = 3;
    QCOMPARE(ReviewWords::whyNotAccept(queued, 1), "");
    QCOMPARE(ReviewWords::whyNotReject(queued), "");
    queued.review = ReviewRecord{.runId = 1, .caseId = 1};
    QCOMPARE(ReviewWords::whyNotAccept(queued, 1), "Accepted already");
    QCOMPARE(ReviewWords::whyNotAccept(queued, 2), "");
    QVERIFY(ReviewWords::whyNotReject(queued).contains("undo"));
    QCOMPARE(ReviewWords::whyNotUndo(queued), "");
    queued.usedBySplit = "fold 1";
    for (const QString& reason :
         {ReviewWords::whyNotAccept(queued, 2), ReviewWords::whyNotEdit(queued), ReviewWords::whyNotUndo(queued)}) {
        QVERIFY2(reason.contains("fold 1"), qPrintable(reason));
    }
}

void TestReviewParts::thePlotReadsWhatIsUnderTheMouse() {
    EvidencePlot plot;
    plot.resize(400, 300);
    PlotContent content{.title = "Title", .emptyText = "Nothing yet", .x = {0, 1}, .y = {0, 1}};
    plot.setContent(content);
    QCOMPARE(plot.readingAt({200, 150}), "");
    content.dots = {{QPointF(0.25, 0.5), "a dot"}};
    content.bars = {{0.5, 1, 0.8, "a bar"}};
    plot.setContent(content);
    const ChartFrame frame = plot.frame();
    QCOMPARE(plot.readingAt(frame.pixelAt({0.25, 0.5})), "a dot");
    QCOMPARE(plot.readingAt(frame.pixelAt({0.25, 0.5}) + QPointF(3, 3)), "a dot");
    QCOMPARE(plot.readingAt(frame.pixelAt({0.25, 0.2})), "");
    QCOMPARE(plot.readingAt(frame.pixelAt({0.75, 0.2})), "a bar");

    // What is read there is also what is drawn there.
    QPalette colours;
    colours.setColor(QPalette::Highlight, Qt::red);
    colours.setColor(QPalette::Window, Qt::white);
    plot.setPalette(colours);
    const QImage drawn = plot.grab().toImage();
    QCOMPARE(drawn.pixelColor(frame.pixelAt({0.25, 0.5}).toPoint()), QColor(Qt::red));
    const QColor bar = drawn.pixelColor(frame.pixelAt({0.75, 0.37}).toPoint());
    QVERIFY2(bar.red() > 240 && bar.green() > 90 && bar.green() < 140, qPrintable(bar.name()));
    QCOMPARE(drawn.pixelColor(frame.pixelAt({0.75, 0.95}).toPoint()), QColor(Qt::white));
}

void TestReviewParts::thePanelShowsTheEvidence() {
    EvidencePanel panel;
    panel.resize(560, 700);
    const auto plot = [&](const char* name) { return panel.findChild<EvidencePlot*>(name); };
    const auto areEmpty = [&] {
        return plot("dicePlot")->content().isEmpty() && plot("calibrationPlot")->content().isEmpty() &&
               plot("riskPlot")->content().isEmpty() && plot("weightPlotA")->content().isEmpty();
    };
    auto* const region = panel.findChild<QComboBox*>("evidenceRegion");
    QVERIFY(areEmpty());
    panel.setRanked({0.3, 0.7});
    panel.setTrust(trustOf({0.5, 0.6, 0.7, 0.8}));
    const PlotContent& dice = plot("dicePlot")->content();
    QCOMPARE(dice.dots.size(), std::size_t(4));
    QCOMPARE(dice.dots[3].at, QPointF(0.5 + 0.1 * 3, 0.8));
    QVERIFY(dice.dots[3].reach && dice.dots[3].reach->low < 0.61 && dice.dots[3].reach->high > 0.89);
    QVERIFY2(dice.dots[3].reading.startsWith("c3: predicted Dice 0.80 (0.60 to 0.90)"),
             qPrintable(dice.dots[3].reading));
    QCOMPARE(dice.ticks, (std::vector{0.3, 0.7}));
    QVERIFY(dice.x.low <= 0.3 && dice.x.high >= 0.9);
    QCOMPARE(dice.guide.size(), std::size_t(2));
    QVERIFY(dice.guide[0].x() == dice.guide[0].y() && dice.guide[1].x() == dice.guide[1].y());
    QCOMPARE(plot("calibrationPlot")->content().bars.size(), std::size_t(1));
    QCOMPARE(plot("calibrationPlot")->content().bars[0].from, 0.5);
    QCOMPARE(plot("calibrationPlot")->content().bars[0].height, 0.7);
    QCOMPARE(plot("riskPlot")->content().line.back().at, QPointF(1, 0.3));
    QTest::keyClick(region, Qt::Key_Down);
    QCOMPARE(region->currentText(), "Whole volume");
    QCOMPARE(plot("calibrationPlot")->content().bars[0].height, 0.9);
    QCOMPARE(plot("calibrationPlot")->content().figure, "ECE 0.050");
    QCOMPARE(plot("riskPlot")->content().line.back().at, QPointF(1, 0.1));
    // Bins without voxels have no bar.
    QCOMPARE(plot("weightPlotA")->content().bars.size(), std::size_t(1));
    QCOMPARE(plot("weightPlotA")->content().bars[0].height, 0.25);
    QCOMPARE(plot("weightPlotB")->content().bars[0].from, 0.9);
    QVERIFY(
        panel.findChild<QLabel*>("followed")->text().contains("wrong in 30.0 % of the voxels, the other in 70.0 %"));
    panel.setProgress(0.5);
    QCOMPARE(panel.findChild<QLabel*>("verdict")->text(), "Measuring…");
    panel.setProgress(-1);
    panel.setTrust(std::nullopt);
    QVERIFY(areEmpty());
}

void TestReviewParts::theTablesTellWhatFindsErrors() {
    EvidencePanel panel;
    auto* const table = panel.findChild<QTableWidget*>("detectorTable");
    const auto* const sentence = panel.findChild<QLabel*>("whatToTrust");
    QVERIFY2(sentence->text().contains("predicted with all maps"), "what to do while there is nothing");
    QVERIFY(table->isHidden());
    RunTrust trust = trustOf({0.5, 0.6, 0.7, 0.8});
    panel.setTrust(trust);
    const auto cell = [&](int row, int column) { return table->item(row, column)->text(); };
    QCOMPARE(table->rowCount(), 4);
    QCOMPARE(table->columnCount(), 9);
    QCOMPARE(cell(0, 0), "Trust");
    QVERIFY(table->item(0, 0)->font().bold() && !table->item(1, 0)->font().bold());
    QCOMPARE(cell(0, 1), "0.94\n(0.91–0.96)");
    QCOMPARE(cell(0, 2), "0.79\n(0.75–0.82)");
    QCOMPARE(cell(0, 3), "–");
    QCOMPARE(cell(0, 5), "0.050\n(0.040–0.060)");
    QCOMPARE(cell(0, 7), "0.0021\n(0.0015–0.0030)");
    QCOMPARE(cell(3, 0), "Teaching weight of A");
    const auto shownTitles = [&] {
        QStringList shown;
        for (int column = 0; column < table->columnCount(); ++column) {
            if (!table->isColumnHidden(column)) {
                shown << table->horizontalHeaderItem(column)->text().replace('\n', ' ');
            }
        }
        return shown;
    };
    auto* const measure = panel.findChild<QComboBox*>("detectorMeasure");
    const QStringList shownByMeasure[]{{"Detector", "AUROC", "AUROC, 5 mm"},
                                       {"Detector", "AUPR", "AUPR, 5 mm"},
                                       {"Detector", "ECE", "Adaptive ECE"},
                                       {"Detector", "AURC", "Excess AURC"}};
    for (int at = 3; at >= 0; --at) {
        measure->setCurrentIndex(at);
        QCOMPARE(shownTitles(), shownByMeasure[at]);
    }
    // The interval of the distance holds one half: that may be chance.
    QVERIFY(table->item(2, 0)->icon().isNull() && !table->item(3, 0)->icon().isNull());
    const QString warning =
        "In this run the teaching weight of A is higher where the label is wrong (AUROC 0.17, within 5 mm 0.27).";
    QCOMPARE(panel.findChild<QLabel*>("warnings")->text(), warning);
    QCOMPARE(table->item(3, 4)->toolTip(), warning);
    QCOMPARE(TrustWords::spread(Spread{0.9, 0.8, 1, 3}, 2, 4), "0.90 (0.80–1.00) (3/4)");
    QCOMPARE(TrustWords::spread(Spread{0.9, 0.8, 1, 4}, 2, 4), "0.90 (0.80–1.00)");
    QVERIFY2(sentence->text().startsWith("Go by trust here") && sentence->text().contains("0.94 (0.91–0.96)"),
             qPrintable(sentence->text()));
    const QString better =
        " Within 5 mm of a boundary \"Uncertainty of the mean\" finds them better: AUROC 0.83 "
        "(0.80–0.86).";
    trust.fitted.evidence.detectors[1].aurocNear = Spread{0.80, 0.77, 0.84};  // may be chance
    panel.setTrust(trust);
    QVERIFY2(!sentence->text().contains("finds them better"), qPrintable(sentence->text()));
    trust.fitted.evidence.detectors[1].aurocNear = Spread{0.83, 0.80, 0.86};
    panel.setTrust(trust);
    QVERIFY2(sentence->text().endsWith(better), qPrintable(sentence->text()));
    const auto* const scores = panel.findChild<QTableWidget*>("scoreTable");
    QCOMPARE(scores->rowCount(), 2);
    QCOMPARE(scores->item(0, 1)->text(), "0.75");
    QCOMPARE(scores->item(0, 2)->text(), "0.044");
    QCOMPARE(scores->item(1, 2)->text(), "–");
    QVERIFY(panel.findChild<QLabel*>("coverage")->text().contains("75 %"));
    const auto meaning = [&] { return panel.findChild<QTabWidget*>("evidenceTabs")->tabToolTip(2); };
    QVERIFY2(meaning().startsWith("The probability that the label"), qPrintable(meaning()));

    trust.fitted.model.isCalibrated = trust.fitted.evidence.isCalibrated = false;
    std::swap(trust.fitted.evidence.detectors[0], trust.fitted.evidence.detectors[1]);
    panel.setTrust(trust);
    QCOMPARE(cell(1, 0), "Trust (uncalibrated)");
    QVERIFY2(meaning().startsWith("Not yet the probability that the label"), qPrintable(meaning()));
    QVERIFY2(sentence->text().contains("\"Uncertainty of the mean\" finds wrong voxels best"),
             qPrintable(sentence->text()));
    QCOMPARE(panel.findChild<EvidencePlot*>("calibrationPlot")->content().figure, "uncalibrated");
    QVERIFY(panel.findChild<QLabel*>("verdictReason")->text().contains("uncalibrated"));
}

void TestReviewParts::aMissingEvidenceSaysWhatToDo_data() {
    QTest::addColumn<int>("validationCases");
    QTest::addColumn<int>("toPredict");
    QTest::addColumn<QString>("words");
    QTest::newRow("no validation cases") << 0 << 0 << "the run's split has no validation cases";
    QTest::newRow("nothing predicted") << 5 << 5 << "Predict the other 5 with all maps";
    QTest::newRow("too few in the split") << 2 << 0 << "has 2 validation cases, and at least 4 are needed";
    QTest::newRow("not measured yet") << 5 << 0 << "uncalibrated until it is measured";
}
void TestReviewParts::aMissingEvidenceSaysWhatToDo() {
    QFETCH(int, validationCases);
    QFETCH(int, toPredict);
    QFETCH(QString, words);
    RunTrust trust{.validationCases = validationCases};
    trust.toPredict.assign(static_cast<std::size_t>(toPredict), 1);
    EvidencePanel panel;
    panel.setTrust(trust);
    const auto* const reason = panel.findChild<QLabel*>("verdictReason");
    QVERIFY2(reason->text().contains(words), qPrintable(reason->text()));
    QCOMPARE(panel.findChild<QLabel*>("verdict")->text(), "Not known yet");
}

void TestReviewParts::thePanelSaysHowFarToTrust_data() {
    QTest::addColumn<QList<double>>("dice");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("reason");
    QTest::newRow("in order") << QList<double>{1, 2, 3, 4} << "Yes" << "rank correlation";
    QTest::newRow("nearly") << QList<double>{1, 2, 4, 3} << "Probably" << "random order";
    QTest::newRow("without order") << QList<double>{2, 4, 1, 3} << "No," << "says little about Dice";
    QTest::newRow("too few") << QList<double>{1, 2, 3} << "Not known" << "at least 4 are needed";
}
void TestReviewParts::thePanelSaysHowFarToTrust() {
    QFETCH(QList<double>, dice);
    QFETCH(QString, headline);
    QFETCH(QString, reason);
    EvidencePanel panel;
    panel.setTrust(trustOf({dice.begin(), dice.end()}));
    const auto* const verdict = panel.findChild<QLabel*>("verdict");
    const auto* const why = panel.findChild<QLabel*>("verdictReason");
    QVERIFY2(verdict->text().startsWith(headline), qPrintable(verdict->text()));
    QVERIFY2(why->text().contains(reason), qPrintable(why->text()));
    QVERIFY2(why->toolTip().contains("Spearman"), "the rule is said where the verdict is");
}

void TestReviewParts::commandsAreExpanded_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("ITK-SNAP") << "itksnap -g %image -s %label"
                              << QStringList{"itksnap", "-g", "/my data/%label one.nii", "-s", "/p/l.nii.gz"};
    QTest::newRow("of options") << "edit --label=%label -i=%image"
                                << QStringList{"edit", "--label=/p/l.nii.gz", "-i=/my data/%label one.nii"};
    QTest::newRow("in code, where no path belongs")
        << "sh -c \"cp '%image' '%label'\"" << QStringList{"sh", "-c", "cp '%image' '%label'"};
    QTest::newRow("at the end of code") << "sh -c \"cp a %label\"" << QStringList{"sh", "-c", "cp a %label"};
    QTest::newRow("a path with a space") << "\"/opt/my editor/run\" %label"
                                         << QStringList{"/opt/my editor/run", "/p/l.nii.gz"};
}
void TestReviewParts::commandsAreExpanded() {
    QFETCH(QString, command);
    QFETCH(QStringList, expected);
    QCOMPARE(EditorCommand(command).expanded("/my data/%label one.nii", "/p/l.nii.gz"), expected);
}

void TestReviewParts::commandsAreChecked() {
    QVERIFY(EditorCommand("").problem().contains("Give the command"));
    QVERIFY(EditorCommand("sh -c true").problem().contains("%label"));
    QVERIFY(EditorCommand("no-such-program %label").problem().contains("no-such-program"));
    QCOMPARE(EditorCommand("sh %label").problem(), "");
    QCOMPARE(EditorCommand("sh %label").name(), "sh");
    QCOMPARE(EditorCommand(EditorCommand::known()[0].command).name(), "ITK-SNAP");
    QCOMPARE(EditorCommand(EditorCommand::known()[1].command).name(), "3D Slicer");
    const QStringList slicer = EditorCommand(EditorCommand::known()[1].command).expanded("/i.nii", "/l.nii");
    QCOMPARE(slicer.size(), 3);
    QCOMPARE(slicer[1], "--python-code");
    QVERIFY2(!slicer[2].contains("/i.nii") && slicer[2].contains("os.environ['TANDEM_IMAGE']"), qPrintable(slicer[2]));
    for (const char* code : {"sh -c \"cp x '%label'\"", "py -c f('%image') %label", "edit %label,%image"}) {
        QVERIFY2(EditorCommand(code).problem().contains("TANDEM_LABEL"), code);
    }
    QCOMPARE(EditorCommand("sh -c \"cp x $TANDEM_LABEL\"").problem(), "");
}

void TestReviewParts::namesAreNeverCode_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"a'b", "$(touch x)", "`touch x`", "-x", "a\nb",
                             "x'); __import__('os').system('touch x'); (r'", "\"; touch x; \"", "%label", "%image"}) {
        QTest::newRow(name) << QString(name);
    }
}

void TestReviewParts::namesAreNeverCode() {
    QFETCH(const QString, name);
    const std::filesystem::path image = "/images/" + name.toStdString();
    const std::filesystem::path label = "/labels/" + name.toStdString();
    for (const KnownEditor& editor : EditorCommand::known()) {
        const QStringList plain = EditorCommand(editor.command).expanded("IMAGE", "LABEL");
        QStringList parts = EditorCommand(editor.command).expanded(image, label);
        QCOMPARE(parts.size(), plain.size());
        for (qsizetype at = 0; at < parts.size(); ++at) {
            QCOMPARE(parts[at], plain[at] == "IMAGE"   ? "/images/" + name
                                : plain[at] == "LABEL" ? "/labels/" + name
                                                       : plain[at]);
        }
    }
    // The way by the environment, through a program that prints it.
    QProcess printing;
    printing.setProcessEnvironment(EditorCommand::environment(image, label));
    printing.start("sh", {"-c", "printf '%s|%s' \"$TANDEM_IMAGE\" \"$TANDEM_LABEL\""});
    QVERIFY(printing.waitForFinished());
    QCOMPARE(QString::fromUtf8(printing.readAll()), "/images/" + name + "|/labels/" + name);
}

void TestReviewParts::anOldSlicerCommandIsReplaced() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    EditorCommand("Slicer --python-code \"slicer.util.loadVolume(r'%image'); slicer.util.loadLabelVolume(r'%label')\"")
        .store(settings);
    QCOMPARE(EditorCommand::load(settings).text(), EditorCommand::known()[1].command);
}

void TestReviewParts::theChoiceOfAnEditorIsKept() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    EditorCommand(" sh %label ").store(settings);
    QCOMPARE(EditorCommand::load(settings).text(), "sh %label");
}

void TestReviewParts::theDialogAcceptsOnlyWhatCanBeRun() {
    EditorDialog dialog(EditorCommand("sh %label"));
    dialog.show();
    auto* const command = dialog.findChild<QLineEdit*>("editorCommand");
    auto* const choice = dialog.findChild<QComboBox*>("editorChoice");
    auto* const ok = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    QCOMPARE(choice->currentText(), "Another program");
    QVERIFY(ok->isEnabled());
    command->clear();
    QTest::keyClicks(command, "no-such-program %label");
    QVERIFY(!ok->isEnabled());
    QVERIFY2(ok->toolTip().contains("no-such-program"), qPrintable(ok->toolTip()));
    QCOMPARE(dialog.findChild<QLabel*>("editorProblem")->text(), ok->toolTip());
    QTest::keyClick(choice, Qt::Key_Home);
    QCOMPARE(command->text(), EditorCommand::known()[0].command);
    command->clear();
    QTest::keyClicks(command, "sh -c %label");
    QTest::mouseClick(ok, Qt::LeftButton);
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(dialog.command().text(), "sh -c %label");
}

QTEST_MAIN(TestReviewParts)
#include "tst_review_parts.moc"
