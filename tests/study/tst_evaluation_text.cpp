// Evaluations as CSV and JSON: what is not defined stays empty, and odd names survive.
#include "storage/study/evaluation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tandem;

namespace {

Evaluation example() {
    ClassMetrics found{.classIndex = 1, .overlap = {}, .surface = {1.5, 0.5, 0.75}};
    found.overlap = {.dice = 0.9, .jaccard = 0.8, .predictionMl = 10, .referenceMl = 12};
    ClassMetrics missed{.classIndex = 1, .overlap = {}, .surface = {}};
    missed.overlap = {.dice = 0, .jaccard = 0, .predictionMl = 0, .referenceMl = 3};
    const MeanMetrics mean{.classIndex = 1,
                           .dice = 0.45,
                           .jaccard = 0.4,
                           .hd95Mm = 1.5,
                           .asdMm = 0.5,
                           .assdMm = 0.75,
                           .casesWithoutDistance = 1};
    return {.runId = 7,
            .on = "test",
            .classNames = {"background", "atrium"},
            .cases = {{1, "one, \"odd\"", {found}, {}}, {2, "two", {missed}, {}}},
            .means = {mean}};
}

}  // namespace

class TestEvaluationText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesCsv() {
        const QList<QByteArray> lines = QByteArray::fromStdString(evaluationCsv(example())).split('\n');
        QCOMPARE(lines[1],
                 "\"one, \"\"odd\"\"\",atrium,0.900000,0.800000,1.500000,0.500000,0.750000,10.000000,12.000000");
        QCOMPARE(lines[2], "two,atrium,0.000000,0.000000,,,,0.000000,3.000000");
        QCOMPARE(lines[3], "mean,atrium,0.450000,0.400000,1.500000,0.500000,0.750000,,");
    }

    void writesJson() {
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(evaluationJson(example()))).object();
        QCOMPARE(json["run"].toInt(), 7);
        const QJsonObject missed = json["cases"].toArray()[1].toObject()["classes"].toArray()[0].toObject();
        QVERIFY(missed["hd95Mm"].isNull());
        QCOMPARE(json["mean"].toArray()[0].toObject()["casesWithoutDistance"].toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(TestEvaluationText)
#include "tst_evaluation_text.moc"
