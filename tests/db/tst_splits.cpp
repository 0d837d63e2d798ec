#include "storage/db/connection.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <QtTest>
#include <concepts>

using namespace tandem;

namespace {

template <class Work>
std::optional<Error> errorWhen(const Work& work) {
    return errorOf([&] {
        work();
        return 0;
    });
}

}  // namespace

class TestSplits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sample = std::make_unique<SampleProject>(); }
    void isStoredAndFound();
    void aRoleNeedsALabel();
    void casesComeTyped();
    void aRunLocksItsSplit();
    void evenSqlCannotChangeALockedSplit_data();
    void evenSqlCannotChangeALockedSplit();
    void aCopyIsFree();
    void excludedCasesAreNoCandidates();

private:
    [[nodiscard]] Project& project() { return m_sample->project(); }

    std::unique_ptr<SampleProject> m_sample;
};

void TestSplits::isStoredAndFound() {
    const std::int64_t a = m_sample->addCase("a").id;
    const std::int64_t b = m_sample->addCase("b").id;
    const SplitRepository splits = project().splits();
    QVERIFY(!splits.newest());
    const SplitRecord added = splits.add({.name = "main",
                                          .seed = 0xFFFFFFFFFFFFFFFF,
                                          .assignments = {{b, SplitRole::Test}, {a, SplitRole::Validation}}});
    QCOMPARE(splits.get(added.id), added);
    QCOMPARE(added.assignments.front().caseId, a);
    QCOMPARE(splits.find("main"), std::optional(added));
    QVERIFY(!splits.find("other"));
    QVERIFY(mentions(errorWhen([&] { splits.add({.name = "main"}); }), "\"main\""));
    const SplitRecord second = splits.add({.name = "second"});
    QCOMPARE(splits.newest(), std::optional(second));
    QCOMPARE(splits.list(), (std::vector{added, second}));
    splits.rename(second.id, "third");
    QCOMPARE(splits.get(second.id).name, std::string("third"));
    QVERIFY(errorWhen([&] { splits.rename(second.id, "main"); }));
    splits.setAssignments(second.id, {{a, SplitRole::TrainingLabelled}});
    QCOMPARE(splits.roleOf(second.id, a), std::optional(SplitRole::TrainingLabelled));
    QVERIFY(!splits.roleOf(second.id, b));
    splits.setAssignments(second.id, {{b, SplitRole::Test}}, 7);
    QCOMPARE(splits.get(second.id).seed, std::uint64_t{7});
    splits.setAssignments(second.id, {{a, SplitRole::Test}});
    QCOMPARE(splits.get(second.id).seed, std::uint64_t{0});
    splits.remove(second.id);
    QCOMPARE(splits.list().size(), std::size_t{1});
    const auto absent = errorOf([&] { return splits.get(second.id); });
    QVERIFY(absent);
    QCOMPARE(absent->code(), ErrorCode::NotFound);
    QVERIFY(errorWhen([&] { splits.remove(second.id); }));
    QVERIFY(errorOf([&] { return splits.casesFor<SplitRole::Test>(second.id); }));
    QVERIFY(mentions(errorWhen([&] { splits.setAssignments(added.id, {{99, SplitRole::Test}}); }), "99"));
    QCOMPARE(splits.get(added.id), added);
}

void TestSplits::aRoleNeedsALabel() {
    const std::int64_t bare = m_sample->addCase("bare", false).id;
    for (const SplitRole role : {SplitRole::TrainingLabelled, SplitRole::Validation, SplitRole::Test}) {
        const auto error = errorWhen([&] { project().splits().add({.name = "s", .assignments = {{bare, role}}}); });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Conflict);
        QVERIFY2(mentions(error, "\"bare\""), error->what());
        QVERIFY2(mentions(error, "without a label"), error->what());
    }
    QVERIFY(project().splits().list().empty());
    project().splits().add({.name = "s", .assignments = {{bare, SplitRole::TrainingUnlabelled}}});
}

