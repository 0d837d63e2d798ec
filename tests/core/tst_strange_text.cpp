#include "core/base/csv_text.h"
#include "core/base/json_depth.h"
#include "core/base/plain_text.h"

#include <QtTest>

using namespace tandem;

/// Text that a stranger wrote: cells, names and JSON.
class TestStrangeText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsAreNoFormulas_data();
    void cellsAreNoFormulas();
    void onlyPlainTextIsPlain_data();
    void onlyPlainTextIsPlain();
    void deepJsonIsTold();
};

void TestStrangeText::cellsAreNoFormulas_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << QByteArray("la_01") << QByteArray("la_01");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("separator") << QByteArray("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\"\"b\"");
    QTest::newRow("formula") << QByteArray("=1+1") << QByteArray("'=1+1");
    QTest::newRow("command") << QByteArray("=cmd|' /C calc'!A0") << QByteArray("'=cmd|' /C calc'!A0");
    QTest::newRow("at") << QByteArray("@SUM(A1)") << QByteArray("'@SUM(A1)");
    QTest::newRow("plus") << QByteArray("+a") << QByteArray("'+a");
    QTest::newRow("minus") << QByteArray("-a,b") << QByteArray("\"'-a,b\"");
    QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("'\t=1");
    QTest::newRow("negative number") << QByteArray("-0.250000") << QByteArray("-0.250000");
    QTest::newRow("not a whole number") << QByteArray("-1+2") << QByteArray("'-1+2");
}

void TestStrangeText::cellsAreNoFormulas() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, cell);
    QCOMPARE(csvField(text.toStdString()), cell.toStdString());
}

void TestStrangeText::onlyPlainTextIsPlain_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("ASCII") << QByteArray("a b~") << QByteArray("a b~");
    QTest::newRow("UTF-8") << QByteArray("müller 左心房 🫀") << QByteArray("müller 左心房 🫀");
    QTest::newRow("Latin-1") << QByteArray("m\xfcller") << QByteArray("m?ller");
    QTest::newRow("cut") << QByteArray("a\xe5\xb7") << QByteArray("a??");
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QByteArray("??");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("???");
    QTest::newRow("beyond") << QByteArray("\xf4\x90\x80\x80") << QByteArray("????");
    QTest::newRow("newline") << QByteArray("a\nb") << QByteArray("a?b");
    QTest::newRow("escape") << QByteArray("\x1b[2J") << QByteArray("?[2J");
    QTest::newRow("zero") << QByteArray("a\0b", 3) << QByteArray("a?b");
}

void TestStrangeText::onlyPlainTextIsPlain() {
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, shown);
    QCOMPARE(isPlainText(text.toStdString()), text == shown);
    QCOMPARE(asPlainText(text.toStdString()), shown.toStdString());
    QVERIFY(isUtf8(asPlainText(text.toStdString())));
}

void TestStrangeText::deepJsonIsTold() {
    const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
    QVERIFY(isShallowJson(nested(64)));
    QVERIFY(!isShallowJson(nested(65)));
    QVERIFY(isShallowJson(R"({"a":")" + std::string(1000, '[') + R"(\"[[","b":[{}]})"));
    QVERIFY(isShallowJson("[]" + std::string(1000, ']')));
    QCOMPARE(shallowJson(nested(1'000'000)), "");
    QCOMPARE(shallowJson("{}"), "{}");
}

QTEST_GUILESS_MAIN(TestStrangeText)

#include "tst_strange_text.moc"
