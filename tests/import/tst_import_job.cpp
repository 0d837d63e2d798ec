// What comes into a project by an import: cases once each, labels later, and what is refused or told.
#include "core/base/file_system.h"
#include "core/study/label_scheme.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/dataset_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "storage/image/image_reader.h"
#include "storage/import/import_job.h"
#include "tests/core/expect_error.h"
#include "tests/import/sample_files.h"

#include <hdf5.h>

#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

using namespace tandem;

class TestImportJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_files = std::make_unique<SampleFiles>();
        m_project = std::make_unique<Project>(
            Project::create(projectFolder(), "p", LabelScheme::fromNames({"background", "atrium"})));
    }
    void importsWhatIsGood();
    void aDryRunWritesNothing();
    void repeatingMakesNoDoubles();
    void stoppedAndRepeated();
    void refusedCasesDoNotHoldUpOthers();
    void aFileTooLargeForTheMemoryDoesNotHoldUpOthers();
    void duplicatesAreRefused();
    void movedFilesAreKnownAgain();
    void aNameTakenByAnotherImageIsRefused();
    void aLabelComesLater();
    void anotherLabelIsReported();
    void channelsThatDifferAreReported();
    void datasetsAreMade();
    void theSameVoxelsInAnotherFormatAreOneCase();
    void labelsAreBroughtOntoTheImage();
    void labelsOnAnotherGridMustBeAskedFor();
    void valuesAHairOffAreRounded();
    void severalAtOnce();
    void aMaskThatIsTakenForAnImageIsReported();
    void splitsOfTheDataSet();
    void aThousandFiles();

private:
    [[nodiscard]] std::filesystem::path projectFolder() const {
        return std::filesystem::path(m_folder->path().toStdString()) / "p.tandem";
    }
    ImportSummary import(const ImportOptions& options = {}, const Progress& progress = {},
                         const std::stop_token& stop = {}) {
        return runImport(*m_project, planImport({m_files->path()}, options), options, progress, stop);
    }
    void writeCases(int count) const {
        for (int i = 0; i < count; ++i) {
            const std::string name = "case" + std::to_string(100 + i) + ".nii";
            m_files->image("images/" + name, i);
            m_files->label("labels/" + name);
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SampleFiles> m_files;
    std::unique_ptr<Project> m_project;
};

void TestImportJob::importsWhatIsGood() {
    writeCases(2);
    m_files->image("images/unlabelled.nii.gz", 9);
    m_files->write("notes.txt", "x");
    QList<double> fractions;
    const auto summary = import({}, [&](double fraction, std::string_view) { fractions << fraction; });
    QCOMPARE(summary.count(ImportOutcome::Imported), 3);
    QCOMPARE(summary.ignoredFiles, 1);
    QVERIFY(std::ranges::is_sorted(fractions));
    QCOMPARE(fractions.back(), 1.0);
    const auto cases = m_project->cases().list();
    QCOMPARE(cases.size(), std::size_t{3});
    QCOMPARE(cases[0].name, std::string("case100"));
    QCOMPARE(cases[0].id, summary.cases[0].caseId);
    QCOMPARE(cases[0].label->path, m_files->path("labels/case100.nii"));
    QCOMPARE(cases[0].labelVoxels, (std::vector<std::int64_t>{3996, 100}));
    QVERIFY(summary.cases[0].hasLabel);
    QCOMPARE(cases[2].state, CaseState::Unlabelled);
    QVERIFY(!summary.cases[2].hasLabel);
    QCOMPARE(m_project->events().list().size(), std::size_t{1});
    QCOMPARE(m_project->events().list().front().sentence, std::string("3 cases were imported and 0 got a label."));
}

void TestImportJob::aDryRunWritesNothing() {
    writeCases(2);
    m_files->write("images/bad.nii", "no image");
    const auto summary = import({.dataset = "other", .dryRun = true});
    QVERIFY(summary.dryRun);
    QCOMPARE(summary.count(ImportOutcome::Imported), 2);
    QCOMPARE(summary.count(ImportOutcome::Refused), 1);
    QCOMPARE(m_project->cases().count(), 0);
    QVERIFY(m_project->events().list().empty());
    QVERIFY(!m_project->datasets().find("other"));
}

void TestImportJob::repeatingMakesNoDoubles() {
    writeCases(3);
    import();
    const auto before = m_project->cases().list();
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::AlreadyThere), 3);
    QCOMPARE(summary.cases[1].caseId, before[1].id);
    QVERIFY(summary.cases[1].findings.empty());
    QCOMPARE(m_project->cases().list(), before);
    QCOMPARE(m_project->events().list().size(), std::size_t{1});
}

