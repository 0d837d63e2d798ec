// How the threads of OpenMP wait in the programs, as its runtime says itself.
#include "core/openmp_waiting.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace tandem;

using Environment = QMap<QString, QString>;

class TestOpenmpWaiting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aShortSpinUnlessAPersonSaysOtherwise_data();
    void aShortSpinUnlessAPersonSaysOtherwise();
    void ofTheOtherRuntimeToo_data();
    void ofTheOtherRuntimeToo();
};

void TestOpenmpWaiting::aShortSpinUnlessAPersonSaysOtherwise_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("argument");
    QTest::addColumn<Environment>("set");
    QTest::addColumn<QString>("spins");
    const QString spins = QString::number(kOpenmpSpins);
    // The command that does nothing but open the engine and compute a little, and the window as it begins.
    for (const auto& [program, argument] : {std::pair{TANDEM_CLI, "doctor"}, {TANDEM_WINDOW, "--version"}}) {
        QTest::addRow("%s", argument) << program << argument << Environment{} << spins;
        QTest::addRow("%s, a number", argument)
            << program << argument << Environment{{"GOMP_SPINCOUNT", "777"}} << "777";
        QTest::addRow("%s, a policy", argument)
            << program << argument << Environment{{"OMP_WAIT_POLICY", "PASSIVE"}} << "0";
    }
}

void TestOpenmpWaiting::aShortSpinUnlessAPersonSaysOtherwise() {
    QFETCH(const QString, program);
    QFETCH(const QString, argument);
    QFETCH(const Environment, set);
    QFETCH(const QString, spins);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME"}) {
        environment.remove(name);
    }
    for (const auto& [name, value] : set.asKeyValueRange()) {
        environment.insert(name, value);
    }
    environment.insert("OMP_DISPLAY_ENV", "VERBOSE");
    process.setProcessEnvironment(environment);
    process.start(program, {argument});
    QVERIFY(process.waitForFinished(240'000));
    QCOMPARE(process.exitCode(), 0);
    // Told each time that the runtime is loaded; the last one is the one that computes.
    const QString told = QString::fromUtf8(process.readAllStandardError());
    const qsizetype last = told.lastIndexOf("GOMP_SPINCOUNT = ");
    QVERIFY2(last >= 0, qPrintable(told));
    QVERIFY2(told.mid(last).startsWith("GOMP_SPINCOUNT = '" + spins + "'"), qPrintable(told.mid(last).left(60)));
}

void TestOpenmpWaiting::ofTheOtherRuntimeToo_data() {
    QTest::addColumn<QByteArray>("person");
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("nothing said") << QByteArray() << QByteArray() << QByteArray(kOpenmpBlockTime);
    QTest::newRow("a time") << QByteArray("200") << QByteArray() << QByteArray("200");
    QTest::newRow("a policy") << QByteArray() << QByteArray("ACTIVE") << QByteArray();
}

void TestOpenmpWaiting::ofTheOtherRuntimeToo() {
    QFETCH(const QByteArray, person);
    QFETCH(const QByteArray, policy);
    QFETCH(const QByteArray, expected);
    const auto set = [](const char* name, const QByteArray& value) {
        value.isEmpty() ? qunsetenv(name) : qputenv(name, value);
    };
    set("KMP_BLOCKTIME", person);
    set("OMP_WAIT_POLICY", policy);
    qputenv("GOMP_SPINCOUNT", "777");  // else this test would be started anew
    waitWithShortSpin(nullptr);
    QCOMPARE(qgetenv("KMP_BLOCKTIME"), expected);
    QCOMPARE(qgetenv("GOMP_SPINCOUNT"), QByteArray("777"));
}

QTEST_GUILESS_MAIN(TestOpenmpWaiting)
#include "tst_openmp_waiting.moc"
