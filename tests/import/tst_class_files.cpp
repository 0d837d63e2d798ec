// Labels that come structure by structure become one label of the case.
#include "core/base/file_system.h"
#include "core/study/label_scheme.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/image/image_reader.h"
#include "storage/import/import_job.h"
#include "tests/import/sample_files.h"

#include <QtTest>
#include <memory>

using namespace tandem;

class TestClassFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_files = std::make_unique<SampleFiles>();
    }
    void filesOfClassesAreMerged();
    void overlapsOfClassesAreTold();
    void classesThatTheProjectDoesNotHave();

private:
    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SampleFiles> m_files;
};

void TestClassFiles::filesOfClassesAreMerged() {
    const Project project = Project::create(folder() / "organs.tandem", "organs",
                                            LabelScheme::fromNames({"background", "Liver", "left kidney"}));
    for (const std::string name : {"s1", "s2"}) {
        m_files->image(name + "/ct.nii.gz", name == "s1" ? 1 : 2);
        m_files->label(name + "/segmentations/left_kidney.nii.gz", between(0, 10));
        m_files->label(name + "/segmentations/liver.nii.gz", between(10, 110));
        m_files->label(name + "/segmentations/spleen.nii.gz", between(110, 120));
    }
    const ImportPlan plan = planImport({m_files->path()}, {});
    QCOMPARE(plan.classes->names(), (std::vector<std::string>{"background", "left_kidney", "liver", "spleen"}));
    const auto summary = runImport(project, plan, {}, {}, {});
    QCOMPARE(summary.count(ImportOutcome::Imported), 2);
    QVERIFY(summary.cases[0].hasLabel);
    // What is left out is told.
    QCOMPARE(summary.cases[0].findings.size(), std::size_t{1});
    QVERIFY(summary.cases[0].findings[0].sentence.find("spleen") != std::string::npos);
    const CaseRecord record = *project.cases().find("s1");
    QCOMPARE(record.state, CaseState::Labelled);
    QCOMPARE(record.labelVoxels, (std::vector<std::int64_t>{4096 - 110, 100, 10}));
    QCOMPARE(record.label->path.parent_path(), project.folder() / "labels");
    const RawLabelVolume label = readLabel(project.cases().locate(*record.label));
    QCOMPARE(label.voxels()[5], 2);
    QCOMPARE(label.voxels()[50], 1);
    QCOMPARE(label.voxels()[115], 0);
    QCOMPARE(runImport(project, plan, {}, {}, {}).count(ImportOutcome::AlreadyThere), 2);
    // A dry run writes no label.
    const auto countLabels = [&] { return entriesOf(project.folder() / "labels").size(); };
    QCOMPARE(countLabels(), std::size_t{2});
    m_files->image("s3/ct.nii.gz", 3);
    m_files->label("s3/segmentations/liver.nii.gz", between(10, 110));
    const ImportOptions dry{.dryRun = true};
    QCOMPARE(runImport(project, planImport({m_files->path()}, dry), dry, {}, {}).count(ImportOutcome::Imported), 1);
    QCOMPARE(countLabels(), std::size_t{2});
}

void TestClassFiles::overlapsOfClassesAreTold() {
    const Project project =
        Project::create(folder() / "organs.tandem", "organs", LabelScheme::fromNames({"background", "a", "b"}));
    m_files->image("s1/ct.nii.gz", 1);
    m_files->label("s1/segmentations/a.nii.gz", between(0, 10));
    m_files->label("s1/segmentations/b.nii.gz", between(7, 20));
    const auto summary = runImport(project, planImport({m_files->path()}, {}), {}, {}, {});
    QCOMPARE(summary.cases[0].findings.size(), std::size_t{1});
    const Finding& finding = summary.cases[0].findings[0];
    QCOMPARE(finding.severity, FindingSeverity::Warning);
    QVERIFY2(finding.sentence.find("3 voxels belong to several classes, such as a and b") != std::string::npos,
             finding.sentence.c_str());
    QCOMPARE(project.cases().find("s1")->labelVoxels, (std::vector<std::int64_t>{4096 - 20, 7, 13}));

    // A mask on another grid belongs to another image.
    m_files->image("s2/ct.nii.gz", 2);
    m_files->label("s2/segmentations/a.nii.gz", between(0, 10));
    m_files->label("s2/segmentations/b.nii.gz", between(0, 10), {{16, 16, 16}, {1, 1, 3}, {-3, 4, 5}, kIdentity3});
    const auto second = runImport(project, planImport({m_files->path()}, {}), {}, {}, {});
    QCOMPARE(second.cases[1].outcome, ImportOutcome::Refused);
    QVERIFY(second.cases[1].findings.back().sentence.find("b.nii.gz") != std::string::npos);
}

void TestClassFiles::classesThatTheProjectDoesNotHave() {
    const Project project =
        Project::create(folder() / "p.tandem", "p", LabelScheme::fromNames({"background", "atrium"}));
    const auto import = [&] { return runImport(project, planImport({m_files->path()}, {}), {}, {}, {}); };
    m_files->image("s1/ct.nii.gz", 1);
    m_files->label("s1/segmentations/liver.nii.gz", between(0, 10));
    m_files->label("s1/segmentations/spleen.nii.gz", between(10, 20));
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::Imported), 1);
    QVERIFY(!summary.cases[0].hasLabel);
    QCOMPARE(summary.cases[0].findings[0].severity, FindingSeverity::Warning);
    QCOMPARE(project.cases().find("s1")->state, CaseState::Unlabelled);
    // With the data set's classes the label comes later.
    project.labels().setScheme(*planImport({m_files->path()}, {}).classes);
    QCOMPARE(import().count(ImportOutcome::LabelAdded), 1);
    QCOMPARE(project.cases().find("s1")->labelVoxels, (std::vector<std::int64_t>{4096 - 20, 10, 10}));
    QCOMPARE(import().count(ImportOutcome::AlreadyThere), 1);
}

QTEST_GUILESS_MAIN(TestClassFiles)
#include "tst_class_files.moc"