void TestImportJob::stoppedAndRepeated() {
    writeCases(6);
    std::stop_source stop;
    const auto error = errorOf([&] {
        return import(
            {},
            [&](double fraction, std::string_view) {
                if (fraction > 0.45) {
                    stop.request_stop();
                }
            },
            stop.get_token());
    });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Cancelled);
    QVERIFY2(mentions(error, "3 of 6 cases"), error->what());
    QCOMPARE(m_project->cases().count(), 3);
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::AlreadyThere), 3);
    QCOMPARE(summary.count(ImportOutcome::Imported), 3);
    QCOMPARE(m_project->cases().count(), 6);
}

void TestImportJob::refusedCasesDoNotHoldUpOthers() {
    writeCases(2);
    m_files->write("images/a bad one.nii", "no image");
    m_files->image("images/z.nii", 77);
    m_files->label("labels/z.nii", [](std::size_t i) { return i == 0 ? 9 : 0; });
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::Imported), 2);
    QCOMPARE(summary.count(ImportOutcome::Refused), 2);
    QCOMPARE(summary.cases[0].caseId, 0);
    QVERIFY(!summary.cases[0].findings.empty());
    QCOMPARE(m_project->cases().count(), 2);
}

void TestImportJob::aFileTooLargeForTheMemoryDoesNotHoldUpOthers() {
    writeCases(2);
    // 32 TB of which nothing but a few kilobytes is written.
    const hid_t file = H5Fcreate(m_files->path("images/case000.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    constexpr std::array<hsize_t, 3> kExtent{20'000, 20'000, 20'000};
    constexpr std::array<hsize_t, 3> kChunk{16, 16, 16};
    const hid_t space = H5Screate_simple(3, kExtent.data(), nullptr);
    const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(properties, 3, kChunk.data());
    H5Pset_alloc_time(properties, H5D_ALLOC_TIME_INCR);
    H5Dclose(H5Dcreate2(file, "image", H5T_IEEE_F32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT));
    H5Pclose(properties);
    H5Sclose(space);
    H5Fclose(file);
    const ImportSummary summary = import();
    QCOMPARE(summary.count(ImportOutcome::Imported), 2);
    QCOMPARE(summary.count(ImportOutcome::Refused), 1);
    QVERIFY(summary.cases.front().findings.back().sentence.find("of memory and") != std::string::npos);
}

void TestImportJob::duplicatesAreRefused() {
    m_files->image("a.nii", 1);
    m_files->image("b.nii", 1);
    m_files->image("c.nii", 2);
    for (int round = 0; round < 2; ++round) {
        const auto summary = import();
        QCOMPARE(summary.cases[1].outcome, ImportOutcome::Refused);
        QVERIFY(summary.cases[1].findings.back().sentence.find("\"a\"") != std::string::npos);
        QCOMPARE(m_project->cases().count(), 2);
    }
}

void TestImportJob::movedFilesAreKnownAgain() {
    m_files->image("a.nii", 1);
    import();
    std::filesystem::rename(m_files->path("a.nii"), m_files->path("renamed.nii"));
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::AlreadyThere), 1);
    QVERIFY(summary.cases[0].findings.front().sentence.find("\"a\"") != std::string::npos);
    QCOMPARE(m_project->cases().count(), 1);
}

