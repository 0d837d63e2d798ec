#include "core/study/split_plan.h"
#include "tests/core/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <fstream>
#include <set>

using namespace tandem;

namespace {

using Roles = std::map<std::int64_t, SplitRole>;

/// Cases "c0", "c1", ...: the first `labelled` have a label; patientOf gives each its patient.
template <class PatientOf>
std::vector<SplitCandidate> candidates(int count, int labelled, const PatientOf& patientOf) {
    std::vector<SplitCandidate> all;
    for (int i = 0; i < count; ++i) {
        all.push_back({i + 1, "c" + std::to_string(i), patientOf(i), i < labelled});
    }
    return all;
}
std::vector<SplitCandidate> candidates(int count, int labelled) {
    return candidates(count, labelled, [](int) { return std::string(); });
}

std::int64_t countOf(const std::vector<SplitAssignment>& plan, SplitRole role) {
    return std::ranges::count(plan, role, &SplitAssignment::role);
}

std::string textOf(const std::vector<SplitAssignment>& plan) {
    std::string text;
    for (const SplitAssignment& one : plan) {
        text += std::to_string(one.caseId) + nameOf(one.role).front() + " ";
    }
    return text;
}

}  // namespace

class TestSplitPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAreMet();
    void theSameEverywhere();
    void theOrderOfTheCandidatesPlaysNoPart();
    void allTheRest();
    void onlyLabelledCasesWhereALabelIsNeeded();
    void tooFewCasesAreExplained_data();
    void tooFewCasesAreExplained();
    void patientsStayTogether();
    void patientsOfOneSizeCannotMakeEveryCount();
    void manyCasesAreQuick();
    void namesAreAssigned();
    void namesThatCannotBeAssigned_data();
    void namesThatCannotBeAssigned();
    void listsAreRead();
};

void TestSplitPlan::countsAreMet() {
    const auto plan = planSplit(candidates(12, 12), {4, 5, 1, 2}, 1);
    QCOMPARE(plan.size(), std::size_t{12});
    QCOMPARE(countOf(plan, SplitRole::TrainingLabelled), 4);
    QCOMPARE(countOf(plan, SplitRole::TrainingUnlabelled), 5);
    QCOMPARE(countOf(plan, SplitRole::Validation), 1);
    QCOMPARE(countOf(plan, SplitRole::Test), 2);
    QVERIFY(std::ranges::is_sorted(plan, {}, &SplitAssignment::caseId));
    std::set<std::string> different;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        different.insert(textOf(planSplit(candidates(12, 12), {4, 5, 1, 2}, seed)));
    }
    QVERIFY(different.size() > 15);
}

// The letters were worked out apart from this program, by the published algorithms of mt19937-64 and of Fisher and
// Yates.
void TestSplitPlan::theSameEverywhere() {
    QCOMPARE(QString::fromStdString(textOf(planSplit(candidates(12, 12), {4, 5, 1, 2}, 1))),
             QString("1u 2u 3l 4t 5l 6l 7u 8u 9v 10u 11l 12t "));
    QCOMPARE(QString::fromStdString(textOf(planSplit(candidates(12, 12), {4, 5, 1, 2}, 1337))),
             QString("1t 2l 3u 4t 5u 6l 7u 8v 9l 10l 11u 12u "));
}

void TestSplitPlan::theOrderOfTheCandidatesPlaysNoPart() {
    auto shuffled = candidates(30, 20);
    std::ranges::reverse(shuffled);
    std::swap(shuffled[3], shuffled[17]);
    QCOMPARE(planSplit(shuffled, {4, 5, 1, 2}, 7), planSplit(candidates(30, 20), {4, 5, 1, 2}, 7));
}

void TestSplitPlan::allTheRest() {
    const auto plan = planSplit(candidates(30, 8), {4, std::nullopt, 1, 2}, 7);
    QCOMPARE(plan.size(), std::size_t{30});
    QCOMPARE(countOf(plan, SplitRole::TrainingUnlabelled), 23);
}

void TestSplitPlan::onlyLabelledCasesWhereALabelIsNeeded() {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        for (const SplitAssignment& one : planSplit(candidates(20, 7), {4, 5, 1, 2}, seed)) {
            QVERIFY(one.role == SplitRole::TrainingUnlabelled || one.caseId <= 7);
        }
    }
}

void TestSplitPlan::tooFewCasesAreExplained_data() {
    QTest::addColumn<int>("cases");
    QTest::addColumn<int>("labelled");
    QTest::addColumn<qint64>("unlabelledWanted");
    QTest::addColumn<qint64>("testWanted");
    QTest::addColumn<QString>("words");
    QTest::newRow("labels") << 20 << 6 << qint64{5} << qint64{2} << "wants 7 cases with a label";
    QTest::newRow("labels there are") << 20 << 6 << qint64{5} << qint64{2} << "has 6";
    QTest::newRow("all") << 10 << 8 << qint64{5} << qint64{2} << "wants 12 cases in all, but the project has 10";
    QTest::newRow("negative") << 20 << 20 << qint64{-1} << qint64{2} << "below 0";
    QTest::newRow("empty project") << 0 << 0 << qint64{0} << qint64{0} << "has 0";
}

