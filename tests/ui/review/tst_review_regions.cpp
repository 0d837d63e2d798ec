// The regions of all cases on the page Review, driven by mouse and keys.
#include "storage/correction/correction_work.h"
#include "storage/review/case_review.h"
#include "tests/ui/review/review_page_fixture.h"
#include "ui/render/slice_view.h"
#include "ui/review/region_model.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableWidget>
#include <filesystem>

using namespace tandem;

class TestReviewRegions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ReviewPageFixture::initTestCase("tst_review_regions"); }
    void init() { m_on = std::make_unique<ReviewPageFixture>(); }
    void cleanup() { m_on.reset(); }
    void theWorstRegionComesFirst();
    void validationCasesJudgeTheStrategies();
    void anotherStrategyReadsNoMapsAgain();
    void aSeedIsForStrategiesThatDraw();
    void opensARegionWhereItIsCorrected();
    void goesOnWithTheNextOpenOne();
    void withoutPredictionsItSaysWhatToDo();
    void whatCannotBeReadIsSaid();
    void keepsUpWithTheProject();

private:
    [[nodiscard]] QTableView* regions() { return m_on->find<QTableView>("regionsTable"); }
    [[nodiscard]] QString cell(int row, int column) { return regions()->model()->index(row, column).data().toString(); }
    [[nodiscard]] const CandidateRegion& candidate(int row) {
        return static_cast<const RegionModel*>(regions()->model())->candidate(row);
    }
    void showRegions() {
        auto* const kinds = m_on->find<QTabBar>("reviewKinds");
        QTest::mouseClick(kinds, Qt::LeftButton, {}, kinds->tabRect(1).center());
        QVERIFY(m_on->find<QWidget>("regionView")->isVisible());
    }
    void openWithRegions() {
        m_on->openWithPredictions();
        showRegions();
        QTRY_COMPARE_WITH_TIMEOUT(regions()->model()->rowCount(), 24, 30'000);
        QTRY_VERIFY(regions()->isVisible());
    }
    void clickRow(int row) {
        const QRect place = regions()->visualRect(regions()->model()->index(row, RegionModel::Name));
        QTest::mouseClick(regions()->viewport(), Qt::LeftButton, {}, place.center());
    }
    [[nodiscard]] int selectedRow() {
        const QModelIndexList rows = regions()->selectionModel()->selectedRows();
        return rows.isEmpty() ? -1 : rows.front().row();
    }
    /// As on Inspect: every region there is answered.
    void resolve(const CandidateRegion& candidate) {
        CorrectionWork work = CorrectionWork::begin(m_on->made().project(),
                                                    {.origin = CorrectionOrigin::Prediction,
                                                     .caseId = candidate.caseId,
                                                     .runId = m_on->made().runId(),
                                                     .checkpointHash = ReviewProject::checkpoint()},
                                                    {});
        for (const DoubtfulRegion& region : candidate.regions) {
            work.correction().resolve({.centre = region.centre}, {}, work.correction().label());
        }
        work.writeDown(work.correction().takeEvents());
    }

    std::unique_ptr<ReviewPageFixture> m_on;
};

