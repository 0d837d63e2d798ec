#include "core/settings/preparation_settings.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/run_lock.h"
#include "storage/db/validation_score_repository.h"
#include "tests/db/sample_project.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/session/run_titles.h"
#include "ui/training/run_table_model.h"
#include "ui/training/settings_comparison.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace tandem;

class TestRunTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anEmptyProjectHasNoRows();
    void rowsSayWhatTheProjectKeeps();
    void newRunsComeOnTop();
    void removedRunsGo();
    void aTrainingRunMovesOn();
    void namesAndNotesAreEdited();
    void differencesAreTold();
    void runsOfAnotherVersionAreShown();
    void onlyTrainingCountsAsDuration();

private:
    [[nodiscard]] QString text(int row, int column) const { return m_model->index(row, column).data().toString(); }
    RunRecord addRun(const std::string& settingsJson) {
        return m_session->project().runs().add({.method = "supervised",
                                                .settingsJson = settingsJson,
                                                .preparationJson = "{}",
                                                .versionsJson = "{}",
                                                .splitId = m_splitId});
    }

    std::unique_ptr<SampleProject> m_sample;
    JobList m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<RunTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::int64_t m_splitId = 0;
};

void TestRunTable::init() {
    m_sample = std::make_unique<SampleProject>();
    SplitRecord split{.name = "first", .seed = 1};
    split.assignments.push_back({m_sample->addCase("a").id, SplitRole::TrainingLabelled});
    split.assignments.push_back({m_sample->addCase("b").id, SplitRole::Validation});
    m_splitId = m_sample->project().splits().add(split).id;
    m_session = std::make_unique<ProjectSession>(Project::open(m_sample->folder()), m_jobs);
    m_model = std::make_unique<RunTableModel>(*m_session);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestRunTable::cleanup() {
    m_tester.reset();
    m_model.reset();
    m_session.reset();
    m_sample.reset();
}

void TestRunTable::anEmptyProjectHasNoRows() {
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->columnCount(), static_cast<int>(RunTableModel::ColumnCount));
    QCOMPARE(m_model->headerData(RunTableModel::BestDice, Qt::Horizontal).toString(), QString("Best Dice"));
}

void TestRunTable::rowsSayWhatTheProjectKeeps() {
    const RunRecord run = addRun(R"({"method":"supervised","iterations":6000})");
    Project& project = m_session->project();
    {
        const RunLock lock(project.runFolder(run));
        project.runs().markRunning(run.id, lock);
        const std::int64_t validation = project.cases().find("b")->id;
        const std::vector<ValidationScore> scores{{run.id, validation, 120, false, {0.875}}};
        project.validationScores().add(scores);
        project.checkpoints().record({.runId = run.id,
                                      .kind = CheckpointKind::Best,
                                      .file = "runs/0001/best.ckpt",
                                      .contentHash = "b",
                                      .iteration = 120,
                                      .validationDice = 0.875});
        project.checkpoints().record({.runId = run.id,
                                      .kind = CheckpointKind::Last,
                                      .file = "runs/0001/last.ckpt",
                                      .contentHash = "l",
                                      .iteration = 150});
        project.runs().markEnded(run.id, RunStatus::Stopped, "because");
    }
    m_model->reload();
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(text(0, RunTableModel::Number), QString::number(run.id));
    QCOMPARE(text(0, RunTableModel::Status), QString("stopped"));
    QCOMPARE(text(0, RunTableModel::Method), QString("supervised"));
    QCOMPARE(text(0, RunTableModel::Progress), QString("150 of 6,000"));
    QCOMPARE(text(0, RunTableModel::BestDice), QString("0.8750"));
    QVERIFY(text(0, RunTableModel::Duration).endsWith(" s"));
    QCOMPARE(m_model->index(0, RunTableModel::Status).data(Qt::ToolTipRole).toString(), QString("because"));
    QCOMPARE(m_model->rowAt(0)->splitName, QString("first"));
}

void TestRunTable::newRunsComeOnTop() {
    addRun("{}");
    m_model->reload();
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    const RunRecord second = addRun("{}");
    m_model->reload();
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.front().at(1).toInt(), 0);
    QCOMPARE(m_model->rowOf(second.id), 0);
    QCOMPARE(m_model->index(0, 0).data(RunTableModel::RunIdRole).value<std::int64_t>(), second.id);
    QCOMPARE(text(0, RunTableModel::BestDice), QString("–"));
}

void TestRunTable::removedRunsGo() {
    const RunRecord first = addRun("{}");
    const RunRecord second = addRun("{}");
    m_model->reload();
    m_session->project().runs().remove(first.id);
    const RunRecord third = addRun("{}");
    m_model->reload();
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->rowOf(first.id), -1);
    QCOMPARE(m_model->rowOf(third.id), 0);
    QCOMPARE(m_model->rowOf(second.id), 1);
}

