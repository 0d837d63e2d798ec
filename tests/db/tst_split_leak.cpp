// Patients that a split divides, as a case's patient is named after the split was made.
#include "core/study/split_leak.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <QtTest>

using namespace tandem;

namespace {

constexpr SplitRole kLabelled = SplitRole::TrainingLabelled;
constexpr SplitRole kUnlabelled = SplitRole::TrainingUnlabelled;
constexpr SplitRole kValidation = SplitRole::Validation;
constexpr SplitRole kTest = SplitRole::Test;

SplitMember member(std::int64_t id, const std::string& patient, SplitRole role, bool hasLabel = true) {
    return {{id, "c" + std::to_string(id), patient, hasLabel}, role};
}

}  // namespace

class TestSplitLeak : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyDividedPatientsLeak();
    void aLeakIsTold_data();
    void aLeakIsTold();
    void patientsAreBroughtTogether_data();
    void patientsAreBroughtTogether();
    void aNameGivenLaterIsFound();
    void aLockedSplitIsCopiedUndivided();
};

void TestSplitLeak::onlyDividedPatientsLeak() {
    QVERIFY(leaksIn({}).empty());
    QVERIFY(leaksIn({member(1, "", kLabelled), member(2, "", kTest)}).empty());
    QVERIFY(leaksIn({member(1, "p", kLabelled), member(2, "p", kUnlabelled), member(3, "q", kTest)}).empty());
    const auto leaks = leaksIn({member(3, "q", kTest), member(2, "p", kValidation), member(4, "q", kUnlabelled),
                                member(1, "p", kLabelled), member(5, "r", kTest)});
    QCOMPARE(leaks.size(), std::size_t{2});
    QCOMPARE(leaks[0].patient, std::string("p"));
    QCOMPARE(leaks[0].members.front().which.name, std::string("c1"));
    QCOMPARE(leaks[1].namesOn(SplitSide::Test), std::vector<std::string>{"c3"});
    QCOMPARE(leaks[1].namesOn(SplitSide::Training), std::vector<std::string>{"c4"});
}

void TestSplitLeak::aLeakIsTold_data() {
    QTest::addColumn<std::vector<SplitMember>>("members");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("two sides") << std::vector{member(1, "p", kLabelled), member(2, "p", kTest)}
                               << "Patient \"p\" has cases in training (c1) and in test (c2).";
    QTest::newRow("three sides") << std::vector{member(1, "p", kTest), member(2, "p", kValidation),
                                                member(3, "p", kUnlabelled, false)}
                                 << "Patient \"p\" has cases in training (c3) and in validation (c2) and in test (c1).";
    QTest::newRow("many cases") << std::vector{member(1, "p", kTest), member(2, "p", kTest), member(3, "p", kTest),
                                               member(4, "p", kTest), member(5, "p", kTest), member(6, "p", kLabelled)}
                                << "Patient \"p\" has cases in training (c6) and in test (c1, c2, c3 and 2 more).";
}

void TestSplitLeak::aLeakIsTold() {
    QFETCH(const std::vector<SplitMember>, members);
    QFETCH(const QString, sentence);
    QCOMPARE(QString::fromStdString(sentenceOf(leaksIn(members).front())), sentence);
}

void TestSplitLeak::patientsAreBroughtTogether_data() {
    QTest::addColumn<std::vector<SplitMember>>("members");
    QTest::addColumn<std::vector<SplitAssignment>>("together");
    QTest::newRow("nothing divided") << std::vector{member(1, "p", kLabelled), member(2, "p", kUnlabelled)}
                                     << std::vector<SplitAssignment>{{1, kLabelled}, {2, kUnlabelled}};
    QTest::newRow("most cases win") << std::vector{member(3, "p", kTest), member(1, "p", kLabelled),
                                                   member(2, "p", kLabelled), member(4, "", kTest)}
                                    << std::vector<SplitAssignment>{
                                           {1, kLabelled}, {2, kLabelled}, {3, kLabelled}, {4, kTest}};
    QTest::newRow("of as many test wins") << std::vector{member(1, "p", kLabelled), member(2, "p", kTest)}
                                          << std::vector<SplitAssignment>{{1, kTest}, {2, kTest}};
    QTest::newRow("then validation") << std::vector{member(1, "p", kUnlabelled), member(2, "p", kValidation)}
                                     << std::vector<SplitAssignment>{{1, kValidation}, {2, kValidation}};
    QTest::newRow("without the label it leaves")
        << std::vector{member(1, "p", kUnlabelled, false), member(2, "p", kTest)}
        << std::vector<SplitAssignment>{{2, kTest}};
}

void TestSplitLeak::patientsAreBroughtTogether() {
    QFETCH(const std::vector<SplitMember>, members);
    QFETCH(const std::vector<SplitAssignment>, together);
    QCOMPARE(withPatientsTogether(members), together);
}

void TestSplitLeak::aNameGivenLaterIsFound() {
    SampleProject sample;
    const RunRecord run = sample.addRunOnFourRoles();
    const SplitRepository splits = sample.project().splits();
    QVERIFY(splits.leaks(*run.splitId).empty());
    for (const SplitRole role : {kLabelled, kTest}) {
        CaseRecord record = sample.project().cases().get(sample.caseIn(role));
        record.patient = "anna";
        sample.project().cases().update(record);
    }
    const auto leaks = splits.leaks(*run.splitId);
    QCOMPARE(leaks.size(), std::size_t{1});
    QCOMPARE(sentenceOf(leaks.front()), std::string("Patient \"anna\" has cases in training (labelled) and in test "
                                                    "(test)."));
    // An excluded case stays in the split, and so does the leak.
    sample.project().cases().setState(sample.caseIn(kTest), CaseState::Excluded);
    QCOMPARE(splits.leaks(*run.splitId).size(), std::size_t{1});
}

void TestSplitLeak::aLockedSplitIsCopiedUndivided() {
    SampleProject sample;
    const RunRecord run = sample.addRunOnFourRoles();
    const SplitRepository splits = sample.project().splits();
    for (const SplitRole role : {kUnlabelled, kTest}) {
        CaseRecord record = sample.project().cases().get(sample.caseIn(role));
        record.patient = "anna";
        sample.project().cases().update(record);
    }
    const SplitRecord before = splits.get(*run.splitId);
    const SplitRecord copy = splits.copyWithPatientsTogether(before.id, splits.freeName("first"));
    QCOMPARE(copy.name, std::string("first 2"));
    QVERIFY(!copy.locked);
    QVERIFY(splits.leaks(copy.id).empty());
    QCOMPARE(copy.assignments.size(), std::size_t{3});  // the unlabelled case cannot be a test case
    QVERIFY(!splits.roleOf(copy.id, sample.caseIn(kUnlabelled)));
    QCOMPARE(splits.get(before.id), before);
    QCOMPARE(splits.freeName("first"), std::string("first 3"));
    QVERIFY(errorOf([&] { return splits.copyWithPatientsTogether(99, "none"); }));
}

QTEST_GUILESS_MAIN(TestSplitLeak)
#include "tst_split_leak.moc"
