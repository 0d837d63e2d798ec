#include "storage/cases/case_reading.h"
#include "storage/export/bids_names.h"
#include "storage/export/export_plan.h"
#include "storage/export/export_study.h"
#include "storage/image/image_reader.h"
#include "storage/import/import_job.h"
#include "tests/core/expect_error.h"
#include "tests/export/export_project.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

using namespace tandem;

namespace {

const Progress kSilent = [](double, std::string_view) {};

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

nlohmann::ordered_json jsonOf(const std::filesystem::path& file) {
    return nlohmann::ordered_json::parse(contentOf(file), nullptr, false);
}

std::set<std::string> filesBelow(const std::filesystem::path& folder) {
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.insert(entry.path().lexically_relative(folder).string());
        }
    }
    return files;
}

ExportRequest bidsRequest(const std::filesystem::path& folder) {
    ExportRequest request{.runId = 1, .layout = ExportLayout::Bids, .folder = folder};
    request.what = ExportChoice::none();
    request.what.label = true;
    return request;
}

/// A data set of BIDS with one image, a case of the project, which its run predicted.
std::filesystem::path addBidsCase(ExportProject& made) {
    const std::filesystem::path root = made.parent() / "bids";
    const std::filesystem::path image = root / "sub-01" / "ses-2" / "anat" / "sub-01_ses-2_T1w.nii.gz";
    std::filesystem::create_directories(image.parent_path());
    std::ofstream(root / "dataset_description.json") << R"({"Name": "made", "BIDSVersion": "1.9.0"})";
    writeImage(made.phantom().image, image);
    CaseRecord record{.name = "sub-01_ses-2_T1w", .patient = "sub-01", .geometry = made.phantom().image.geometry()};
    record.images.push_back({.path = image, .contentHash = "b", .format = "nifti"});
    made.predict(made.project().cases().add(record).id, made.phantom().label);
    return root;
}

}  // namespace

