#include "ui/numbers/quantity.h"

#include <QtTest>
#include <limits>

using namespace tandem;

class TestQuantity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void numbersCarryUnits_data();
    void numbersCarryUnits();
    void whatIsNotKnownIsADash();
    void theLanguageDecidesButNotInDocuments();
};

void TestQuantity::numbersCarryUnits_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("seconds") << Quantity::duration(42) << "42 s";
    QTest::newRow("rounded to a minute") << Quantity::duration(59.7) << "1 min 0 s";
    QTest::newRow("minutes") << Quantity::duration(200) << "3 min 20 s";
    QTest::newRow("hours") << Quantity::duration(3900) << "1 h 5 min";
    QTest::newRow("mebibytes") << Quantity::bytes(3.5 * 1024 * 1024) << "3.5 MiB";
    QTest::newRow("without tenths") << Quantity::bytes(640.0 * 1024 * 1024) << "640 MiB";
    QTest::newRow("count") << Quantity::count(15'000) << "15,000";
    QTest::newRow("expected count") << Quantity::roundedCount(2.5) << "3";
    QTest::newRow("fixed") << Quantity::fixed(0.12345, 3) << "0.123";
    QTest::newRow("significant") << Quantity::significant(0.000123456, 3) << "0.000123";
    QTest::newRow("percent") << Quantity::percent(0.1234, 1) << "12.3 %";
    QTest::newRow("small volume") << Quantity::volume(640.4) << "640 mm³";
    QTest::newRow("large volume") << Quantity::volume(1234) << "1.23 ml";
    QTest::newRow("some cases") << Quantity::cases(3, 4) << " (3/4)";
    QTest::newRow("all cases") << Quantity::cases(4, 4) << "";
}

void TestQuantity::numbersCarryUnits() {
    QFETCH(const QString, text);
    QTEST(text, "expected");
}

void TestQuantity::whatIsNotKnownIsADash() {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(Quantity::duration(kUnknown), QString("–"));
    QCOMPARE(Quantity::bytes(kUnknown), QString("–"));
    QCOMPARE(Quantity::fixed(kUnknown, 2), QString("–"));
    QCOMPARE(Quantity::fixed(std::nullopt, 2), QString("–"));
    QCOMPARE(Quantity::plain(std::nullopt, 2), QString("–"));
}

void TestQuantity::theLanguageDecidesButNotInDocuments() {
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(Quantity::fixed(1234.5, 1), QString("1.234,5"));
    QCOMPARE(Quantity::bytes(3.5 * 1024 * 1024), QString("3,5 MiB"));
    QCOMPARE(Quantity::plain(1234.5, 1), QString("1234.5"));
    QCOMPARE(Quantity::plain(-0.0001, 3), QString("0.000"));
    QCOMPARE(Quantity::plain(-0.0006, 3), QString("-0.001"));
    QCOMPARE(Quantity::plainSignificant(1234.5, 3), QString("1.23e+03"));
    QCOMPARE(Quantity::volume(1234), QString("1.23 ml"));
}

QTEST_GUILESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