void TestImportJob::aNameTakenByAnotherImageIsRefused() {
    m_files->image("a.nii", 1);
    import();
    m_files->image("a.nii", 2);
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::Refused), 1);
    QVERIFY(summary.cases[0].findings.back().sentence.find("another image") != std::string::npos);
    QCOMPARE(m_project->cases().count(), 1);
}

void TestImportJob::aLabelComesLater() {
    m_files->image("a.nii", 1);
    import();
    m_project->cases().setTags(1, {"kept"});
    m_files->label("a_seg.nii");
    QCOMPARE(import({.dryRun = true}).count(ImportOutcome::LabelAdded), 1);
    QVERIFY(!m_project->cases().get(1).label);
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::LabelAdded), 1);
    const CaseRecord record = m_project->cases().get(1);
    QCOMPARE(record.label->path, m_files->path("a_seg.nii"));
    QCOMPARE(record.state, CaseState::Labelled);
    QCOMPARE(record.labelVoxels[1], 100);
    QCOMPARE(record.tags, std::vector<std::string>{"kept"});
    QCOMPARE(import().count(ImportOutcome::AlreadyThere), 1);
}

void TestImportJob::anotherLabelIsReported() {
    m_files->image("a.nii", 1);
    m_files->label("a_seg.nii");
    import();
    m_files->label("a_seg.nii", [](std::size_t i) { return i < 50 ? 1 : 0; });
    const auto summary = import();
    QCOMPARE(summary.cases[0].outcome, ImportOutcome::AlreadyThere);
    QCOMPARE(summary.cases[0].findings.front().severity, FindingSeverity::Warning);
    QCOMPARE(m_project->cases().get(1).labelVoxels[1], 100);
}

void TestImportJob::channelsThatDifferAreReported() {
    m_files->image("imagesTr/a_0000.nii", 1);
    m_files->image("imagesTr/a_0001.nii", 2);
    m_files->image("imagesTr/b_0000.nii", 3);
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::Imported), 2);
    QVERIFY(summary.cases[0].findings.empty());
    QCOMPARE(summary.cases[1].findings.front().severity, FindingSeverity::Warning);
    QCOMPARE(m_project->cases().find("a")->images.size(), std::size_t{2});
}

void TestImportJob::datasetsAreMade() {
    m_files->image("a.nii", 1);
    m_files->image("b.nii", 2);
    import({.dataset = "second site"});
    const auto dataset = m_project->datasets().find("second site");
    QVERIFY(dataset);
    QCOMPARE(m_project->cases().list()[0].datasetId, dataset->id);
    QCOMPARE(m_project->cases().list()[1].datasetId, dataset->id);
}

void TestImportJob::theSameVoxelsInAnotherFormatAreOneCase() {
    for (const char* name : {"images/a.nii", "images/b.nii.gz", "images/c.nrrd"}) {
        m_files->image(name, 1);
    }
    m_files->image("images/d.mha", 2);
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::Imported), 2);
    QCOMPARE(summary.count(ImportOutcome::Refused), 2);
    QVERIFY(QString::fromStdString(summary.cases[1].findings.back().sentence)
                .contains("\"b\" has the same voxels as \"a\""));
    m_files->image("images/e.nhdr.nrrd", 1);
    QCOMPARE(import().count(ImportOutcome::Refused), 3);  // what the project holds counts, too
}

