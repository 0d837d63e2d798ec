#include "core/engine/check/golden_numbers.h"
#include "tests/engine/numerics/golden_rows.h"

#include <QtTest>

using namespace tandem;

class TestSlidingWindowGolden : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void foregroundProbability_data();
    void foregroundProbability();
};

void TestSlidingWindowGolden::initTestCase() {
    const TensorFile file = readSafetensors(goldenFile("sliding_window.safetensors"));
    QCOMPARE(file.metadata.at("patch"), std::string("32,32,32"));
}

void TestSlidingWindowGolden::foregroundProbability_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("windowBatch");
    QTest::newRow("large") << "large" << 1;
    QTest::newRow("large, four at once") << "large" << 4;
    QTest::newRow("smaller than the patch") << "smaller_than_patch" << 1;
    QTest::newRow("smaller than the patch, three at once") << "smaller_than_patch" << 3;
}

void TestSlidingWindowGolden::foregroundProbability() {
    QFETCH(QString, name);
    QFETCH(int, windowBatch);
    VERIFY_ROWS(goldenWindows({.folder = goldenFile("")}, name.toStdString(), windowBatch));
}

QTEST_GUILESS_MAIN(TestSlidingWindowGolden)
#include "tst_sliding_window_golden.moc"
