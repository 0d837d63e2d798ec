// The page Review driven by mouse and keys on a project with predictions: the ranking and the evidence.
#include "storage/reliability/run_trust.h"
#include "storage/reliability/trust_scores.h"
#include "tests/ui/review/review_page_fixture.h"
#include "ui/render/slice_view.h"
#include "ui/review/case_glance.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTableWidget>
#include <filesystem>

using namespace tandem;

class TestReviewPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ReviewPageFixture::initTestCase("tst_review_page"); }
    void init() { m_on = std::make_unique<ReviewPageFixture>(); }
    void cleanup() { m_on.reset(); }
    void anEmptyPageSaysWhatToDo();
    void theNewestRunWithPredictionsIsShown();
    void casesAreRankedAndTheEvidenceShown();
    void tooFewValidationCasesStayUncalibrated();
    void whatFailedIsNotTriedAgainUntilSomethingChanges();
    void showsASliceOfTheSelectedCase();
    void showsACaseUnderInspect();
    void buttonsSayWhyTheyDoNotWork();
    void filtersAndSorts();
    void keepsUpWithTheProject();
    void saysEverythingAgainInAnotherLanguage();

private:
    std::unique_ptr<ReviewPageFixture> m_on;
};

void TestReviewPage::anEmptyPageSaysWhatToDo() {
    m_on->made().project().runs().remove(m_on->made().runId());
    m_on->open();
    QVERIFY(m_on->find<QLabel>("reviewMessage")->isVisible());
    QVERIFY(m_on->find<QLabel>("reviewMessage")->text().contains("Train a run first"));
    QVERIFY(!m_on->table()->isVisible());
}

void TestReviewPage::theNewestRunWithPredictionsIsShown() {
    // A newer run that has learned, but predicted nothing yet.
    ReviewProject& made = m_on->made();
    const std::int64_t newer = made.addRun("supervised", made.splitId());
    made.project().checkpoints().record({.runId = newer, .file = "f", .contentHash = ReviewProject::checkpoint()});
    m_on->openWithPredictions();
    auto* const runs = m_on->find<QComboBox>("reviewRun");
    QCOMPARE(runs->count(), 2);
    QCOMPARE(runs->currentData().toLongLong(), made.runId());
    runs->setCurrentIndex(runs->findData(QVariant::fromValue(newer)));
    Q_EMIT m_on->session().predictionsChanged();
    QCOMPARE(runs->currentData().toLongLong(), newer);  // as a person chose
}

void TestReviewPage::casesAreRankedAndTheEvidenceShown() {
    m_on->openWithPredictions();
    QAbstractItemModelTester tester(m_on->table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_on->cell(0, QueueModel::Name), "open-2");
    QCOMPARE(m_on->cell(1, QueueModel::Name), "open-3");
    QCOMPARE(m_on->cell(2, QueueModel::Name), "open-1");
    // What the page has measured is on record, and what it shows.
    const RunTrust trust = recordedTrust(m_on->made().project(), m_on->made().runId(), ReviewProject::checkpoint());
    QVERIFY(trust.fitted.model.isCalibrated && !trust.isOutdated);
    const auto record = m_on->made().project().predictions().list(m_on->made().runId(), m_on->made().open(2)).front();
    const TrustScore score = trustScoreOf(record, trust).value();
    QCOMPARE(m_on->cell(0, QueueModel::PredictedDice), QString("%1 (%2 to %3)")
                                                           .arg(score.dice.value, 0, 'f', 2)
                                                           .arg(*score.dice.low, 0, 'f', 2)
                                                           .arg(*score.dice.high, 0, 'f', 2));
    const QAbstractItemModel* const model = m_on->table()->model();
    for (const QVariant& tip : {model->headerData(QueueModel::PredictedDice, Qt::Horizontal, Qt::ToolTipRole),
                                model->index(0, QueueModel::PredictedDice).data(Qt::ToolTipRole)}) {
        QVERIFY2(tip.toString().contains("four of five cases"), qPrintable(tip.toString()));
    }
    QVERIFY2(m_on->find<QLabel>("verdict")->text().startsWith("Yes"),
             qPrintable(m_on->find<QLabel>("verdict")->text()));
    QVERIFY2(m_on->find<QLabel>("verdictReason")->text().contains("4 validation"),
             qPrintable(m_on->find<QLabel>("verdictReason")->text()));
    const auto& dots = m_on->find<EvidencePlot>("dicePlot")->content().dots;
    QCOMPARE(dots.size(), std::size_t(4));
    QVERIFY(dots[0].at.x() > dots[3].at.x() && dots[0].at.y() > dots[3].at.y());
    QCOMPARE(m_on->find<EvidencePlot>("dicePlot")->content().ticks.size(), std::size_t(3));
    QVERIFY(!m_on->find<EvidencePlot>("calibrationPlot")->content().bars.empty());
    QVERIFY(!m_on->find<EvidencePlot>("riskPlot")->content().line.empty());
    QVERIFY(!m_on->find<EvidencePlot>("weightPlotA")->content().bars.empty());
    QCOMPARE(m_on->find<QTableWidget>("detectorTable")->rowCount(),
             static_cast<int>(trust.fitted.evidence.detectors.size()));
    QVERIFY(!m_on->find<QPushButton>("predictButton")->isEnabled());
    keepPicture(m_on->page(), "review");
}