void TestReviewRegions::theWorstRegionComesFirst() {
    openWithRegions();
    QAbstractItemModelTester tester(regions()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY2(m_on->find<QLabel>("regionHeading")->text().startsWith("24 region"),
             qPrintable(m_on->find<QLabel>("regionHeading")->text()));
    QCOMPARE(cell(0, RegionModel::Name), "open-2");  // moved farthest
    for (int row = 1; row < 24; ++row) {
        QVERIFY(candidate(row).expectedErrors <= candidate(row - 1).expectedErrors);
        QCOMPARE(cell(row, RegionModel::State), "open");
    }
    QVERIFY(candidate(0).expectedErrors > 0);
    QCOMPARE(selectedRow(), 0);
    QVERIFY(m_on->find<QPushButton>("correctRegionButton")->isEnabled());
    // It is looked at where it is, without another case being read.
    auto* const image = m_on->find<QWidget>("regionGlance")->findChild<SliceView*>("glanceImage");
    QTRY_VERIFY(image->isVisible());
    QVERIFY(image->crosshair() == candidate(0).centre());
    int other = 1;
    while (candidate(other).caseId != candidate(0).caseId) {
        ++other;
    }
    clickRow(other);
    QVERIFY(image->isVisible());
    QVERIFY(image->crosshair() == candidate(other).centre());
    keepPicture(m_on->page(), "review-regions");
}

void TestReviewRegions::validationCasesJudgeTheStrategies() {
    openWithRegions();
    auto* const table = m_on->find<QTableWidget>("strategyTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 4, 30'000);
    QVERIFY(table->isVisible());
    QVERIFY(!m_on->find<QWidget>("evidencePanel")->isVisible());
    const QString reason = m_on->find<QLabel>("strategyReason")->text();
    QVERIFY2(reason.contains("4 validation cases"), qPrintable(reason));
    QVERIFY(!m_on->find<EvidencePlot>("strategyPlot")->content().line.empty());
    QCOMPARE(m_on->find<EvidencePlot>("strategyPlot")->content().figure, "Least reliable");
    const auto foundIn5 = [&](int row) { return table->item(row, 2)->text().section(QChar::Nbsp, 0, 0).toInt(); };
    QVERIFY2(foundIn5(0) > foundIn5(3), qPrintable(table->item(0, 2)->text() + table->item(3, 2)->text()));
    // The chosen one stands out.
    QTest::keyClick(m_on->find<QComboBox>("regionStrategy"), Qt::Key_End);
    QCOMPARE(m_on->find<EvidencePlot>("strategyPlot")->content().figure, "At random");
    QVERIFY(table->item(3, 0)->font().bold() && !table->item(0, 0)->font().bold());
}

void TestReviewRegions::anotherStrategyReadsNoMapsAgain() {
    openWithRegions();
    QTRY_VERIFY_WITH_TIMEOUT(m_on->jobs().activeCount() == 0, 30'000);
    const QSignalSpy failed(&m_on->jobs(), &JobList::jobFailed);
    std::filesystem::remove_all(m_on->made().folder() / "predictions");
    const std::int64_t before = candidate(0).number + 1000 * candidate(0).caseId;
    auto* const strategy = m_on->find<QComboBox>("regionStrategy");
    QTest::keyClick(strategy, Qt::Key_Down);
    QTRY_VERIFY(candidate(0).disagreementVoxels >= candidate(23).disagreementVoxels);
    QTest::keyClick(strategy, Qt::Key_End);
    QTRY_VERIFY(candidate(0).number + 1000 * candidate(0).caseId != before);
    QTest::keyClick(strategy, Qt::Key_Home);
    QTRY_COMPARE(candidate(0).number + 1000 * candidate(0).caseId, before);
    QCOMPARE(selectedRow(), 0);
    // The same when the page is seen again.
    m_on->page().hide();
    m_on->page().show();
    QTRY_VERIFY_WITH_TIMEOUT(m_on->jobs().activeCount() == 0, 30'000);
    QCOMPARE(regions()->model()->rowCount(), 24);
    QCOMPARE(failed.count(), 0);
}

void TestReviewRegions::aSeedIsForStrategiesThatDraw() {
    openWithRegions();
    auto* const seed = m_on->find<QSpinBox>("regionSeed");
    QVERIFY(!seed->isEnabled());
    QVERIFY(seed->toolTip().contains("draws nothing at random"));
    QTest::keyClick(m_on->find<QComboBox>("regionStrategy"), Qt::Key_End);
    QVERIFY(seed->isEnabled());
    const auto order = [&] {
        QString all;
        for (int row = 0; row < 24; ++row) {
            all += QString("%1/%2 ").arg(candidate(row).caseId).arg(candidate(row).number);
        }
        return all;
    };
    QTRY_VERIFY(m_on->jobs().activeCount() == 0);
    QTest::qWait(50);
    const QString first = order();
    QTest::keyClick(seed, Qt::Key_Up);
    QTRY_VERIFY(order() != first);
    QTest::keyClick(seed, Qt::Key_Down);
    QTRY_COMPARE(order(), first);
}

void TestReviewRegions::opensARegionWhereItIsCorrected() {
    openWithRegions();
    QSignalSpy asked(&m_on->session(), &ProjectSession::correctRegions);
    clickRow(1);
    QCOMPARE(m_on->press("correctRegionButton"), QString());
    QTest::keyClick(regions(), Qt::Key_Down);
    QTest::keyClick(regions(), Qt::Key_Return);
    const QRect place = regions()->visualRect(regions()->model()->index(0, RegionModel::Wrong));
    QTest::mouseClick(regions()->viewport(), Qt::LeftButton, {}, place.center());
    QTest::mouseDClick(regions()->viewport(), Qt::LeftButton, {}, place.center());
    QCOMPARE(asked.count(), 3);
    const int rows[]{1, 2, 0};
    for (int at = 0; at < 3; ++at) {
        const CandidateRegion& one = candidate(rows[at]);
        QCOMPARE(asked[at][0].toLongLong(), m_on->made().runId());
        QCOMPARE(asked[at][1].toLongLong(), one.caseId);
        const auto centres = asked[at][2].value<std::vector<Index3>>();
        QCOMPARE(centres.size(), std::max<std::size_t>(1, one.regions.size()));
        QVERIFY(centres.front() == one.centre());
    }
}

void TestReviewRegions::goesOnWithTheNextOpenOne() {
    openWithRegions();
    clickRow(0);
    QTest::keyClick(regions(), Qt::Key_Return);
    const CandidateRegion opened = candidate(0);
    const CandidateRegion next = candidate(1);
    m_on->page().hide();  // Inspect is seen
    resolve(opened);
    m_on->page().show();
    QTRY_COMPARE(cell(0, RegionModel::State), "done");
    QTRY_COMPARE(selectedRow(), 1);
    QVERIFY2(m_on->find<QLabel>("regionSum")->text().startsWith("1 done"),
             qPrintable(m_on->find<QLabel>("regionSum")->text()));
    // Among the open ones it is no more.
    QTest::keyClick(m_on->find<QComboBox>("regionFilter"), Qt::Key_Down);
    QCOMPARE(regions()->model()->rowCount(), 23);
    QCOMPARE(candidate(0).number, next.number);
    QCOMPARE(candidate(0).caseId, next.caseId);
    QCOMPARE(selectedRow(), 0);
    QTest::keyClick(regions(), Qt::Key_Return);
    m_on->page().hide();
    resolve(next);
    m_on->page().show();
    QTRY_COMPARE(regions()->model()->rowCount(), 22);
    QTRY_COMPARE(selectedRow(), 0);
}

void TestReviewRegions::withoutPredictionsItSaysWhatToDo() {
    m_on->open();
    showRegions();
    QTRY_VERIFY2(m_on->find<QLabel>("regionMessage")->text().contains("predicted with all maps yet"),
                 qPrintable(m_on->find<QLabel>("regionMessage")->text()));
    QVERIFY(!m_on->find<QPushButton>("correctRegionButton")->isEnabled());
    QCOMPARE(m_on->find<QLabel>("strategyVerdict")->text(), "Not known yet");
}

void TestReviewRegions::whatCannotBeReadIsSaid() {
    m_on->openWithPredictions();
    std::filesystem::remove_all(m_on->made().folder() / "predictions");
    showRegions();
    const QLabel* const message = m_on->find<QLabel>("regionMessage");
    QTRY_VERIFY2(message->isVisible() && !message->text().startsWith("Reading"), qPrintable(message->text()));
    QVERIFY2(message->text().contains("predictions"), qPrintable(message->text()));
    QVERIFY(!regions()->isVisible());
}

void TestReviewRegions::keepsUpWithTheProject() {
    openWithRegions();
    acceptPrediction(m_on->made().project(), m_on->made().runId(), m_on->made().open(2), "", {});
    Q_EMIT m_on->session().casesChanged();
    QTRY_COMPARE(regions()->model()->rowCount(), 16);
    for (int row = 0; row < 16; ++row) {
        QVERIFY(cell(row, RegionModel::Name) != "open-2");
    }
}

QTEST_MAIN(TestReviewRegions)
#include "tst_review_regions.moc"