void TestSplitPlan::tooFewCasesAreExplained() {
    QFETCH(int, cases);
    QFETCH(int, labelled);
    QFETCH(qint64, unlabelledWanted);
    QFETCH(qint64, testWanted);
    QFETCH(QString, words);
    const auto error =
        errorOf([&] { return planSplit(candidates(cases, labelled), {4, unlabelledWanted, 1, testWanted}, 1); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

void TestSplitPlan::patientsStayTogether() {
    const auto all = candidates(40, 40, [](int i) { return "p" + std::to_string(i / 3); });
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const auto plan = planSplit(all, {9, 12, 4, 6}, seed);
        QCOMPARE(countOf(plan, SplitRole::Validation), 4);  // three and the last, single one
        std::map<std::int64_t, SplitRole> roleOf;
        for (const SplitAssignment& one : plan) {
            const auto patient = roleOf.emplace((one.caseId - 1) / 3, one.role).first;
            QCOMPARE(patient->second, one.role);
        }
    }
}

void TestSplitPlan::patientsOfOneSizeCannotMakeEveryCount() {
    const auto all = candidates(12, 12, [](int i) { return "p" + std::to_string(i / 2); });
    const auto error = errorOf([&] { return planSplit(all, {4, 4, 1, 2}, 1); });
    QVERIFY2(mentions(error, "kept together (6 patients)"), error ? error->what() : "");
}

void TestSplitPlan::manyCasesAreQuick() {
    const auto singles = candidates(10'000, 10'000);
    QCOMPARE(planSplit(singles, {1000, 6000, 1000, 2000}, 1).size(), std::size_t{10'000});
    const auto pairs = candidates(3'000, 3'000, [](int i) { return "p" + std::to_string(i / 2); });
    QCOMPARE(planSplit(pairs, {500, 1500, 500, 500}, 1).size(), std::size_t{3'000});
}

void TestSplitPlan::namesAreAssigned() {
    const auto all = candidates(5, 4, [](int i) { return i < 2 ? std::string("p") : std::string(); });
    const auto plan = splitFromNames(all, {{SplitRole::TrainingLabelled, {"c1"}},
                                           {SplitRole::TrainingUnlabelled, {"c4", "c0"}},
                                           {SplitRole::Test, {"c2"}}});
    QCOMPARE(QString::fromStdString(textOf(plan)), QString("1u 2l 3t 5u "));
}

void TestSplitPlan::namesThatCannotBeAssigned_data() {
    QTest::addColumn<QStringList>("labelled");
    QTest::addColumn<QStringList>("test");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown") << QStringList{"c1"} << QStringList{"nobody"} << "\"nobody\"";
    QTest::newRow("twice in one") << QStringList{"c1", "c1"} << QStringList{} << "listed twice";
    QTest::newRow("twice in two") << QStringList{"c1"} << QStringList{"c1"} << "listed twice";
    QTest::newRow("no label") << QStringList{"c4"} << QStringList{} << "has no label";
    QTest::newRow("patient on both sides") << QStringList{"c0"} << QStringList{"c1"} << "Patient \"p\"";
}

void TestSplitPlan::namesThatCannotBeAssigned() {
    QFETCH(QStringList, labelled);
    QFETCH(QStringList, test);
    QFETCH(QString, words);
    const auto texts = [](const QStringList& list) {
        std::vector<std::string> all;
        for (const QString& one : list) {
            all.push_back(one.toStdString());
        }
        return all;
    };
    const auto all = candidates(5, 4, [](int i) { return i < 2 ? std::string("p") : std::string(); });
    const auto error = errorOf([&] {
        return splitFromNames(all, {{SplitRole::TrainingLabelled, texts(labelled)}, {SplitRole::Test, texts(test)}});
    });
    QVERIFY(error);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

void TestSplitPlan::listsAreRead() {
    const QTemporaryDir folder;
    const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "test.list";
    std::ofstream(file, std::ios::binary) << "# the test cases\r\n  a b \n\nc\r\n\t\nd";
    QCOMPARE(readNameList(file), (std::vector<std::string>{"a b", "c", "d"}));
    for (const auto& absent : {file.parent_path() / "none.list", file.parent_path()}) {
        const auto error = errorOf([&] { return readNameList(absent); });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::NotFound);
    }
}

QTEST_GUILESS_MAIN(TestSplitPlan)
#include "tst_split_plan.moc"