void TestReviewPage::tooFewValidationCasesStayUncalibrated() {
    for (int number = 1; number <= 2; ++number) {
        m_on->made().predict(m_on->made().open(number), number);
        m_on->made().predict(m_on->made().check(number), number);
    }
    m_on->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_on->cell(0, QueueModel::PredictedDice).endsWith("(uncalibrated)"), 30'000);
    QCOMPARE(m_on->cell(0, QueueModel::Name), "open-2");
    const auto* const reason = m_on->find<QLabel>("verdictReason");
    QTRY_VERIFY2(reason->text().contains("at least 4") && reason->text().contains("Predict the other 2"),
                 qPrintable(reason->text()));
    QCOMPARE(m_on->find<QLabel>("verdict")->text(), "Not known yet");
}

void TestReviewPage::whatFailedIsNotTriedAgainUntilSomethingChanges() {
    m_on->predictAll();
    ReviewProject& made = m_on->made();
    const PredictionRecord broken = made.project().predictions().list(made.runId(), made.check(2)).front();
    std::filesystem::remove(made.folder() / broken.folder / broken.files.at({MapKind::Similarity, Decoder::A, 1}));
    QSignalSpy failed(&m_on->jobs(), &JobList::jobFailed);
    m_on->open();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 30'000);
    const int jobs = m_on->jobs().rowCount();
    QCOMPARE(m_on->find<QLabel>("verdict")->text(), "Not known yet");
    made.addCase("late", false);
    Q_EMIT m_on->session().casesChanged();
    QTRY_COMPARE(m_on->standing("late"), "to predict");
    QCOMPARE(m_on->jobs().rowCount(), jobs);

    made.predict(made.check(2), 2);
    Q_EMIT m_on->session().predictionsChanged();
    QTRY_VERIFY_WITH_TIMEOUT(m_on->find<QLabel>("verdict")->text().startsWith("Yes"), 30'000);
    QCOMPARE(failed.count(), 1);
    QTRY_VERIFY(m_on->cell(0, QueueModel::PredictedDice).contains(" to "));
}

void TestReviewPage::showsASliceOfTheSelectedCase() {
    m_on->openWithPredictions();
    m_on->choose(2);
    auto* const glance = m_on->find<CaseGlance>("caseGlance");
    auto* const image = childNamed<SliceView>(*glance, "glanceImage");  // there is a glance at a region, too
    auto* const prediction = childNamed<SliceView>(*glance, "glancePrediction");
    auto* const trust = childNamed<SliceView>(*glance, "glanceTrust");
    QTRY_VERIFY(image->isVisible() && prediction->isVisible() && trust->isVisible());
    // Of the slice alone, in all of which lies the same voxel.
    const auto placeOf = [](const SliceView& view) {
        const Index3& size = view.slicePlane().geometry.size;
        const QPointF first = view.positionOf({0, 0, view.slice()});
        const QPointF last = view.positionOf({size[0] - 1, size[1] - 1, view.slice()});
        return QRectF(first, last).normalized().toRect();
    };
    // The image is grey; the label is a tint on it, and the map is coloured. So are the lines that meet at the voxel.
    const auto colouredPixels = [&](SliceView& view) {
        const QImage picture = view.grab(placeOf(view)).toImage();
        int count = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                const QColor colour = picture.pixelColor(x, y);
                count += std::abs(colour.red() - colour.blue()) > 20 || std::abs(colour.green() - colour.blue()) > 20;
            }
        }
        return count;
    };
    const QSize size = placeOf(*image).size();
    const int all = size.width() * size.height();
    const int lines = size.width() + size.height();
    QVERIFY2(colouredPixels(*image) <= lines, qPrintable(QString::number(colouredPixels(*image))));
    QVERIFY(colouredPixels(*prediction) > lines + all / 100 && colouredPixels(*prediction) < all / 2);
    QVERIFY(colouredPixels(*trust) > all / 2);
    // The slice has the shape that it has in mm.
    const double widthMm = 31 * 1.5;
    const double heightMm = 27 * 1.25;
    QVERIFY(qAbs(size.width() / double(size.height()) - widthMm / heightMm) < 0.03);

    // What is done in one is done in all: slices, and the grey values.
    const std::int64_t slice = image->slice();
    QTest::keyClick(image, Qt::Key_Up);
    QCOMPARE(trust->slice(), slice + 1);
    QCOMPARE(prediction->slice(), slice + 1);
    Q_EMIT image->greyWindowChanged({10, 20});
    QCOMPARE(prediction->greyWindow().high, 20.0);

    m_on->choose(1, Qt::ControlModifier);
    QVERIFY2(!image->isVisible() && !trust->isVisible(), "two cases are no case");
    m_on->choose(0);
    QTRY_VERIFY(trust->isVisible());
    QSignalSpy asked(&m_on->session(), &ProjectSession::showCase);
    QTest::mouseDClick(prediction, Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(1).toLongLong(), m_on->made().open(2));

    // A file that is gone is named where its picture would be.
    std::filesystem::remove(m_on->record(m_on->made().open(3)).images.front().path);
    m_on->choose(1);
    QTRY_VERIFY2(glance->accessibleDescription().contains("open-3.nrrd is missing"),
                 qPrintable(glance->accessibleDescription()));
}