class TestBidsDerivatives : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreOfLettersAndDigits() {
        const auto named = [](std::int64_t id, const char* name, const char* patient) {
            CaseRecord record{.id = id, .name = name, .patient = patient};
            return record;
        };
        const BidsNames names({named(1, "case_01", ""), named(2, "case-01", ""), named(3, "a", "P/1"),
                               named(4, "b", "P/1"), named(5, "sub-02_ses-1_acq-hi_T1w", "sub-02"),
                               named(6, "\u5fc3\u623f", ""), named(7, "other", "02"), named(8, "CASE01", ""),
                               named(9, "sub-_T1w", ""), named(10, "sub-x/..", ""),
                               named(11, "sub-03_ses-1_space-MNI_res-2_desc-preproc_T1w", ""),
                               named(12, "sub-03_ses-1_label-wall_den-32k_T1w", "")});
        const std::vector<std::string> stems{
            "sub-case01", "sub-case01x2", "sub-P1_ses-a", "sub-P1_ses-b", "sub-02_ses-1_acq-hi", "sub-case6",
            "sub-02x2",   "sub-CASE01x3", "sub-T1w",      "sub-x",        "sub-03_ses-1",        "sub-03_ses-1x2"};
        for (std::size_t at = 0; at < stems.size(); ++at) {
            QCOMPARE(names.stemOf(static_cast<std::int64_t>(at) + 1), stems[at]);
        }
        QCOMPARE(names.pathOf(4).string(), std::string("sub-P1/ses-b/anat/sub-P1_ses-b"));
        QCOMPARE(names.pathOf(5).string(), std::string("sub-02/ses-1/anat/sub-02_ses-1_acq-hi"));
        QCOMPARE(bidsLabelsOf(LabelScheme::fromNames({"background", "left wall", "left-wall", "\u58c1"})),
                 (std::vector<std::string>{"BG", "leftwall", "leftwallx2", "class3"}));
    }

    // Every file system in use takes 255 bytes.
    void longNamesAreCut() {
        const auto named = [](std::int64_t id, const std::string& name, const std::string& patient) {
            return CaseRecord{.id = id, .name = name, .patient = patient};
        };
        const std::string much(190, 'a');
        const BidsNames names({named(1, much + "1", much), named(2, much + "2", much), named(3, "short", much + "b")});
        const std::vector<std::string> labels =
            bidsLabelsOf(LabelScheme::fromNames({"background", much + "1", much + "2"}));
        QVERIFY(labels[1] != labels[2]);
        std::set<std::string> files;
        for (const std::int64_t id : {1, 2, 3}) {
            for (const std::string& label : labels) {
                const std::string file = names.stemOf(id) + bidsEnding(12345, Decoder::Mean, label) + ".nii.gz";
                QVERIFY2(file.size() <= 255, file.c_str());
                files.insert(file);
            }
        }
        QCOMPARE(files.size(), 9U);
    }

    void derivativesAreWritten() {
        ExportProject made;
        ExportRequest request = bidsRequest(made.out());
        request.what.probabilities = true;
        request.label = Decoder::Mean;
        request.abstain = AbstainSettings{.threshold = 0.75, .fileValue = 42};
        const ExportSummary summary = exportPredictions(made.project(), request, kSilent, {});
        const std::filesystem::path root = made.out() / "derivatives" / "tandem";
        std::set<std::string> wanted{"dataset_description.json"};
        for (const std::string stem : {"sub-P1/anat/sub-P1", "sub-scan/anat/sub-scan"}) {
            for (const char* ending :
                 {"desc-run1mean_dseg.nii.gz", "desc-run1mean_dseg.tsv", "desc-run1mean_dseg.json",
                  "label-BG_desc-run1_probseg.nii.gz", "label-BG_desc-run1b_probseg.nii.gz",
                  "label-BG_desc-run1mean_probseg.nii.gz", "label-atrium_desc-run1_probseg.nii.gz",
                  "label-atrium_desc-run1b_probseg.nii.gz", "label-atrium_desc-run1mean_probseg.nii.gz"}) {
                wanted.insert(stem + "_space-orig_" + ending);
            }
        }
        QCOMPARE(filesBelow(root), wanted);
        QCOMPARE(summary.files.size(), wanted.size());
        QVERIFY2(std::ranges::any_of(summary.notes,
                                     [](const std::string& note) {
                                         return note.starts_with("2 of 2 cases have another name in BIDS") &&
                                                note.find("\"one\" is sub-P1") != std::string::npos;
                                     }),
                 summary.notes.front().c_str());

        const auto about = jsonOf(root / "dataset_description.json");
        QCOMPARE(about["DatasetType"].get<std::string>(), std::string("derivative"));
        QCOMPARE(about["GeneratedBy"][0]["Name"].get<std::string>(), std::string("Tandem"));
        QVERIFY(!about.contains("DatasetLinks"));
        const std::filesystem::path label = root / "sub-P1/anat/sub-P1_space-orig_desc-run1mean_dseg.nii.gz";
        QCOMPARE(contentOf(root / "sub-P1/anat/sub-P1_space-orig_desc-run1mean_dseg.tsv").substr(0, 35),
                 std::string("index\tname\tcolor\n0\tbackground\t#00000").substr(0, 35));
        QVERIFY(contentOf(root / "sub-P1/anat/sub-P1_space-orig_desc-run1mean_dseg.tsv")
                    .ends_with("42\tabstain\t#ff00ff\n"));
        const auto sidecar = jsonOf(root / "sub-P1/anat/sub-P1_space-orig_desc-run1mean_dseg.json");
        QCOMPARE(sidecar["SpatialReference"].get<std::string>(), std::string("orig"));
        QCOMPARE(sidecar["Tandem"]["case"]["name"].get<std::string>(), std::string("one"));
        QVERIFY(!sidecar.contains("Sources"));
        const RawLabelVolume read = readLabel(label);
        QVERIFY(!differenceOf(read.geometry(), made.phantom().label.geometry()));
        const auto [x, y, z] = ExportProject::kDoubtful;
        QCOMPARE(read.at(x, y, z), 42);
        QCOMPARE(std::ranges::count(read.voxels(), ExportProject::kAtriumValue),
                 std::ranges::count(made.phantom().label.voxels(), 1));
    }

    void theImportReadsThemBack() {
        ExportProject made;
        const std::filesystem::path root = addBidsCase(made);
        ExportRequest request = bidsRequest(root);
        request.caseIds = {made.project().cases().list().back().id};
        request.what.probabilities = true;
        const ExportSummary summary = exportPredictions(made.project(), request, kSilent, {});
        QVERIFY(std::ranges::none_of(summary.notes, [](const std::string& note) {
            return note.find("another name") != std::string::npos;  // it has that of its source
        }));
        const auto sidecar =
            jsonOf(root / "derivatives/tandem/sub-01/ses-2/anat/sub-01_ses-2_space-orig_desc-run1_dseg.json");
        QCOMPARE(sidecar["Sources"][0].get<std::string>(),
                 std::string("bids:raw:sub-01/ses-2/anat/sub-01_ses-2_T1w.nii.gz"));
        QCOMPARE(jsonOf(root / "derivatives/tandem/dataset_description.json")["DatasetLinks"]["raw"].get<std::string>(),
                 std::string("../.."));

        const ImportPlan plan = planImport({root}, {});
        QVERIFY(plan.classes);
        QCOMPARE(plan.classes->names(), ExportProject::scheme().names());
        QCOMPARE(plan.classes->classes[1].fileValue, ExportProject::kAtriumValue);
        const Project other = Project::create(made.parent() / "other.tandem", "other", *plan.classes);
        QCOMPARE(runImport(other, plan, {}, kSilent, {}).count(ImportOutcome::Imported), std::size_t{1});
        const CaseRecord record = other.cases().list().front();
        QCOMPARE(record.name, std::string("sub-01_ses-2_T1w"));
        QVERIFY(record.label.has_value());
        QVERIFY(std::ranges::equal(readCaseLabel(other, record, {}).voxels(), made.phantom().label.voxels()));
    }

    void anotherExportIsAdded() {
        ExportProject made;
        ExportRequest request = bidsRequest(made.out());
        static_cast<void>(exportPredictions(made.project(), request, kSilent, {}));
        const auto again = [&] { return exportPredictions(made.project(), request, kSilent, {}).files.size(); };
        QVERIFY(mentions(errorOf(again), "is there already"));
        request.label = Decoder::B;
        QCOMPARE(again(), std::size_t{6});
        // Derivatives of somebody else are nobody's to add to.
        request.folder = made.parent() / "foreign";
        const std::filesystem::path foreign = request.folder / "derivatives" / "tandem";
        std::filesystem::create_directories(foreign);
        std::ofstream(foreign / "dataset_description.json") << R"({"GeneratedBy": [{"Name": "Others"}, 3]})";
        QVERIFY(mentions(errorOf(again), "dataset_description.json is there already"));
        QCOMPARE(filesBelow(foreign).size(), std::size_t{1});
    }

    void whatBidsHasNoNameForIsRefused() {
        ExportProject made;
        ExportRequest request = bidsRequest(made.out());
        request.pattern = "none of it";  // is not asked for
        QVERIFY(!errorOf([&] { return planExport(made.project(), request); }));
        request.what.maps = true;
        QVERIFY(mentions(errorOf([&] { return planExport(made.project(), request); }), "leave out the rest"));
        request.what.maps = false;
        request.what.label = false;
        request.what.probabilities = true;
        QVERIFY(mentions(errorOf([&] { return planExport(made.project(), request); }), "choose the label map"));
        request.what.label = true;
        request.format = ImageFormat::Nrrd;
        QVERIFY(mentions(errorOf([&] { return planExport(made.project(), request); }), "are NIfTI files"));
    }
};

QTEST_GUILESS_MAIN(TestBidsDerivatives)
#include "tst_bids_derivatives.moc"
