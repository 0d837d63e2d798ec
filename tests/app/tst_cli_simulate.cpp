// From a terminal: strategies of correcting are compared by an oracle, the chart and the table are there, and the same
// command goes on.
#include "tests/app/cli_runner.h"
#include "tests/app/small_study.h"

#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

class TestCliSimulate : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    CliResult run(const QStringList& arguments) const { return runCli(arguments, m_folder.path()); }
    QByteArray runWell(const QStringList& arguments) const { return runCliWell(arguments, m_folder.path()); }
    QByteArray content(const char* file) const {
        QFile opened(m_folder.filePath(file));
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }
    static QStringList simulating(const QString& budget = "10%") {
        return {"simulate",     "p.tandem",
                "--run",        "1",
                "--out",        "out",
                "--rounds",     "1",
                "--seeds",      "7",
                "--budget",     budget,
                "--strategies", "least-reliable",
                "--iterations", "2"};
    }

private Q_SLOTS:
    void initTestCase() {
        writePhantoms(m_folder.filePath("source").toStdString(), 5);
        QVERIFY(runWell({"new", "p.tandem", "--labels", "background,atrium"}) != "failed");
        QVERIFY(runWell({"import", "p.tandem", "source"}) != "failed");
        QVERIFY(runWell({"split", "p.tandem", "--labelled", "1", "--unlabelled", "2", "--validation", "1", "--test",
                         "1"}) != "failed");
        QVERIFY(runWell(smallTraining({"iterations=4"})) != "failed");
    }

    void chartTableAndNumbers() {
        const QByteArray out = runWell(simulating());
        QVERIFY2(out.contains("Simulates on run 1: no-correction, least-reliable. 2 trainings of 2 iterations, "), out);
        QVERIFY2(out.contains(" of disk.\nDice is measured on the validation cases. None of them is ever corrected"),
                 out);
        QVERIFY2(out.contains("Before: mean Dice "), out);
        QVERIFY2(out.contains(" on 1 validation case."), out);
        QVERIFY2(out.contains("\nstrategy        round  seeds  looked at"), out);
        QVERIFY2(out.contains("\nleast-reliable      1      1       2765"), out);  // a tenth of two times 24^3
        const QImage chart(m_folder.filePath("out/simulation.png"));
        QVERIFY(chart.width() == 3160 && chart.height() == 1040);
        QCOMPARE(chart.pixelColor(2, 2), QColor(Qt::white));
        const QByteArray table = content("out/simulation.csv");
        QCOMPARE(table.trimmed().split('\n').size(), 1 + 1 + 2);
    }

    void theSameCommandGoesOn() {
        const QByteArray before = content("out/simulation.json");
        const auto report = runCliForJson(simulating(), m_folder.path());
        QCOMPARE(content("out/simulation.json"), before);
        QCOMPARE(report["roundsDone"].toInt(), 2);
        QCOMPARE(report["budgetVoxels"].toInt(), 2765);
        const QJsonArray curves = report["curves"].toArray();
        QCOMPARE(curves.size(), 2);
        QCOMPARE(curves[1].toObject()["strategy"].toString(), "least-reliable");
        QCOMPARE(curves[1].toObject()["points"].toArray()[1].toObject()["lookedAtVoxels"].toInt(), 2765);
        const CliResult other = run(simulating("100"));
        QCOMPARE(other.exitCode, 1);
        QVERIFY2(other.err.contains("holds a simulation with other settings"), other.err);
    }

    void changedVoxelsAndTestCases() {
        const auto report =
            runCliForJson({"simulate",     "p.tandem", "--run",   "1",    "--out",        "changed",
                           "--rounds",     "1",        "--seeds", "7",    "--budget",     "20",
                           "--budget-of",  "changed",  "--judge", "test", "--strategies", "foreground-random",
                           "--iterations", "2"},
                          m_folder.path());
        QCOMPARE(report["judgedBy"].toString(), "test");
        const QJsonArray curves = report["curves"].toArray();
        QCOMPARE(curves.size(), 2);
        const QJsonObject round = curves[1].toObject()["points"].toArray()[1].toObject();
        QCOMPARE(round["changedVoxels"].toInt(), 20);
        QVERIFY(round["lookedAtVoxels"].toInt() >= 20);
        const QByteArray table = content("changed/simulation.csv");
        QVERIFY2(table.contains("\nforeground-random,7,1,"), table);
        const QJsonArray cases =
            QJsonDocument::fromJson(content("changed/simulation.json")).object()["start"].toArray();
        QCOMPARE(cases.size(), 1);
        const QJsonArray judged = QJsonDocument::fromJson(content("out/simulation.json")).object()["start"].toArray();
        QVERIFY(cases[0].toObject()["case"] != judged[0].toObject()["case"]);
    }

    void isDeletedAfterAsking() {
        const QStringList removing{"remove", "p.tandem", "--simulation", "changed"};
        const CliResult asked = run(removing);
        QCOMPARE(asked.exitCode, 1);
        QVERIFY2(asked.err.contains("The simulation in ") && asked.err.contains("add --yes to do it"), asked.err);
        QVERIFY(QFile::exists(m_folder.filePath("changed/simulation.json")));
        const auto report = runCliForJson(removing + QStringList{"--yes"}, m_folder.path());
        QVERIFY(report["bytes"].toInt() > 100'000);
        QVERIFY(!QFile::exists(m_folder.filePath("changed")));
        QVERIFY(QFile::exists(m_folder.filePath("out/simulation.json")));
        // What is none stays, whatever lies there.
        const CliResult project = run({"remove", "p.tandem", "--simulation", ".", "--yes"});
        QCOMPARE(project.exitCode, 1);
        QVERIFY2(project.err.contains("There is no simulation in "), project.err);
        const CliResult both = run({"remove", "p.tandem", "--simulation", "out", "--run", "1", "--yes"});
        QCOMPARE(both.exitCode, 2);
        QVERIFY2(both.err.contains("--simulation removes one simulation"), both.err);
        QVERIFY(QFile::exists(m_folder.filePath("out/simulation.json")));
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("budget") << QStringList{"--budget", "much"}
                                << QByteArray("is neither a share such as 2% nor a number of voxels");
        QTest::newRow("share") << QStringList{"--budget", "200%"} << QByteArray("is neither a share");
        QTest::newRow("no number") << QStringList{"--budget", "nan"} << QByteArray("is neither a share");
        QTest::newRow("strategy") << QStringList{"--strategies", "best-first"} << QByteArray("best-first");
        QTest::newRow("rounds") << QStringList{"--rounds", "0"} << QByteArray("--rounds");
        QTest::newRow("seeds") << QStringList{"--seeds", "7,7"} << QByteArray("A seed is given twice");
    }
    void wrongUsage() {
        QFETCH(const QStringList, more);
        QFETCH(const QByteArray, why);
        QStringList arguments{"simulate", "p.tandem", "--run", "1", "--out", "other"};
        const CliResult result = run(arguments + more);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(why), result.err);
        QVERIFY(!QFile::exists(m_folder.filePath("other")));
    }
};

QTEST_GUILESS_MAIN(TestCliSimulate)
#include "tst_cli_simulate.moc"
