#include "core/study/split_gaps.h"

#include <QtTest>
#include <algorithm>

using namespace tandem;

namespace {

constexpr auto kLabelled = SplitRole::TrainingLabelled;
constexpr auto kUnlabelled = SplitRole::TrainingUnlabelled;
constexpr auto kValidation = SplitRole::Validation;

using Voxels = std::vector<std::int64_t>;

QString joined(const std::vector<std::string>& sentences) {
    QStringList all;
    std::ranges::transform(sentences, std::back_inserter(all),
                           [](const auto& one) { return QString::fromStdString(one); });
    return all.join('|');
}

}  // namespace

Q_DECLARE_METATYPE(std::vector<tandem::CaseContent>)

class TestSplitGaps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void classesThatNobodyHolds_data();
    void classesThatNobodyHolds();
    void channelsThatDiffer_data();
    void channelsThatDiffer();
};

void TestSplitGaps::classesThatNobodyHolds_data() {
    QTest::addColumn<std::vector<CaseContent>>("members");
    QTest::addColumn<QString>("untaught");
    QTest::addColumn<QString>("unvalidated");
    using Members = std::vector<CaseContent>;
    const CaseContent liver{"a", kLabelled, 1, Voxels{9, 1, 0}};
    const CaseContent tumour{"b", kLabelled, 1, Voxels{9, 0, 4}};
    QTest::newRow("all are held between them") << Members{liver, tumour} << "" << "";
    QTest::newRow("a case that has it is unlabelled")
        << Members{liver, {"b", kUnlabelled, 1, Voxels{9, 0, 4}}} << "class \"tumour\"" << "";
    QTest::newRow("none is held") << Members{{"a", kLabelled, 1, Voxels{9, 0, 0}}} << "classes \"liver\", \"tumour\""
                                  << "";
    QTest::newRow("the classes are more than were counted")
        << Members{{"a", kLabelled, 1, Voxels{9, 1}}} << "class \"tumour\"" << "";
    QTest::newRow("not counted") << Members{liver, {"b", kLabelled, 1, {}}} << "" << "";
    QTest::newRow("not validated") << Members{liver, tumour, {"c", kValidation, 1, Voxels{9, 3, 0}}} << ""
                                   << "class \"tumour\"";
    QTest::newRow("neither taught nor validated")
        << Members{liver, {"c", kValidation, 1, Voxels{9, 3, 0}}} << "class \"tumour\"" << "";
}

void TestSplitGaps::classesThatNobodyHolds() {
    QFETCH(std::vector<CaseContent>, members);
    QFETCH(QString, untaught);
    QFETCH(QString, unvalidated);
    const SplitGaps gaps = findSplitGaps(members, 3);
    const QString told = joined(sentencesOn(gaps, {"background", "liver", "tumour"}));
    QCOMPARE(told.contains("No labelled training case holds the " + untaught), !untaught.isEmpty());
    QCOMPARE(told.contains("No validation case holds the " + unvalidated), !unvalidated.isEmpty());
    QCOMPARE(gaps.none(), untaught.isEmpty() && unvalidated.isEmpty());
    QCOMPARE(told.isEmpty(), gaps.none());
}

void TestSplitGaps::channelsThatDiffer_data() {
    QTest::addColumn<std::vector<CaseContent>>("members");
    QTest::addColumn<QString>("sentence");
    using Members = std::vector<CaseContent>;
    const CaseContent one{"a", kLabelled, 1, Voxels{9, 1}};
    QTest::newRow("alike") << Members{one, one} << "";
    QTest::newRow("one of three") << Members{one, one, {"c", kUnlabelled, 2, {}}}
                                  << "Case \"c\" has 2 image channels where most cases of the split have 1;";
    QTest::newRow("also a test case") << Members{one, one, {"c", SplitRole::Test, 3, Voxels{9, 1}}}
                                      << "Case \"c\" has 3 image channels where most cases of the split have 1;";
    QTest::newRow("several") << Members{{"z", kLabelled, 1, {}},
                                        {"y", kLabelled, 4, {}},
                                        {"x", kLabelled, 4, {}},
                                        {"w", kLabelled, 4, {}},
                                        {"b", kLabelled, 1, {}}}
                             << "Case \"b\" has 1 image channel where most cases of the split have 4 (and 1 more case";
}

void TestSplitGaps::channelsThatDiffer() {
    QFETCH(std::vector<CaseContent>, members);
    QFETCH(QString, sentence);
    const QString told = QString::fromStdString(sentenceOnChannels(findSplitGaps(members, 2)));
    QVERIFY2(told.startsWith(sentence), qPrintable(told));
    QCOMPARE(told.isEmpty(), sentence.isEmpty());
}

QTEST_GUILESS_MAIN(TestSplitGaps)
#include "tst_split_gaps.moc"
