#include "core/volume/unknown_class.h"
#include "storage/db/artifact_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/metric_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/run_lock.h"
#include "storage/db/validation_score_repository.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <QElapsedTimer>
#include <QtTest>
#include <cmath>
#include <fstream>

using namespace tandem;

class TestRepositories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sample = std::make_unique<SampleProject>(); }
    void aCaseComesBackAsItWas();
    void casesAreListedFoundAndChanged();
    void casesRefuseWhatWouldContradict();
    void casesInUseStay();
    void filesAreLocatedByEitherPath();
    void tenThousandCasesAreListed();
    void aRunGoesThroughItsLife();
    void unknownRunsAreNamed();
    void metricPoints();
    void manyMetricPointsAreKept();
    void predictions();
    void artifactsAndEvents();
    void removingARunTakesItsRowsAlong();

private:
    [[nodiscard]] Project& project() { return m_sample->project(); }

    std::unique_ptr<SampleProject> m_sample;
};

void TestRepositories::aCaseComesBackAsItWas() {
    CaseRecord record = m_sample->sampleCase("Patient 7, à gauche", true, "P7");
    record.images.push_back({.channel = 1,
                             .path = m_sample->parent() / "series",
                             .bytes = 7,
                             .contentHash = "h2",
                             .format = "dicom",
                             .seriesUid = "1.2.3"});
    record.label->givenSpacingMm = Vector3{0.625, 0.625, 1.0 / 7};
    record.labelValues = {{-5, 0}, {200, 1}, {600, 1}, {9, kUnknownClass}};
    record.unknownVoxels = 12;
    record.tags = {"blurred", "second look"};
    record.findings = {{FindingSeverity::Warning, "It is blurred.", "Look again."},
                       {FindingSeverity::Note, "Small.", ""}};
    const CaseRecord added = project().cases().add(record);
    QVERIFY(added.id > 0);
    QCOMPARE(added.images[0].relativePath, std::filesystem::path("../images/Patient 7, à gauche.nii.gz"));
    QVERIFY(added.importedAt.ends_with("Z"));
    QCOMPARE(project().cases().get(added.id), added);
    QCOMPARE(project().cases().list(), std::vector{added});
    record.id = added.id;
    record.importedAt = added.importedAt;
    record.images[0].relativePath = added.images[0].relativePath;
    record.images[1].relativePath = "../series";
    record.label->relativePath = added.label->relativePath;
    QCOMPARE(added, record);
}

void TestRepositories::casesAreListedFoundAndChanged() {
    const CaseRepository cases = project().cases();
    m_sample->addCase("b");
    CaseRecord a = m_sample->addCase("a", false);
    QCOMPARE(cases.count(), 2);
    QCOMPARE(cases.list().front().name, std::string("a"));
    QVERIFY(!cases.find("c"));
    QCOMPARE(cases.withImageHash("image-a"), std::vector{a});
    QVERIFY(cases.withImageHash("label-b").empty());

    cases.setState(a.id, CaseState::Excluded);
    cases.setTags(a.id, {"z", "y", "z"});
    a.state = CaseState::Excluded;
    a.tags = {"y", "z"};
    QCOMPARE(cases.get(a.id), a);
    a.name = "renamed";
    a.label = m_sample->sampleCase("a", true).label;
    a.label->path = m_sample->folder() / "x";
    a.label->relativePath = "x";
    a.labelVoxels = {1, 2};
    a.findings = {{FindingSeverity::Refusal, "No.", "Yes."}};
    cases.update(a);
    QCOMPARE(cases.find("renamed"), std::optional(a));
    cases.remove(a.id);
    QVERIFY(!cases.find("renamed"));
    QVERIFY(cases.withImageHash("image-a").empty());
}

void TestRepositories::casesRefuseWhatWouldContradict() {
    const CaseRepository cases = project().cases();
    const CaseRecord one = m_sample->addCase("one");
    CaseRecord two = m_sample->addCase("two");
    const auto taken = errorOf([&] { return m_sample->addCase("one"); });
    QVERIFY(taken);
    QCOMPARE(taken->code(), ErrorCode::Conflict);
    QVERIFY(mentions(taken, "\"one\""));
    const auto update = [&](const CaseRecord& record) {
        return errorOf([&] {
            cases.update(record);
            return 0;
        });
    };
    two.name = "one";
    QVERIFY(mentions(update(two), "\"one\""));
    two.name = "two";
    two.images[0].channel = 1;
    QVERIFY(mentions(update(two), "channels"));
    two.images.clear();
    QVERIFY(update(two));
    two = one;
    two.id = 99;
    two.name = "nobody";
    const auto absent = update(two);
    QVERIFY(absent);
    QCOMPARE(absent->code(), ErrorCode::NotFound);
    QVERIFY(errorOf([&] { return cases.get(99); }));
    QCOMPARE(cases.count(), 2);
}