void TestImportJob::labelsAreBroughtOntoTheImage() {
    const Geometry grid = SampleFiles::smallGrid();
    Geometry flipped = grid;  // the last axis the other way round
    flipped.direction[2][2] = -1;
    flipped.originMm = grid.positionMm({0, 0, 15});
    Geometry part = grid;
    part.size = {4, 5, 6};
    part.originMm = grid.positionMm({2, 3, 4});
    m_files->image("images/flipped.nii", 1);
    m_files->label("labels/flipped.nii", [](std::size_t i) { return i < 256 ? 1 : 0; }, flipped);
    m_files->image("images/part.nii", 2);
    m_files->label("labels/part.nii", [](std::size_t) { return 1; }, part);
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::Imported), 2);
    QVERIFY(QString::fromStdString(summary.cases[0].findings.back().sentence).contains("stored along other axes"));
    QVERIFY(QString::fromStdString(summary.cases[1].findings.back().sentence).contains("covers a part of the image"));
    const LabelVolume last = readCaseLabel(*m_project, *m_project->cases().find("flipped"), {});
    QVERIFY(last.geometry() == m_project->cases().find("flipped")->geometry);
    QCOMPARE(last.at(3, 4, 15), std::uint8_t{1});
    QCOMPARE(last.at(3, 4, 14), std::uint8_t{0});
    const LabelVolume inside = readCaseLabel(*m_project, *m_project->cases().find("part"), {});
    QCOMPARE(inside.at(2, 3, 4), std::uint8_t{1});
    QCOMPARE(inside.at(5, 7, 9), std::uint8_t{1});
    QCOMPARE(inside.at(1, 3, 4), std::uint8_t{0});
    QCOMPARE(m_project->cases().find("part")->labelVoxels, (std::vector<std::int64_t>{4096 - 120, 120}));
}

void TestImportJob::labelsOnAnotherGridMustBeAskedFor() {
    Geometry coarse = SampleFiles::smallGrid();
    coarse.size = {8, 8, 8};
    coarse.spacingMm = {2, 2, 4};
    m_files->image("images/a.nii", 1);
    m_files->label("labels/a.nii", [](std::size_t i) { return i == 0 ? 1 : 0; }, coarse);
    const auto refused = import();
    QCOMPARE(refused.count(ImportOutcome::Refused), 1);
    QVERIFY(QString::fromStdString(refused.cases[0].findings.back().fix).contains("--resample-labels"));
    const auto asked = import({.resamplesLabels = true});
    QCOMPARE(asked.count(ImportOutcome::Imported), 1);
    const CaseRecord record = *m_project->cases().find("a");
    QVERIFY(record.label->isResampled);
    const LabelVolume label = readCaseLabel(*m_project, record, {});
    QVERIFY(label.geometry() == record.geometry);
    QCOMPARE(label.at(0, 0, 0), std::uint8_t{1});
    QCOMPARE(label.at(2, 0, 0), std::uint8_t{0});
}

void TestImportJob::valuesAHairOffAreRounded() {
    const Geometry grid = SampleFiles::smallGrid();
    std::vector<float> values(static_cast<std::size_t>(grid.voxelCount()), 0.0F);
    values[5] = 0.99999994F;
    values[6] = 1.0005F;
    m_files->image("images/a.nii", 1);
    std::filesystem::create_directories(m_files->path("labels"));
    writeImage(ImageVolume(grid, values), m_files->path("labels/a.nii"));
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::Imported), 1);
    QVERIFY(QString::fromStdString(summary.cases[0].findings.back().sentence)
                .contains("2 voxels that are a hair off whole numbers"));
    QCOMPARE(m_project->cases().find("a")->labelVoxels[1], 2);
    values[7] = 0.5F;
    m_files->image("images/b.nii", 2);
    writeImage(ImageVolume(grid, values), m_files->path("labels/b.nii"));
    const auto half = import();
    QCOMPARE(half.count(ImportOutcome::Refused), 1);
    QVERIFY2(
        QString::fromStdString(half.cases[1].findings.back().sentence).contains("has the value 0.5 at voxel (7, 0, 0)"),
        half.cases[1].findings.back().sentence.c_str());
}

