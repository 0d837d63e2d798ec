// The split of a run that goes on from another: who comes in, who judges no more, and what the database refuses.
#include "core/study/chained_split.h"
#include "storage/db/connection.h"
#include "storage/db/run_ancestor.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <QtTest>

using namespace tandem;

namespace {

constexpr SplitRole kLabelled = SplitRole::TrainingLabelled;
constexpr SplitRole kUnlabelled = SplitRole::TrainingUnlabelled;
constexpr SplitRole kValidation = SplitRole::Validation;
constexpr SplitRole kTest = SplitRole::Test;

SplitCandidate candidate(std::int64_t id, const std::string& patient = {}, bool hasLabel = true) {
    return {id, "c" + std::to_string(id), patient, hasLabel};
}

SplitMember member(std::int64_t id, SplitRole role, const std::string& patient = {}) {
    return {candidate(id, patient), role};
}

std::vector<std::int64_t> idsOf(const std::vector<SplitMember>& members) {
    std::vector<std::int64_t> ids;
    for (const SplitMember& one : members) {
        ids.push_back(one.which.caseId);
    }
    return ids;
}

}  // namespace

class TestChainedSplit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatComesInIsLabelledAndTheRestStays();
    void whatComesInJudgesNoMore();
    void patientsStayTogether();
    void leaksAreTold_data();
    void leaksAreTold();
    void aChainIsKept();
    void whatWasLearntNeverJudges_data();
    void whatWasLearntNeverJudges();
    void aChainDoesNotChange();
};

void TestChainedSplit::whatComesInIsLabelledAndTheRestStays() {
    const std::vector before{member(1, kLabelled), member(2, kUnlabelled), member(3, kUnlabelled),
                             member(4, kValidation), member(5, kTest)};
    const ChainedSplit made = chainedSplit(before, {candidate(7), candidate(2)}, {candidate(8, "", false)});
    const std::vector<SplitAssignment> expected{{1, kLabelled}, {2, kLabelled}, {3, kUnlabelled}, {4, kValidation},
                                                {5, kTest},     {7, kLabelled}, {8, kUnlabelled}};
    QVERIFY(made.assignments == expected);
    QVERIFY(made.leaving.empty());
}

void TestChainedSplit::whatComesInJudgesNoMore() {
    const ChainedSplit made = chainedSplit({member(1, kLabelled), member(4, kValidation), member(5, kTest)},
                                           {candidate(4), candidate(5)}, {});
    const std::vector<SplitAssignment> expected{{1, kLabelled}, {4, kLabelled}, {5, kLabelled}};
    QVERIFY(made.assignments == expected);
    QCOMPARE(idsOf(made.leaving), (std::vector<std::int64_t>{4, 5}));
    QVERIFY(made.leaving.back().role == kTest);
}

void TestChainedSplit::patientsStayTogether() {
    const std::vector before{member(1, kLabelled, "p"), member(2, kUnlabelled, "q"), member(3, kValidation, "q"),
                             member(4, kTest, "r"), member(5, kUnlabelled, "")};
    // The other case of q judges no more and has no role; of r nobody may train.
    const ChainedSplit made =
        chainedSplit(before, {candidate(2, "q")}, {candidate(8, "r", false), candidate(9, "", false)});
    const std::vector<SplitAssignment> expected{
        {1, kLabelled}, {2, kLabelled}, {4, kTest}, {5, kUnlabelled}, {9, kUnlabelled}};
    QVERIFY(made.assignments == expected);
    QCOMPARE(idsOf(made.leaving), std::vector<std::int64_t>{3});
}

void TestChainedSplit::leaksAreTold_data() {
    QTest::addColumn<std::vector<SplitMember>>("before");
    QTest::addColumn<std::vector<PastRole>>("past");
    QTest::addColumn<QString>("sentence");
    const std::vector<PastRole> none;
    QTest::newRow("none") << std::vector{member(1, kUnlabelled, "p"), member(2, kValidation, "q")}
                          << std::vector<PastRole>{{1, 1, kUnlabelled}, {1, 2, kTest}} << "";
    QTest::newRow("itself, now") << std::vector{member(1, kTest, "p")} << none
                                 << "Case \"c1\" is a test case of run 3.";
    QTest::newRow("itself, before") << std::vector{member(1, kUnlabelled, "p")}
                                    << std::vector<PastRole>{{2, 1, kUnlabelled}, {1, 1, kValidation}}
                                    << "Case \"c1\" was a validation case of run 1.";
    QTest::newRow("not in the split, before") << std::vector<SplitMember>() << std::vector<PastRole>{{1, 1, kTest}}
                                              << "Case \"c1\" was a test case of run 1.";
    QTest::newRow("its patient") << std::vector{member(1, kUnlabelled, "p"), member(2, kValidation, "p")} << none
                                 << "Case \"c2\", of the same patient as \"c1\", is a validation case of run 3.";
    QTest::newRow("nobody's patient") << std::vector{member(2, kValidation, "")} << none << "";
}

