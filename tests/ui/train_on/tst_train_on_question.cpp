// The loop in the window: predictions are accepted on the page Review, the run is trained on from there, it trains on
// the page Training, and both pages say what it has gained.
#include "storage/db/run_repository.h"
#include "storage/training/before_and_after.h"
#include "tests/ui/on_page.h"
#include "tests/ui/training/phantom_training.h"
#include "ui/jobs/job_list.h"
#include "ui/review/queue_model.h"
#include "ui/review/review_page.h"
#include "ui/session/project_session.h"
#include "ui/theme/theme.h"
#include "ui/train_on/gain_words.h"
#include "ui/training/run_table_model.h"
#include "ui/training/training_page.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>
#include <memory>

using namespace tandem;

namespace {

constexpr int kTimeout = 120'000;

}  // namespace

class TestTrainOnQuestion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        applyTheme(*qApp, Theme::Dark);
        m_runId = trainPhantoms(m_phantoms, 12, "first");
        m_session = std::make_unique<ProjectSession>(Project::open(m_phantoms.folder()), m_jobs);
        m_training = std::make_unique<TrainingPage>(*m_session);
        m_training->resize(1200, 740);
        m_training->show();
        m_review = std::make_unique<ReviewPage>(*m_session);
        m_review->resize(1188, 740);
        m_review->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_review.get()));
        QTRY_COMPARE(queue()->model()->rowCount(), 2);
    }
    void cleanupTestCase() {
        m_jobs.cancelAll();
        QTRY_COMPARE_WITH_TIMEOUT(m_jobs.activeCount(), 0, kTimeout);
        m_review.reset();
        m_training.reset();
        m_session.reset();
    }

    void whatIsAcceptedIsOffered() {
        QTRY_COMPARE(find<QPushButton>("trainOnButton")->text().remove('&'), "Train on new labels…");
        QTRY_VERIFY(find<QPushButton>("predictButton")->isEnabled());
        QCOMPARE(pressButton(*find<QPushButton>("predictButton")), QString());
        const auto isScored = [&](int row) {
            return queue()->model()->index(row, QueueModel::PredictedDice).data(QueueModel::ScoreRole).isValid();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isScored(0) && isScored(1), kTimeout);
        QTRY_COMPARE_WITH_TIMEOUT(m_jobs.activeCount(), 0, kTimeout);
        const QRect place = queue()->visualRect(queue()->model()->index(0, QueueModel::Name));
        QTest::mouseClick(queue()->viewport(), Qt::LeftButton, {}, place.center());
        QTRY_VERIFY(find<QPushButton>("acceptButton")->isEnabled());
        QCOMPARE(pressButton(*find<QPushButton>("acceptButton")), QString());
        // The case has a label that the run was not shown.
        if (auto* const question = m_review->findChild<QDialog*>("replaceQuestion")) {
            for (QPushButton* const button : question->findChildren<QPushButton*>()) {
                if (button->text().contains("Replace")) {
                    QTest::mouseClick(button, Qt::LeftButton);
                }
            }
        }
        QTRY_COMPARE_WITH_TIMEOUT(find<QPushButton>("trainOnButton")->text().remove('&'), "Train on 1 new label(s)…",
                                  kTimeout);
    }

    void theRunIsTrainedOnAndCompared() {
        QSignalSpy failures(m_session.get(), &ProjectSession::failed);
        QCOMPARE(pressButton(*find<QPushButton>("trainOnButton")), QString());
        QTRY_VERIFY(m_review->findChild<QDialog*>("trainOnDialog") != nullptr);
        auto* const dialog = m_review->findChild<QDialog*>("trainOnDialog");
        QTRY_VERIFY(dialog->isVisible());
        QCOMPARE(childNamed<QListWidget>(*dialog, "trainOnCases")->count(), 3);
        keepPicture(*m_review, "review-before-training-on");
        QCOMPARE(pressButton(*childNamed<QPushButton>(*dialog, "trainOnStart")), QString());
        QTRY_VERIFY2_WITH_TIMEOUT(find<QLabel>("told")->text().contains("Run 2 goes on from run 1"),
                                  qPrintable(find<QLabel>("told")->text()), kTimeout);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->project().runs().get(2).status, RunStatus::Finished, kTimeout);
        QVERIFY(failures.isEmpty());
        const auto gain = beforeAndAfter(m_session->project(), 2);
        QVERIFY(gain);
        const QString words = gainText(*gain);
        QVERIFY2(words.startsWith("Goes on from run 1 (last, iteration 12). Validation Dice on 1 case(s): "),
                 qPrintable(words));
        // The page Training has selected the new run.
        QTRY_VERIFY_WITH_TIMEOUT(childNamed<QLabel>(*m_training, "runGain")->isVisible(), kTimeout);
        QCOMPARE(plain(*childNamed<QLabel>(*m_training, "runGain")), words);
        auto* const runs = find<QComboBox>("reviewRun");
        QTRY_COMPARE_WITH_TIMEOUT(runs->count(), 2, kTimeout);
        QVERIFY(!find<QLabel>("reviewGain")->isVisible());
        runs->setFocus();
        runs->setCurrentIndex(runs->findData(QVariant::fromValue<qlonglong>(2)));
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("reviewGain")->isVisible(), kTimeout);
        QCOMPARE(plain(*find<QLabel>("reviewGain")), words);
        QTRY_COMPARE(find<QPushButton>("trainOnButton")->text().remove('&'), "Train on new labels…");
        keepPicture(*m_review, "review-after-training-on");
        keepPicture(*m_training, "training-after-training-on");
    }

private:
    template <class Widget>
    Widget* find(const char* name) {
        return childNamed<Widget>(*m_review, name);
    }
    [[nodiscard]] QTableView* queue() { return find<QTableView>("queueTable"); }
    /// Without the places at which long words may be broken.
    [[nodiscard]] static QString plain(const QLabel& label) { return label.text().remove(QChar(0x200B)); }

    PhantomProject m_phantoms;
    JobList m_jobs;
    std::int64_t m_runId = 0;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<TrainingPage> m_training;
    std::unique_ptr<ReviewPage> m_review;
};

QTEST_MAIN(TestTrainOnQuestion)
#include "tst_train_on_question.moc"