void TestSplits::casesComeTyped() {
    const RunRecord run = m_sample->addRunOnFourRoles();
    const auto validation = project().splits().casesFor<SplitRole::Validation>(*run.splitId);
    QCOMPARE(validation.size(), std::size_t{1});
    QCOMPARE(validation.front().caseName(), std::string("validation"));
    const std::int64_t id = validation.front().caseId();
    const ValidationCase prepared = validation.front().prepared({id, "validation", "stem"});
    QCOMPARE(prepared.prepared().stem, std::filesystem::path("stem"));
    const auto test = project().splits().casesFor<SplitRole::Test>(*run.splitId);
    QVERIFY(errorOf([&] { return validation.front().prepared({test.front().caseId(), "test", "stem"}); }));

    static_assert(!std::convertible_to<CaseInRole<SplitRole::Test>, CaseInRole<SplitRole::Validation>>);
    static_assert(!std::constructible_from<CaseInRole<SplitRole::Validation>, std::int64_t, std::string>);
    static_assert(!std::convertible_to<CaseFor<SplitRole::Test>, ValidationCase>);
    static_assert(!std::constructible_from<ValidationCase, PreparedReference>);
    static_assert(!std::constructible_from<WatchedCase, PreparedReference>);
}

void TestSplits::aRunLocksItsSplit() {
    const RunRecord run = m_sample->addRunOnFourRoles();
    const SplitRepository splits = project().splits();
    const SplitRecord locked = splits.get(*run.splitId);
    QVERIFY(locked.locked);
    for (const auto& error : {errorWhen([&] { splits.setAssignments(locked.id, {}); }),
                              errorWhen([&] { splits.setAssignments(locked.id, locked.assignments); }),
                              errorWhen([&] { splits.remove(locked.id); })}) {
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Conflict);
        QVERIFY2(mentions(error, "A run has used this split"), error->what());
    }
    splits.rename(locked.id, "may be renamed");
    QCOMPARE(splits.get(locked.id).assignments, locked.assignments);
}

void TestSplits::evenSqlCannotChangeALockedSplit_data() {
    QTest::addColumn<QString>("sql");
    QTest::newRow("role") << "UPDATE split_assignment SET role = 'validation' WHERE role = 'test'";
    QTest::newRow("remove") << "DELETE FROM split_assignment WHERE role = 'test'";
    QTest::newRow("add") << "INSERT INTO split_assignment SELECT 1, max(id), 'unlabelled' FROM study_case";
    QTest::newRow("replace")
        << "REPLACE INTO split_assignment SELECT 1, id, 'validation' FROM study_case WHERE name = 'test'";
    QTest::newRow("unlock") << "UPDATE split SET locked = 0";
    QTest::newRow("split") << "DELETE FROM split";
    QTest::newRow("case") << "DELETE FROM study_case WHERE name = 'test'";
    QTest::newRow("other split") << "UPDATE run SET split_id = 2";
}

void TestSplits::evenSqlCannotChangeALockedSplit() {
    QFETCH(QString, sql);
    m_sample->addRunOnFourRoles();
    m_sample->addCase("late");
    project().splits().add({.name = "free"});
    const SplitRecord before = project().splits().get(1);
    Connection connection(m_sample->folder() / "project.sqlite", OpenMode::ReadWrite);
    const auto error = errorWhen([&] { connection.runScript(sql.toStdString()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Conflict);
    QCOMPARE(project().splits().get(1), before);
}

void TestSplits::aCopyIsFree() {
    const RunRecord run = m_sample->addRunOnFourRoles();
    const SplitRepository splits = project().splits();
    const SplitRecord copy = splits.copy(*run.splitId, "copy");
    QVERIFY(!copy.locked);
    QCOMPARE(copy.assignments, splits.get(*run.splitId).assignments);
    splits.setAssignments(copy.id, {});
    QVERIFY(splits.get(copy.id).assignments.empty());
    QCOMPARE(splits.get(*run.splitId).assignments.size(), std::size_t{4});
    QVERIFY(errorOf([&] { return splits.copy(*run.splitId, "copy"); }));
}

void TestSplits::excludedCasesAreNoCandidates() {
    m_sample->addCase("a", true, "p");
    project().cases().setState(m_sample->addCase("b").id, CaseState::Excluded);
    m_sample->addCase("c", false);
    const auto candidates = splitCandidates(project());
    QCOMPARE(candidates.size(), std::size_t{2});
    QCOMPARE(candidates[0].patient, std::string("p"));
    QVERIFY(candidates[0].hasLabel);
    QCOMPARE(candidates[1].name, std::string("c"));
    QVERIFY(!candidates[1].hasLabel);
}

QTEST_GUILESS_MAIN(TestSplits)
#include "tst_splits.moc"