void TestRunTable::aTrainingRunMovesOn() {
    const RunRecord run = addRun(R"({"iterations":500})");
    m_model->reload();
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->noteIteration(run.id, 42);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(text(0, RunTableModel::Progress), QString("42 of 500"));
    m_model->noteIteration(999, 1);
    QCOMPARE(changes.count(), 1);
}

void TestRunTable::namesAndNotesAreEdited() {
    const RunRecord run = addRun("{}");
    m_model->reload();
    QVERIFY(m_model->setData(m_model->index(0, RunTableModel::Name), " baseline "));
    QVERIFY(m_model->setData(m_model->index(0, RunTableModel::Notes), "too short"));
    QVERIFY(!m_model->setData(m_model->index(0, RunTableModel::Status), "finished"));
    const RunRecord kept = m_session->project().runs().get(run.id);
    QCOMPARE(kept.name, std::string("baseline"));
    QCOMPARE(kept.notes, std::string("too short"));
    QCOMPARE(runTitle(kept), QString("Run %1 · baseline").arg(run.id));
}

void TestRunTable::differencesAreTold() {
    addRun(R"({"seed":1})");
    addRun(R"({"seed":2,"filters":8})");
    m_model->reload();
    QCOMPARE(text(0, RunTableModel::Differences), QString("Filters: 8; Seed: 2"));
    QCOMPARE(text(1, RunTableModel::Differences), QString("Filters: 16; Seed: 1"));
    SettingsComparison table;
    table.show({m_model->rowAt(0), m_model->rowAt(1)});
    QCOMPARE(table.rowCount(), 2);
    QCOMPARE(table.item(1, 0)->text(), QString("Seed"));
    QVERIFY(table.item(1, 0)->toolTip().contains("On the command line: seed"));
    QCOMPARE(table.item(1, 1)->text(), QString("2"));
    QCOMPARE(table.item(1, 2)->text(), QString("1"));
    table.show({m_model->rowAt(0)});
    QCOMPARE(table.rowCount(),
             static_cast<int>(TrainingSettings::fields().size() + PreparationSettings::fields().size()));
}

void TestRunTable::runsOfAnotherVersionAreShown() {
    QSignalSpy failures(m_session.get(), &ProjectSession::failed);
    addRun(R"({"iterations":6000})");
    addRun(R"({"iterations":500,"ema-decay":0.99})");
    addRun(R"({"iterations":700,"schedule":"cosine"})");
    addRun("damaged");
    m_model->reload();
    QCOMPARE(failures.count(), 0);
    QCOMPARE(m_model->rowCount(), 4);
    QCOMPARE(text(3, RunTableModel::Progress), QString("0 of 6,000"));
    QCOMPARE(text(2, RunTableModel::Progress), QString("0 of 500"));
    QCOMPARE(text(2, RunTableModel::Differences), QString("Learning-rate schedule: constant; ema-decay: 0.99"));
    QCOMPARE(text(1, RunTableModel::Differences), QString("Learning-rate schedule: cosine; ema-decay: –"));
    QCOMPARE(settingNotices(m_model->rowAt(3)->record), QString());
    QVERIFY(settingNotices(m_model->rowAt(2)->record).contains("ema-decay (0.99)"));
    QVERIFY(settingNotices(m_model->rowAt(1)->record).contains("schedule is \"cosine\""));
    QVERIFY(settingNotices(m_model->rowAt(0)->record).contains("cannot be read"));
    SettingsComparison table;
    table.show({m_model->rowAt(2)});
    const auto found = table.findItems("ema-decay", Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    QCOMPARE(table.item(found.front()->row(), 1)->text(), QString("0.99"));
    QVERIFY(found.front()->toolTip().contains("another version"));
}

void TestRunTable::onlyTrainingCountsAsDuration() {
    RunRecord run = addRun("{}");
    m_model->reload();
    QCOMPARE(text(0, RunTableModel::Duration), QString("–"));
    {
        const RunLock lock(m_session->project().runFolder(run));
        m_session->project().runs().markRunning(run.id, lock);
        m_model->reload();
        m_session->project().runs().setTrainedSeconds(run.id, 190);
        m_model->noteIteration(run.id, 3);
        QCOMPARE(text(0, RunTableModel::Duration), QString("3 min 10 s"));
        m_session->project().runs().markEnded(run.id, RunStatus::Finished, "");
    }
    m_model->reload();
    QCOMPARE(text(0, RunTableModel::Duration), QString("3 min 10 s"));
    // Of a run from before it was kept only the end is known.
    run.trainedSeconds.reset();
    run.startedAt = "2025-01-31T09:00:00Z";
    run.finishedAt = "2025-01-31T09:16:06Z";
    run.status = RunStatus::Finished;
    QCOMPARE(trainedText(run), QStringLiteral("≤ 16 min 6 s"));
}

QTEST_MAIN(TestRunTable)
#include "tst_run_table.moc"
