// From a trained run to a ranking: the page predicts what is missing with the engine, shows progress, and can be
// stopped.
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "tests/ui/on_page.h"
#include "tests/ui/training/phantom_training.h"
#include "ui/jobs/job_list.h"
#include "ui/review/queue_model.h"
#include "ui/review/review_page.h"
#include "ui/session/project_session.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace tandem;

namespace {

constexpr int kTimeout = 60'000;

}  // namespace

class TestReviewPrediction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        applyTheme(*qApp, Theme::Dark);
        m_runId = trainPhantoms(m_phantoms, 2, "r");
        m_session = std::make_unique<ProjectSession>(Project::open(m_phantoms.folder()), m_jobs);
        m_page = std::make_unique<ReviewPage>(*m_session);
        m_page->resize(1188, 740);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_COMPARE(table()->model()->rowCount(), 2);
    }
    void cleanupTestCase() { m_jobs.cancelAll(); }

    void aPredictionCanBeStopped() {
        QCOMPARE(pressButton(*find<QPushButton>("predictButton")), QString());
        QVERIFY(find<QProgressBar>("predictProgress")->isVisible());
        QVERIFY(!find<QPushButton>("predictButton")->isVisible());
        QCOMPARE(pressButton(*find<QPushButton>("cancelPredictButton")), QString());
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("predictButton")->isVisible(), kTimeout);
        QVERIFY2(find<QLabel>("told")->text().contains("stopped"), qPrintable(find<QLabel>("told")->text()));
        QVERIFY(!find<QProgressBar>("predictProgress")->isVisible());
    }

    void missingCasesArePredicted() {
        QTRY_VERIFY(find<QPushButton>("predictButton")->isEnabled());
        QCOMPARE(pressButton(*find<QPushButton>("predictButton")), QString());
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QPushButton>("predictButton")->isVisible() && !find<QPushButton>("predictButton")->isEnabled(),
            kTimeout);
        const auto isScored = [&](int row) {
            return table()->model()->index(row, QueueModel::PredictedDice).data(QueueModel::ScoreRole).isValid();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isScored(0) && isScored(1), kTimeout);
        double before = 0;
        for (int row = 0; row < 2; ++row) {
            const QModelIndex index = table()->model()->index(row, QueueModel::PredictedDice);
            const double dice = index.data(QueueModel::ScoreRole).toDouble();
            QVERIFY2(dice > 0 && dice <= 1 && dice >= before, qPrintable(index.data().toString()));
            QVERIFY2(index.data().toString().endsWith("(uncalibrated)"), qPrintable(index.data().toString()));
            before = dice;
        }
        // Two unlabelled cases and the one of validation, which alone cannot tell.
        QCOMPARE(m_phantoms.project().predictions().list(m_runId).size(), std::size_t(3));
        QTRY_VERIFY2(find<QLabel>("verdictReason")->text().contains("at least 4"),
                     qPrintable(find<QLabel>("verdictReason")->text()));
        QCOMPARE(find<QLabel>("verdict")->text(), "Not known yet");
    }

private:
    template <class Widget>
    Widget* find(const char* name) {
        return childNamed<Widget>(*m_page, name);
    }
    [[nodiscard]] QTableView* table() { return find<QTableView>("queueTable"); }

    PhantomProject m_phantoms;
    JobList m_jobs;
    std::int64_t m_runId = 0;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<ReviewPage> m_page;
};

QTEST_MAIN(TestReviewPrediction)
#include "tst_review_prediction.moc"
