// Corrections asked for on the page Review, and what finished ones have cost.
#include "storage/correction/correction_work.h"
#include "tests/ui/review/review_page_fixture.h"

#include <QDialog>
#include <QFileDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <fstream>
#include <sstream>

using namespace tandem;

class TestCorrectionCosts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ReviewPageFixture::initTestCase("tst_correction_costs"); }
    void init() { m_on = std::make_unique<ReviewPageFixture>(); }
    void cleanup() { m_on.reset(); }
    void asksForACorrection();
    void showsAndSavesCosts();

private:
    [[nodiscard]] CorrectionWork begin(int number) {
        return CorrectionWork::begin(
            m_on->made().project(),
            {.origin = CorrectionOrigin::Prediction, .caseId = m_on->made().open(number), .runId = m_runId}, {});
    }

    static constexpr std::int64_t m_runId = 1;
    std::unique_ptr<ReviewPageFixture> m_on;
};

void TestCorrectionCosts::asksForACorrection() {
    m_on->openWithPredictions();
    const QSignalSpy asked(&m_on->session(), &ProjectSession::correctCase);
    m_on->choose(0);
    QVERIFY(!m_on->find<QLabel>("caseDescription")->text().contains("A correction of it waits."));
    QCOMPARE(m_on->press("correctCaseButton"), QString());
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.front(), (QList<QVariant>{QVariant::fromValue(m_runId), QVariant::fromValue(m_on->made().open(2))}));
    static_cast<void>(begin(2));  // and puts it aside
    m_on->choose(1);
    m_on->choose(0);
    const QString described = m_on->find<QLabel>("caseDescription")->text();
    QVERIFY2(described.contains("A correction of it waits. It was begun from the prediction of run 1 and last worked "
                                "on "),
             qPrintable(described));
}

void TestCorrectionCosts::showsAndSavesCosts() {
    m_on->openWithPredictions();
    CorrectionWork work = begin(2);
    Correction& correction = work.correction();
    correction.begin(EditTool::Brush);
    const std::uint8_t other = correction.label().voxels()[0] == 1 ? 0 : 1;
    correction.paint({{0, 3}}, other);
    correction.end();
    correction.markSlice(2, 1, true);
    correction.spend(75);
    work.writeDown(correction.takeEvents());
    finishCorrection(m_on->made().project(), std::move(work), {}, {});

    QCOMPARE(m_on->press("correctionCosts"), QString());
    auto* const dialog = m_on->find<QDialog>("correctionCostsDialog");
    auto* const table = dialog->findChild<QTableWidget*>("costTable");
    QTRY_COMPARE(table->rowCount(), 1);
    const QStringList wanted{"open-2", "the prediction of run 1", "1 min 15 s", "1", "3", "0", "1"};
    for (int column = 0; column < wanted.size(); ++column) {
        QCOMPARE(table->item(0, column)->text(), wanted.at(column));
    }
    QVERIFY(dialog->findChild<QLabel*>("costSummary")->text().contains("3 voxels corrected"));
    QCOMPARE(pressButton(*dialog->findChild<QPushButton*>("saveCosts")), QString());
    const QTemporaryDir folder;
    const QString file = folder.filePath("costs.csv");
    auto* const chooser = dialog->findChild<QFileDialog*>();
    QVERIFY(chooser != nullptr);
    Q_EMIT chooser->fileSelected(file);
    chooser->close();
    std::stringstream saved;
    saved << std::ifstream(file.toStdString()).rdbuf();
    const std::string begins =
        "case,begun_from,run,seconds,actions,corrected_voxels,regions,slices_looked_at,finished_at\n"
        "open-2,prediction,1,75.0,1,3,0,1,";
    QVERIFY2(saved.str().starts_with(begins), saved.str().c_str());
}

QTEST_MAIN(TestCorrectionCosts)
#include "tst_correction_costs.moc"
