// Predicting from the window: what can be chosen, why not, and that the chosen cases are predicted.
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "tests/ui/training/phantom_training.h"
#include "ui/jobs/job_list.h"
#include "ui/prediction/predict_dialog.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"
#include "ui/settings/setting_editor.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>
#include <memory>

using namespace tandem;

class TestPredictDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_phantoms = std::make_unique<PhantomProject>();
        m_jobs = std::make_unique<JobList>();
        m_session = std::make_unique<ProjectSession>(Project::open(m_phantoms->folder()), *m_jobs);
    }
    void cleanup() {
        m_jobs.reset();
        m_session.reset();
        m_phantoms.reset();
    }

    void withoutARunItSaysWhy() {
        PredictDialog dialog(*m_session);
        auto* const start = dialog.findChild<QPushButton*>("predictStart");
        QVERIFY(!start->isEnabled());
        QVERIFY(start->toolTip().contains("train one"));
    }

    void predictsTheChosenCases() {
        const std::int64_t run = train();
        PredictDialog dialog(*m_session);
        dialog.show();
        auto* const start = dialog.findChild<QPushButton*>("predictStart");
        auto* const cases = dialog.findChild<QComboBox*>("predictCases");
        QCOMPARE(dialog.findChild<QComboBox*>("predictRun")->currentText(), QString("Run %1 · short").arg(run));
        QCOMPARE(cases->currentText(), "Test cases (0)");
        QVERIFY(!start->isEnabled());  // the split has none
        QTest::keyClick(cases, Qt::Key_Down);
        QCOMPARE(cases->currentText(), "Validation cases (1)");
        QVERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        const PredictionRequest wanted = dialog.request();
        QCOMPARE(wanted.caseIds.size(), std::size_t(1));
        QSignalSpy changed(m_session.get(), &ProjectSession::predictionsChanged);
        const Job* const job = queuePrediction(*m_session, wanted);
        QCOMPARE(job->title(), QString("Predicting 1 case(s) with run %1").arg(run));
        QTRY_VERIFY_WITH_TIMEOUT(job->hasEnded(), 60'000);
        QVERIFY2(job->state() == JobState::Finished, qPrintable(job->message()));
        QCOMPARE(changed.size(), 1);
        const auto predicted = m_session->project().predictions().list(run);
        QCOMPARE(predicted.size(), std::size_t(1));
        QCOMPARE(predicted.front().caseId, wanted.caseIds.front());
        QVERIFY(predicted.front().files.size() > 3);  // all maps, not the label alone
    }

    void theCheckpointAndTheSettingsAreChosen() {
        const std::int64_t run = train();
        PredictDialog dialog(*m_session, run);
        dialog.show();
        auto* const checkpoints = dialog.findChild<QComboBox*>("predictCheckpoint");
        QCOMPARE(checkpoints->count(), 2);
        QVERIFY(checkpoints->itemText(0).startsWith("best, iteration "));
        QCOMPARE(checkpoints->itemText(1), "last, iteration 2");
        dialog.findChild<QComboBox*>("predictCases")->setCurrentIndex(1);
        QVERIFY(dialog.request().checkpoint == CheckpointKind::Best);
        QTest::keyClick(checkpoints, Qt::Key_Down);
        const PredictionSettings before = dialog.request().settings;
        QCOMPARE(before.maps, std::string("all"));
        auto* const start = dialog.findChild<QPushButton*>("predictStart");
        auto* const form = dialog.findChild<SettingsForm*>();
        auto* const batch = form->editor("window-batch")->findChild<QLineEdit*>();
        QVERIFY(!batch->isVisible());
        QTest::mouseClick(dialog.findChild<QToolButton*>("advancedButton"), Qt::LeftButton);
        QVERIFY(batch->isVisible());
        batch->selectAll();
        QTest::keyClicks(batch, "0");
        QVERIFY(!start->isEnabled());
        QVERIFY2(start->toolTip().contains("window-batch"), qPrintable(start->toolTip()));
        batch->selectAll();
        QTest::keyClicks(batch, "4");
        QVERIFY(start->isEnabled());
        const PredictionRequest wanted = dialog.request();
        QVERIFY(wanted.checkpoint == CheckpointKind::Last);
        QCOMPARE(wanted.settings.windowBatch, 4);
        const Job* const job = queuePrediction(*m_session, wanted);
        QTRY_VERIFY_WITH_TIMEOUT(job->hasEnded(), 60'000);
        QVERIFY2(job->state() == JobState::Finished, qPrintable(job->message()));
        const auto last = m_session->project().checkpoints().find(run, CheckpointKind::Last);
        QCOMPARE(m_session->project().predictions().list(run).front().checkpointHash, last->contentHash);
    }

    void mapsThatDoNotFitTheDiskAreRefused() {
        PredictionRequest wanted{.runId = train(), .settings = {.maps = "all"}};
        const CaseRepository all = m_session->project().cases();
        CaseRecord huge = all.list().front();
        huge.geometry.size = {100'000, 100'000, 100'000};
        all.update(huge);
        wanted.caseIds = {huge.id};
        const Job* const job = queuePrediction(*m_session, wanted);
        QTRY_VERIFY_WITH_TIMEOUT(job->hasEnded(), 60'000);
        QVERIFY(job->state() == JobState::Failed);
        QVERIFY2(job->message().startsWith("The maps to predict need 52.4 PiB in "), qPrintable(job->message()));
    }

    void allCasesLeaveOutTheExcluded() {
        train();
        const CaseRepository all = m_session->project().cases();
        all.setState(all.list().front().id, CaseState::Excluded);
        PredictDialog dialog(*m_session);
        auto* const cases = dialog.findChild<QComboBox*>("predictCases");
        cases->setCurrentIndex(cases->count() - 1);
        QCOMPARE(cases->currentText(), "All cases of the project (3)");
        QCOMPARE(dialog.request().caseIds.size(), std::size_t(3));
    }

private:
    std::int64_t train() { return trainPhantoms(*m_phantoms, 2, "short"); }

    std::unique_ptr<PhantomProject> m_phantoms;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
};

QTEST_MAIN(TestPredictDialog)
#include "tst_predict_dialog.moc"
