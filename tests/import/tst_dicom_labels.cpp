// DICOM segmentations and structure sets among the files of an import become the labels of the series they refer to.
#include "core/base/file_system.h"
#include "core/study/label_scheme.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/image/dicom_segmentation.h"
#include "storage/image/dicom_series.h"
#include "storage/image/image_writer.h"
#include "storage/import/import_job.h"
#include "storage/import/import_plan.h"
#include "tests/app/cli_runner.h"
#include "tests/core/expect_error.h"
#include "tests/image/made_structures.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <fstream>
#include <numeric>

using namespace tandem;

namespace {

constexpr int kSlices = 16;
constexpr int kSide = 16;

using Pixels = std::vector<std::uint8_t>;

/// A block of pixels of a slice.
Pixels block(int left, int right, int top = 4, int bottom = 8) {
    Pixels pixels(kSide * kSide, 0);
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            pixels[static_cast<std::size_t>(y * kSide + x)] = 1;
        }
    }
    return pixels;
}

/// The outline of those pixels.
std::vector<Vector3> outline(int left, int right, double z, int top = 4, int bottom = 8) {
    const auto at = [&](int x, int y) { return Vector3{-10 + 0.25 * (x - 0.5), 20 + 0.5 * (y - 0.5), z}; };
    return {at(left, top), at(right, top), at(right, bottom), at(left, bottom)};
}

/// Series of 16 slices of 16 x 16, objects that refer to them, and projects beside them.
class Archive {
public:
    [[nodiscard]] std::filesystem::path root() const { return m_root.path().toStdString(); }
    [[nodiscard]] std::filesystem::path scans() const { return root() / "scans"; }

    /// Whose images are UID.0, UID.1 and so on.
    void series(const std::string& folder, const std::string& uid) const {
        writeMadeSeries(scans() / folder, kSlices, [&](DcmDataset& dataset, int number) {
            dataset.putAndInsertString(DCM_SeriesInstanceUID, uid.c_str());
            dataset.putAndInsertString(DCM_SOPInstanceUID, (uid + "." + std::to_string(number)).c_str());
            dataset.putAndInsertUint16(DCM_Rows, kSide);
            dataset.putAndInsertUint16(DCM_Columns, kSide);
            std::vector<Uint16> pixels;
            const int own = std::accumulate(uid.begin(), uid.end(), 0);
            for (int at = 0; at < kSide * kSide; ++at) {
                pixels.push_back(static_cast<Uint16>(100 * number + at + own));
            }
            dataset.putAndInsertUint16Array(DCM_PixelData, pixels.data(), static_cast<unsigned long>(pixels.size()));
        });
    }
    void segmentation(const std::string& name, MadeSegmentation made) const {
        made.rows = kSide;
        made.columns = kSide;
        writeMadeSegmentation(scans() / name, made);
    }
    void structureSet(const std::string& name, const MadeStructureSet& made) const {
        writeMadeStructureSet(scans() / name, made);
    }

    [[nodiscard]] ImportPlan plan(const ImportOptions& options = {}) const { return planImport({scans()}, options); }
    Project project(const std::vector<std::string>& classes, const std::string& name = "p.tandem") const {
        return Project::create(root() / name, "study", LabelScheme::fromNames(classes));
    }
    ImportSummary import(const Project& project, const ImportOptions& options = {}) const {
        return runImport(project, plan(options), options, {}, {});
    }

private:
    QTemporaryDir m_root;
};

/// "a: heart 1 of seg/1.dcm, ...": the structures of each case.
QString textOf(const ImportPlan& plan) {
    QStringList lines;
    for (const PlannedCase& planned : plan.cases) {
        QStringList structures;
        for (const ClassFile& one : planned.classFiles) {
            structures << QStringLiteral("%1 %2 of %3")
                              .arg(QString::fromStdString(one.name))
                              .arg(one.number)
                              .arg(QString::fromStdString(one.file.path.filename().string()));
        }
        lines << QString::fromStdString(planned.name) + ": " + structures.join(", ");
    }
    return lines.join("\n");
}

