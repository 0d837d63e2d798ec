// A split that divides a patient, as the patient was named after it: what a terminal says and does.
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "tests/app/cli_runner.h"
#include "tests/app/small_study.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

class TestCliSplit : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    CliResult run(const QStringList& arguments) const { return runCli(arguments, m_folder.path()); }
    CliResult train(const QStringList& more) const { return run(smallTraining({"iterations=1"}) + more); }
    QJsonArray splits() const {
        return QJsonDocument::fromJson(run({"--json", "info", "p.tandem"}).out).object()["splits"].toArray();
    }
    /// A labelled training case and the test case become the same patient's.
    void divideAPatient() const {
        const auto project = tandem::Project::open(m_folder.filePath("p.tandem").toStdString());
        const tandem::SplitRecord split = *project.splits().find("study");
        for (const tandem::SplitAssignment& one : split.assignments) {
            if (one.role == tandem::SplitRole::TrainingLabelled || one.role == tandem::SplitRole::Test) {
                tandem::CaseRecord record = project.cases().get(one.caseId);
                record.patient = "anna";
                project.cases().update(record);
            }
        }
    }

    QString testCase() const {
        const auto project = tandem::Project::open(m_folder.filePath("p.tandem").toStdString());
        const auto id = project.splits().find("study")->id;
        return QString::fromStdString(project.splits().casesFor<tandem::SplitRole::Test>(id).front().caseName());
    }
    QString read(const QString& name) const {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private Q_SLOTS:
    void initTestCase() {
        writePhantoms(m_folder.filePath("source").toStdString(), 4);
        QCOMPARE(run({"new", "p.tandem", "--labels", "background,atrium"}).exitCode, 0);
        const CliResult imported = run({"import", "p.tandem", "source"});
        QVERIFY2(imported.exitCode == 0, imported.err);
        const CliResult split = run({"split", "p.tandem", "--labelled", "1", "--unlabelled", "1", "--validation", "1",
                                     "--test", "1", "--seed", "1", "--name", "study"});
        QVERIFY2(split.exitCode == 0, split.err);
        QVERIFY(splits()[0].toObject()["leaks"].toArray().isEmpty());
        divideAPatient();
    }

    void infoTellsOfIt() {
        const QJsonArray leaks = splits()[0].toObject()["leaks"].toArray();
        QCOMPARE(leaks.size(), 1);
        QCOMPARE(leaks[0].toObject()["patient"].toString(), QString("anna"));
        QCOMPARE(leaks[0].toObject()["test"].toArray().size(), 1);
        const CliResult info = run({"info", "p.tandem"});
        QVERIFY2(info.out.contains("Patient \"anna\" has cases in training (") &&
                     info.out.contains("split p.tandem --together study"),
                 info.out);
    }

    void trainingIsRefusedUnlessItIsAccepted() {
        const CliResult refused = train({});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("\"anna\"") && refused.err.contains("--together study") &&
                     refused.err.contains("--accept-leak"),
                 refused.err);
        const CliResult accepted = train({"--accept-leak"});
        QVERIFY2(accepted.exitCode == 0, accepted.err);
        QVERIFY2((accepted.out + accepted.err).contains("\"anna\""), accepted.out + accepted.err);
    }

    void numbersAreToldWithIt_data() {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("file");  // that is written
        const QString evaluation = "p.tandem/runs/0001/evaluation/metrics-test.json";
        QTest::newRow("predict") << QStringList{"predict", "p.tandem", "--maps", "all"} << "";
        QTest::newRow("evaluate") << QStringList{"evaluate", "p.tandem"} << evaluation;
        QTest::newRow("rank") << QStringList{"rank", "p.tandem", "--cases", "test"} << "";
        const QStringList exported{"export", "p.tandem", "--out", "out", "--overwrite", "--what", "label,metrics,html"};
        QTest::newRow("metrics") << exported << "out/run1_metrics.json";
        QTest::newRow("report") << exported << "out/run1_report.html";
        QTest::newRow("provenance") << exported << "out/run1_provenance.json";
        QTest::newRow("provenance of a case") << exported << "out/" + testCase() + "_provenance.json";
    }

    void numbersAreToldWithIt() {
        QFETCH(const QStringList, command);
        QFETCH(const QString, file);
        const CliResult result = run(command);
        QVERIFY2(result.exitCode == 0, result.err);
        const QString leak = "Patient \"anna\" has cases in training (";
        const QString meaning = "Results on the split \"study\" look better than they are.";
        const QString out = QString::fromUtf8(result.out);
        QVERIFY2(out.contains(leak) && out.contains(meaning), qPrintable(out));
        if (!file.isEmpty()) {
            const QString text = read(file).replace("\\\"", "\"").replace("&quot;", "\"");
            QVERIFY2(text.contains(leak) && text.contains(meaning), qPrintable(text));
        }
    }

    void tablesForMachinesStayTables() {
        const CliResult ranked = run({"--json", "rank", "p.tandem", "--cases", "test"});
        const QJsonArray remarks = QJsonDocument::fromJson(ranked.out).object()["remarks"].toArray();
        QVERIFY2(remarks.size() == 1 && remarks[0].toString().contains("\"anna\""), ranked.out);
        QVERIFY(!read("p.tandem/runs/0001/evaluation/metrics-test.csv").contains("anna"));
    }

    void aCopyKeepsPatientsTogether() {
        const CliResult copied = run({"split", "p.tandem", "--together", "study"});
        QVERIFY2(copied.exitCode == 0, copied.err);
        QVERIFY2(copied.out.contains("Made study copy: 0 labelled, 1 unlabelled, 1 validation, 2 test."), copied.out);
        QVERIFY(splits()[1].toObject()["leaks"].toArray().isEmpty());
        const CliResult unknown = run({"split", "p.tandem", "--together", "nothing"});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY2(unknown.err.contains("\"nothing\""), unknown.err);
        QCOMPARE(run({"split", "p.tandem", "--together", "study", "--test", "1"}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliSplit)
#include "tst_cli_split.moc"