void TestRepositories::casesInUseStay() {
    m_sample->addRunOnFourRoles();
    const CaseRepository cases = project().cases();
    const auto remove = errorOf([&] {
        cases.remove(m_sample->caseIn(SplitRole::Test));
        return 0;
    });
    QVERIFY(remove);
    QCOMPARE(remove->code(), ErrorCode::Conflict);
    QVERIFY2(mentions(remove, "\"first\""), remove->what());
    CaseRecord test = cases.get(m_sample->caseIn(SplitRole::Test));
    const CaseRecord before = test;
    test.label.reset();
    test.labelVoxels.clear();
    const auto update = errorOf([&] {
        cases.update(test);
        return 0;
    });
    QVERIFY2(mentions(update, "needs its label"), update ? update->what() : "");
    QCOMPARE(cases.get(test.id), before);
    test.label = before.label;
    test.findings = {{FindingSeverity::Note, "Seen.", ""}};
    cases.update(test);
}

void TestRepositories::filesAreLocatedByEitherPath() {
    CaseRecord record = m_sample->addCase("one", false);
    const CaseRepository cases = project().cases();
    const auto missing = errorOf([&] { return cases.locate(record.images[0]); });
    QVERIFY(missing);
    QCOMPARE(missing->code(), ErrorCode::NotFound);
    QCOMPARE(cases.withMissingFiles().size(), std::size_t{1});

    const std::filesystem::path place = record.images[0].path;
    std::filesystem::create_directories(place.parent_path());
    std::ofstream(place) << "x";
    QCOMPARE(cases.locate(record.images[0]), place);
    record.images[0].path = "/elsewhere/one.nii.gz";
    cases.update(record);
    QCOMPARE(cases.locate(record.images[0]), place);
    QVERIFY(cases.withMissingFiles().empty());
}

void TestRepositories::tenThousandCasesAreListed() {
    constexpr int kCases = 10'000;
    project().transaction([&] {
        for (int i = 0; i < kCases; ++i) {
            CaseRecord record = m_sample->sampleCase("case " + std::to_string(i), i % 2 == 0);
            record.tags = {"tag"};
            project().cases().add(record);
        }
    });
    QElapsedTimer timer;
    timer.start();
    const auto cases = project().cases().list();
    const qint64 listed = timer.restart();
    QCOMPARE(cases.size(), std::size_t{kCases});
    QCOMPARE(cases[1].tags.size(), std::size_t{1});
    QVERIFY(project().cases().find("case 7777"));
    QCOMPARE(project().cases().withImageHash("image-case 42").size(), std::size_t{1});
    const qint64 found = timer.elapsed();
    qInfo("listed in %lld ms, found in %lld ms", static_cast<long long>(listed), static_cast<long long>(found));
}

void TestRepositories::aRunGoesThroughItsLife() {
    RunRecord run = m_sample->addRunOnFourRoles();
    const RunRepository runs = project().runs();
    QCOMPARE(run.folder, std::filesystem::path("runs/0001"));
    QCOMPARE(run.status, RunStatus::Queued);
    QCOMPARE(runs.get(run.id), run);
    {
        const RunLock lock(project().runFolder(run));
        runs.markRunning(run.id, lock);
        QCOMPARE(runs.get(run.id).status, RunStatus::Running);
        const auto again = errorOf([&] { return RunLock(project().runFolder(run)); });
        QVERIFY(again);
        QCOMPARE(again->code(), ErrorCode::Conflict);
        QVERIFY(mentions(errorOf([&] {
                             runs.remove(run.id);
                             return 0;
                         }),
                         "is running"));
        runs.setDevice(run.id, "cpu");
        runs.setVersions(run.id, "{}");
        runs.setNotes(run.id, "Looks good.");
        runs.rename(run.id, "baseline");
        runs.setSettings(run.id, R"({"iterations":90})");
        runs.markEnded(run.id, RunStatus::Finished, "Done after 60 iterations.");
    }
    const RunRecord ended = runs.get(run.id);
    QVERIFY(ended.startedAt <= ended.finishedAt && !ended.startedAt.empty());
    run = {.id = run.id,
           .name = "baseline",
           .method = "supervised",
           .settingsJson = R"({"iterations":90})",
           .preparationJson = "{}",
           .seed = 1337,
           .device = "cpu",
           .versionsJson = "{}",
           .splitId = run.splitId,
           .status = RunStatus::Finished,
           .folder = "runs/0001",
           .createdAt = run.createdAt,
           .startedAt = ended.startedAt,
           .finishedAt = ended.finishedAt,
           .message = "Done after 60 iterations.",
           .notes = "Looks good.",
           .trainedSeconds = 0.0};
    QCOMPARE(ended, run);
    QCOMPARE(methodOf(ended), std::optional(Method::Supervised));
    QCOMPARE(methodOf({.method = "mean-teacher"}), std::nullopt);
    const RunRecord second = m_sample->addRun(*run.splitId);
    QCOMPARE(second.folder, std::filesystem::path("runs/0002"));
    const RunLock wrong(project().runFolder(second));
    QVERIFY(errorOf([&] {
        runs.markRunning(run.id, wrong);
        return 0;
    }));
    QVERIFY(errorOf([&] {
        runs.markEnded(run.id, RunStatus::Queued, "");
        return 0;
    }));
    QCOMPARE(runs.list().size(), std::size_t{2});
}

