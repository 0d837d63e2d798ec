#include "core/base/error.h"
#include "core/correction/shape_cleanup.h"
#include "core/volume/unknown_class.h"
#include "tests/correction/voxel_sets.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

using namespace tandem;

namespace {

using Holds = std::function<bool(const Index3&)>;

bool isInBox(const Index3& voxel, const Index3& first, const Index3& last) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (voxel[axis] < first[axis] || voxel[axis] > last[axis]) {
            return false;
        }
    }
    return true;
}

Index3 turned(const Index3& voxel, std::size_t through) {
    Index3 result = voxel;
    std::swap(result[through], result[2]);
    return result;
}

/// The class 1 where it holds.
LabelVolume shape(const Geometry& grid, const Holds& holds) {
    return volumeOf<std::uint8_t>(grid, [&](const Index3& voxel) { return holds(voxel) ? 1 : 0; });
}

/// With a hollow of one voxel, one of eight, and a tunnel that ends within.
LabelVolume hollowBox(const Geometry& grid, std::uint8_t within) {
    return volumeOf<std::uint8_t>(grid, [&](const Index3& voxel) {
        const bool isHollow = voxel == Index3{4, 4, 4} || isInBox(voxel, {7, 7, 7}, {8, 8, 8});
        const bool isTunnel = isInBox(voxel, {4, 8, 0}, {4, 8, 8});
        return isHollow ? within : isTunnel || !isInBox(voxel, {2, 2, 2}, {11, 11, 11}) ? 0 : 1;
    });
}

/// Along an axis, whose lines go on as they end.
std::vector<double> blurred(const Geometry& grid, const std::vector<double>& values, std::size_t axis, double sigmaMm) {
    std::vector<double> result;
    visitAll(grid, [&](const Index3& voxel) {
        double sum = 0;
        double weights = 0;
        for (std::int64_t away = -40; away <= 40; ++away) {
            const double distance = static_cast<double>(away) * grid.spacingMm[axis] / sigmaMm;
            const double weight = std::exp(-distance * distance / 2);
            Index3 other = voxel;
            other[axis] = std::clamp<std::int64_t>(voxel[axis] + away, 0, grid.size[axis] - 1);
            sum += weight * values[static_cast<std::size_t>(flatOf(grid, other))];
            weights += weight;
        }
        result.push_back(sum / weights);
    });
    return result;
}

}  // namespace

