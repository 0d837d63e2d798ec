#include "storage/db/checkpoint_repository.h"
#include "storage/db/connection.h"
#include "storage/db/validation_score_repository.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <QtTest>

using namespace tandem;

/// Test cases never choose a checkpoint: the database says so, whoever asks.
class TestSelectionGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_sample = std::make_unique<SampleProject>();
        m_run = m_sample->addRunOnFourRoles();
    }
    void onlyValidationCasesScore_data();
    void onlyValidationCasesScore();
    void oneRefusedScoreRefusesAll();
    void scoresCanBeCorrectedButNotMoved();
    void aRunWithoutSplitHasNoScores();
    void theBestNeedsScoresOfItsIteration();
    void theBestNeedsItsDice();
    void aScoreThatSlippedInIsFound();
    void theLastNeedsNoScores();
    void decidingScoresStay();

private:
    [[nodiscard]] Project& project() { return m_sample->project(); }
    [[nodiscard]] std::optional<Error> addScore(std::int64_t caseId, std::int64_t iteration = 10) {
        return errorOf([&] {
            const ValidationScore score{m_run.id, caseId, iteration, false, {0.5}};
            project().validationScores().add({&score, 1});
            return 0;
        });
    }
    [[nodiscard]] std::optional<Error> recordBest(std::int64_t iteration, std::optional<double> dice) {
        return errorOf([&] {
            return project().checkpoints().record({.runId = m_run.id,
                                                   .kind = CheckpointKind::Best,
                                                   .file = "runs/0001/best.ckpt",
                                                   .contentHash = "h",
                                                   .iteration = iteration,
                                                   .validationDice = dice});
        });
    }
    [[nodiscard]] std::optional<Error> errorOfSql(const std::string& sql) {
        Connection connection(m_sample->folder() / "project.sqlite", OpenMode::ReadWrite);
        return errorOf([&] {
            connection.runScript(sql);
            return 0;
        });
    }

    std::unique_ptr<SampleProject> m_sample;
    RunRecord m_run;
};

void TestSelectionGuard::onlyValidationCasesScore_data() {
    QTest::addColumn<SplitRole>("role");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("labelled") << SplitRole::TrainingLabelled << false;
    QTest::newRow("unlabelled") << SplitRole::TrainingUnlabelled << false;
    QTest::newRow("validation") << SplitRole::Validation << true;
    QTest::newRow("test") << SplitRole::Test << false;
}

void TestSelectionGuard::onlyValidationCasesScore() {
    QFETCH(SplitRole, role);
    QFETCH(bool, allowed);
    const auto error = addScore(m_sample->caseIn(role));
    QCOMPARE(!error, allowed);
    if (error) {
        QCOMPARE(error->code(), ErrorCode::Conflict);
        QVERIFY2(mentions(error, "\"" + std::string(nameOf(role)) + "\""), error->what());
        QVERIFY2(mentions(error, "Only validation cases"), error->what());
    }
    QCOMPARE(project().validationScores().list(m_run.id).size(), std::size_t{allowed ? 1u : 0u});
}

void TestSelectionGuard::oneRefusedScoreRefusesAll() {
    const std::vector<ValidationScore> scores{{m_run.id, m_sample->caseIn(SplitRole::Validation), 10, false, {0.5}},
                                              {m_run.id, m_sample->caseIn(SplitRole::Test), 10, false, {0.9}}};
    QVERIFY(errorOf([&] {
        project().validationScores().add(scores);
        return 0;
    }));
    QVERIFY(project().validationScores().list(m_run.id).empty());
    QVERIFY(recordBest(10, 0.7));
}

void TestSelectionGuard::scoresCanBeCorrectedButNotMoved() {
    const std::int64_t id = m_sample->caseIn(SplitRole::Validation);
    QVERIFY(!addScore(id));
    const std::vector<ValidationScore> again{{m_run.id, id, 10, false, {0.75, 0.25}}, {m_run.id, id, 10, true, {1}}};
    project().validationScores().add(again);
    QCOMPARE(project().validationScores().list(m_run.id), again);
    const auto moved =
        errorOfSql("UPDATE validation_score SET case_id = " + std::to_string(m_sample->caseIn(SplitRole::Test)));
    QVERIFY(moved);
    QCOMPARE(moved->code(), ErrorCode::Conflict);
}

void TestSelectionGuard::aRunWithoutSplitHasNoScores() {
    const std::int64_t id = m_sample->caseIn(SplitRole::Validation);
    m_run = project().runs().add({.method = "supervised"});
    QVERIFY(addScore(id));
    QVERIFY(recordBest(10, 0.5));
}

void TestSelectionGuard::theBestNeedsScoresOfItsIteration() {
    QVERIFY2(mentions(recordBest(10, 0.5), "needs scores of validation cases"), "no scores at all");
    QVERIFY(!addScore(m_sample->caseIn(SplitRole::Validation), 10));
    QVERIFY2(recordBest(11, 0.5), "scores of another iteration");
    QVERIFY(!recordBest(10, 0.5));
    QVERIFY(recordBest(12, 0.6));
    const auto best = project().checkpoints().find(m_run.id, CheckpointKind::Best);
    QVERIFY(best);
    QCOMPARE(best->iteration, 10);
    QCOMPARE(best->validationDice, std::optional(0.5));
    QVERIFY(errorOfSql("UPDATE checkpoint SET iteration = 12"));
}

void TestSelectionGuard::theBestNeedsItsDice() {
    QVERIFY(!addScore(m_sample->caseIn(SplitRole::Validation), 10));
    QVERIFY(recordBest(10, std::nullopt));
}

void TestSelectionGuard::aScoreThatSlippedInIsFound() {
    QVERIFY(!addScore(m_sample->caseIn(SplitRole::Validation), 10));
    const std::string test = std::to_string(m_sample->caseIn(SplitRole::Test));
    QVERIFY(
        !errorOfSql("DROP TRIGGER only_validation_cases_score;"
                    "INSERT INTO validation_score VALUES (1, 10, 0, " +
                    test + ", 1, 0.9)"));
    QVERIFY2(mentions(recordBest(10, 0.7), "of no other cases"), "a test case's score among the deciding ones");
}

void TestSelectionGuard::theLastNeedsNoScores() {
    const CheckpointRepository checkpoints = project().checkpoints();
    const CheckpointRecord first =
        checkpoints.record({.runId = m_run.id, .file = "runs/0001/last.ckpt", .iteration = 5});
    QCOMPARE(checkpoints.list(m_run.id), std::vector{first});
    const CheckpointRecord second =
        checkpoints.record({.runId = m_run.id, .file = "runs/0001/last.ckpt", .contentHash = "x", .iteration = 6});
    QCOMPARE(checkpoints.list(m_run.id), std::vector{second});
    QVERIFY(errorOf([&] { return checkpoints.record({.runId = 99}); }));
}

void TestSelectionGuard::decidingScoresStay() {
    const std::int64_t id = m_sample->caseIn(SplitRole::Validation);
    for (const std::int64_t iteration : {10, 20, 30}) {
        QVERIFY(!addScore(id, iteration));
    }
    QVERIFY(!recordBest(20, 0.5));
    project().validationScores().removeAfter(m_run.id, 5);
    const auto left = project().validationScores().list(m_run.id);
    QCOMPARE(left.size(), std::size_t{1});
    QCOMPARE(left.front().iteration, 20);
    QVERIFY(errorOfSql("DELETE FROM validation_score"));
}

QTEST_GUILESS_MAIN(TestSelectionGuard)
#include "tst_selection_guard.moc"