void TestRepositories::unknownRunsAreNamed() {
    const auto none = errorOf([&] { return project().runs().get(3); });
    QVERIFY(none);
    QCOMPARE(none->code(), ErrorCode::NotFound);
    QVERIFY2(mentions(none, "none yet"), none->what());
    m_sample->addRunOnFourRoles();
    QVERIFY(mentions(errorOf([&] { return project().runs().get(3); }), "its runs are 1."));
    const auto split = errorOf([&] { return m_sample->addRun(99); });
    QVERIFY(split);
    QCOMPARE(split->code(), ErrorCode::NotFound);
}

void TestRepositories::metricPoints() {
    const std::int64_t run = m_sample->addRunOnFourRoles().id;
    const MetricRepository metrics = project().metrics();
    const std::vector<MetricPoint> points{
        {run, 2, "loss", 0.5}, {run, 1, "loss", 1.0 / 3}, {run, 1, "ramp", std::nan("")}, {run, 3, "loss", -1e300}};
    metrics.add(points);
    QCOMPARE(metrics.names(run), (std::vector<std::string>{"loss", "ramp"}));
    QCOMPARE(metrics.list(run, "loss"), (std::vector<MetricPoint>{points[1], points[0], points[3]}));
    QCOMPARE(metrics.list(run, "loss", 2).size(), std::size_t{2});
    QVERIFY(std::isnan(metrics.list(run, "ramp").front().value));
    const MetricPoint again{run, 2, "loss", 9};
    metrics.add({&again, 1});
    QCOMPARE(metrics.list(run, "loss")[1].value, 9.0);
    metrics.removeAfter(run, 1);
    QCOMPARE(metrics.list(run, "loss").size(), std::size_t{1});
    QVERIFY(metrics.names(99).empty());
    const MetricPoint stray{99, 1, "loss", 0};
    QVERIFY(errorOf([&] {
        metrics.add({&stray, 1});
        return 0;
    }));
}

