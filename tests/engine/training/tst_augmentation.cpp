#include "core/engine/sampling/augmentation.h"

#include <torch/types.h>

#include <QtTest>
#include <map>
#include <set>
#include <utility>
#include <vector>

using namespace tandem;

class TestAugmentation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTurnMovesVoxelsAsItSays_data();
    void aTurnMovesVoxelsAsItSays();
    void thePatchKeepsTheShapeThatWasAsked_data();
    void thePatchKeepsTheShapeThatWasAsked();
    void allEightAreDrawnAlike_data();
    void allEightAreDrawnAlike();
    void theyAreFourMirroredPoses_data();
    void theyAreFourMirroredPoses();
    void theLastTwoAxesAreTurnedAsNumpyTurnsZAndY();
};

void TestAugmentation::aTurnMovesVoxelsAsItSays_data() {
    QTest::addColumn<int>("quarters");
    QTest::addColumn<int>("flipAxis");
    QTest::addColumn<QList<int>>("expected");
    // The patch is [[0, 1, 2], [3, 4, 5]] along the first two axes; the third axis has one voxel.
    QTest::newRow("nothing") << 0 << -1 << QList<int>{0, 1, 2, 3, 4, 5};
    QTest::newRow("flip first") << 0 << 0 << QList<int>{3, 4, 5, 0, 1, 2};
    QTest::newRow("flip second") << 0 << 1 << QList<int>{2, 1, 0, 5, 4, 3};
    QTest::newRow("quarter") << 1 << -1 << QList<int>{2, 5, 1, 4, 0, 3};
    QTest::newRow("half") << 2 << -1 << QList<int>{5, 4, 3, 2, 1, 0};
    QTest::newRow("three quarters") << 3 << -1 << QList<int>{3, 0, 4, 1, 5, 2};
    QTest::newRow("quarter, then flip first") << 1 << 0 << QList<int>{0, 3, 1, 4, 2, 5};
    QTest::newRow("three quarters, then flip second") << 3 << 1 << QList<int>{0, 3, 1, 4, 2, 5};
}

void TestAugmentation::aTurnMovesVoxelsAsItSays() {
    QFETCH(int, quarters);
    QFETCH(int, flipAxis);
    QFETCH(QList<int>, expected);
    const torch::Tensor patch = torch::arange(6).reshape({1, 2, 3, 1});
    const torch::Tensor result = turned(patch, {.quarters = quarters, .flipAxis = flipAxis}).contiguous();
    QCOMPARE(result.size(1), std::int64_t{quarters % 2 == 0 ? 2 : 3});
    for (int i = 0; i < 6; ++i) {
        QCOMPARE(result.flatten()[i].item<int>(), expected[i]);
    }
}

void TestAugmentation::thePatchKeepsTheShapeThatWasAsked_data() {
    QTest::addColumn<int>("quarters");
    for (int quarters = 0; quarters < 4; ++quarters) {
        QTest::addRow("%d quarters", quarters) << quarters;
    }
}

void TestAugmentation::thePatchKeepsTheShapeThatWasAsked() {
    QFETCH(int, quarters);
    const Turn turn{.quarters = quarters, .flipAxis = 1};
    const Index3 patch{48, 32, 16};
    const Index3 before = sidesBefore(turn, patch);
    QCOMPARE(before[2], std::int64_t{16});
    const torch::Tensor result = turned(torch::zeros({2, before[0], before[1], before[2]}), turn);
    QVERIFY(result.sizes() == torch::IntArrayRef({2, 48, 32, 16}));
}

void TestAugmentation::allEightAreDrawnAlike_data() {
    QTest::addColumn<TurnedAxes>("axes");
    QTest::addColumn<int>("left");
    QTest::newRow("first two") << TurnedAxes::FirstTwo << 2;
    QTest::newRow("last two") << TurnedAxes::LastTwo << 0;
}

void TestAugmentation::allEightAreDrawnAlike() {
    QFETCH(TurnedAxes, axes);
    QFETCH(int, left);
    RandomStream random(11);
    std::map<std::pair<int, int>, int> counts;
    for (int i = 0; i < 8000; ++i) {
        const Turn turn = drawTurn(random, axes);
        ++counts[{turn.quarters, turn.flipAxis}];
    }
    QCOMPARE(counts.size(), std::size_t{8});
    for (const auto& [turn, count] : counts) {
        QVERIFY(turn.first >= 0 && turn.first < 4 && turn.second >= 0 && turn.second < 3 && turn.second != left);
        QVERIFY2(count > 880 && count < 1120, qPrintable(QString::number(count)));
    }
}

void TestAugmentation::theyAreFourMirroredPoses_data() {
    allEightAreDrawnAlike_data();
}

void TestAugmentation::theyAreFourMirroredPoses() {
    QFETCH(TurnedAxes, axes);
    QFETCH(int, left);
    const torch::Tensor patch = torch::arange(27).reshape({1, 3, 3, 3});
    const auto listed = [](const torch::Tensor& one) {
        const torch::Tensor flat = one.contiguous().flatten();
        return std::vector<std::int64_t>(flat.data_ptr<std::int64_t>(), flat.data_ptr<std::int64_t>() + 27);
    };
    std::set<std::vector<std::int64_t>> rotations;
    for (int quarters = 0; quarters < 4; ++quarters) {
        const int first = left == 0 ? 2 : 0;
        rotations.insert(listed(turned(patch, {.quarters = quarters, .fromAxis = first, .toAxis = 1})));
    }
    RandomStream random(5);
    std::map<std::vector<std::int64_t>, int> poses;
    for (int i = 0; i < 4000; ++i) {
        ++poses[listed(turned(patch, drawTurn(random, axes)))];
    }
    QCOMPARE(poses.size(), std::size_t{4});
    for (const auto& [pose, count] : poses) {
        QVERIFY(!rotations.contains(pose));  // the patch itself is the first of them
        QVERIFY2(count > 880 && count < 1120, qPrintable(QString::number(count)));
    }
}

void TestAugmentation::theLastTwoAxesAreTurnedAsNumpyTurnsZAndY() {
    // Our x, y, z of an array that numpy has as z, y, x: its turn of the first two axes, seen from here.
    const torch::Tensor zyx = torch::arange(24).reshape({4, 3, 2});
    const torch::Tensor ours = zyx.permute({2, 1, 0}).unsqueeze(0);
    for (int quarters = 0; quarters < 4; ++quarters) {
        for (const int flipped : {0, 1}) {
            const torch::Tensor published = zyx.rot90(quarters, {0, 1}).flip({flipped});
            const Turn turn{.quarters = quarters, .flipAxis = flipped == 0 ? 2 : 1, .fromAxis = 2, .toAxis = 1};
            QVERIFY(torch::equal(turned(ours, turn)[0], published.permute({2, 1, 0})));
            const Index3 before = sidesBefore(turn, {2, 3, 4});
            QCOMPARE(before, (quarters % 2 == 0 ? Index3{2, 3, 4} : Index3{2, 4, 3}));
        }
    }
}

QTEST_GUILESS_MAIN(TestAugmentation)
#include "tst_augmentation.moc"
