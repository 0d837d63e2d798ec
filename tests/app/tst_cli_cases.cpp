// Cases whose files move, and cases that are taken out again, as a person does it from a terminal.
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "tests/app/cli_runner.h"
#include "tests/app/small_study.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

class TestCliCases : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    CliResult run(const QStringList& arguments) const { return runCli(arguments, m_folder.path()); }
    int caseCount() const {
        const CliResult result = run({"--json", "info", "p.tandem"});
        return static_cast<int>(QJsonDocument::fromJson(result.out).object()["cases"].toArray().size());
    }

private Q_SLOTS:
    void init() {
        QVERIFY(m_folder.isValid());
        QDir(m_folder.filePath("")).removeRecursively();
        QVERIFY(QDir().mkpath(m_folder.path()));
        writePhantoms(m_folder.filePath("before").toStdString(), 3);
        QCOMPARE(run({"new", "p.tandem", "--labels", "background,atrium"}).exitCode, 0);
        const CliResult imported = run({"import", "p.tandem", "before"});
        QVERIFY2(imported.exitCode == 0, imported.err);
        QCOMPARE(caseCount(), 3);
    }

    void valuesMayBeUnknown() {
        QCOMPARE(run({"new", "q.tandem", "--labels", "background,atrium"}).exitCode, 0);
        const CliResult both = run({"import", "q.tandem", "before", "--map", "1=1", "--unknown", "1"});
        QCOMPARE(both.exitCode, 2);
        QVERIFY2(both.err.contains("said to be unknown"), both.err);
        // What was the atrium is unknown now, and 7 is nowhere.
        const CliResult imported = run({"import", "q.tandem", "--unknown", "1", "--unknown", "7", "before"});
        QVERIFY2(imported.exitCode == 0, imported.err);
        const CliResult info = run({"--json", "info", "q.tandem"});
        const QJsonArray cases = QJsonDocument::fromJson(info.out).object()["cases"].toArray();
        QCOMPARE(cases.size(), 3);
        for (const auto& one : cases) {
            QVERIFY(one.toObject()["unknownVoxels"].toInt() > 0);
            QCOMPARE(one.toObject()["labelVoxels"].toArray()[1].toInt(), 0);
        }
        const CliResult mapped = run({"new", "r.tandem", "--labels", "background,atrium"});
        QCOMPARE(mapped.exitCode, 0);
        QCOMPARE(run({"import", "r.tandem", "before", "--map", "1=unknown"}).exitCode, 0);
    }

    void movedFilesAreLocated() {
        QVERIFY(QDir(m_folder.path()).rename("before", "after"));
        const CliResult lost = run({"prepare", "p.tandem"});
        QCOMPARE(lost.exitCode, 1);
        QVERIFY2(lost.err.count("case_1.nii.gz") == 1 && lost.err.contains("locate"), lost.err);

        const CliResult located = run({"--json", "locate", "p.tandem", "after"});
        QVERIFY2(located.exitCode == 0, located.err);
        const QJsonObject summary = QJsonDocument::fromJson(located.out).object();
        QCOMPARE(summary["found"].toInt(), 6);
        QVERIFY(summary["stillMissing"].toArray().isEmpty());
        const CliResult prepared = run({"prepare", "p.tandem"});
        QVERIFY2(prepared.exitCode == 0, prepared.err);
    }

    void whatIsNotThereStaysMissing() {
        QVERIFY(QDir(m_folder.path()).rename("before", "after"));
        QVERIFY(QFile::remove(m_folder.filePath("after/labelsTr/case_2.nii.gz")));
        const CliResult located = run({"locate", "p.tandem", "after"});
        QVERIFY2(located.exitCode == 0, located.err);
        QVERIFY2(located.out.contains("case_2") && !located.out.contains("case_1"), located.out);
    }

    void casesAreRemoved() {
        const CliResult removed = run({"remove", "p.tandem", "case_1", "case_3"});
        QVERIFY2(removed.exitCode == 0, removed.err);
        QCOMPARE(caseCount(), 1);
        QVERIFY(QFile::exists(m_folder.filePath("before/imagesTr/case_1.nii.gz")));
    }

    void unknownNamesRemoveNothing() {
        const CliResult result = run({"remove", "p.tandem", "case_1", "case_9"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("case_9"), result.err);
        QCOMPARE(caseCount(), 3);
    }

    void casesOfASplitStay() {
        QCOMPARE(run({"split", "p.tandem", "--labelled", "1", "--unlabelled", "1", "--validation", "1", "--test", "0"})
                     .exitCode,
                 0);
        const CliResult result = run({"remove", "p.tandem", "case_1"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("split"), result.err);
        QVERIFY2(result.err.contains("The command is: tandem-cli exclude ") && result.err.contains("p.tandem case_1"),
                 result.err);
        QCOMPARE(caseCount(), 3);
    }

    void excludedCasesGetNoRole() {
        const QStringList all{"split", "p.tandem", "--labelled", "2", "--unlabelled", "0", "--validation", "1"};
        const CliResult excluded = run({"exclude", "p.tandem", "case_2"});
        QVERIFY2(excluded.exitCode == 0 && excluded.out.contains("case_2"), excluded.err);
        const CliResult refused = run(all);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("the project has 2"), refused.err);
        QCOMPARE(run({"exclude", "p.tandem", "case_2", "--undo"}).exitCode, 0);
        const CliResult made = run(all);
        QVERIFY2(made.exitCode == 0, made.err);
        QCOMPARE(run({"exclude", "p.tandem", "case_1", "nobody"}).exitCode, 1);
        QCOMPARE(run({"exclude", "p.tandem", "case_1"}).exitCode, 0);
    }

    void predictionsAreRemovedWhenConfirmed() {
        addRun();
        const QString file = m_folder.filePath("p.tandem/predictions/0001/case_1/label.nrrd");
        const CliResult asked = run({"remove", "p.tandem", "--predictions", "1"});
        QCOMPARE(asked.exitCode, 1);
        QVERIFY2(asked.err.contains("2 predictions of run 1") && asked.err.contains("--yes"), asked.err);
        QVERIFY(QFile::exists(file));
        const CliResult one = run({"remove", "p.tandem", "case_1", "--predictions", "1", "--yes"});
        QVERIFY2(one.exitCode == 0 && one.out.contains("Removed 1 prediction of run 1"), one.err + one.out);
        QVERIFY(!QFile::exists(file));
        QCOMPARE(run({"remove", "p.tandem", "case_1", "--predictions", "1", "--yes"}).exitCode, 1);
        const CliResult all = run({"--json", "remove", "p.tandem", "--predictions", "1", "--yes"});
        QCOMPARE(QJsonDocument::fromJson(all.out).object()["predictions"].toInt(), 1);
        QCOMPARE(QJsonDocument::fromJson(all.out).object()["bytes"].toInt(), 4000);
    }

    void aRunIsRemovedWhenConfirmed() {
        addRun();
        const CliResult asked = run({"remove", "p.tandem", "--run", "1"});
        QCOMPARE(asked.exitCode, 1);
        QVERIFY2(asked.err.contains("2 predictions") && asked.err.contains("Nothing was removed"), asked.err);
        QCOMPARE(run({"remove", "p.tandem"}).exitCode, 2);
        QCOMPARE(run({"remove", "p.tandem", "case_1", "--run", "1", "--yes"}).exitCode, 2);
        const CliResult removed = run({"remove", "p.tandem", "--run", "1", "--yes"});
        QVERIFY2(removed.exitCode == 0, removed.err);
        QVERIFY(!QFile::exists(m_folder.filePath("p.tandem/predictions/0001")));
        QCOMPARE(caseCount(), 3);
        const CliResult again = run({"remove", "p.tandem", "--run", "1", "--yes"});
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.err.contains("no run 1"), again.err);
    }

    void runsOfAnotherVersionAreListed() {
        {
            const tandem::Project project = tandem::Project::open(m_folder.filePath("p.tandem").toStdString());
            for (const char* settings : {R"({"ema-decay":0.99})", "damaged", "{}"}) {
                project.runs().add({.method = "mean-teacher", .settingsJson = settings, .preparationJson = "{}"});
            }
        }
        const CliResult told = run({"info", "p.tandem"});
        QVERIFY2(told.exitCode == 0, told.err);
        QVERIFY2(told.out.contains("Run 1: The setting ema-decay (0.99) is one of another version"), told.out);
        QVERIFY2(told.out.contains("Run 2: The stored settings cannot be read."), told.out);
        QVERIFY2(!told.out.contains("Run 3: "), told.out);
        const QJsonArray runs =
            QJsonDocument::fromJson(run({"--json", "info", "p.tandem"}).out).object()["runs"].toArray();
        QCOMPARE(runs.size(), 3);
        QCOMPARE(runs[0].toObject()["settings"].toObject()["ema-decay"].toDouble(), 0.99);
        QVERIFY(runs[1].toObject()["settings"].isNull());
    }

private:
    /// With predictions of two cases, 4000 bytes each.
    void addRun() {
        const tandem::Project project = tandem::Project::open(m_folder.filePath("p.tandem").toStdString());
        const std::int64_t id =
            project.runs().add({.method = "supervised", .settingsJson = "{}", .preparationJson = "{}"}).id;
        for (const std::string name : {"case_1", "case_2"}) {
            tandem::PredictionRecord record{.runId = id,
                                            .caseId = project.cases().find(name)->id,
                                            .checkpointHash = "c",
                                            .maps = tandem::KeptMaps::Label,
                                            .settingsJson = "{}",
                                            .folder = "predictions/0001/" + name,
                                            .files = {{tandem::kLabelMap, "label.nrrd"}}};
            std::filesystem::create_directories(project.folder() / record.folder);
            std::ofstream(project.folder() / record.folder / "label.nrrd") << std::string(4000, 'x');
            project.predictions().record(record);
        }
    }
};

QTEST_GUILESS_MAIN(TestCliCases)
#include "tst_cli_cases.moc"