QString sentencesOf(const std::vector<Finding>& findings) {
    QStringList sentences;
    for (const Finding& finding : findings) {
        sentences << QString::fromStdString(finding.sentence + " " + finding.fix);
    }
    return sentences.join("\n");
}

/// How many voxels of a case's label are of which class, as the project has it.
std::vector<std::int64_t> voxelsOf(const Project& project, const std::string& name) {
    const LabelVolume label = readCaseLabel(project, *project.cases().find(name), {});
    std::vector<std::int64_t> counts(4, 0);
    for (const std::uint8_t voxel : label.voxels()) {
        ++counts.at(voxel);
    }
    return counts;
}

constexpr std::int64_t kAll = kSlices * kSide * kSide;

}  // namespace

class TestDicomLabels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void objectsBelongToTheirSeries();
    void segmentsBecomeTheLabel();
    void contoursBecomeTheLabel();
    void thePersonOrdersOverlaps();
    void structuresAreMapped();
    void theLastWrittenCounts();
    void anotherGridMustBeAskedFor();
    void contoursBetweenSlicesAreRefused();
    void aLabelFileGoesBefore();
    void aTableNamesObjects();
    void anIndexOfFilesIsNoObject();
    void whatIsExportedComesBack();
    void nothingOfTheObjectsIsKept();
    void fromATerminal();
};

void TestDicomLabels::objectsBelongToTheirSeries() {
    const Archive archive;
    archive.series("a", "1.2.3.1001");
    archive.series("b", "1.2.3.1002");
    archive.segmentation(
        "objects/of-a.dcm",
        {.seriesUid = "1.2.3.1001", .names = {"heart"}, .frames = {{1, placeOfMadeSlice(3), block(2, 5), {}}}});
    // By its images, though it names another series first.
    archive.structureSet("objects/of-b.dcm",
                         {.seriesUid = "1.2.3.1001",
                          .names = {"lung", "rib"},
                          .contours = {{.structure = 2, .points = outline(2, 5, 5), .imageUid = "1.2.3.1002.2"}}});
    archive.segmentation("objects/of-none.dcm", {.seriesUid = "1.2.3.9",
                                                 .instanceUid = "1.2.3.501",
                                                 .names = {"liver"},
                                                 .frames = {{1, placeOfMadeSlice(3), block(2, 5), {}}}});
    std::ofstream(archive.scans() / "objects" / "damaged.dcm")
        << std::ifstream(archive.scans() / "objects" / "of-a.dcm").rdbuf();
    std::filesystem::resize_file(archive.scans() / "objects" / "damaged.dcm", 900);
    const ImportPlan plan = archive.plan();
    QCOMPARE(textOf(plan), "a: heart 1 of of-a.dcm\nb: rib 2 of of-b.dcm");
    const QString findings = sentencesOf(plan.findings);
    QCOMPARE(plan.findings.size(), std::size_t{2});
    QVERIFY2(
        findings.contains("of-none.dcm (liver) is of a series that is not among the files. Bring the series along, "
                          "whose UID is 1.2.3.9,"),
        qPrintable(findings));
    QVERIFY2(findings.contains("damaged.dcm"), qPrintable(findings));
    QCOMPARE(plan.classes->names(), (std::vector<std::string>{"background", "heart", "rib"}));
    QCOMPARE(plan.reading,
             std::string("Read as images: 2 cases, 2 labelled, image scans/*, 2 with DICOM segmentations or "
                         "structure sets."));
}

