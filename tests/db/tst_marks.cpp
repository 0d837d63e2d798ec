// Marks tell apart what a project holds, each kind by itself.
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/mark_repository.h"
#include "storage/db/metric_repository.h"
#include "storage/db/prediction_repository.h"
#include "tests/db/sample_project.h"

#include <QStringList>
#include <QtTest>
#include <functional>

using namespace tandem;

namespace {

using Change = std::function<void(SampleProject&)>;

PredictionRecord predictionOf(SampleProject& sample) {
    return {.runId = 1,
            .caseId = sample.caseIn(SplitRole::Test),
            .checkpointHash = "c",
            .maps = KeptMaps::Label,
            .settingsJson = "{}",
            .folder = "predictions/one"};
}

QStringList kindsThatDiffer(const ProjectMarks& before, const ProjectMarks& now) {
    QStringList kinds;
    const auto add = [&](bool isOther, const char* kind) {
        if (isOther) {
            kinds << kind;
        }
    };
    add(before.cases != now.cases, "cases");
    add(before.labels != now.labels, "labels");
    add(before.splits != now.splits, "splits");
    add(before.runs.at(1).record != now.runs.at(1).record, "run");
    add(before.runs.at(1).progress != now.runs.at(1).progress, "progress");
    add(before.predictions != now.predictions, "predictions");
    add(before.scores != now.scores, "scores");
    return kinds;
}

}  // namespace

class TestMarks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesAreTold_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("kinds");
        const auto row = [](const char* name, const Change& change, const QStringList& kinds) {
            QTest::newRow(name) << change << kinds;
        };
        row("nothing", [](SampleProject&) {}, {});
        row("a new case", [](SampleProject& on) { on.addCase("new"); }, {"cases"});
        row("a patient",
            [](SampleProject& on) {
                CaseRecord record = on.project().cases().get(on.caseIn(SplitRole::Test));
                record.patient = "anna";
                on.project().cases().update(record);
            },
            {"cases"});
        row("a class",
            [](SampleProject& on) {
                LabelScheme scheme = on.project().labels().scheme();
                scheme.classes.back().colour = {1, 2, 3};
                on.project().labels().setScheme(scheme);
            },
            {"labels"});
        row("a split",
            [](SampleProject& on) {
                on.project().splits().add(
                    {.name = "second", .assignments = {{on.caseIn(SplitRole::Test), SplitRole::Test}}});
            },
            {"splits"});
        row("a name", [](SampleProject& on) { on.project().runs().rename(1, "renamed"); }, {"run"});
        row("a checkpoint",
            [](SampleProject& on) {
                on.project().checkpoints().record(
                    {.runId = 1, .file = "runs/0001/last.ckpt", .contentHash = "l", .iteration = 5});
            },
            {"run"});
        row("time", [](SampleProject& on) { on.project().runs().setTrainedSeconds(1, 12.5); }, {"progress"});
        row("points",
            [](SampleProject& on) { on.project().metrics().add(std::vector<MetricPoint>{{1, 7, "loss-total", 0.5}}); },
            {"progress"});
        row("a prediction", [](SampleProject& on) { on.project().predictions().record(predictionOf(on)); },
            {"predictions"});
    }
    void changesAreTold() {
        QFETCH(const Change, change);
        QFETCH(const QStringList, kinds);
        SampleProject sample;
        sample.addRunOnFourRoles();
        const Project shown = Project::open(sample.folder());
        const std::int64_t version = shown.marks().version();
        const ProjectMarks before = shown.marks().all();
        change(sample);
        QCOMPARE(kindsThatDiffer(before, shown.marks().all()), kinds);
        QCOMPARE(shown.marks().version() != version, !kinds.isEmpty());
    }

    void casesPredictedAgainAreNamed() {
        SampleProject sample;
        sample.addRunOnFourRoles();
        const PredictionRepository predictions = sample.project().predictions();
        const std::int64_t first = predictions.record(predictionOf(sample)).id;
        const ProjectMarks before = sample.project().marks().all();
        QCOMPARE(before.predictions.at(1).newest, first);
        QVERIFY(sample.project().marks().predictedSince(1, first).empty());
        predictions.record(predictionOf(sample));
        const ProjectMarks now = sample.project().marks().all();
        QCOMPARE(now.predictions.at(1).count, 1);
        QVERIFY(now.predictions != before.predictions);
        QCOMPARE(sample.project().marks().predictedSince(1, first), std::vector{sample.caseIn(SplitRole::Test)});
    }

    void theLastIterationIsThatOfAnyPoint() {
        SampleProject sample;
        sample.addRunOnFourRoles();
        const MetricRepository metrics = sample.project().metrics();
        QCOMPARE(metrics.lastIteration(1), 0);
        metrics.add(
            std::vector<MetricPoint>{{1, 4, "loss-total", 0.5}, {1, 40, "validation-dice", 0.25}, {1, 9, "a", 1}});
        QCOMPARE(metrics.lastIteration(1), 40);
        QCOMPARE(metrics.lastIteration(2), 0);
        QCOMPARE(metrics.names(1), (std::vector<std::string>{"a", "loss-total", "validation-dice"}));
    }
};

QTEST_GUILESS_MAIN(TestMarks)
#include "tst_marks.moc"
