#include "storage/export/export_choices.h"
#include "storage/export/export_names.h"
#include "storage/export/export_plan.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/trust_scores.h"
#include "tests/core/expect_error.h"
#include "tests/export/export_project.h"
#include "tests/review/review_project.h"

#include <QTest>
#include <algorithm>

using namespace tandem;

class TestExportPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void patternsAreChecked_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("words");
        QTest::newRow("usual") << "{case}_{what}" << "";
        QTest::newRow("folders") << "{patient}/{case}/{method}-{run}_{what}" << "";
        QTest::newRow("no case") << "{what}" << "needs {case}";
        QTest::newRow("no what") << "{case}" << "needs {what}";
        QTest::newRow("unknown") << "{case}_{what}_{date}" << "{date}, which stands for nothing";
        QTest::newRow("open") << "{case}_{what" << "{what, which stands for nothing";
        QTest::newRow("climbing") << "../{case}_{what}" << "stay within the folder";
        QTest::newRow("absolute") << "/{case}_{what}" << "stay within the folder";
        QTest::newRow("colon") << "{case}:{what}" << "do without";
    }

    void patternsAreChecked() {
        QFETCH(const QString, pattern);
        QFETCH(const QString, words);
        const auto error = errorOf([&] {
            checkPattern(pattern.toStdString());
            return 0;
        });
        QCOMPARE(error.has_value(), !words.isEmpty());
        QVERIFY2(words.isEmpty() || mentions(error, words.toStdString()), error ? error->what() : "");
    }

    void namesAreFilledIn() {
        const NameParts parts{
            .caseName = "a/b {what}", .patient = "", .run = "3", .method = "supervised", .what = "label"};
        QCOMPARE(filledIn("{patient}/{case}_{run}_{method}_{what}", parts),
                 std::string("unknown/a_b _what__3_supervised_label"));
        QCOMPARE(filledIn("{case}{what}", {.caseName = "..", .what = "x"}), std::string("_..x"));
    }

    void filesAreListedBeforeAnyIsWritten() {
        ExportProject made;
        ExportRequest request{.runId = 1, .folder = made.out()};
        request.what = {.label = true,
                        .probabilities = false,
                        .maps = false,
                        .surfaces = true,
                        .dicomSegmentation = true,
                        .structureSet = true,
                        .metrics = true,
                        .reportHtml = true};
        request.meshFormat = MeshFormat::Ply;
        request.pattern = "{patient}/{case}_{what}";
        const ExportPlan plan = planExport(made.project(), request);
        QCOMPARE(plan.cases.size(), std::size_t{2});
        std::vector<std::string> names;
        const auto add = [&](const ExportFile& file) {
            names.push_back(file.target.lexically_relative(made.out()).string());
        };
        for (const CaseExport& one : plan.cases) {
            std::ranges::for_each(one.files, add);
        }
        std::ranges::for_each(plan.common, add);
        const std::vector<std::string> wanted{"P_1/one_label.nii.gz",
                                              "P_1/one_surface-atrium.ply",
                                              "P_1/one_provenance.json",
                                              "unknown/scan_label.nii.gz",
                                              "unknown/scan_surface-atrium.ply",
                                              "unknown/scan_segmentation.dcm",
                                              "unknown/scan_structures.dcm",
                                              "unknown/scan_provenance.json",
                                              "run1_metrics.csv",
                                              "run1_metrics.json",
                                              "run1_report.html",
                                              "run1_provenance.json"};
        QCOMPARE(names, wanted);
        QCOMPARE(plan.fileCount(), wanted.size());
        QCOMPARE(plan.notes.size(), std::size_t{3});
        QVERIFY(plan.notes[0].starts_with("1 of 2 cases did not come from DICOM"));
        QVERIFY(plan.notes[1].starts_with("1 of 2 cases have no label"));
        QVERIFY(plan.notes[2].starts_with("Trust is uncalibrated"));
        QVERIFY(!std::filesystem::exists(made.out()));
    }

    void requestsAreRefused_data() {
        QTest::addColumn<int>("mistake");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << 0 << "Nothing is chosen";
        QTest::newRow("no folder") << 1 << "has no folder";
        QTest::newRow("threshold") << 2 << "between 0 and 1";
        QTest::newRow("value of a class") << 3 << "is that of a class";
        QTest::newRow("segmentation of no DICOM") << 4 << "did not come from DICOM";
        QTest::newRow("among the project's files") << 5 << "among the project's own files";
        QTest::newRow("onto a source") << 6 << "is a source of the project";
        QTest::newRow("other checkpoint") << 7 << "give best, last, or four or more";
        QTest::newRow("two of one name") << 8 << "Two files of the export";
    }

    void requestsAreRefused() {
        QFETCH(const int, mistake);
        QFETCH(const QString, words);
        ExportProject made;
        ExportRequest request{.runId = 1, .folder = made.out()};
        if (mistake == 0) {
            request.what = ExportChoice::none();
        } else if (mistake == 1) {
            request.folder.clear();
        } else if (mistake == 2) {
            request.abstain = AbstainSettings{.threshold = 1.5};
        } else if (mistake == 3) {
            request.abstain = AbstainSettings{.fileValue = ExportProject::kAtriumValue};
        } else if (mistake == 4) {
            request.what = ExportChoice::none();
            request.what.dicomSegmentation = true;
            request.caseIds = {made.one()};
        } else if (mistake == 5) {
            request.folder = made.folder() / "predictions";
        } else if (mistake == 6) {
            request.folder = made.parent() / "images";
            request.format = ImageFormat::Nrrd;
            request.pattern = "{case}-{what}";
            request.overwrite = true;
        } else if (mistake == 7) {
            request.checkpoint = "other";
        } else {
            CaseRecord record = made.project().cases().get(made.scan());
            record.name = "one?";
            made.project().cases().update(record);
            record = made.project().cases().get(made.one());
            record.name = "one*";
            made.project().cases().update(record);
        }
        const auto error = errorOf([&] { return planExport(made.project(), request); });
        QVERIFY2(mentions(error, words.toStdString()), error ? error->what() : "it was taken");
    }

    void exportsFolderOfTheProjectIsFree() {
        ExportProject made;
        const ExportRequest request{.runId = 1, .folder = made.project().exportsFolder()};
        QVERIFY(planExport(made.project(), request).fileCount() > 20);
    }

    void checkpointsAndCasesAreFound() {
        ExportProject made;
        const auto checkpoints = predictingCheckpoints(made.project(), 1);
        QCOMPARE(checkpoints.size(), std::size_t{1});
        QVERIFY(checkpoints[0].kind == CheckpointKind::Last);
        QCOMPARE(checkpoints[0].iteration, 60);
        QCOMPARE(checkpoints[0].cases, 2);
        const auto cases = exportCandidates(made.project(), 1, checkpoints[0].contentHash);
        QCOMPARE(cases.size(), std::size_t{2});
        QCOMPARE(cases[0].name, std::string("one"));
        QVERIFY(cases[0].hasLabel && !cases[0].isFromDicom && cases[0].canAbstain);
        QVERIFY(!cases[1].hasLabel && cases[1].isFromDicom);
        QVERIFY(!cases[1].score.has_value());
        QVERIFY(exportCandidates(made.project(), 1, "other").empty());
        const Progress silent = [](double, std::string_view) {};
        scorePredictions(made.project(), 1, {.hash = ExportProject::kCheckpoint}, silent, {});
        const auto scored = exportCandidates(made.project(), 1, checkpoints[0].contentHash);
        QVERIFY(scored[0].score && !scored[0].score->isCalibrated());
        QVERIFY(std::abs(scored[0].score->dice.value - ExportProject::expectedDice(made.phantom().label)) < 1e-3);
    }

    void trustIsThatOfTheLabelAskedFor() {
        ReviewProject made;
        for (int number = 1; number <= 4; ++number) {
            made.predict(made.check(number), number);
        }
        const Progress silent = [](double, std::string_view) {};
        const RunTrust measured =
            measureTrust(made.project(), made.runId(), {.hash = ReviewProject::checkpoint()}, Decoder::A, silent, {});
        QVERIFY(measured.fitted.model.isCalibrated);
        ExportRequest request{.runId = made.runId(), .folder = made.parent() / "out"};
        QCOMPARE(planExport(made.project(), request).trust.fitted.model, measured.fitted.model);
        request.label = Decoder::Mean;  // was not measured
        QVERIFY(!planExport(made.project(), request).trust.fitted.model.isCalibrated);
    }
};

QTEST_GUILESS_MAIN(TestExportPlan)
#include "tst_export_plan.moc"