void TestRepositories::manyMetricPointsAreKept() {
    const std::int64_t run = m_sample->addRunOnFourRoles().id;
    const MetricRepository metrics = project().metrics();
    QElapsedTimer timer;
    timer.start();
    std::vector<MetricPoint> batch;
    for (std::int64_t iteration = 1; iteration <= 15'000; ++iteration) {
        for (int metric = 0; metric < 10; ++metric) {
            batch.push_back({run, iteration, "metric-" + std::to_string(metric), static_cast<double>(iteration)});
        }
        if (iteration % 100 == 0) {
            metrics.add(batch);
            batch.clear();
        }
    }
    const qint64 added = timer.restart();
    QCOMPARE(metrics.list(run, "metric-3").size(), std::size_t{15'000});
    QCOMPARE(metrics.names(run).size(), std::size_t{10});
    const qint64 read = timer.elapsed();
    qInfo("150,000 points added in %lld ms, one curve and the names read in %lld ms", static_cast<long long>(added),
          static_cast<long long>(read));
}

void TestRepositories::predictions() {
    const RunRecord run = m_sample->addRunOnFourRoles();
    const PredictionRepository predictions = project().predictions();
    PredictionRecord record{
        .runId = run.id,
        .caseId = m_sample->caseIn(SplitRole::Test),
        .checkpointHash = "aa",
        .checkpointKind = CheckpointKind::Best,
        .checkpointIteration = 240,
        .maps = KeptMaps::All,
        .settingsJson = "{}",
        .folder = "predictions/0001/test",
        .files = {{kLabelMap, "label.nii.gz"}, {{MapKind::Uncertainty, Decoder::A}, "uncertainty-a.nii.gz"}},
        .scores = {{"reliability", 0.25}, {"agreement", 1}}};
    const PredictionRecord first = predictions.record(record);
    QCOMPARE(predictions.find(run.id, record.caseId), std::optional(first));
    record.checkpointHash = "bb";
    const PredictionRecord second = predictions.record(record);
    QCOMPARE(predictions.find(run.id, record.caseId)->id, second.id);
    QCOMPARE(predictions.find(run.id, record.caseId, "aa"), std::optional(first));
    record.scores = {{"reliability", 0.5}};
    record.files.erase({MapKind::Uncertainty, Decoder::A});
    const PredictionRecord replaced = predictions.record(record);
    QCOMPARE(predictions.list(run.id), (std::vector{replaced, first}));
    QCOMPARE(predictions.list(run.id, record.caseId), (std::vector{replaced, first}));
    QVERIFY(predictions.list(run.id, m_sample->caseIn(SplitRole::Validation)).empty());
    QCOMPARE(predictions.predictedCases(run.id), (std::vector<PredictedCase>{{record.caseId, "test"}}));
    QVERIFY(predictions.hasAny(run.id));
    QVERIFY(!predictions.hasAny(run.id + 1));
    QVERIFY(predictions.predictedCases(run.id + 1).empty());
    predictions.remove(first.id);
    QVERIFY(!predictions.find(run.id, record.caseId, "aa"));
    QVERIFY(!predictions.find(run.id, m_sample->caseIn(SplitRole::Validation)));
    record.caseId = 99;
    QVERIFY(errorOf([&] { return predictions.record(record); }));
}

void TestRepositories::artifactsAndEvents() {
    const RunRecord run = m_sample->addRunOnFourRoles();
    const ArtifactRepository artifacts = project().artifacts();
    const ArtifactRecord table = artifacts.record({.runId = run.id, .kind = "metrics-csv", .file = "/out/metrics.csv"});
    const ArtifactRecord other = artifacts.record({.kind = "picture", .file = "/out/a.png", .provenanceJson = "{}"});
    QCOMPARE(artifacts.list(), (std::vector{table, other}));
    const ArtifactRecord again =
        artifacts.record({.runId = run.id, .kind = "metrics-csv", .file = "/out/metrics.csv", .contentHash = "new"});
    QCOMPARE(artifacts.list(), (std::vector{other, again}));

    const EventLog events = project().events();
    for (int i = 0; i < 5; ++i) {
        events.add({.kind = "train", .sentence = "Event " + std::to_string(i), .runId = run.id});
    }
    QCOMPARE(events.list(2).size(), std::size_t{2});
    QCOMPARE(events.list(2)[0].sentence, std::string("Event 4"));
    QCOMPARE(events.list().back().runId, std::optional<std::int64_t>(run.id));
    QVERIFY(!events.list().back().caseId);
}

void TestRepositories::removingARunTakesItsRowsAlong() {
    const RunRecord run = m_sample->addRunOnFourRoles();
    const std::int64_t validation = m_sample->caseIn(SplitRole::Validation);
    const MetricPoint point{run.id, 1, "loss", 1};
    project().metrics().add({&point, 1});
    const ValidationScore score{run.id, validation, 10, false, {0.5}};
    project().validationScores().add({&score, 1});
    project().checkpoints().record({.runId = run.id,
                                    .kind = CheckpointKind::Best,
                                    .file = "runs/0001/best.ckpt",
                                    .iteration = 10,
                                    .validationDice = 0.5});
    project().predictions().record({.runId = run.id, .caseId = validation, .files = {{kLabelMap, "l"}}});
    project().artifacts().record({.runId = run.id, .kind = "picture", .file = "/p.png"});
    project().runs().remove(run.id);
    QVERIFY(project().runs().list().empty());
    QVERIFY(project().metrics().names(run.id).empty());
    QVERIFY(project().validationScores().list(run.id).empty());
    QVERIFY(project().checkpoints().list(run.id).empty());
    QVERIFY(project().predictions().list(run.id).empty());
    QVERIFY(!project().artifacts().list().front().runId);
    QVERIFY(project().splits().list().front().locked);
}

QTEST_GUILESS_MAIN(TestRepositories)
#include "tst_repositories.moc"
