#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "core/volume/unknown_class.h"
#include "storage/cases/case_reading.h"
#include "storage/cases/scheme_label.h"
#include "storage/db/case_repository.h"
#include "storage/db/split_repository.h"
#include "storage/export/nnunet_dataset.h"
#include "storage/image/image_reader.h"
#include "storage/import/import_job.h"
#include "tests/core/expect_error.h"
#include "tests/review/review_project.h"

#include <nlohmann/json.hpp>

#include <QtTest>
#include <fstream>

using namespace tandem;

namespace {

const Progress kSilent = [](double, std::string_view) {};

nlohmann::ordered_json read(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return nlohmann::ordered_json::parse(stream, nullptr, false);
}

std::size_t filesIn(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::ranges::count_if(std::filesystem::directory_iterator(folder),
                                                          [](const auto& entry) { return entry.is_regular_file(); }));
}

}  // namespace

class TestNnunetDataset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The split of ReviewProject: its validation cases, and three without a label.
    void aSplitBecomesAFold() {
        ReviewProject made;
        const Project& project = made.project();
        const std::filesystem::path out = made.parent() / "Dataset101_Atrium";
        const std::int64_t split = project.splits().newest()->id;
        const NnunetDataset done = writeNnunetDataset(project, split, out, kSilent, {});
        const auto roles = project.splits().cases(split);
        const auto validation = roles.casesFor<SplitRole::Validation>();
        const auto labelled = roles.casesFor<SplitRole::TrainingLabelled>();
        QCOMPARE(done.training, static_cast<std::int64_t>(validation.size() + labelled.size()));
        QCOMPARE(done.unlabelled, static_cast<std::int64_t>(roles.casesFor<SplitRole::TrainingUnlabelled>().size()));
        QCOMPARE(filesIn(out / "imagesTr"), static_cast<std::size_t>(done.training));
        QCOMPARE(filesIn(out / "labelsTr"), static_cast<std::size_t>(done.training));
        QCOMPARE(filesIn(out / "imagesUn"), static_cast<std::size_t>(done.unlabelled));
        const auto folds = read(out / "splits_final.json");
        QCOMPARE(folds.size(), std::size_t{1});
        QCOMPARE(folds[0]["train"].size(), labelled.size());
        QCOMPARE(folds[0]["val"].size(), validation.size());
        const auto about = read(out / "dataset.json");
        QCOMPARE(about["numTraining"].get<std::int64_t>(), done.training);
        QCOMPARE(about["file_ending"].get<std::string>(), std::string(".nii.gz"));
        QCOMPARE(about["labels"]["background"].get<int>(), 0);
        QCOMPARE(about["labels"].size(), std::size_t{2});
        QCOMPARE(about["channel_names"].size(), std::size_t{1});
        const CaseRecord record = project.cases().get(validation.front().caseId());
        const ImageVolume image = readImage(out / "imagesTr" / (record.name + "_0000.nii.gz"));
        QVERIFY(!differenceOf(record.geometry, image.geometry()));
        QVERIFY(std::ranges::equal(image.voxels(), readCaseImage(project, record.images.front(), {}).voxels()));
        const RawLabelVolume label = readLabel(out / "labelsTr" / (record.name + ".nii.gz"));
        QVERIFY(std::ranges::equal(label.voxels(), readCaseLabel(project, record, {}).voxels()));
    }

    void withoutASplitAllLabelsTrain() {
        ReviewProject made;
        const std::filesystem::path out = made.parent() / "Dataset102";
        const NnunetDataset done = writeNnunetDataset(made.project(), {}, out, kSilent, {});
        QCOMPARE(done.training + done.unlabelled, made.project().cases().count());
        QCOMPARE(done.unlabelled, std::int64_t{3});
        QVERIFY(!std::filesystem::exists(out / "splits_final.json"));
        QVERIFY(mentions(errorOf([&] { return writeNnunetDataset(made.project(), {}, out, kSilent, {}).training; }),
                         "has something in it"));
    }

    /// And comes back by an import, which reads what the description calls "ignore".
    void whatIsUnknownIsIgnored() {
        ReviewProject made;
        const Project& project = made.project();
        CaseRecord record = *project.cases().find("train");
        std::vector<std::uint8_t> voxels(made.truth().voxels().begin(), made.truth().voxels().end());
        std::fill_n(voxels.begin(), voxels.size() / 2, kUnknownClass);
        const LabelVolume partly(made.grid(), voxels);
        writeSchemeLabel(partly, ReviewProject::scheme(), record.label->path);
        record.unknownVoxels = static_cast<std::int64_t>(voxels.size() / 2);
        project.cases().update(record);
        const std::filesystem::path out = made.parent() / "Dataset104";
        static_cast<void>(writeNnunetDataset(project, {}, out, kSilent, {}));
        const auto about = read(out / "dataset.json");
        QCOMPARE(about["labels"]["ignore"].get<int>(), 2);  // the number after the last class
        const RawLabelVolume written = readLabel(out / "labelsTr" / "train.nii.gz");
        QCOMPARE(static_cast<std::size_t>(std::ranges::count(written.voxels(), 2)), voxels.size() / 2);
        QCOMPARE(std::ranges::max(readLabel(out / "labelsTr" / "check-1.nii.gz").voxels()), 1);

        const Project back =
            Project::create(made.parent() / "back.tandem", "Back", LabelScheme::fromNames({"background", "atrium"}));
        std::filesystem::remove_all(out / "imagesUn");
        // All images of the project are the same one, of which an import takes the first.
        for (const char* const check : {"check-1", "check-2", "check-3", "check-4"}) {
            std::filesystem::remove(out / "imagesTr" / (std::string(check) + "_0000.nii.gz"));
            std::filesystem::remove(out / "labelsTr" / (std::string(check) + ".nii.gz"));
        }
        runImport(back, planImport({out}, {}), {}, {}, {});
        const CaseRecord imported = back.cases().find("train").value();
        QCOMPARE(imported.unknownVoxels, record.unknownVoxels);
        QVERIFY(std::ranges::equal(readCaseLabel(back, imported, {}).voxels(), partly.voxels()));
    }

    void theProjectsOwnFilesStayAmongThemselves() {
        ReviewProject made;
        const std::filesystem::path inside = made.project().folder() / "runs" / "Dataset103";
        QVERIFY(mentions(errorOf([&] { return writeNnunetDataset(made.project(), {}, inside, kSilent, {}).training; }),
                         "among the project's own files"));
        QVERIFY(!std::filesystem::exists(inside));
    }
};

QTEST_GUILESS_MAIN(TestNnunetDataset)
#include "tst_nnunet_dataset.moc"