class TestShapeCleanup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holesAreFilledAndCounted() {
        const Geometry grid = gridOf({14, 14, 14});
        for (const std::uint8_t within : {std::uint8_t{0}, std::uint8_t{3}, kUnknownClass}) {
            const ShapeChange change = filledHoles(hollowBox(grid, within), 1, {}, {});
            QCOMPARE(change.pieces, 2);
            QVERIFY(change.leaving.empty());
            QCOMPARE(faultOf(grid, change.joining), std::string());
            QCOMPARE(setOf(change.joining), setWhere(grid, [](const Index3& voxel) {
                         return voxel == Index3{4, 4, 4} || isInBox(voxel, {7, 7, 7}, {8, 8, 8});
                     }));
        }
    }

    void aHoleOfASliceMayBeATunnel_data() {
        QTest::addColumn<int>("through");
        for (int through = 0; through < 3; ++through) {
            QTest::addRow("axis %d", through) << through;
        }
    }
    void aHoleOfASliceMayBeATunnel() {
        QFETCH(const int, through);
        const auto axis = static_cast<std::size_t>(through);
        const Geometry grid = gridOf(turned({12, 10, 8}, axis));
        // A tube along the axis, closed nowhere.
        const LabelVolume tube = shape(grid, [&](const Index3& voxel) {
            const Index3 at = turned(voxel, axis);
            return isInBox(at, {2, 2, 0}, {8, 7, 7}) && !isInBox(at, {4, 4, 0}, {5, 5, 7});
        });
        QCOMPARE(filledHoles(tube, 1, {}, {}), ShapeChange{});
        const ShapeChange change = filledHoles(tube, 1, SliceOf{axis, 3}, {});
        QCOMPARE(change.pieces, 1);
        QCOMPARE(faultOf(grid, change.joining), std::string());
        QCOMPARE(setOf(change.joining), setWhere(grid, [&](const Index3& voxel) {
                     return isInBox(turned(voxel, axis), {4, 4, 3}, {5, 5, 3});
                 }));
    }

    void facesLeadOutAndCornersDoNot() {
        const Geometry grid = gridOf({7, 7, 1});
        const auto ring = [&](const Index3& gap) {
            return shape(grid, [&](const Index3& voxel) {
                return isInBox(voxel, {1, 1, 0}, {5, 5, 0}) && !isInBox(voxel, {2, 2, 0}, {4, 4, 0}) && voxel != gap;
            });
        };
        QCOMPARE(filledHoles(ring({1, 1, 0}), 1, {}, {}).pieces, 1);  // as in the slice, which is all that there is
        QCOMPARE(filledHoles(ring({1, 1, 0}), 1, SliceOf{2, 0}, {}).pieces, 1);
        QCOMPARE(voxelCount(filledHoles(ring({1, 1, 0}), 1, SliceOf{2, 0}, {}).joining), 9);
        QCOMPARE(filledHoles(ring({1, 3, 0}), 1, SliceOf{2, 0}, {}).pieces, 0);
    }

    void whatTheBorderClosesIsNoHole() {
        const Geometry grid = gridOf({6, 6, 6});
        const LabelVolume bowl = shape(grid, [](const Index3& voxel) {
            return isInBox(voxel, {0, 1, 1}, {3, 4, 4}) && !isInBox(voxel, {0, 2, 2}, {2, 3, 3});
        });
        QCOMPARE(filledHoles(bowl, 1, {}, {}), ShapeChange{});
        QCOMPARE(filledHoles(bowl, 2, {}, {}), ShapeChange{});  // no such class
        QCOMPARE(filledHoles(bowl, 1, SliceOf{2, 9}, {}), ShapeChange{});
    }

    void smallIslandsGo_data() {
        QTest::addColumn<int>("leastVoxels");
        QTest::addColumn<int>("islands");
        QTest::addColumn<int>("voxels");
        QTest::newRow("none is too small") << 1 << 0 << 0;
        QTest::newRow("one voxel") << 2 << 1 << 1;
        QTest::newRow("two that touch at a corner") << 8 << 2 << 3;  // as many as asked for stay
        QTest::newRow("eight") << 9 << 3 << 11;
        QTest::newRow("the largest always stays") << 100000 << 3 << 11;
    }
    void smallIslandsGo() {
        QFETCH(const int, leastVoxels);
        QFETCH(const int, islands);
        QFETCH(const int, voxels);
        const Geometry grid = gridOf({20, 20, 20});
        const LabelVolume label = volumeOf<std::uint8_t>(grid, [](const Index3& voxel) {
            const bool isOne = isInBox(voxel, {1, 1, 1}, {5, 5, 5}) || isInBox(voxel, {8, 8, 8}, {9, 9, 9}) ||
                               voxel == Index3{15, 3, 3} || voxel == Index3{0, 19, 0} || voxel == Index3{1, 18, 1};
            return isOne ? 1 : isInBox(voxel, {12, 12, 12}, {12, 12, 12}) ? 2 : 0;
        });
        const ShapeChange change = removedIslands(label, 1, leastVoxels, {}, {});
        QCOMPARE(change.pieces, islands);
        QCOMPARE(voxelCount(change.leaving), voxels);
        QVERIFY(change.joining.empty());
        QCOMPARE(faultOf(grid, change.leaving), std::string());
        for (const std::int64_t at : setOf(change.leaving)) {
            QCOMPARE(label.voxels()[static_cast<std::size_t>(at)], std::uint8_t{1});
        }
    }

    void islandsOfASliceAreItsOwn() {
        // A U: one piece, in whose upper slices are two.
        const Geometry grid = gridOf({9, 9, 9});
        const LabelVolume letter = shape(grid, [](const Index3& voxel) {
            return isInBox(voxel, {1, 1, 1}, {7, 3, 1}) || isInBox(voxel, {1, 1, 1}, {1, 3, 7}) ||
                   isInBox(voxel, {5, 1, 1}, {7, 3, 7});
        });
        QCOMPARE(removedIslands(letter, 1, 5, {}, {}), ShapeChange{});
        const ShapeChange change = removedIslands(letter, 1, 5, SliceOf{2, 5}, {});
        QCOMPARE(change.pieces, 1);
        QCOMPARE(setOf(change.leaving),
                 setWhere(grid, [](const Index3& voxel) { return isInBox(voxel, {1, 1, 5}, {1, 3, 5}); }));
        QCOMPARE(voxelCount(removedIslands(letter, 1, 5, SliceOf{1, 2}, {}).leaving), 0);
        QCOMPARE(voxelCount(removedIslands(letter, 1, 5, SliceOf{0, 3}, {}).leaving), 0);  // the only one
    }

    void smoothingIsAGaussian_data() {
        QTest::addColumn<double>("sigmaMm");
        QTest::addColumn<int>("through");
        for (const double sigmaMm : {0.0, 0.4, 1.0, 2.5}) {
            for (const int through : {-1, 0, 1, 2}) {
                QTest::addRow("%g mm, slice of %d", sigmaMm, through) << sigmaMm << through;
            }
        }
    }
    void smoothingIsAGaussian() {
        QFETCH(const double, sigmaMm);
        QFETCH(const int, through);
        std::mt19937 random(11);
        for (const Index3& size : std::vector<Index3>{{13, 10, 7}, {1, 9, 8}, {9, 1, 8}, {9, 8, 1}}) {
            const Geometry grid = gridOf(size, {0.8, 1, 1.7});
            const LabelVolume label = shape(grid, [&](const Index3& voxel) {
                return voxel[0] + voxel[1] > 6 && std::bernoulli_distribution(0.7)(random);
            });
            std::optional<SliceOf> slice;
            if (through >= 0) {
                slice = SliceOf{static_cast<std::size_t>(through), size[static_cast<std::size_t>(through)] / 2};
            }
            std::vector<double> share(label.voxels().begin(), label.voxels().end());
            for (std::size_t axis = 0; axis < 3; ++axis) {
                if (sigmaMm > 0 && !(slice && slice->through == axis)) {
                    share = blurred(grid, share, axis, sigmaMm);
                }
            }
            const ShapeChange change = smoothed(label, 1, sigmaMm, slice, {});
            QCOMPARE(faultOf(grid, change.joining), std::string());
            QCOMPARE(faultOf(grid, change.leaving), std::string());
            const VoxelSet joining = setOf(change.joining);
            const VoxelSet leaving = setOf(change.leaving);
            visitAll(grid, [&](const Index3& voxel) {
                const std::int64_t at = flatOf(grid, voxel);
                const bool wasIn = label.at(voxel[0], voxel[1], voxel[2]) == 1;
                const bool isIn =
                    (wasIn || std::ranges::binary_search(joining, at)) && !std::ranges::binary_search(leaving, at);
                QVERIFY(!wasIn || !std::ranges::binary_search(joining, at));
                QVERIFY(wasIn || !std::ranges::binary_search(leaving, at));
                const bool isMeant = !slice || voxel[slice->through] == slice->slice;
                const double expected = isMeant ? share[static_cast<std::size_t>(at)] : wasIn ? 1 : 0;
                if (std::abs(expected - 0.5) > 1e-3) {  // the tails beyond four sigmas
                    QCOMPARE(isIn, expected > 0.5);
                }
            });
        }
    }

    // Far wider than the class is long: half of what lies around is what each border goes on as.
    void smoothingByFarMoreThanTheGridEnds_data() {
        QTest::addColumn<double>("sigmaMm");
        QTest::addColumn<double>("spacingMm");
        QTest::newRow("a wide one") << 500.0 << 1.0;
        QTest::newRow("a tiny spacing") << 2.0 << 1e-6;
        QTest::newRow("the smallest spacing") << 2.0 << std::numeric_limits<double>::min();
        QTest::newRow("the widest") << std::numeric_limits<double>::max() << 1e-3;
    }
    void smoothingByFarMoreThanTheGridEnds() {
        QFETCH(const double, sigmaMm);
        QFETCH(const double, spacingMm);
        const Geometry grid = gridOf({12, 11, 10}, {spacingMm, 1e9 * sigmaMm, 1e9 * sigmaMm});
        const auto count = [&](const LabelVolume& label) {
            const ShapeChange change = smoothed(label, 1, sigmaMm, {}, {});
            return std::pair(voxelCount(change.joining), voxelCount(change.leaving));
        };
        const auto isIn = [&](std::int64_t first, std::int64_t last) {
            return shape(grid, [=](const Index3& voxel) { return voxel[0] >= first && voxel[0] <= last; });
        };
        QCOMPARE(count(isIn(2, 9)), std::pair(std::int64_t{0}, std::int64_t{8 * 110}));  // less than half of all
        QCOMPARE(count(isIn(0, 11)), std::pair(std::int64_t{0}, std::int64_t{0}));
        QCOMPARE(count(isIn(0, 7)).second, 0);  // half of all, beyond the border, and more
    }

    void smoothingWithinAVoxelChangesNothing_data() {
        QTest::addColumn<double>("spacingMm");
        QTest::newRow("a hundredth") << 200.0;
        QTest::newRow("whose square is no number any more") << 1e200;
        QTest::newRow("the widest") << std::numeric_limits<double>::max();
    }
    void smoothingWithinAVoxelChangesNothing() {
        QFETCH(const double, spacingMm);
        const LabelVolume cube = shape(gridOf({12, 11, 10}, {spacingMm, spacingMm, spacingMm}),
                                       [](const Index3& voxel) { return isInBox(voxel, {2, 2, 2}, {9, 8, 7}); });
        const ShapeChange change = smoothed(cube, 1, 2, {}, {});
        QVERIFY(change.joining.empty());
        QCOMPARE(voxelCount(change.leaving), 0);
    }

    void smoothingRoundsCornersAndKeepsVolume() {
        const Geometry grid = gridOf({40, 40, 20}, {1, 1, 2});
        const LabelVolume cube =
            shape(grid, [](const Index3& voxel) { return isInBox(voxel, {10, 10, 5}, {29, 29, 14}); });
        const ShapeChange rounded = smoothed(cube, 1, 2, {}, {});
        QVERIFY(rounded.joining.empty());
        const VoxelSet gone = setOf(rounded.leaving);
        QVERIFY(std::ranges::binary_search(gone, flatOf(grid, {10, 10, 5})));
        QVERIFY(!std::ranges::binary_search(gone, flatOf(grid, {10, 20, 10})));  // the middle of a face
        QVERIFY(!std::ranges::binary_search(gone, flatOf(grid, {14, 14, 7})));

        // A ball with a rough surface: half of the voxels within 1 mm of it are in.
        std::mt19937 random(5);
        const LabelVolume ball = shape(grid, [&](const Index3& voxel) {
            const double distance = std::hypot(static_cast<double>(voxel[0]) - 20, static_cast<double>(voxel[1]) - 20,
                                               2 * (static_cast<double>(voxel[2]) - 10));
            return std::abs(distance - 13) < 1 ? std::bernoulli_distribution(0.5)(random) : distance < 13;
        });
        const auto before = static_cast<double>(std::ranges::count(ball.voxels(), 1));
        const ShapeChange change = smoothed(ball, 1, 1.2, {}, {});
        const auto grown = static_cast<double>(voxelCount(change.joining) - voxelCount(change.leaving));
        QVERIFY(voxelCount(change.joining) > 300);
        QVERIFY(voxelCount(change.leaving) > 300);
        QVERIFY2(std::abs(grown) < 0.05 * before, qPrintable(QString::number(grown / before)));
    }

    void smoothingKeepsWhatTheBorderCuts() {
        const Geometry grid = gridOf({12, 12, 12});
        const LabelVolume slab = shape(grid, [](const Index3& voxel) { return voxel[2] < 3; });
        QCOMPARE(smoothed(slab, 1, 2, {}, {}), ShapeChange{});
        const LabelVolume all = shape(grid, [](const Index3&) { return true; });
        QCOMPARE(smoothed(all, 1, 5, {}, {}), ShapeChange{});
    }

    void othersAreLeftAlone() {
        std::mt19937 random(23);
        for (int round = 0; round < 60; ++round) {
            const Geometry grid = gridOf({1 + round % 11, 1 + round % 9, 1 + round % 7}, {1, 0.5, 3});
            const auto label = volumeOf<std::uint8_t>(
                grid, [&](const Index3&) { return std::uniform_int_distribution(0, 2)(random); });
            std::optional<SliceOf> slice;
            if (round % 2 == 0) {
                slice = SliceOf{static_cast<std::size_t>(round % 3), round % 8};
            }
            for (const ShapeChange& change : {filledHoles(label, 1, slice, {}), removedIslands(label, 1, 6, slice, {}),
                                              smoothed(label, 1, 1.5, slice, {})}) {
                QCOMPARE(faultOf(grid, change.joining), std::string());
                QCOMPARE(faultOf(grid, change.leaving), std::string());
                const auto isOf = [&](std::int64_t at) { return label.voxels()[static_cast<std::size_t>(at)] == 1; };
                QVERIFY(std::ranges::none_of(setOf(change.joining), isOf));
                QVERIFY(std::ranges::all_of(setOf(change.leaving), isOf));
                const std::int64_t step = !slice                ? 1
                                          : slice->through == 0 ? 1
                                          : slice->through == 1 ? grid.size[0]
                                                                : grid.size[0] * grid.size[1];
                for (const std::int64_t at : setOf(united(change.joining, change.leaving, grid.size[0]))) {
                    QVERIFY(!slice || at / step % grid.size[slice->through] == slice->slice);
                }
            }
        }
    }

    void stopsWhenAsked() {
        const LabelVolume label = hollowBox(gridOf({14, 14, 14}), 0);
        std::stop_source stop;
        stop.request_stop();
        const std::stop_token token = stop.get_token();
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(filledHoles(label, 1, {}, token)));
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(removedIslands(label, 1, 9, {}, token)));
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(smoothed(label, 1, 2, {}, token)));
    }
};

QTEST_APPLESS_MAIN(TestShapeCleanup)
#include "tst_shape_cleanup.moc"
