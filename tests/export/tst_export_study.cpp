#include "core/base/content_hash.h"
#include "core/reliability/abstention.h"
#include "storage/db/artifact_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/split_repository.h"
#include "storage/db/validation_score_repository.h"
#include "storage/export/export_report.h"
#include "storage/export/export_study.h"
#include "storage/image/image_reader.h"
#include "storage/review/case_review.h"
#include "tests/core/expect_error.h"
#include "tests/export/export_project.h"

#include <dcmtk/dcmseg/segdoc.h>
#include <dcmtk/dcmseg/segment.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <memory>

using namespace tandem;

namespace {

const Progress kSilent = [](double, std::string_view) {};

QByteArray bytesOf(const std::filesystem::path& file) {
    QFile opened(QString::fromStdString(file.string()));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

QJsonObject jsonOf(const std::filesystem::path& file) {
    return QJsonDocument::fromJson(bytesOf(file)).object();
}

/// Remembers what it was given.
class RecordingReport : public ReportWriter {
public:
    void addCase(const ReportCase& one, const ReportFacts&) override { cases.push_back(one); }
    void writeHtml(const ReportFacts& given, const std::filesystem::path& file) override {
        facts = given;
        QFile out(QString::fromStdString(file.string()));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("report");
    }
    void writePdf(const ReportFacts&, const std::filesystem::path&) override { QFAIL("no PDF was asked for"); }

    std::vector<ReportCase> cases;
    ReportFacts facts;
};

}  // namespace

class TestExportStudy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingThatWasPredicted() {
        ExportProject made;
        const ExportRequest request{.runId = 1, .folder = made.out()};
        double last = 0;
        const Progress progress = [&](double fraction, std::string_view) {
            QVERIFY(fraction >= last && fraction <= 1);
            last = fraction;
        };
        const ExportSummary summary = exportPredictions(made.project(), request, progress, {});
        QCOMPARE(last, 1.0);
        QCOMPARE(summary.files.size(), std::size_t{2 * 19});
        const RawLabelVolume label = readLabel(made.out() / "one_label.nii.gz");
        QVERIFY(!differenceOf(label.geometry(), made.phantom().label.geometry()));
        for (std::size_t at = 0; at < label.voxels().size(); ++at) {
            QCOMPARE(label.voxels()[at], made.phantom().label.voxels()[at] == 1 ? ExportProject::kAtriumValue : 0);
        }
        const ImageVolume uncertainty = readImage(made.out() / "one_uncertainty-a.nii.gz");
        QCOMPARE(uncertainty.at(3, 4, 5), 0.6F);
        const QJsonObject provenance = jsonOf(made.out() / "one_provenance.json");
        QCOMPARE(provenance["checkpointSha256"].toString().toStdString(), ExportProject::kCheckpoint);
        QCOMPARE(provenance["trainedBy"].toObject()["training"].toObject()["iterations"].toInt(), 60);
        QCOMPARE(provenance["export"].toObject()["format"].toString(), QString("nifti"));
        QCOMPARE(provenance["files"].toArray().size(), 18);
        const ImageVolume trust = readImage(made.out() / "one_trust.nii.gz");
        QVERIFY(std::abs(trust.at(3, 4, 5) - 0.6F) < 1e-3F);
        QCOMPARE(provenance["trust"].toObject()["calibrated"].toBool(true), false);
        QVERIFY(std::abs(provenance["predictedDice"].toObject()["value"].toDouble() -
                         ExportProject::expectedDice(made.phantom().label)) < 1e-3);
        const auto artifacts = made.project().artifacts().list();
        QCOMPARE(artifacts.size(), summary.files.size());
        QCOMPARE(artifacts.front().contentHash, contentHash(artifacts.front().file));
        QCOMPARE(made.project().events().list().front().kind, std::string("export"));
    }