void TestDicomLabels::segmentsBecomeTheLabel() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.segmentation("a/seg.dcm", {.names = {"heart", "left lung", "skin"},  // in the folder of the series itself
                                       .frames = {{2, placeOfMadeSlice(9), block(8, 12), {}},
                                                  {1, placeOfMadeSlice(4), block(2, 5), {}},
                                                  {3, placeOfMadeSlice(0), block(0, 1), {}}}});
    const Project project = archive.project({"background", "Left_Lung", "heart"});
    const ImportSummary summary = archive.import(project);
    QCOMPARE(summary.count(ImportOutcome::Imported), 1);
    QVERIFY(summary.cases[0].hasLabel);
    const QString findings = sentencesOf(summary.cases[0].findings);
    QVERIFY2(findings.contains("no class of the project and left out: skin"), qPrintable(findings));
    QVERIFY2(findings.contains("made of the segments of a/seg.dcm: heart, left lung."), qPrintable(findings));
    const CaseRecord record = *project.cases().find("a");
    QCOMPARE(record.labelVoxels, (std::vector<std::int64_t>{kAll - 28, 16, 12}));
    const LabelVolume label = readCaseLabel(project, record, {});
    QCOMPARE(label.at(8, 4, 9), 1);
    QCOMPARE(label.at(2, 7, 4), 2);
    QCOMPARE(label.at(2, 8, 4), 0);
    QCOMPARE(label.at(2, 7, 5), 0);
    // It is the project's own, whatever becomes of the object.
    std::filesystem::remove(archive.scans() / "a" / "seg.dcm");
    QCOMPARE(voxelsOf(project, "a"), (std::vector<std::int64_t>{kAll - 28, 16, 12, 0}));
    QCOMPARE(archive.import(project).count(ImportOutcome::AlreadyThere), 1);
}

void TestDicomLabels::contoursBecomeTheLabel() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    // A hole, and two parts on one slice.
    archive.structureSet("rs.dcm", {.names = {"wall"},
                                    .contours = {{.points = outline(1, 9, 10, 1, 9)},
                                                 {.points = outline(3, 6, 10, 3, 6)},
                                                 {.points = outline(11, 14, 10)}}});
    const Project project = archive.project({"background", "wall"});
    QCOMPARE(archive.import(project).count(ImportOutcome::Imported), 1);
    QCOMPARE(voxelsOf(project, "a"), (std::vector<std::int64_t>{kAll - 64 + 9 - 12, 64 - 9 + 12, 0, 0}));
}

void TestDicomLabels::thePersonOrdersOverlaps() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.segmentation(
        "seg.dcm", {.names = {"organ", "tumour"},
                    .frames = {{2, placeOfMadeSlice(4), block(4, 6), {}}, {1, placeOfMadeSlice(4), block(2, 8), {}}}});
    archive.structureSet("rs.dcm", {.names = {"edge"}, .contours = {{.points = outline(7, 10, 10)}}});
    const auto imported = [&](const std::string& name, const std::vector<std::string>& classes,
                              const std::vector<std::string>& priority, QString& findings) {
        const Project project = archive.project(classes, name);
        ImportOptions options;
        options.structures.priority = priority;
        findings = sentencesOf(archive.import(project, options).cases.at(0).findings);
        return voxelsOf(project, "a");
    };
    const std::vector<std::string> classes{"background", "organ", "tumour", "edge"};
    QString findings;
    // The later class, of one object and of two.
    QCOMPARE(imported("1.tandem", classes, {}, findings), (std::vector<std::int64_t>{kAll - 32, 12, 8, 12}));
    QVERIFY2(
        findings.contains("12 voxels belong to several classes, such as organ and tumour, of which tumour counts."),
        qPrintable(findings));
    QCOMPARE(imported("2.tandem", classes, {"Organ"}, findings), (std::vector<std::int64_t>{kAll - 32, 24, 0, 8}));
    QVERIFY2(findings.contains("of which organ counts."), qPrintable(findings));
    QCOMPARE(imported("3.tandem", classes, {"tumour", "organ"}, findings),
             (std::vector<std::int64_t>{kAll - 32, 16, 8, 8}));
    // So does the order of the classes themselves.
    QCOMPARE(imported("4.tandem", {"background", "tumour", "organ", "edge"}, {}, findings),
             (std::vector<std::int64_t>{kAll - 32, 0, 20, 12}));

    const Project project = archive.project(classes);
    ImportOptions wrong;
    wrong.structures.priority = {"spleen"};
    const auto error = errorOf([&] { return archive.import(project, wrong); });
    QVERIFY2(mentions(error, "no class \"spleen\""), error ? error->what() : "");
    QCOMPARE(project.cases().count(), 0);
}

