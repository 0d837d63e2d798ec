#include "core/volume/voxel_runs.h"

#include <QtTest>
#include <algorithm>
#include <iterator>
#include <random>

using namespace tandem;

namespace {

constexpr Index3 kGrid{10, 4, 3};
constexpr std::int64_t kVoxels = 120;

VoxelRuns runsOfSet(const std::vector<bool>& set) {
    return runsWhere(kGrid, Box{{0, 0, 0}, kGrid}, [&](std::int64_t at) { return set[static_cast<std::size_t>(at)]; });
}

std::vector<bool> randomSet(std::mt19937& random, double share) {
    std::vector<bool> set;
    std::bernoulli_distribution isIn(share);
    std::generate_n(std::back_inserter(set), kVoxels, [&] { return isIn(random); });
    return set;
}

}  // namespace

class TestVoxelRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsEndRuns() {
        // The last of a row and the first of the next are neighbours in memory alone.
        QCOMPARE(runsOf({10, 9, 8, 9}, 10), (VoxelRuns{{8, 2}, {10, 1}}));
        QCOMPARE(united({{5, 5}}, {{10, 5}}, 10), (VoxelRuns{{5, 5}, {10, 5}}));
        QCOMPARE(runsWhere(kGrid, Box{{0, 0, 0}, kGrid}, [](std::int64_t) { return true; }).size(), 12U);
    }

    void runsThatTouchBecomeOne() {
        QCOMPARE(united({{0, 3}, {6, 2}}, {{3, 3}}, 10), (VoxelRuns{{0, 8}}));
        QCOMPARE(united({{0, 3}, {3, 1}}, {}, 10), (VoxelRuns{{0, 4}}));
        QCOMPARE(united({{1, 8}}, {{2, 2}, {5, 1}}, 10), (VoxelRuns{{1, 8}}));
    }

    void onlyTheBoxIsLookedAt() {
        const Box box{{2, 1, 1}, {3, 2, 1}};
        const VoxelRuns runs = runsWhere(kGrid, box, [](std::int64_t) { return true; });
        QCOMPARE(runs, (VoxelRuns{{52, 3}, {62, 3}}));
        QCOMPARE(voxelCount(runs), box.voxelCount());
    }

    void setsAreSets() {
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            const std::vector<bool> a = randomSet(random, 0.1 + 0.004 * round);
            const std::vector<bool> b = randomSet(random, 0.5);
            std::vector<bool> either(kVoxels);
            std::vector<std::int64_t> voxels;
            for (std::size_t at = 0; at < kVoxels; ++at) {
                either[at] = a[at] || b[at];
                if (a[at]) {
                    voxels.push_back(static_cast<std::int64_t>(at));
                }
            }
            const VoxelRuns ofA = runsOfSet(a);
            const VoxelRuns ofB = runsOfSet(b);
            QCOMPARE(united(ofA, ofB, kGrid[0]), runsOfSet(either));
            QCOMPARE(voxelCount(ofA), static_cast<std::int64_t>(voxels.size()));
            std::ranges::shuffle(voxels, random);
            QCOMPARE(runsOf(voxels, kGrid[0]), ofA);
        }
    }
};

QTEST_APPLESS_MAIN(TestVoxelRuns)
#include "tst_voxel_runs.moc"
