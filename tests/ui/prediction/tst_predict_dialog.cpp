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
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>
#include <algorithm>
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
        QCOMPARE(changed.size(), 2);  // after the case, and at the end
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
        QCOMPARE(before.maps, KeptMaps::All);
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
        PredictionRequest wanted{.runId = train(), .settings = {.maps = KeptMaps::All}};
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
        cases->setCurrentIndex(cases->findText("All cases of the project (3)"));
        QCOMPARE(cases->currentText(), "All cases of the project (3)");
        QCOMPARE(dialog.request().caseIds.size(), std::size_t(3));
        QVERIFY2(dialog.findChild<QLabel*>("predictNote")->text().contains("excluded: phantom_1."),
                 qPrintable(dialog.findChild<QLabel*>("predictNote")->text()));
        cases->setCurrentIndex(0);
        QVERIFY(!dialog.findChild<QLabel*>("predictNote")->text().contains("phantom_1"));
    }

    void chosenCasesAreTicked() {
        train();
        const CaseRepository all = m_session->project().cases();
        const std::vector<CaseRecord> records = all.list();
        all.setState(records[2].id, CaseState::Excluded);
        PredictDialog dialog(*m_session, 0, nullptr, {records[1].id, records[2].id});
        dialog.show();
        auto* const cases = dialog.findChild<QComboBox*>("predictCases");
        auto* const list = dialog.findChild<QListWidget*>("predictCaseList");
        auto* const start = dialog.findChild<QPushButton*>("predictStart");
        QCOMPARE(cases->currentText(), "Chosen cases (1)");
        QVERIFY(list->isVisible());
        QCOMPARE(dialog.request().caseIds, std::vector<std::int64_t>{records[1].id});
        QVERIFY2(dialog.findChild<QLabel*>("predictNote")->text().contains("excluded: phantom_3."),
                 qPrintable(dialog.findChild<QLabel*>("predictNote")->text()));
        QCOMPARE(list->count(), 4);
        QVERIFY(!list->item(2)->flags().testFlag(Qt::ItemIsEnabled));
        const auto press = [list](int row) {
            const QRect place = list->visualItemRect(list->item(row));
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, {place.left() + 10, place.center().y()});
        };
        press(0);
        QCOMPARE(cases->currentText(), "Chosen cases (2)");
        QCOMPARE(dialog.request().caseIds, (std::vector<std::int64_t>{records[0].id, records[1].id}));
        press(0);
        press(1);
        QVERIFY(!start->isEnabled());
        QCOMPARE(start->toolTip(), "Tick at least one case.");
        cases->setCurrentIndex(1);
        QVERIFY(!list->isVisible());
        QVERIFY(start->isEnabled());
    }

    void eachCaseCanBeSeenBeforeTheLastIsDone() {
        const std::int64_t run = train();
        PredictionRequest wanted{.runId = run, .settings = {.maps = KeptMaps::Label}};
        for (const CaseRecord& record : m_session->project().cases().list()) {
            wanted.caseIds.push_back(record.id);
        }
        const Job* const job = queuePrediction(*m_session, wanted);
        QVERIFY(isPredicting(*m_jobs, run));
        std::vector<std::size_t> seenWhileRunning;
        connect(m_session.get(), &ProjectSession::predictionsChanged, job, [&, this] {
            if (!job->hasEnded()) {
                seenWhileRunning.push_back(m_session->project().predictions().predictedCases(run).size());
            }
        });
        QTRY_VERIFY_WITH_TIMEOUT(job->hasEnded(), 60'000);
        QVERIFY2(job->state() == JobState::Finished, qPrintable(job->message()));
        QCOMPARE(seenWhileRunning.size(), std::size_t(4));
        QVERIFY(seenWhileRunning.front() >= 1 && std::ranges::is_sorted(seenWhileRunning));
        QVERIFY(!isPredicting(*m_jobs, run));
    }

private:
    std::int64_t train() { return trainPhantoms(*m_phantoms, 2, "short"); }

    std::unique_ptr<PhantomProject> m_phantoms;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
};

QTEST_MAIN(TestPredictDialog)
#include "tst_predict_dialog.moc"