/// Each with a connection of its own, as processes have.
void TestImportJob::severalAtOnce() {
    constexpr int kCases = 12;
    writeCases(kCases);
    const ImportPlan plan = planImport({m_files->path()}, {});
    std::atomic<int> imported = 0;
    std::atomic<int> failures = 0;
    std::vector<std::jthread> threads;
    for (int number = 0; number < 3; ++number) {
        threads.emplace_back([&] {
            try {
                const Project own = Project::open(projectFolder());
                const ImportSummary summary = runImport(own, plan, {}, {}, {});
                imported += static_cast<int>(summary.count(ImportOutcome::Imported));
                failures += static_cast<int>(summary.count(ImportOutcome::Refused));
            } catch (const Error&) {
                ++failures;
            }
        });
    }
    threads.clear();
    QCOMPARE(failures, 0);
    QCOMPARE(imported, kCases);
    QCOMPARE(m_project->cases().count(), kCases);
}

void TestImportJob::aMaskThatIsTakenForAnImageIsReported() {
    m_files->image("a.nii", 1);
    m_files->label("a drawn.nii", between(0, 10));
    m_files->label("elsewhere/b.nii", between(0, 10), {{16, 16, 18}, {1, 1, 3}, {0, 0, 0}, kIdentity3});
    const auto summary = import();
    QCOMPARE(summary.count(ImportOutcome::Imported), 3);
    for (const ImportedCase& one : summary.cases) {
        const bool isReported = std::ranges::any_of(one.findings, [](const Finding& finding) {
            return finding.severity == FindingSeverity::Warning &&
                   finding.sentence.find("probably a label") != std::string::npos;
        });
        QCOMPARE(isReported, one.name == "a drawn");
    }
}

void TestImportJob::splitsOfTheDataSet() {
    for (const char* name : {"a", "b"}) {
        m_files->image(std::string("imagesTr/") + name + "_0000.nii", *name);
        m_files->label(std::string("labelsTr/") + name + ".nii");
    }
    m_files->image("imagesUn/c_0000.nii", 3);
    m_files->write("splits_final.json", R"([{"train": ["a"], "val": ["b"]}])");
    QVERIFY(import({.dryRun = true}).splits.empty());
    QCOMPARE(import().splits, (std::vector<std::string>{"fold 0"}));
    const SplitRecord split = *m_project->splits().find("fold 0");
    const auto roleOf = [&](const char* name) {
        return *m_project->splits().roleOf(split.id, m_project->cases().find(name)->id);
    };
    QCOMPARE(roleOf("a"), SplitRole::TrainingLabelled);
    QCOMPARE(roleOf("b"), SplitRole::Validation);
    QCOMPARE(roleOf("c"), SplitRole::TrainingUnlabelled);
    QVERIFY(import().splits.empty());
    QCOMPARE(m_project->splits().list().size(), std::size_t{1});
}

void TestImportJob::aThousandFiles() {
    constexpr int kCases = 500;
    for (int i = 0; i < kCases; ++i) {  // written bare, as the careful writer waits for the disk each time
        const std::string name = std::to_string(1000 + i);
        m_files->write(
            "images/" + name + ".mha",
            "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
            "DimSize = 16 16 16\nElementSpacing = 1 1 1\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n" +
                name + std::string(4096 - name.size(), 'x'));
        m_files->write(
            "labels/" + name + ".mha",
            "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
            "DimSize = 16 16 16\nElementSpacing = 1 1 1\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n" +
                std::string(2048, '\1') + std::string(2048, '\0'));
    }
    std::stop_source stop;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(errorOf([&] {
        return import(
            {},
            [&](double fraction, std::string_view) {
                if (fraction >= 0.5) {
                    stop.request_stop();
                }
            },
            stop.get_token());
    }));
    QCOMPARE(m_project->cases().count(), kCases / 2);
    const auto summary = import();
    qInfo("1,000 files in %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(summary.count(ImportOutcome::AlreadyThere), kCases / 2);
    QCOMPARE(summary.count(ImportOutcome::Imported), kCases / 2);
    QCOMPARE(m_project->cases().count(), kCases);
}

QTEST_GUILESS_MAIN(TestImportJob)
#include "tst_import_job.moc"
