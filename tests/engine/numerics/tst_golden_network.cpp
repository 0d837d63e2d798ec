// The network against the reference's numbers.
#include "core/engine/check/golden_numbers.h"
#include "tests/engine/numerics/golden_rows.h"

#include <QtTest>

using namespace tandem;

class TestGoldenNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void evaluation_data();
    void evaluation();
    void training_data();
    void training();
};

namespace {

void addWays() {
    QTest::addColumn<bool>("isLiteral");
    QTest::addColumn<bool>("hasGradients");
    QTest::newRow("fused") << false << true;
    QTest::newRow("fused, without gradients") << false << false;
    QTest::newRow("literal") << true << true;
}

}  // namespace

void TestGoldenNetwork::evaluation_data() {
    addWays();
}

void TestGoldenNetwork::evaluation() {
    QFETCH(bool, isLiteral);
    QFETCH(bool, hasGradients);
    VERIFY_ROWS(goldenEvaluation({.folder = goldenFile("")}, {.isLiteral = isLiteral, .hasGradients = hasGradients}));
}

void TestGoldenNetwork::training_data() {
    addWays();
}

void TestGoldenNetwork::training() {
    QFETCH(bool, isLiteral);
    QFETCH(bool, hasGradients);
    VERIFY_ROWS(goldenTraining({.folder = goldenFile("")}, {.isLiteral = isLiteral, .hasGradients = hasGradients}));
}

QTEST_GUILESS_MAIN(TestGoldenNetwork)
#include "tst_golden_network.moc"
