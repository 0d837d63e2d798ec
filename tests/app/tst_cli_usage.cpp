// What tandem-cli says when it is asked wrongly: exit codes, one sentence, help with examples.
#include "tests/app/cli_runner.h"

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

class TestCliUsage : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void printsItsVersion() {
        const CliResult result = runCli({"--version"}, m_folder.path());
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.out.startsWith("tandem-cli "));
    }

    void helpOfEveryCommandHasExamples_data() {
        QTest::addColumn<QString>("command");
        for (const char* command :
             {"new", "import", "prepare", "split", "train", "train-on", "resume", "predict", "evaluate", "rank",
              "export", "curves", "nnunet", "locate", "exclude", "remove", "info", "doctor", "demo"}) {
            QTest::newRow(command) << command;
        }
    }
    void helpOfEveryCommandHasExamples() {
        QFETCH(QString, command);
        const CliResult result = runCli({command, "--help"}, m_folder.path());
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.out.contains("Examples:"), result.out);
        QVERIFY2(result.out.contains(("tandem-cli " + command).toUtf8()), result.out);
    }

    void wrongUsageExitsWithTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no command") << QStringList{} << QByteArray("subcommand");
        QTest::newRow("unknown command") << QStringList{"sing"} << QByteArray("sing");
        QTest::newRow("missing project") << QStringList{"info"} << QByteArray("project");
        QTest::newRow("unknown setting") << QStringList{"train", "x.tandem", "--set", "patience=3"}
                                         << QByteArray("patience");
        QTest::newRow("wrong type") << QStringList{"train", "x.tandem", "--set", "patch=big"} << QByteArray("64,64,48");
        QTest::newRow("impossible patch")
            << QStringList{"train", "x.tandem", "--set", "patch=60,64,48"} << QByteArray("multiple of 16");
        QTest::newRow("unknown format") << QStringList{"export", "x.tandem", "--out", "o", "--format", "jpeg"}
                                        << QByteArray("jpeg");
    }
    void wrongUsageExitsWithTwo() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const CliResult result = runCli(arguments, m_folder.path());
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(says) || result.out.contains(says), result.err + result.out);
    }

    void failureExitsWithOneSentence() {
        const CliResult result = runCli({"info", "nowhere.tandem"}, m_folder.path());
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.err.count('\n'), 1);
        QVERIFY2(result.err.contains("nowhere.tandem"), result.err);
        QVERIFY(result.out.isEmpty());
    }

    void filesAreForTheAccountAlone() {
        QCOMPARE(runCli({"new", "private.tandem", "--labels", "background,thing"}, m_folder.path()).exitCode, 0);
        const std::filesystem::path folder = m_folder.filePath("private.tandem").toStdString();
        using Permissions = std::filesystem::perms;
        constexpr Permissions kOthers = Permissions::group_all | Permissions::others_all;
        QCOMPARE(std::filesystem::status(folder).permissions() & kOthers, Permissions::none);
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            QVERIFY2((entry.status().permissions() & kOthers) == Permissions::none, entry.path().c_str());
        }
    }

    void refusesAnExistingProject() {
        const QStringList make{"new", "twice.tandem", "--labels", "background,thing"};
        QCOMPARE(runCli(make, m_folder.path()).exitCode, 0);
        const CliResult again = runCli(make, m_folder.path());
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.err.contains("twice.tandem"), again.err);
    }
};

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cli_usage.moc"
