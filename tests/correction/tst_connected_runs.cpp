#include "core/base/error.h"
#include "core/correction/connected_runs.h"
#include "tests/correction/voxel_sets.h"

#include <QtTest>
#include <cmath>
#include <random>

using namespace tandem;

namespace {

/// The piece of each voxel, numbered in the order of their first voxels; -1 elsewhere.
std::vector<int> searched(const LabelVolume& label, Neighbours neighbours) {
    const Geometry& grid = label.geometry();
    std::vector<int> pieces(static_cast<std::size_t>(grid.voxelCount()), -1);
    int count = 0;
    visitAll(grid, [&](const Index3& seed) {
        if (label.at(seed[0], seed[1], seed[2]) == 0 || pieces[static_cast<std::size_t>(flatOf(grid, seed))] >= 0) {
            return;
        }
        std::vector<Index3> open{seed};
        pieces[static_cast<std::size_t>(flatOf(grid, seed))] = count;
        while (!open.empty()) {
            const Index3 at = open.back();
            open.pop_back();
            visitAll(gridOf({3, 3, 3}), [&](const Index3& step) {
                const Index3 next{at[0] + step[0] - 1, at[1] + step[1] - 1, at[2] + step[2] - 1};
                const auto steps = std::abs(step[0] - 1) + std::abs(step[1] - 1) + std::abs(step[2] - 1);
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    if (next[axis] < 0 || next[axis] >= grid.size[axis]) {
                        return;
                    }
                }
                int& piece = pieces[static_cast<std::size_t>(flatOf(grid, next))];
                if ((neighbours == Neighbours::Corners || steps == 1) && piece < 0 &&
                    label.at(next[0], next[1], next[2]) != 0) {
                    piece = count;
                    open.push_back(next);
                }
            });
        }
        ++count;
    });
    return pieces;
}

VoxelRuns runsOfLabel(const LabelVolume& label) {
    const Index3& size = label.geometry().size;
    return runsWhere(size, Box{{0, 0, 0}, size},
                     [&](std::int64_t at) { return label.voxels()[static_cast<std::size_t>(at)] != 0; });
}

}  // namespace

class TestConnectedRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatASearchFinds_data() {
        QTest::addColumn<bool>("isCorners");
        QTest::addColumn<int>("percent");
        for (const int percent : {5, 15, 30, 45, 60, 80}) {
            QTest::addRow("faces, %d %%", percent) << false << percent;
            QTest::addRow("corners, %d %%", percent) << true << percent;
        }
    }
    void isWhatASearchFinds() {
        QFETCH(const bool, isCorners);
        QFETCH(const int, percent);
        const Neighbours neighbours = isCorners ? Neighbours::Corners : Neighbours::Faces;
        std::mt19937 random(static_cast<unsigned>(percent));
        std::bernoulli_distribution isIn(percent / 100.0);
        for (const Index3& size : std::vector<Index3>{{9, 8, 7}, {1, 12, 9}, {12, 1, 9}, {13, 11, 1}, {2, 2, 40}}) {
            const Geometry grid = gridOf(size);
            const auto label = volumeOf<std::uint8_t>(grid, [&](const Index3&) { return isIn(random) ? 1 : 0; });
            const VoxelRuns runs = runsOfLabel(label);
            const Pieces pieces = connectedPieces(size, runs, neighbours, {});
            const std::vector<int> expected = searched(label, neighbours);
            QCOMPARE(static_cast<int>(pieces.count), *std::ranges::max_element(expected) + 1);
            for (std::size_t run = 0; run < runs.size(); ++run) {
                for (std::int64_t at = runs[run].first; at < runs[run].first + runs[run].length; ++at) {
                    QCOMPARE(static_cast<int>(pieces.ofRun[run]), expected[static_cast<std::size_t>(at)]);
                }
            }
        }
    }

    void runsThatTouchAreOne() {
        const Pieces pieces = connectedPieces({10, 2, 1}, {{2, 3}, {5, 2}, {8, 2}, {10, 1}}, Neighbours::Faces, {});
        QCOMPARE(pieces.ofRun, (std::vector<std::size_t>{0, 0, 1, 2}));
    }

    void stopsWhenAsked() {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(
            Error, static_cast<void>(connectedPieces({4, 1, 1}, {{0, 4}}, Neighbours::Faces, stop.get_token())));
    }
};

QTEST_APPLESS_MAIN(TestConnectedRuns)
#include "tst_connected_runs.moc"
