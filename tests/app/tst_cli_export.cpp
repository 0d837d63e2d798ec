// Results leave a project from a terminal: formats, names, surfaces, DICOM segmentations, abstaining, reports.
#include "core/base/file_system.h"
#include "storage/db/artifact_repository.h"
#include "tests/app/cli_runner.h"
#include "tests/export/export_project.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

class TestCliExport : public QObject {
    Q_OBJECT

    std::unique_ptr<tandem::ExportProject> m_made;

    CliResult run(const QStringList& more) const {
        return runCli(QStringList{"export", QString::fromStdString(m_made->folder().string()), "--out", out()} + more,
                      QString::fromStdString(m_made->parent().string()));
    }
    QString out() const { return QString::fromStdString(m_made->out().string()); }
    QStringList files(const QString& below = {}) const {
        return QDir(out() + "/" + below).entryList(QDir::Files, QDir::Name);
    }

private Q_SLOTS:
    void init() { m_made = std::make_unique<tandem::ExportProject>(); }

    void writesWhatIsNamed() {
        const CliResult result =
            run({"--what", "label,surfaces,seg,rtstruct", "--format", "metaimage", "--mesh", "obj", "--names",
                 "{patient}/{case}_{run}_{what}", "--abstain", "0.75", "--abstain-value", "42"});
        QVERIFY2(result.exitCode == 0, result.err);
        QCOMPARE(files("P_1"), (QStringList{"one_1_label.mha", "one_1_provenance.json", "one_1_surface-atrium.obj"}));
        QCOMPARE(files("unknown"), (QStringList{"scan_1_label.mha", "scan_1_provenance.json", "scan_1_segmentation.dcm",
                                                "scan_1_structures.dcm", "scan_1_surface-atrium.obj"}));
        QVERIFY2(result.out.contains("1 of 2 cases did not come from DICOM"), result.out);
        QVERIFY2(result.out.contains("one: not decided are 0.13 % of all voxels"), result.out);
        QVERIFY2(result.out.contains("Wrote 8 files"), result.out);
    }

    void bidsDerivativesAreWrittenAndReadBack() {
        const tandem::PhantomCase& phantom = m_made->phantom();
        const std::filesystem::path bids = m_made->parent() / "bids";
        const std::filesystem::path image = bids / "sub-01" / "anat" / "sub-01_T1w.nii.gz";
        std::filesystem::create_directories(image.parent_path());
        tandem::writeImage(phantom.image, image);
        tandem::CaseRecord record{.name = "sub-01_T1w", .patient = "sub-01", .geometry = phantom.image.geometry()};
        record.images.push_back({.path = image, .contentHash = "b", .format = "nifti"});
        m_made->predict(m_made->project().cases().add(record).id, phantom.label);
        const QString here = QString::fromStdString(m_made->parent().string());
        const QString project = QString::fromStdString(m_made->folder().string());
        const QStringList bidsExport{"export", project, "--layout", "bids", "--cases", "sub-01_T1w", "--out", "bids"};
        const CliResult listed = runCli(bidsExport + QStringList{"--check-identifiers"}, here);
        QVERIFY2(listed.out.contains("patient: sub-01 (in names of files)"), listed.out);
        QVERIFY2(runCli(bidsExport + QStringList{"--what", "label,metrics"}, here).err.contains("leave out the rest"),
                 "");
        const CliResult result = runCli(bidsExport, here);
        QVERIFY2(result.exitCode == 0, result.err);
        QVERIFY2(result.out.contains("Wrote 10 files"), result.out);
        QVERIFY(QFile::exists(here + "/bids/derivatives/tandem/sub-01/anat/sub-01_space-orig_desc-run1_dseg.nii.gz"));
        QCOMPARE(runCli({"new", "q.tandem", "--labels", "background,atrium", "--values", "0,7"}, here).exitCode, 0);
        const CliResult imported = runCli({"--json", "import", "q.tandem", "bids"}, here);
        QVERIFY2(imported.exitCode == 0, imported.err);
        const QByteArray info = runCli({"--json", "info", "q.tandem"}, here).out;
        const QJsonObject read = QJsonDocument::fromJson(info).object()["cases"].toArray().first().toObject();
        QVERIFY2(read["name"].toString() == "sub-01_T1w" && read["state"].toString() == "labelled", info);
    }

