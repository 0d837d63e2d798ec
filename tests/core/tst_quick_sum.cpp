#include "core/base/quick_sum.h"

#include <QtTest>
#include <span>
#include <string>

using namespace tandem;

class TestQuickSum : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isThatOfOthers_data();
    void isThatOfOthers();
    void everyByteCounts();
};

void TestQuickSum::isThatOfOthers_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint64>("sum");
    // Of the reference implementation.
    QTest::newRow("nothing") << QByteArray() << quint64{0xef46db3751d8e999};
    QTest::newRow("a") << QByteArray("a") << quint64{0xd24ec4f1a98c6e5b};
    QTest::newRow("abc") << QByteArray("abc") << quint64{0x44bc2cf5ad770999};
    QTest::newRow("beyond a stripe") << QByteArray("Nobody inspects the spammish repetition")
                                     << quint64{0xfbcea83c8a378bf1};
}

void TestQuickSum::isThatOfOthers() {
    QFETCH(const QByteArray, text);
    QTEST(quint64{quickSum(std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size()))))}, "sum");
}

void TestQuickSum::everyByteCounts() {
    std::string text(101, 'x');
    const std::uint64_t before = quickSum(std::as_bytes(std::span(text)));
    for (char& one : text) {
        one = 'y';
        QVERIFY(quickSum(std::as_bytes(std::span(text))) != before);
        one = 'x';
    }
}

QTEST_GUILESS_MAIN(TestQuickSum)
#include "tst_quick_sum.moc"
