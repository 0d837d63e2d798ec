// A case that is watched while a run trains, from a terminal.
#include "tests/app/cli_runner.h"
#include "tests/app/small_study.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

class TestCliPin : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    CliResult run(const QStringList& arguments) const { return runCli(arguments, m_folder.path()); }
    CliResult train(const QStringList& more) const {
        return run(smallTraining({"iterations=10", "validation-interval=4", "checkpoint-interval=5"}) + more);
    }
    QStringList snapshots(const QString& runFolder) const {
        return QDir(m_folder.filePath("p.tandem/runs/" + runFolder + "/pinned")).entryList({"*.snapshot"});
    }

private Q_SLOTS:
    void initTestCase() {
        writePhantoms(m_folder.filePath("source").toStdString(), 5);
        QCOMPARE(run({"new", "p.tandem", "--labels", "background,atrium"}).exitCode, 0);
        const CliResult imported = run({"import", "p.tandem", "source"});
        QVERIFY2(imported.exitCode == 0, imported.err);
        const CliResult split = run({"split", "p.tandem", "--labelled", "1", "--unlabelled", "2", "--validation", "1",
                                     "--test", "1", "--seed", "1"});
        QVERIFY2(split.exitCode == 0, split.err);
    }

    void snapshotsAreKeptAndTestCasesRefused() {
        QString testCase;
        for (int seed = 1; seed <= 5; ++seed) {
            const QString name = "case_" + QString::number(seed);
            const CliResult result = train({"--pin", name, "--set", "iterations=1"});
            if (result.exitCode != 0) {
                QVERIFY2(result.err.contains("test case") && result.err.contains(name.toUtf8()), result.err);
                QVERIFY(testCase.isEmpty());
                testCase = name;
            }
        }
        QVERIFY(!testCase.isEmpty());
        // The four other runs looked at their case once, at the end.
        QCOMPARE(snapshots("0001"), (QStringList{"000001.snapshot"}));
        const QString pinned = testCase == "case_1" ? "case_2" : "case_1";
        const CliResult trained = train({"--pin", pinned});
        QVERIFY2(trained.exitCode == 0, trained.err);
        QCOMPARE(snapshots("0005"), (QStringList{"000004.snapshot", "000008.snapshot", "000010.snapshot"}));
        const CliResult extended = run({"resume", "p.tandem", "--run", "5", "--iterations", "12"});
        QVERIFY2(extended.exitCode == 0, extended.err);
        QCOMPARE(snapshots("0005"),
                 (QStringList{"000004.snapshot", "000008.snapshot", "000010.snapshot", "000012.snapshot"}));
    }

    void anUnknownCaseIsNamed() {
        const CliResult result = train({"--pin", "nobody"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("nobody"), result.err);
    }
};

QTEST_GUILESS_MAIN(TestCliPin)
#include "tst_cli_pin.moc"