    void textsOfPatientsAreListedBeforehand() {
        const CliResult listed = run({"--what", "label,seg,rtstruct,html", "--names", "{patient}/{case}_{what}",
                                      "--check-identifiers", "--json"});
        QVERIFY2(listed.exitCode == 0, listed.err);
        QVERIFY(!QDir(out()).exists());
        QStringList lines;
        for (const QJsonValue& one : QJsonDocument::fromJson(listed.out).array()) {
            lines << one["what"].toString() + ": " + one["text"].toString() + " in " + one["where"].toString();
        }
        for (const char* line :
             {"name of the project: Study of atria in provenance, report",
              "name of a case: one in names of files, provenance, report", "patient: P/1 in names of files, report",
              "path of a source: ../images/one.nrrd in provenance", "ID of a patient: P-7 in DICOM objects",
              "name of a patient: Doe^Jane in DICOM objects"}) {
            QVERIFY2(lines.contains(line), qPrintable(QString(line) + " in\n" + lines.join('\n')));
        }
    }

    void textsOfAPartedSeriesAreListed() {
        const std::filesystem::path series = m_made->parent() / "dicom";
        int number = 0;
        for (const std::filesystem::path& file : tandem::entriesOf(series)) {
            const std::filesystem::path disk = series / ("disk " + std::to_string(++number % 2));
            std::filesystem::create_directory(disk);
            std::filesystem::rename(file, disk / file.filename());
        }
        const CliResult listed = run({"--what", "seg", "--check-identifiers"});
        QVERIFY2(listed.exitCode == 0, listed.err);
        QVERIFY2(listed.out.contains("P-7") && listed.out.contains("Doe^Jane"), listed.out);
        QVERIFY2(listed.out.contains("also of each series: birth date and sex"), listed.out);
    }

    void makesReports() {
        const CliResult made = run({"--what", "metrics,html,pdf", "--cases", "one"});
        QVERIFY2(made.exitCode == 0, made.err);
        QCOMPARE(files(), (QStringList{"run1_metrics.csv", "run1_metrics.json", "run1_provenance.json",
                                       "run1_report.html", "run1_report.pdf"}));
        QFile pdf(out() + "/run1_report.pdf");
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.readAll().startsWith("%PDF-"));
        QFile html(out() + "/run1_report.html");
        QVERIFY(html.open(QIODevice::ReadOnly));
        QVERIFY(html.readAll().contains("Study of atria"));
    }

    void mistakesAreSaid_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("words");
        QTest::newRow("what") << QStringList{"--what", "label,video"} << 2 << "There is no \"video\" to export";
        QTest::newRow("mesh") << QStringList{"--mesh", "step"} << 2 << "--mesh";
        QTest::newRow("threshold") << QStringList{"--abstain", "7"} << 2 << "--abstain";
        QTest::newRow("pattern") << QStringList{"--names", "{what}"} << 1 << "needs {case}";
        QTest::newRow("no DICOM") << QStringList{"--what", "seg", "--cases", "one"} << 1 << "did not come from DICOM";
        QTest::newRow("best") << QStringList{"--checkpoint", "best"} << 1 << "has no best checkpoint";
    }

    void mistakesAreSaid() {
        QFETCH(const QStringList, options);
        QFETCH(const int, exitCode);
        QFETCH(const QString, words);
        const CliResult result = run(options);
        QCOMPARE(result.exitCode, exitCode);
        QVERIFY2(result.err.contains(words.toUtf8()), result.err);
        QVERIFY(!QDir(out()).exists());
    }

    void readsWhatMayNotChange() {
        const QString folder = QString::fromStdString(m_made->folder().string());
        const auto artifacts = [&] { return m_made->project().artifacts().list().size(); };
        CliResult result = run({"--what", "label,metrics", "--read-only"});
        QVERIFY2(result.exitCode == 0, result.err);
        QVERIFY(files().contains("one_label.nii.gz"));
        QCOMPARE(artifacts(), std::size_t(0));
        result = runCli({"info", folder, "--read-only"}, QString::fromStdString(m_made->parent().string()));
        QVERIFY2(result.exitCode == 0, result.err);
        QVERIFY2(result.out.contains("Study of atria"), result.out);
        // Also exports/ is the project's.
        result = runCli({"export", folder, "--read-only", "--what", "label", "--out", folder + "/exports"},
                        QString::fromStdString(m_made->parent().string()));
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("open to be looked at"), result.err);
        QVERIFY(QDir(folder + "/exports").isEmpty());
    }

    void overwritesOnlyWhenTold() {
        const QStringList what{"--what", "label", "--checkpoint", "last"};
        QCOMPARE(run(what).exitCode, 0);
        const CliResult refused = run(what);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("--overwrite"), refused.err);
        QCOMPARE(run(what + QStringList{"--overwrite"}).exitCode, 0);
    }

    void helpShowsExamples() {
        const CliResult help = runCli({"export", "--help"}, QDir::tempPath());
        QCOMPARE(help.exitCode, 0);
        QVERIFY2(help.out.contains("--abstain 0.75") && help.out.contains("--what metrics,html,pdf"), help.out);
    }
};

QTEST_GUILESS_MAIN(TestCliExport)
#include "tst_cli_export.moc"
