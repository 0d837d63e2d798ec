#include "core/study/label_scheme.h"
#include "core/volume/unknown_class.h"
#include "storage/db/case_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/import/import_job.h"
#include "storage/import/label_remap.h"
#include "tests/core/expect_error.h"
#include "tests/import/sample_files.h"

#include <QtTest>

using namespace tandem;

class TestLabelRemap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSurveyCountsAllLabels();
    void aMapChangesClassesAndCounts();
    void aValueWithoutClassIsRefused();
    void aValueMayBecomeUnknown();
    void aUsedLabelStays();
    void aWrongClassIsRefused();
    void stops();

private:
    /// The file has the values 0, 1 (10 voxels) and 2 (5 voxels).
    std::int64_t idOf(const std::string& name) const { return m_project->cases().find(name)->id; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SampleFiles> m_files;
    std::unique_ptr<Project> m_project;
    const Progress m_silent = [](double, std::string_view) {};
};

void TestLabelRemap::init() {
    m_project.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_files = std::make_unique<SampleFiles>();
    m_project =
        std::make_unique<Project>(Project::create(std::filesystem::path(m_folder->path().toStdString()) / "p.tandem",
                                                  "p", LabelScheme::fromNames({"background", "atrium", "wall"})));
    int seed = 0;
    for (const std::string name : {"a", "b"}) {
        m_files->image("images/" + name + ".nii", ++seed);
        m_files->label("labels/" + name + ".nii", [](std::size_t i) { return i < 10 ? 1 : i < 15 ? 2 : 0; });
    }
    m_files->image("images/c.nii", 3);
    runImport(*m_project, planImport({m_files->path()}, {}), {}, {}, {});
}

void TestLabelRemap::aSurveyCountsAllLabels() {
    const LabelSurvey survey = surveyLabels(*m_project, {idOf("a"), idOf("b"), idOf("c")}, m_silent, {});
    QCOMPARE(survey.values, (LabelValueCounts{{0, 2 * (4096 - 15)}, {1, 20}, {2, 10}}));
    QCOMPARE(survey.caseIds, (std::vector{idOf("a"), idOf("b")}));
    QVERIFY(survey.notReadable.empty());
    std::filesystem::remove(m_files->path("labels/b.nii"));
    const LabelSurvey less = surveyLabels(*m_project, {idOf("a"), idOf("b")}, m_silent, {});
    QCOMPARE(less.values.at(1), std::int64_t{10});
    QCOMPARE(less.notReadable.size(), std::size_t{1});
}

void TestLabelRemap::aMapChangesClassesAndCounts() {
    const LabelValueMap map{{1, 2}, {2, 1}};
    const RemapSummary summary = remapLabels(*m_project, {idOf("a"), idOf("c")}, map, m_silent, {});
    QCOMPARE(summary.changed, std::int64_t{1});
    QCOMPARE(summary.refused.size(), std::size_t{1});
    const CaseRecord changed = m_project->cases().get(idOf("a"));
    QCOMPARE(changed.labelValues, map);
    QCOMPARE(changed.labelVoxels, (std::vector<std::int64_t>{4096 - 15, 5, 10}));
    QCOMPARE(m_project->cases().get(idOf("b")).labelVoxels, (std::vector<std::int64_t>{4096 - 15, 10, 5}));
    QCOMPARE(m_project->events().list().front().kind, std::string("labels"));
    // And back to what the scheme says.
    QCOMPARE(remapLabels(*m_project, {idOf("a")}, {}, m_silent, {}).changed, std::int64_t{1});
    QVERIFY(m_project->cases().get(idOf("a")).labelValues.empty());
    QCOMPARE(m_project->cases().get(idOf("a")).labelVoxels, (std::vector<std::int64_t>{4096 - 15, 10, 5}));
}

void TestLabelRemap::aValueWithoutClassIsRefused() {
    m_files->label("labels/a.nii", [](std::size_t i) { return i < 10 ? 200 : 0; });
    const RemapSummary summary = remapLabels(*m_project, {idOf("a")}, {{1, 2}}, m_silent, {});
    QCOMPARE(summary.changed, std::int64_t{0});
    QVERIFY(summary.refused.front().find("200") != std::string::npos);
    QVERIFY(m_project->cases().get(idOf("a")).labelValues.empty());
}

void TestLabelRemap::aUsedLabelStays() {
    const std::int64_t split = m_project->splits()
                                   .add({.name = "used",
                                         .assignments = {{idOf("a"), SplitRole::TrainingLabelled},
                                                         {idOf("b"), SplitRole::TrainingUnlabelled}}})
                                   .id;
    m_project->runs().add({.method = "supervised",
                           .settingsJson = "{}",
                           .preparationJson = "{}",
                           .seed = 1,
                           .device = "cpu",
                           .versionsJson = "{}",
                           .splitId = split});
    const RemapSummary summary = remapLabels(*m_project, {idOf("a"), idOf("b")}, {{1, 2}}, m_silent, {});
    QCOMPARE(summary.changed, std::int64_t{1});
    QVERIFY(summary.refused.front().find("\"used\"") != std::string::npos);
    QVERIFY(m_project->cases().get(idOf("a")).labelValues.empty());
    QVERIFY(!m_project->cases().get(idOf("b")).labelValues.empty());
}

void TestLabelRemap::aWrongClassIsRefused() {
    QVERIFY(mentions(errorOf([&] { return remapLabels(*m_project, {idOf("a")}, {{1, 3}}, m_silent, {}); }), "class 3"));
}

void TestLabelRemap::stops() {
    std::stop_source source;
    source.request_stop();
    const auto error = errorOf([&] { return surveyLabels(*m_project, {idOf("a")}, m_silent, source.get_token()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Cancelled);
}

void TestLabelRemap::aValueMayBecomeUnknown() {
    const LabelValueMap map{{2, kUnknownClass}};
    QCOMPARE(remapLabels(*m_project, {idOf("a")}, map, m_silent, {}).changed, std::int64_t{1});
    const CaseRecord changed = m_project->cases().get(idOf("a"));
    QCOMPARE(changed.labelValues, map);
    QCOMPARE(changed.labelVoxels, (std::vector<std::int64_t>{4096 - 15, 10, 0}));
    QCOMPARE(changed.unknownVoxels, std::int64_t{5});
    const RemapSummary none = remapLabels(*m_project, {idOf("a")},
                                          {{0, kUnknownClass}, {1, kUnknownClass}, {2, kUnknownClass}}, m_silent, {});
    QCOMPARE(none.changed, std::int64_t{0});
    QVERIFY(none.refused.front().find("no voxel of the label would be known") != std::string::npos);
    QCOMPARE(remapLabels(*m_project, {idOf("a")}, {}, m_silent, {}).changed, std::int64_t{1});
    QCOMPARE(m_project->cases().get(idOf("a")).unknownVoxels, std::int64_t{0});
}

QTEST_GUILESS_MAIN(TestLabelRemap)
#include "tst_label_remap.moc"