    void formats_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("name");
        QTest::newRow("nrrd") << int(ImageFormat::Nrrd) << "one_label.nrrd";
        QTest::newRow("metaimage") << int(ImageFormat::MetaImage) << "one_label.mha";
    }

    void formats() {
        QFETCH(const int, format);
        QFETCH(const QString, name);
        ExportProject made;
        ExportRequest request{.runId = 1, .caseIds = {made.one()}, .folder = made.out()};
        request.what = {.probabilities = false, .maps = false};
        request.format = static_cast<ImageFormat>(format);
        QCOMPARE(exportPredictions(made.project(), request, kSilent, {}).files.size(), std::size_t{2});
        QVERIFY(!differenceOf(readLabel(made.out() / name.toStdString()).geometry(), made.phantom().label.geometry()));
    }

    void doubtfulVoxelsAbstain() {
        ExportProject made;
        ExportRequest request{.runId = 1, .caseIds = {made.one()}, .folder = made.out()};
        request.what = {.probabilities = false, .maps = false};
        request.abstain = AbstainSettings{.threshold = 0.75, .fileValue = 99};
        const ExportSummary summary = exportPredictions(made.project(), request, kSilent, {});
        const RawLabelVolume label = readLabel(made.out() / "one_label.nii.gz");
        std::int64_t found = 0;
        std::int64_t foreground = 0;
        std::int64_t foregroundFound = 0;
        for (std::size_t at = 0; at < label.voxels().size(); ++at) {
            const bool isInside = made.phantom().label.voxels()[at] == 1;
            const bool isAbstained = label.voxels()[at] == 99;
            found += isAbstained ? 1 : 0;
            foreground += isInside ? 1 : 0;
            foregroundFound += isInside && isAbstained ? 1 : 0;
            QVERIFY(isAbstained || label.voxels()[at] == (isInside ? ExportProject::kAtriumValue : 0));
        }
        QCOMPARE(label.at(3, 4, 5), 99);
        QCOMPARE(found, ExportProject::kDoubtfulVoxels);
        const AbstainCount count = summary.cases.front().abstained.value();
        QCOMPARE(count.abstained, found);
        QCOMPARE(count.foreground, foreground);
        QCOMPARE(count.foregroundAbstained, foregroundFound);
        QCOMPARE(count.fraction(), 27.0 / (32 * 28 * 24));
        QVERIFY(std::abs(count.expectedErrors - ExportProject::expectedErrors(made.phantom().label)) < 0.5);
        QVERIFY(std::abs(count.expectedErrorsRemoved - 27 * 0.4) < 0.05);
        const QJsonObject provenance = jsonOf(made.out() / "one_provenance.json");
        QCOMPARE(provenance["abstained"].toObject()["abstained"].toInt(), 27);
        QCOMPARE(provenance["export"].toObject()["abstain"].toObject()["threshold"].toDouble(), 0.75);
    }

    void abstainingNeedsMaps() {
        ExportProject made;
        made.predict(made.one(), made.phantom().label, false);
        ExportRequest request{.runId = 1, .caseIds = {made.one()}, .folder = made.out()};
        request.abstain = AbstainSettings();
        const auto error = errorOf([&] { return exportPredictions(made.project(), request, kSilent, {}); });
        QVERIFY(mentions(error, "predict it with all maps"));
        QVERIFY(!std::filesystem::exists(made.out()));
    }

    void segmentationOfTheDicomCase() {
        ExportProject made;
        ExportRequest request{.runId = 1, .folder = made.out()};
        request.what = ExportChoice::none();
        request.what.dicomSegmentation = true;
        request.abstain = AbstainSettings();
        const ExportSummary summary = exportPredictions(made.project(), request, kSilent, {});
        QCOMPARE(summary.files.size(), std::size_t{2});
        QCOMPARE(summary.notes.size(), std::size_t{2});
        QVERIFY(summary.notes[1].starts_with("Trust is uncalibrated") &&
                summary.notes[1].ends_with("(--run 1 --label a)."));
        DcmSegmentation* read = nullptr;
        QVERIFY(DcmSegmentation::loadFile((made.out() / "scan_segmentation.dcm").c_str(), read).good());
        const std::unique_ptr<DcmSegmentation> object(read);
        QCOMPARE(object->getNumberOfSegments(), std::size_t{2});
        OFString label;
        object->getSegment(2)->getSegmentLabel(label);
        QCOMPARE(label.c_str(), "abstain");
    }

    void contoursOfTheDicomCase() {
        ExportProject made;
        ExportRequest request{.runId = 1, .folder = made.out()};
        request.what = ExportChoice::none();
        request.what.structureSet = true;
        request.abstain = AbstainSettings();
        const ExportSummary summary = exportPredictions(made.project(), request, kSilent, {});
        QCOMPARE(summary.files.size(), std::size_t{2});
        QVERIFY(summary.notes[0].ends_with("no DICOM object is written for them."));
        DcmFileFormat file;
        QVERIFY(file.loadFile((made.out() / "scan_structures.dcm").c_str()).good());
        DcmItem* structure = nullptr;
        OFString name;
        QVERIFY(file.getDataset()->findAndGetSequenceItem(DCM_StructureSetROISequence, structure, 1).good());
        QVERIFY(structure->findAndGetOFString(DCM_ROIName, name).good());
        QCOMPARE(name.c_str(), "abstain");
        DcmItem* region = nullptr;
        DcmSequenceOfItems* contours = nullptr;
        QVERIFY(file.getDataset()->findAndGetSequenceItem(DCM_ROIContourSequence, region, 0).good());
        QVERIFY(region->findAndGetSequence(DCM_ContourSequence, contours).good());
        QVERIFY(contours->card() >= 6);  // in every slice
    }

    void surfacesOfTheWholePrediction() {
        ExportProject made;
        ExportRequest request{.runId = 1, .caseIds = {made.one()}, .folder = made.out()};
        request.what = ExportChoice::none();
        request.what.surfaces = true;
        static_cast<void>(exportPredictions(made.project(), request, kSilent, {}));
        const QByteArray bytes = bytesOf(made.out() / "one_surface-atrium.stl");
        QVERIFY(bytes.startsWith("SPACE=LPS"));
        QVERIFY(bytes.size() > 84 + 50 * 100);
        // A class that is nowhere has no surface, and the summary says so.
        const Geometry& grid = made.phantom().label.geometry();
        made.predict(made.one(), {grid, std::vector<std::uint8_t>(made.phantom().label.voxels().size(), 0)});
        request.folder = made.parent() / "none";
        const ExportSummary summary = exportPredictions(made.project(), request, kSilent, {});
        QCOMPARE(summary.files.size(), std::size_t{1});
        QVERIFY(summary.notes.front().find("holds no atrium") != std::string::npos);
    }

    void anAcceptedPredictionHasNoMetrics() {
        ExportProject made;
        static_cast<void>(acceptPrediction(made.project(), 1, made.scan(), {}, {}));
        ExportRequest request{.runId = 1, .folder = made.out()};
        request.what = ExportChoice::none();
        request.what.metrics = true;
        const ExportSummary summary = exportPredictions(made.project(), request, kSilent, {}, nullptr);
        const QJsonObject metrics = jsonOf(made.out() / "run1_metrics.json");
        QCOMPARE(metrics["cases"].toArray().size(), 1);
        QVERIFY(metrics["remarks"].toArray().first().toString().contains("Left out"));
        QVERIFY(
            std::ranges::any_of(summary.notes, [](const std::string& note) { return note.starts_with("Left out"); }));
        // Of nothing but such cases there are none.
        request.caseIds = {made.scan()};
        request.folder = made.parent() / "none";
        QVERIFY(errorOf([&] { return planExport(made.project(), request); }));
    }

    void metricsAndReport() {
        ExportProject made;
        ExportRequest request{.runId = 1, .folder = made.out()};
        request.what = ExportChoice::none();
        request.what.metrics = true;
        request.what.reportHtml = true;
        request.abstain = AbstainSettings{.threshold = 0.75};
        RecordingReport report;
        const ExportSummary summary = exportPredictions(made.project(), request, kSilent, {}, &report);
        QCOMPARE(summary.files.size(), std::size_t{4});
        const QList<QByteArray> lines = bytesOf(made.out() / "run1_metrics.csv").split('\n');
        QVERIFY(lines[0].startsWith("case,class,dice"));
        QVERIFY(lines[1].startsWith("one,atrium,1.000000"));
        QCOMPARE(jsonOf(made.out() / "run1_metrics.json")["cases"].toArray().size(), 1);
        QCOMPARE(jsonOf(made.out() / "run1_provenance.json")["predictions"].toArray().size(), 2);
        QVERIFY(!jsonOf(made.out() / "run1_provenance.json")["trust"].toObject()["calibrated"].toBool(true));
        QCOMPARE(report.cases.size(), std::size_t{2});
        QCOMPARE(report.cases[0].metrics.size(), std::size_t{1});
        QCOMPARE(report.cases[0].prediction.at(3, 4, 5), std::uint8_t{2});
        QCOMPARE(report.cases[0].abstained->abstained, ExportProject::kDoubtfulVoxels);
        QVERIFY(report.cases[1].metrics.empty() && report.cases[1].reference.isEmpty());
        QVERIFY(std::abs(report.cases[0].trust.at(3, 4, 5) - 0.6F) < 1e-3F);
        QVERIFY(report.cases[0].score && !report.cases[0].score->isCalibrated());
        QVERIFY(!report.facts.trust.isMeasured());
        QCOMPARE(report.facts.checkpoint, std::string("last checkpoint, iteration 60 (aaaaaaaa)"));
        QCOMPARE(report.facts.evaluation->means.front().dice, 1.0);
    }

    void theCheckpointIsNamedAsItWasChosen_data() {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("named");
        QTest::newRow("best") << "best" << "best checkpoint, iteration 20 (aaaaaaaa)";
        QTest::newRow("last") << "last" << "last checkpoint, iteration 20 (aaaaaaaa)";
        QTest::newRow("none") << "" << "best checkpoint, iteration 20 (aaaaaaaa)";
        QTest::newRow("as it was predicted") << "aaaaaaaa" << "last checkpoint, iteration 20 (aaaaaaaa)";
    }

    /// The last checkpoint is the best one, too: both hold the same weights.
    void theCheckpointIsNamedAsItWasChosen() {
        QFETCH(const QString, chosen);
        ExportProject made;
        Project& project = made.project();
        const SplitRecord split =
            project.splits().add({.name = "fixed", .assignments = {{made.one(), SplitRole::Validation}}});
        const RunRecord run = project.runs().add({.method = "supervised",
                                                  .settingsJson = "{}",
                                                  .preparationJson = "{}",
                                                  .versionsJson = "{}",
                                                  .splitId = split.id});
        const ValidationScore score{run.id, made.one(), 20, false, {0.5}};
        project.validationScores().add({&score, 1});
        for (const CheckpointKind kind : {CheckpointKind::Best, CheckpointKind::Last}) {
            project.checkpoints().record({.runId = run.id,
                                          .kind = kind,
                                          .file = "runs/0002/" + std::string(nameOf(kind)) + ".ckpt",
                                          .contentHash = ExportProject::kCheckpoint,
                                          .iteration = 20,
                                          .validationDice = 0.5});
        }
        PredictionRecord prediction = project.predictions().list(1, made.one()).front();
        prediction.runId = run.id;
        prediction.checkpointKind = CheckpointKind::Last;
        prediction.checkpointIteration = 20;
        project.predictions().record(prediction);
        ExportRequest request{.runId = run.id, .checkpoint = chosen.toStdString(), .folder = made.out()};
        request.what = ExportChoice::none();
        request.what.reportHtml = true;
        std::filesystem::create_directories(made.out());
        RecordingReport report;
        static_cast<void>(exportPredictions(project, request, kSilent, {}, &report));
        QTEST(QString::fromStdString(report.facts.checkpoint), "named");
    }

    void filesAreNotReplacedUnlessTold() {
        ExportProject made;
        ExportRequest request{.runId = 1, .caseIds = {made.one()}, .folder = made.out()};
        request.what = {.probabilities = false, .maps = false};
        std::filesystem::create_directories(made.out());
        QFile kept(QString::fromStdString((made.out() / "one_provenance.json").string()));
        QVERIFY(kept.open(QIODevice::WriteOnly));
        kept.write("mine");
        kept.close();
        const auto error = errorOf([&] { return exportPredictions(made.project(), request, kSilent, {}); });
        QVERIFY(error && error->code() == ErrorCode::Conflict);
        QVERIFY(mentions(error, "one_provenance.json is there already"));
        QVERIFY(!std::filesystem::exists(made.out() / "one_label.nii.gz"));
        QCOMPARE(bytesOf(made.out() / "one_provenance.json"), QByteArray("mine"));
        request.overwrite = true;
        QCOMPARE(exportPredictions(made.project(), request, kSilent, {}).files.size(), std::size_t{2});
        QVERIFY(bytesOf(made.out() / "one_provenance.json").size() > 100);
    }

    void stops() {
        ExportProject made;
        std::stop_source source;
        const Progress progress = [&](double fraction, std::string_view) {
            if (fraction > 0.3) {
                source.request_stop();
            }
        };
        const ExportRequest request{.runId = 1, .folder = made.out()};
        const auto error =
            errorOf([&] { return exportPredictions(made.project(), request, progress, source.get_token()); });
        QVERIFY(error && error->code() == ErrorCode::Cancelled);
        QVERIFY(!std::filesystem::exists(made.out() / "scan_label.nii.gz"));
    }
};

QTEST_GUILESS_MAIN(TestExportStudy)
#include "tst_export_study.moc"