void TestDicomLabels::structuresAreMapped() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.structureSet("rs.dcm", {.names = {"GTV-1", "GTV-2", "organ"},
                                    .contours = {{.structure = 1, .points = outline(2, 4, 10)},
                                                 {.structure = 2, .points = outline(3, 6, 10)},
                                                 {.structure = 3, .points = outline(9, 11, 10)}}});
    ImportOptions options;
    options.structures.classOf = parseStructureClasses("GTV-1=tumour; gtv 2 = tumour;organ=");
    const Project project = archive.project({"background", "tumour", "organ"});
    const ImportSummary summary = archive.import(project, options);
    QCOMPARE(voxelsOf(project, "a"), (std::vector<std::int64_t>{kAll - 16, 16, 0, 0}));
    // Two parts of one class do not overlap.
    const QString findings = sentencesOf(summary.cases[0].findings);
    QVERIFY2(!findings.contains("several classes"), qPrintable(findings));
    QVERIFY2(findings.contains("left out: organ."), qPrintable(findings));
    for (const char* wrong : {"GTV-1", "=tumour", "a=b; c"}) {
        QVERIFY2(mentions(errorOf([&] { return parseStructureClasses(wrong); }), "STRUCTURE=CLASS"), wrong);
    }
}

void TestDicomLabels::theLastWrittenCounts() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.segmentation("first.dcm", {.date = "20240301",
                                       .names = {"heart", "lung"},
                                       .frames = {{1, placeOfMadeSlice(4), block(2, 5), {}},
                                                  {2, placeOfMadeSlice(4), block(9, 10), {}}}});
    archive.structureSet("second.dcm", {.instanceUid = "1.2.3.499",
                                        .date = "20240302",
                                        .names = {"Heart"},  // the same name, as classes are found
                                        .contours = {{.points = outline(2, 4, 10)}}});
    std::filesystem::copy(archive.scans() / "first.dcm", archive.scans() / "copy.dcm");
    const ImportPlan plan = archive.plan();
    QCOMPARE(plan.cases[0].classFiles.size(), std::size_t{2});
    QVERIFY2(textOf(plan).startsWith("a: Heart 1 of second.dcm, lung 2 of "), qPrintable(textOf(plan)));
    const QString findings = sentencesOf(plan.cases[0].findings);
    QCOMPARE(plan.cases[0].findings.size(), std::size_t{1});
    QVERIFY2(findings.contains("heart is not used, as ") && findings.contains("second.dcm was written later"),
             qPrintable(findings));
    const Project project = archive.project({"background", "heart", "lung"});
    QCOMPARE(archive.import(project).count(ImportOutcome::Imported), 1);
    QCOMPARE(voxelsOf(project, "a"), (std::vector<std::int64_t>{kAll - 12, 8, 4, 0}));
}

void TestDicomLabels::anotherGridMustBeAskedFor() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.series("b", "1.2.3.200");
    archive.segmentation("seg.dcm",
                         {.names = {"heart"}, .frames = {{1, {-10, 20, 10}, block(2, 5), {}}}, .spacing = "1\\0.5"});
    const Project project = archive.project({"background", "heart"});
    const ImportSummary summary = archive.import(project);
    QCOMPARE(summary.count(ImportOutcome::Refused), 1);
    QCOMPARE(summary.count(ImportOutcome::Imported), 1);
    const QString findings = sentencesOf(summary.cases[0].findings);
    QVERIFY2(findings.contains("scans/seg.dcm lie on different grids") && findings.contains("--resample-labels"),
             qPrintable(findings));
    ImportOptions options;
    options.resamplesLabels = true;
    QCOMPARE(archive.import(project, options).count(ImportOutcome::Imported), 1);
    QCOMPARE(voxelsOf(project, "a")[1], 12 * 4);  // of pixels that are four times as large
}

