// The parts of the page that need no project: the table's model, the plots, the editor's command.
#include "ui/review/editor_command.h"
#include "ui/review/editor_dialog.h"
#include "ui/review/evidence_panel.h"
#include "ui/review/evidence_plot.h"
#include "ui/review/queue_model.h"
#include "ui/review/review_words.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

namespace {

ReviewQueue queueOfThree() {
    ReviewQueue queue{.runId = 2};
    queue.cases.push_back({.caseId = 7, .name = "worst", .reliability = CaseReliability{0.25, 0.5, 0.75}});
    queue.cases.push_back({.caseId = 5,
                           .name = "best",
                           .patient = "P1",
                           .hasLabel = true,
                           .reliability = CaseReliability{0.95, 0.1, 0.99},
                           .review = ReviewRecord{.runId = 2, .caseId = 5, .note = "fine"}});
    queue.cases.push_back({.caseId = 9, .name = "unknown"});
    return queue;
}

ReliabilityMetrics metricsWith(double risk) {
    ReliabilityMetrics metrics;
    metrics.voxels = 1000;
    metrics.wrongVoxels = 100;
    metrics.expectedCalibrationError = 0.05;
    metrics.bins = {{}, {.voxels = 1000, .meanConfidence = 0.95, .accuracy = 0.9}};
    metrics.riskCoverage = {{0.5, 0}, {1, risk}};
    metrics.riskCoverageArea = risk / 4;
    return metrics;
}

ReliabilityEvidence evidenceOf(const std::vector<double>& dice) {
    ReliabilityEvidence evidence{.validationCases = static_cast<int>(dice.size())};
    std::vector<ScoredCase> scored;
    for (std::size_t index = 0; index < dice.size(); ++index) {
        const double reliability = 0.5 + 0.1 * static_cast<double>(index);
        evidence.cases.push_back(
            {.caseName = "c" + std::to_string(index), .reliability = reliability, .dice = dice[index]});
        scored.push_back({reliability, dice[index]});
    }
    evidence.wholeVolume = metricsWith(0.1);
    evidence.nearBoundary = metricsWith(0.3);
    evidence.verdict = judgeRanking(scored, 0.9);
    return evidence;
}

}  // namespace

class TestReviewParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableSaysWhatTheQueueSays();
    void reasonsForWhatCannotBeDone();
    void thePlotReadsWhatIsUnderTheMouse();
    void thePanelShowsTheEvidence();
    void thePanelSaysHowFarToTrust_data();
    void thePanelSaysHowFarToTrust();
    void commandsAreExpanded_data();
    void commandsAreExpanded();
    void commandsAreChecked();
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
    QCOMPARE(text(0, QueueModel::Reliability), QLocale().toString(0.25, 'f', 3));
    QCOMPARE(text(0, QueueModel::Uncertainty), QLocale().toString(0.5, 'f', 3));
    QCOMPARE(text(0, QueueModel::Agreement), QLocale().toString(0.75, 'f', 3));
    QCOMPARE(text(0, QueueModel::Review), "");
    QCOMPARE(text(1, QueueModel::Review), "accepted");
    QCOMPARE(text(2, QueueModel::Reliability), "–");
    QCOMPARE(text(2, QueueModel::Review), "to predict");
    QCOMPARE(model.index(0, QueueModel::Reliability).data(QueueModel::ScoreRole).toDouble(), 0.25);
    QVERIFY(!model.index(2, QueueModel::Reliability).data(QueueModel::ScoreRole).isValid());
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
    queued.reliability = CaseReliability{0.5, 0.5, 0.5};
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
    auto* const error = panel.findChild<EvidencePlot*>("errorPlot");
    auto* const calibration = panel.findChild<EvidencePlot*>("calibrationPlot");
    auto* const risk = panel.findChild<EvidencePlot*>("riskPlot");
    auto* const region = panel.findChild<QComboBox*>("evidenceRegion");
    QVERIFY(error->content().isEmpty() && calibration->content().isEmpty() && risk->content().isEmpty());
    panel.setRanked({0.3, 0.7});
    panel.setEvidence(evidenceOf({0.5, 0.6, 0.7, 0.8}));
    QCOMPARE(error->content().dots.size(), std::size_t(4));
    QCOMPARE(error->content().dots[3].at, QPointF(0.8, 1 - 0.8));
    QVERIFY2(error->content().dots[3].reading.startsWith("c3"), qPrintable(error->content().dots[3].reading));
    QCOMPARE(error->content().ticks, (std::vector{0.3, 0.7}));
    QVERIFY(error->content().x.low <= 0.3 && error->content().x.high >= 0.8);
    QCOMPARE(calibration->content().bars.size(), std::size_t(1));
    QCOMPARE(calibration->content().bars[0].from, 0.5);
    QCOMPARE(calibration->content().bars[0].height, 0.9);
    QCOMPARE(calibration->content().figure, "ECE " + QLocale().toString(0.05, 'f', 3));
    QCOMPARE(risk->content().line.back().at, QPointF(1, 0.3));
    QTest::keyClick(region, Qt::Key_Down);
    QCOMPARE(region->currentText(), "Whole volume");
    QCOMPARE(risk->content().line.back().at, QPointF(1, 0.1));
    panel.setProgress(0.5);
    QCOMPARE(panel.findChild<QLabel*>("verdict")->text(), "Measuring…");
    panel.setProgress(-1);
    panel.setEvidence(std::nullopt);
    QVERIFY(error->content().isEmpty() && calibration->content().isEmpty() && risk->content().isEmpty());
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
    panel.setEvidence(evidenceOf({dice.begin(), dice.end()}));
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
    QTest::newRow("both in one argument")
        << "sh -c \"cp '%image' '%label'\"" << QStringList{"sh", "-c", "cp '/my data/%label one.nii' '/p/l.nii.gz'"};
    QTest::newRow("the label first") << "edit %label,%image"
                                     << QStringList{"edit", "/p/l.nii.gz,/my data/%label one.nii"};
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
    QCOMPARE(slicer[2], "slicer.util.loadVolume(r'/i.nii'); slicer.util.loadLabelVolume(r'/l.nii')");
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