void TestChainedSplit::leaksAreTold() {
    QFETCH(const std::vector<SplitMember>, before);
    QFETCH(const std::vector<PastRole>, past);
    QFETCH(const QString, sentence);
    const SplitCandidate coming = candidate(1, QTest::currentDataTag() == QString("nobody's patient") ? "" : "p");
    const auto leaks = judgingLeaks(3, before, {candidate(9), coming}, past);
    QCOMPARE(leaks.size(), std::size_t{sentence.isEmpty() ? 0U : 1U});
    if (!leaks.empty()) {
        QCOMPARE(leaks.front().caseId, std::int64_t{1});
        QCOMPARE(QString::fromStdString(leaks.front().sentence), sentence);
    }
}

void TestChainedSplit::aChainIsKept() {
    SampleProject sample;
    Project& project = sample.project();
    const RunRecord first = sample.addRunOnFourRoles();
    const RunRecord second = sample.addRun(*first.splitId);
    const RunRecord third = sample.addRun(*first.splitId);
    const RunAncestor ofFirst{.runId = first.id,
                              .splitId = first.splitId,
                              .checkpointHash = "one",
                              .checkpointKind = CheckpointKind::Best,
                              .checkpointIteration = 40};
    const RunAncestor ofSecond{
        .runId = second.id, .splitId = second.splitId, .checkpointHash = "two", .checkpointIteration = 20};
    project.runs().goOnFrom(second.id, {ofFirst});
    // The run that both go on from may go; what it has learnt stays in their weights.
    project.runs().remove(first.id);
    project.runs().goOnFrom(third.id, {ofSecond, ofFirst});
    QVERIFY(project.runs().ancestors(third.id) == (std::vector{ofSecond, ofFirst}));
    QVERIFY(project.runs().ancestors(second.id) == std::vector{ofFirst});
    QVERIFY(errorOf([&] {
        project.runs().goOnFrom(third.id, {ofFirst});
        return 0;
    }));
    project.runs().remove(third.id);
    QVERIFY(project.runs().ancestors(third.id).empty());
    QVERIFY(project.runs().ancestors(second.id) == std::vector{ofFirst});
}

void TestChainedSplit::whatWasLearntNeverJudges_data() {
    QTest::addColumn<SplitRole>("then");
    QTest::addColumn<SplitRole>("now");
    QTest::addColumn<bool>("allowed");
    for (const SplitRole then : kSplitRoles) {
        for (const SplitRole now : kSplitRoles) {
            const bool wasLearnt = sideOf(then) == SplitSide::Training;
            const bool judges = sideOf(now) != SplitSide::Training;
            QTest::addRow("%s, then %s", nameOf(then).data(), nameOf(now).data())
                << then << now << !(wasLearnt && judges);
        }
    }
}

void TestChainedSplit::whatWasLearntNeverJudges() {
    QFETCH(SplitRole, then);
    QFETCH(SplitRole, now);
    QFETCH(bool, allowed);
    SampleProject sample;
    Project& project = sample.project();
    const std::int64_t caseId = sample.addCase("c").id;
    const auto runOn = [&](const std::string& name, SplitRole role) {
        return sample.addRun(project.splits().add({.name = name, .assignments = {{caseId, role}}}).id);
    };
    const RunRecord first = runOn("first", then);
    const RunRecord between = sample.addRun(project.splits().add({.name = "without the case"}).id);
    const RunRecord last = runOn("last", now);
    const RunAncestor ofFirst{.runId = first.id, .splitId = first.splitId, .checkpointHash = "1"};
    project.runs().goOnFrom(between.id, {ofFirst});
    const auto error = errorOf([&] {
        project.runs().goOnFrom(last.id,
                                {{.runId = between.id, .splitId = between.splitId, .checkpointHash = "2"}, ofFirst});
        return 0;
    });
    QCOMPARE(!error, allowed);
    if (error) {
        QCOMPARE(error->code(), ErrorCode::Conflict);
        QVERIFY2(mentions(error, "neither validate nor test"), error->what());
    }
    QCOMPARE(project.runs().ancestors(last.id).size(), std::size_t{allowed ? 2U : 0U});
}

void TestChainedSplit::aChainDoesNotChange() {
    SampleProject sample;
    const RunRecord first = sample.addRunOnFourRoles();
    const RunRecord second = sample.addRun(*first.splitId);
    sample.project().runs().goOnFrom(second.id,
                                     {{.runId = first.id, .splitId = first.splitId, .checkpointHash = "one"}});
    Connection connection(sample.folder() / "project.sqlite", OpenMode::ReadWrite);
    QVERIFY(errorOf([&] {
        connection.runScript("UPDATE run_ancestor SET split_id = NULL");
        return 0;
    }));
}

QTEST_GUILESS_MAIN(TestChainedSplit)
#include "tst_chained_split.moc"
