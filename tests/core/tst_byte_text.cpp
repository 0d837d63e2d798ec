#include "core/base/byte_text.h"

#include <QtTest>
#include <limits>

class TestByteText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theUnitFits_data();
    void theUnitFits();
};

void TestByteText::theUnitFits_data() {
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

void TestByteText::theUnitFits() {
    QFETCH(quint64, bytes);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(tandem::bytesText(bytes)), text);
}

QTEST_GUILESS_MAIN(TestByteText)
#include "tst_byte_text.moc"
