// The loss, its parts and its gradients against the reference's numbers.
#include "core/engine/check/golden_numbers.h"
#include "tests/engine/numerics/golden_rows.h"

#include <QtTest>

using namespace tandem;

class TestGoldenLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parts_data();
    void parts();
};

void TestGoldenLoss::parts_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("underAutocast");
    QTest::addColumn<bool>("channelsLast");
    for (const char* file : kGoldenLosses) {
        QTest::addRow("%s", file) << QString(file) << false << false;
        QTest::addRow("%s under autocast, channels-last", file) << QString(file) << true << true;
    }
}

void TestGoldenLoss::parts() {
    QFETCH(QString, file);
    QFETCH(bool, underAutocast);
    QFETCH(bool, channelsLast);
    VERIFY_ROWS(goldenLoss({.folder = goldenFile("")}, file.toStdString(),
                           underAutocast ? Precision::BFloat16 : Precision::Float32, channelsLast));
}

QTEST_GUILESS_MAIN(TestGoldenLoss)
#include "tst_golden_loss.moc"
