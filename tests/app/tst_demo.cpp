// The demo from end to end with a few iterations: generated cohort, import, split, two trainings, prediction with all
// maps, evaluation, export, picture. Then what only makes sense on a project with runs: stop, resume, rank.
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

class TestDemo : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QJsonObject m_report;

    [[nodiscard]] QString project() const { return m_folder.filePath("demo/demo.tandem"); }

    [[nodiscard]] QJsonObject info() const {
        return QJsonDocument::fromJson(runCli({"--json", "info", project()}, m_folder.path()).out).object();
    }

private Q_SLOTS:
    void initTestCase() {
        const CliResult result = runCli({"--json", "demo", "--out", "demo", "--iterations", "6"}, m_folder.path());
        QVERIFY2(result.exitCode == 0, result.err);
        m_report = QJsonDocument::fromJson(result.out).object();
        QVERIFY2(!m_report.isEmpty(), result.out);
    }

    void comparesBothMethodsOnTheTestCases() {
        for (const char* method : {"supervised", "mutualReliable"}) {
            const QJsonArray cases = m_report[method].toObject()["cases"].toArray();
            QCOMPARE(cases.size(), 6);
            const double dice = cases[0].toObject()["classes"].toArray()[0].toObject()["dice"].toDouble(-1);
            QVERIFY(dice >= 0 && dice <= 1);
            QVERIFY(cases[0].toObject()["trust"].toObject().contains("wholeVolume"));
        }
    }

    void drawsThePicture() {
        const QImage picture(m_report["picture"].toString());
        QVERIFY(picture.width() > 1000);
        QVERIFY(picture.height() > 500);
    }

    void exportsEveryMapWithProvenance() {
        const QDir exported(m_folder.filePath("demo/export"));
        const QStringList provenance = exported.entryList({"*_provenance.json"});
        QCOMPARE(provenance.size(), 6);
        for (const char* map : {"label", "probability-a-1", "probability-mean-0", "uncertainty-b", "similarity-a-1",
                                "reliability-a", "selection", "disagreement"}) {
            QCOMPARE(exported.entryList({QString("*_%1.nii.gz").arg(map)}).size(), 6);
        }
        QFile file(exported.filePath(provenance.first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject content = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(content["checkpointSha256"].toString().size(), 64);
        QCOMPARE(content["trainedBy"].toObject()["method"].toString(), "mutual-reliable");
    }

    void refusesToOverwriteAnExport() {
        const CliResult result = runCli({"export", project(), "--run", "2", "--out", "demo/export"}, m_folder.path());
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("--overwrite"), result.err);
    }

    void keepsTheProjectForFurtherWork() {
        const QJsonArray runs = info()["runs"].toArray();
        QCOMPARE(runs.size(), 2);
        for (const QJsonValue& run : runs) {
            QCOMPARE(run.toObject()["status"].toString(), "finished");
            QCOMPARE(run.toObject()["iteration"].toInt(), 6);
        }
        QVERIFY(info()["splits"].toArray()[0].toObject()["locked"].toBool());
    }

    void extendsARun() {
        const CliResult result =
            runCli({"--json", "resume", project(), "--run", "2", "--iterations", "8"}, m_folder.path());
        QVERIFY2(result.exitCode == 0, result.err);
        QCOMPARE(QJsonDocument::fromJson(result.out).object()["iteration"].toInt(), 8);
        QVERIFY2(result.err.contains("falls over 8 iterations instead of 6"), result.err);
    }

    void stopsCleanlyAndResumes() {
        QProcess training;
        training.setWorkingDirectory(m_folder.path());
        training.start(QStringLiteral(TANDEM_CLI),
                       {"train", project(), "--preset", "left-atrium", "--set", "patch=32,32,32", "--set", "filters=2",
                        "--set", "test-stride=32,32,32", "--set", "iterations=100000", "--set", "validation-interval=0",
                        "--set", "checkpoint-interval=1"});
        QVERIFY(training.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(!QDir(project() + "/runs/0003").entryList({"last-*.ckpt"}).isEmpty(), 120'000);
        ::kill(static_cast<pid_t>(training.processId()), SIGINT);
        QVERIFY(training.waitForFinished(60'000));
        QCOMPARE(training.exitStatus(), QProcess::NormalExit);
        QCOMPARE(training.exitCode(), 130);
        const QJsonObject stopped = info()["runs"].toArray()[2].toObject();
        QCOMPARE(stopped["status"].toString(), "stopped");
        QVERIFY(stopped["iteration"].toInt() >= 1);
    }

    void ranksUnlabelledCases() {
        const CliResult predicted = runCli(
            {"predict", project(), "--run", "2", "--cases", "unlabelled", "--maps", "all", "--set", "stride=32,32,32"},
            m_folder.path());
        QVERIFY2(predicted.exitCode == 0, predicted.err);
        const CliResult result = runCli({"--json", "rank", project(), "--run", "2"}, m_folder.path());
        QVERIFY2(result.exitCode == 0, result.err);
        const QJsonObject ranking = QJsonDocument::fromJson(result.out).object();
        const QJsonArray cases = ranking["cases"].toArray();
        QCOMPARE(cases.size(), 14);
        double previous = -1;
        for (const QJsonValue& one : cases) {
            const double dice = one.toObject()["predictedDice"].toObject()["value"].toDouble(-1);
            QVERIFY(dice >= previous && dice >= 0 && dice <= 1);
            previous = dice;
        }
        QVERIFY(!ranking["verdict"].toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
