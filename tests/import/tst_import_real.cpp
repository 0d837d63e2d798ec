#include "core/study/label_scheme.h"
#include "core/study/split_plan.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/image/image_reader.h"
#include "storage/import/import_job.h"
#include "storage/import/source_hash.h"
#include "tests/core/expect_error.h"
#include "tests/core/test_files.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

class TestImportReal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::make_unique<Project>(
            Project::create(folder() / "p.tandem", "p", LabelScheme::fromNames({"background", "left-atrium"})));
    }
    void leftAtrium();
    void leftAtriumByItsList();
    void dicomSeries();
    void oddFilesNeverStopAnImport();

private:
    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
};

void TestImportReal::leftAtrium() {
    const auto source = realData("la");
    NEEDS_REAL_DATA(source);
    const ImportOptions options{.spacingMm = Vector3{0.625, 0.625, 0.625}};
    const ImportPlan plan = planImport({source}, options);
    QCOMPARE(plan.cases.size(), std::size_t{12});
    QVERIFY(plan.findings.empty());
    QCOMPARE(plan.ignoredFiles, 0);
    const auto summary = runImport(*m_project, plan, options, {}, {});
    QCOMPARE(summary.count(ImportOutcome::Imported), 12);
    for (const CaseRecord& record : m_project->cases().list()) {
        QVERIFY2(record.findings.empty(), record.findings.empty() ? "" : record.findings[0].sentence.c_str());
        QCOMPARE(record.state, CaseState::Labelled);
        QCOMPARE(record.geometry.spacingMm, (Vector3{0.625, 0.625, 0.625}));
        QCOMPARE(record.geometry.size[2], 88);
        QCOMPARE(record.images[0].format, std::string("hdf5"));
        QCOMPARE(record.images[0].givenSpacingMm, options.spacingMm);
        const IntensityStatistics intensities = *record.images[0].intensities;
        QVERIFY(intensities.minimum < intensities.mean && intensities.mean < intensities.maximum);
        // Distributed z-scored, then cropped around the heart, which is brighter than the rest.
        QVERIFY(intensities.mean > 0 && intensities.mean < 2);
        QVERIFY(intensities.deviation > 0.5 && intensities.deviation < 2);
        const double foreground =
            static_cast<double>(record.labelVoxels[1]) / static_cast<double>(record.geometry.voxelCount());
        QVERIFY(foreground > 0.04 && foreground < 0.2);
    }
    QCOMPARE(runImport(*m_project, plan, options, {}, {}).count(ImportOutcome::AlreadyThere), 12);
    const auto other = runImport(*m_project, plan, {.spacingMm = Vector3{1, 1, 1}}, {}, {});
    QCOMPARE(other.count(ImportOutcome::AlreadyThere), 12);
    QVERIFY(other.cases[0].findings.at(0).sentence.find("another spacing") != std::string::npos);
}

void TestImportReal::leftAtriumByItsList() {
    const auto list = realData("la/cases.list");
    NEEDS_REAL_DATA(list);
    const ImportPlan plan = planImport({list}, {});
    QVERIFY(plan.findings.empty());
    std::vector<std::string> names;
    for (const PlannedCase& planned : plan.cases) {
        names.push_back(planned.name);
        QVERIFY(planned.label == std::optional(planned.images.front()));
    }
    QCOMPARE(names, readNameList(list));
}

void TestImportReal::dicomSeries() {
    const auto source = realData("dicom/ct-head-64");
    NEEDS_REAL_DATA(source);
    const auto copy = folder() / "scans" / "ct-head-64";
    std::filesystem::create_directories(copy.parent_path());
    std::filesystem::copy(source, copy);
    const ImportPlan plan = planImport({copy.parent_path()}, {});
    QCOMPARE(plan.cases.size(), std::size_t{1});
    QCOMPARE(plan.cases[0].name, std::string("ct-head-64"));
    QCOMPARE(plan.cases[0].images[0].path, copy);
    QCOMPARE(runImport(*m_project, plan, {}, {}, {}).count(ImportOutcome::Imported), 1);
    const CaseRecord record = *m_project->cases().find("ct-head-64");
    QCOMPARE(record.geometry.size, (Index3{64, 64, 93}));
    QCOMPARE(record.images[0].format, std::string("dicom"));
    QVERIFY(!record.images[0].seriesUid.empty());
    QCOMPARE(runImport(*m_project, plan, {}, {}, {}).count(ImportOutcome::AlreadyThere), 1);

    std::filesystem::rename(copy, folder() / "scans" / "moved");
    QCOMPARE(m_project->cases().withMissingFiles().size(), std::size_t{1});
    const auto summary = relocateMissingFiles(*m_project, folder(), sourceHasher(), {}, {});
    QCOMPARE(summary.found, 1);
    QCOMPARE(m_project->cases().find("ct-head-64")->images[0].path, folder() / "scans" / "moved");
}

void TestImportReal::oddFilesNeverStopAnImport() {
    const auto source = realData("odd");
    NEEDS_REAL_DATA(source);
    const ImportPlan plan = planImport({source}, {});
    QVERIFY(plan.cases.size() > 10);
    const auto summary = runImport(*m_project, plan, {}, {}, {});
    QVERIFY(summary.count(ImportOutcome::Imported) > 5);
    for (const ImportedCase& one : summary.cases) {
        const bool refused = one.outcome == ImportOutcome::Refused;
        QVERIFY2(!refused || !one.findings.empty(), one.name.c_str());
        qInfo("%s: %s%s%s", one.name.c_str(), std::string(nameOf(one.outcome)).c_str(),
              one.findings.empty() ? "" : ": ", one.findings.empty() ? "" : one.findings.back().sentence.c_str());
    }
    for (const Finding& finding : summary.findings) {
        qInfo("%s", finding.sentence.c_str());
    }
    QCOMPARE(m_project->cases().count(), summary.count(ImportOutcome::Imported));
}

QTEST_GUILESS_MAIN(TestImportReal)
#include "tst_import_real.moc"
