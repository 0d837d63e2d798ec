#include "core/base/number_text.h"

#include <QtTest>
#include <limits>

class TestNumberText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theUnitFits_data();
    void theUnitFits();
    void durations_data();
    void durations();
    void figures();
};

void TestNumberText::theUnitFits_data() {
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << quint64{0} << "0 B";
    QTest::newRow("bytes") << quint64{312} << "312 B";
    QTest::newRow("the last bytes") << quint64{1023} << "1023 B";
    QTest::newRow("the first kibibyte") << quint64{1024} << "1.0 KiB";
    QTest::newRow("kibibytes") << quint64{6554} << "6.4 KiB";
    QTest::newRow("without tenths") << quint64{102400} << "100 KiB";
    QTest::newRow("rounds up to a unit") << quint64{1048570} << "1.0 MiB";
    QTest::newRow("mebibytes") << (quint64{640} << 20) << "640 MiB";
    QTest::newRow("gibibytes") << quint64{3435973837} << "3.2 GiB";
    QTest::newRow("more than there is") << std::numeric_limits<quint64>::max() << "16.0 EiB";
}

void TestNumberText::theUnitFits() {
    QFETCH(quint64, bytes);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(tandem::bytesText(bytes)), text);
}

void TestNumberText::durations_data() {
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("tenths") << 3.14 << "3.1 s";
    QTest::newRow("no tenths of ten") << 9.97 << "10 s";
    QTest::newRow("seconds") << 42.0 << "42 s";
    QTest::newRow("rounds up to a minute") << 59.6 << "1 min 0 s";
    QTest::newRow("minutes") << 3599.0 << "59 min 59 s";
    QTest::newRow("rounds up to an hour") << 3599.6 << "1 h 0 min";
    QTest::newRow("hours") << 90'000.0 << "25 h 0 min";
}

void TestNumberText::durations() {
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(tandem::durationText(seconds)), text);
}

void TestNumberText::figures() {
    QCOMPARE(tandem::fixedText(0.98765, 3), std::string("0.988"));
    QCOMPARE(tandem::fixedText(std::nullopt, 3), std::string("-"));
    QCOMPARE(tandem::significantText(0.625, 6), std::string("0.625"));
    QCOMPARE(tandem::significantText(1234.56, 4), std::string("1235"));
    QCOMPARE(tandem::intervalText(0.94, 0.906, 0.9612, 2), std::string("0.94 (0.91 to 0.96)"));
    QCOMPARE(tandem::percentText(0.0512, 1), std::string("5.1 %"));
    QCOMPARE(tandem::casesText(3, 4), std::string(" (3/4)"));
    QCOMPARE(tandem::casesText(4, 4), std::string());
    QCOMPARE(tandem::casesText(0, 4), std::string());
}

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_number_text.moc"