void TestDicomLabels::contoursBetweenSlicesAreRefused() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.series("b", "1.2.3.200");
    archive.structureSet(
        "rs.dcm", {.names = {"heart"}, .contours = {{.points = outline(2, 5, 10)}, {.points = outline(2, 5, 11.25)}}});
    const Project project = archive.project({"background", "heart"});
    const ImportSummary summary = archive.import(project);
    QCOMPARE(summary.cases[0].outcome, ImportOutcome::Refused);
    QCOMPARE(summary.cases[1].outcome, ImportOutcome::Imported);
    const QString findings = sentencesOf(summary.cases[0].findings);
    QVERIFY2(findings.contains("of 2 there are 1 between two slices."), qPrintable(findings));
}

void TestDicomLabels::aLabelFileGoesBefore() {
    const Archive archive;
    archive.series("images/a", "1.2.3.100");
    archive.segmentation("seg/1.dcm", {.names = {"heart"}, .frames = {{1, placeOfMadeSlice(4), block(2, 5), {}}}});
    std::filesystem::create_directories(archive.scans() / "labels");
    const Geometry grid{{kSide, kSide, kSlices}, {0.25, 0.5, 2.5}, {-10, 20, 0}, kIdentity3};
    writeLabel(RawLabelVolume(grid, std::vector<std::int32_t>(kAll, 1)), archive.scans() / "labels" / "a.nii.gz");
    const ImportPlan plan = archive.plan();
    QCOMPARE(plan.cases.size(), std::size_t{1});
    QVERIFY(plan.cases[0].label && plan.cases[0].classFiles.empty());
    QVERIFY(sentencesOf(plan.cases[0].findings).contains("seg/1.dcm is not used."));
}

void TestDicomLabels::aTableNamesObjects() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.series("b", "1.2.3.200");
    archive.series("c", "1.2.3.300");
    // Of c by what they refer to; a table knows better.
    archive.segmentation(
        "s/1.dcm",
        {.seriesUid = "1.2.3.300", .names = {"heart", "empty"}, .frames = {{1, placeOfMadeSlice(4), block(2, 5), {}}}});
    archive.structureSet("r/1.dcm",
                         {.seriesUid = "1.2.3.300", .names = {"lung"}, .contours = {{.points = outline(2, 5, 10)}}});
    std::ofstream(archive.scans() / "cases.csv") << "image,label\na,s/1.dcm\nb,r\nc,\n";
    QCOMPARE(textOf(planImport({archive.scans() / "cases.csv"}, {})), "a: heart 1 of 1.dcm\nb: lung 1 of 1.dcm\nc: ");
    const Project project = archive.project({"background", "heart", "lung"});
    const ImportSummary summary = archive.import(project);
    QCOMPARE(summary.count(ImportOutcome::Imported), 3);
    QCOMPARE(voxelsOf(project, "a"), (std::vector<std::int64_t>{kAll - 12, 12, 0, 0}));
    QCOMPARE(voxelsOf(project, "b"), (std::vector<std::int64_t>{kAll - 12, 0, 12, 0}));
    // Both lie in c, as nothing else is said of it, on the same voxels.
    QCOMPARE(voxelsOf(project, "c"), (std::vector<std::int64_t>{kAll - 12, 0, 12, 0}));
}

void TestDicomLabels::anIndexOfFilesIsNoObject() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.segmentation("one.dcm", {.names = {"heart"}, .frames = {{1, placeOfMadeSlice(4), block(2, 5), {}}}});
    std::filesystem::rename(archive.scans() / "one.dcm", archive.scans() / "DICOMDIR");
    std::ofstream(archive.scans() / "cases.csv") << "image,label\na,DICOMDIR\n";
    const ImportPlan plan = planImport({archive.scans() / "cases.csv"}, {});
    for (const PlannedCase& one : plan.cases) {
        QVERIFY(one.classFiles.empty());
    }
}

