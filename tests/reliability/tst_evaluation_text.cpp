// Evaluations as CSV and JSON: what is not defined stays empty, and odd names survive.
#include "storage/reliability/evaluation.h"

#include <nlohmann/json.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <cmath>

using namespace tandem;

namespace {

Evaluation example() {
    ClassMetrics found{.classIndex = 1, .overlap = {}, .surface = {1.5, 0.5, 0.75}};
    found.overlap = {.dice = 0.9, .jaccard = 0.8, .predictionMl = 10, .referenceMl = 12};
    ClassMetrics missed{.classIndex = 1, .overlap = {}, .surface = {}};
    missed.overlap = {.dice = 0, .jaccard = 0, .predictionMl = 0, .referenceMl = 3};
    Evaluation evaluation{.runId = 7, .on = "test", .classNames = {"background", "atrium"}, .cases = {}, .means = {}};
    const Weights weights{.hash = "abc123", .kind = CheckpointKind::Best, .iteration = 30};
    evaluation.cases.push_back({.caseId = 1, .caseName = "one, \"odd\"", .weights = weights, .classes = {found}});
    evaluation.cases.push_back({.caseId = 2, .caseName = "two", .weights = weights, .classes = {missed}});
    evaluation.means = meansOf(evaluation.cases, evaluation.settings);
    return evaluation;
}

}  // namespace

class TestEvaluationText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesCsv() {
        const QList<QByteArray> lines = QByteArray::fromStdString(evaluationCsv(example())).split('\n');
        QCOMPARE(
            lines[1],
            "\"one, \"\"odd\"\"\",atrium,0.900000,0.800000,1.500000,0.500000,0.750000,10.000000,12.000000,1,1,,,,,,,,,"
            "original,a,best,30,abc123");
        QCOMPARE(lines[2], "two,atrium,0.000000,0.000000,,,,0.000000,3.000000,1,0,,,,,,,,,original,a,best,30,abc123");
        QCOMPARE(lines[3],
                 "mean,atrium,0.450000,0.400000,1.500000,0.500000,0.750000,,,2,1,1,0,,,,,,,original,a,best,30,abc123");
    }

    void whatWasNotKeptStaysEmpty() {
        Evaluation evaluation = example();
        evaluation.cases[1].weights = {.hash = "def456", .kind = {}, .iteration = {}};
        const QList<QByteArray> lines = QByteArray::fromStdString(evaluationCsv(evaluation)).split('\n');
        QVERIFY2(lines[2].endsWith(",original,a,,,def456"), lines[2]);
        QVERIFY2(lines[3].endsWith(",2,1,1,0,,,,,,,original,a,,,"), lines[3]);  // the cases have no weights in common
    }

    void writesJson() {
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(evaluationJson(example()).dump())).object();
        QCOMPARE(json["run"].toInt(), 7);
        const QJsonObject missed = json["cases"].toArray()[1].toObject()["classes"].toArray()[0].toObject();
        QVERIFY(missed["hd95Mm"].isNull());
        const QJsonObject mean = json["mean"].toArray()[0].toObject();
        QCOMPARE(mean["casesWithoutDistance"].toInt(), 1);
        QCOMPARE(mean["cases"].toInt(), 2);
        QCOMPARE(mean["casesWithDistance"].toInt(), 1);
        QCOMPARE(json["grid"].toString(), "original");
        QCOMPARE(json["settings"].toObject()["failures"].toString(), "left-out");
        QCOMPARE(json["cases"].toArray()[0].toObject()["checkpointIteration"].toInt(), 30);
        QVERIFY(json["remarks"].toArray()[0].toString().contains("over 1 of 2 cases"));
    }

    void countsAsTheSettingsSay_data() {
        QTest::addColumn<QString>("absent");
        QTest::addColumn<double>("dice");
        QTest::addColumn<double>("hd95Mm");
        QTest::addColumn<int>("cases");
        QTest::addColumn<int>("withDistance");
        QTest::addColumn<QString>("remark");
        // One found (0.9, 1.5 mm), one missed (0), one that nobody has (1, 0 mm).
        QTest::newRow("counted") << "counted" << 1.9 / 3 << 0.75 << 3 << 2 << "count as Dice 1 and distance 0";
        QTest::newRow("left out") << "left-out" << 0.45 << 1.5 << 2 << 1 << "in 1 of 3 cases: they are in no mean";
    }

    void countsAsTheSettingsSay() {
        QFETCH(const QString, absent);
        QFETCH(const double, dice);
        QFETCH(const double, hd95Mm);
        QFETCH(const int, cases);
        QFETCH(const int, withDistance);
        QFETCH(const QString, remark);
        Evaluation evaluation = example();
        const ClassMetrics nobodys{.classIndex = 1, .overlap = {}, .surface = {0.0, 0.0, 0.0}};
        evaluation.cases.push_back({.caseId = 3, .caseName = "three", .classes = {nobodys}});
        setSetting(evaluation.settings, "absent", absent.toStdString());
        evaluation.means = meansOf(evaluation.cases, evaluation.settings);
        const MeanMetrics& mean = evaluation.means.front();
        QVERIFY(std::abs(mean.dice.value() - dice) < 1e-12);
        QVERIFY(std::abs(mean.hd95Mm.value() - hd95Mm) < 1e-12);
        QCOMPARE(mean.cases, cases);
        QCOMPARE(mean.casesWithDistance, withDistance);
        QCOMPARE(mean.failures, 1);
        QCOMPARE(mean.absent, 1);
        const std::vector<std::string> remarks = remarksOn(evaluation);
        QCOMPARE(remarks.size(), std::size_t{2});
        QVERIFY2(QString::fromStdString(remarks[1]).contains(remark), remarks[1].c_str());
        QVERIFY(!commonWeights(evaluation));
    }
};

QTEST_GUILESS_MAIN(TestEvaluationText)
#include "tst_evaluation_text.moc"
