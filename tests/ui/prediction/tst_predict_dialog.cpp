// Predicting from the window: what can be chosen, why not, and that the chosen cases are predicted.
#include "core/engine_module.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/study/training_study.h"
#include "tests/ui/training/phantom_project.h"
#include "ui/jobs/job_list.h"
#include "ui/prediction/predict_dialog.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>
#include <memory>

using namespace tandem;

namespace {

class Silence : public TrainingObserver {
public:
    void iterationDone(const IterationMetrics&) override {}
    void validationDone(const ValidationMetrics&) override {}
    void checkpointSaved(const CheckpointSaved&) override {}
    void noticed(const std::string&) override {}
};

}  // namespace

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
        QCOMPARE(dialog.findChild<QComboBox*>("predictRun")->currentText(), QString("%1: short").arg(run));
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
    std::int64_t train() {
        const auto engine = openEngine();
        const RunRecord run = queueTraining(
            m_phantoms->project(), *engine,
            {.training = PhantomProject::smallSettings(2), .splitId = m_phantoms->splitId(), .name = "short"});
        Silence observer;
        runTraining(m_phantoms->project(), *engine, run.id, observer, [](double, std::string_view) {}, {});
        return run.id;
    }

    std::unique_ptr<PhantomProject> m_phantoms;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
};

QTEST_MAIN(TestPredictDialog)
#include "tst_predict_dialog.moc"