void TestDicomLabels::whatIsExportedComesBack() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    const DicomSeries series = findDicomSeries(archive.scans() / "a").front();
    std::vector<std::uint8_t> voxels;
    for (std::int64_t at = 0; at < kAll; ++at) {
        const std::int64_t slice = at / (kSide * kSide);
        voxels.push_back(slice < 3 ? 0 : static_cast<std::uint8_t>((at * at / 7 + slice) % 5 % 3));
    }
    const LabelVolume label(series.geometry, voxels);
    writeDicomSegmentation(label, {{1, "wall"}, {2, "Vorhof, größer"}}, series, {.algorithm = "test", .version = "1"},
                           archive.scans() / "exported" / "a.dcm");
    const Project project = archive.project({"background", "wall", "Vorhof, größer"});
    QCOMPARE(archive.plan().classes->names(), project.labels().scheme().names());
    QCOMPARE(archive.import(project).count(ImportOutcome::Imported), 1);
    const LabelVolume back = readCaseLabel(project, *project.cases().find("a"), {});
    QCOMPARE(back.geometry(), label.geometry());
    QVERIFY(std::ranges::equal(back.voxels(), label.voxels()));
}

void TestDicomLabels::nothingOfTheObjectsIsKept() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.segmentation("seg.dcm", {.names = {"heart"}, .frames = {{1, placeOfMadeSlice(4), block(2, 5), {}}}});
    archive.structureSet("old.dcm",
                         {.date = "20200101", .names = {"heart"}, .contours = {{.points = outline(2, 5, 10)}}});
    const Project project = archive.project({"background", "heart"});
    QCOMPARE(archive.import(project).count(ImportOutcome::Imported), 1);
    QByteArray bytes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(project.folder())) {
        QFile file(entry.path());
        bytes += entry.is_regular_file() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QVERIFY(bytes.contains("heart"));
    for (const std::string& text : {std::string("P-7"), std::string("Doe^Jane"), std::string("1.2.3.500"),
                                    std::string("1.2.3.600"), std::string("1.2.3.100"), archive.scans().string()}) {
        QVERIFY2(!bytes.contains(text.c_str()), text.c_str());
    }
}

void TestDicomLabels::fromATerminal() {
    const Archive archive;
    archive.series("a", "1.2.3.100");
    archive.segmentation(
        "seg.dcm", {.names = {"GTV-1", "organ"},
                    .frames = {{1, placeOfMadeSlice(4), block(4, 6), {}}, {2, placeOfMadeSlice(4), block(2, 8), {}}}});
    const QString root = QString::fromStdString(archive.root().string());
    QCOMPARE(runCli({"new", "p.tandem", "--labels", "background,tumour,organ"}, root).exitCode, 0);
    const QStringList import{"import", "p.tandem", "scans", "--structures", "GTV-1=tumour", "--priority", "tumour"};
    const CliResult dry = runCli(import + QStringList{"--dry-run"}, root);
    QVERIFY2(dry.exitCode == 0, dry.err);
    QVERIFY2((dry.out + dry.err).contains("1 with DICOM segmentations or structure sets"), dry.out + dry.err);
    const CliResult result = runCli(import, root);
    QVERIFY2(result.exitCode == 0, result.err);
    QCOMPARE(voxelsOf(Project::open(archive.root() / "p.tandem"), "a"),
             (std::vector<std::int64_t>{kAll - 24, 8, 16, 0}));
    const CliResult wrong = runCli({"import", "p.tandem", "scans", "--structures", "GTV-1"}, root);
    QVERIFY2(wrong.exitCode != 0 && wrong.err.contains("STRUCTURE=CLASS"), wrong.err);
}

QTEST_GUILESS_MAIN(TestDicomLabels)
#include "tst_dicom_labels.moc"