void TestReviewPage::showsACaseUnderInspect() {
    m_on->openWithPredictions();
    QSignalSpy asked(&m_on->session(), &ProjectSession::showCase);
    m_on->choose(1);
    QCOMPARE(m_on->press("inspectButton"), QString());
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(0).toLongLong(), m_on->made().runId());
    QCOMPARE(asked.at(0).at(1).toLongLong(), m_on->made().open(3));
    QTest::keyClick(m_on->table(), Qt::Key_Return);
    QCOMPARE(asked.count(), 2);
}

void TestReviewPage::buttonsSayWhyTheyDoNotWork() {
    m_on->openWithPredictions();
    m_on->choose(0);
    QCOMPARE(m_on->find<QPushButton>("undoButton")->toolTip(), "The case has not been reviewed");
    QVERIFY(!m_on->find<QPushButton>("takeBackButton")->isVisible());
    m_on->choose(1, Qt::ControlModifier);
    QVERIFY(!m_on->find<QPushButton>("inspectButton")->isEnabled());
    QCOMPARE(m_on->find<QPushButton>("inspectButton")->toolTip(), "Select one case");
    m_on->table()->clearSelection();
    QCOMPARE(m_on->find<QPushButton>("acceptButton")->toolTip(), "Select a case");
    // Its unlabelled cases have no labels that could be hidden.
    QTRY_VERIFY(
        m_on->find<QPushButton>("simulateButton")->toolTip().startsWith("No unlabelled case of run 1 has a label"));
    QVERIFY(!m_on->find<QPushButton>("simulateButton")->isEnabled());
}

void TestReviewPage::filtersAndSorts() {
    m_on->openWithPredictions();
    m_on->choose(0);
    QCOMPARE(m_on->press("rejectButton"), QString());
    QTRY_COMPARE(m_on->standing("open-2"), "rejected");
    QTest::keyClick(m_on->find<QComboBox>("queueFilter"), Qt::Key_Down);
    QCOMPARE(m_on->table()->model()->rowCount(), 2);
    QCOMPARE(m_on->standing("open-2"), "no such case");
    QTest::keyClick(m_on->find<QComboBox>("queueFilter"), Qt::Key_Up);
    m_on->table()->sortByColumn(QueueModel::PredictedDice, Qt::DescendingOrder);
    QCOMPARE(m_on->cell(0, QueueModel::Name), "open-1");
    m_on->table()->sortByColumn(QueueModel::Name, Qt::AscendingOrder);
    QCOMPARE(m_on->cell(1, QueueModel::Name), "open-2");
}

void TestReviewPage::keepsUpWithTheProject() {
    m_on->openWithPredictions();
    m_on->choose(2);
    QCOMPARE(m_on->cell(2, QueueModel::Name), "open-1");
    m_on->made().predict(m_on->made().open(1), 9);
    Q_EMIT m_on->session().predictionsChanged();
    QTRY_COMPARE(m_on->cell(0, QueueModel::Name), "open-1");
    QVERIFY2(m_on->find<QLabel>("caseDescription")->text().contains("open-1"), "the selection stays with its case");
    const std::int64_t late = m_on->made().addCase("late", false);
    Q_EMIT m_on->session().casesChanged();
    QTRY_COMPARE(m_on->standing("late"), "to predict");
    QTRY_VERIFY(m_on->find<QPushButton>("predictButton")->isEnabled());
    QVERIFY2(m_on->find<QPushButton>("predictButton")->text().contains('1'),
             qPrintable(m_on->find<QPushButton>("predictButton")->text()));
    // What another program does nobody tells of.
    m_on->made().predict(late, 2);
    m_on->page().hide();
    m_on->page().show();
    QTRY_VERIFY(m_on->standing("late") != "to predict");
}

void TestReviewPage::saysEverythingAgainInAnotherLanguage() {
    m_on->openWithPredictions();
    m_on->find<QPushButton>("acceptButton")->setText("x");
    m_on->find<QLabel>("verdict")->setText("x");
    m_on->find<QComboBox>("queueFilter")->setItemText(0, "x");
    QEvent change(QEvent::LanguageChange);
    for (QWidget* const widget : m_on->page().findChildren<QWidget*>()) {
        QCoreApplication::sendEvent(widget, &change);
    }
    QCoreApplication::sendEvent(&m_on->page(), &change);
    QCOMPARE(m_on->find<QPushButton>("acceptButton")->text(), "&Accept as label");
    QVERIFY(m_on->find<QLabel>("verdict")->text().startsWith("Yes"));
    QCOMPARE(m_on->find<QComboBox>("queueFilter")->itemText(0), "All cases");
}

QTEST_MAIN(TestReviewPage)
#include "tst_review_page.moc"
