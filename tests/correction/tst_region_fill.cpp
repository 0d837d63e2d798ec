#include "core/base/error.h"
#include "core/correction/region_fill.h"
#include "tests/correction/voxel_sets.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

using namespace tandem;

namespace {

constexpr double kFar = 1e6;

float greyAt(const ImageVolume& image, const Index3& voxel) {
    return image.at(voxel[0], voxel[1], voxel[2]);
}

/// Step by step over faces, as the rule says.
VoxelSet searched(const ImageVolume& image, const Index3& seed, double tolerance, const FillReach& reach) {
    const Geometry& grid = image.geometry();
    const auto isReached = [&](const Index3& voxel) {
        double squared = 0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (voxel[axis] < 0 || voxel[axis] >= grid.size[axis]) {
                return false;
            }
            squared += std::pow(static_cast<double>(voxel[axis] - seed[axis]) * grid.spacingMm[axis], 2);
        }
        return std::sqrt(squared) <= reach.radiusMm * (1 + 1e-9) &&
               (!reach.through || voxel[*reach.through] == seed[*reach.through]);
    };
    std::set<std::int64_t> region{flatOf(grid, seed)};
    std::vector<Index3> open{seed};
    while (!open.empty()) {
        const Index3 at = open.back();
        open.pop_back();
        for (std::size_t step = 0; step < 6; ++step) {
            Index3 next = at;
            next[step % 3] += step < 3 ? 1 : -1;
            const bool isLike = isReached(next) && std::abs(static_cast<double>(greyAt(image, next)) -
                                                            static_cast<double>(greyAt(image, seed))) <= tolerance;
            if (isLike && region.insert(flatOf(grid, next)).second) {
                open.push_back(next);
            }
        }
    }
    return {region.begin(), region.end()};
}

/// Two bright balls that touch nowhere, the first brighter by 10.
ImageVolume twoBalls() {
    return volumeOf<float>(gridOf({40, 20, 20}), [](const Index3& voxel) {
        const auto distanceTo = [&](int x) {
            return std::hypot(static_cast<double>(voxel[0]) - x, static_cast<double>(voxel[1]) - 10,
                              static_cast<double>(voxel[2]) - 10);
        };
        return distanceTo(10) < 7 ? 110 : distanceTo(30) < 7 ? 100 : -20;
    });
}

}  // namespace

class TestRegionFill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatASearchFinds_data() {
        QTest::addColumn<double>("radiusMm");
        QTest::addColumn<int>("through");
        QTest::addColumn<double>("tolerance");
        for (const double radiusMm : {0.0, 2.5, 5.0, kFar}) {
            for (const int through : {-1, 0, 1, 2}) {
                for (const double tolerance : {0.0, 1.0, 2.0, 10.0}) {
                    QTest::addRow("%g mm, slice of %d, within %g", radiusMm, through, tolerance)
                        << radiusMm << through << tolerance;
                }
            }
        }
    }
    void isWhatASearchFinds() {
        QFETCH(const double, radiusMm);
        QFETCH(const int, through);
        QFETCH(const double, tolerance);
        std::mt19937 random(3);
        FillReach reach{.radiusMm = radiusMm, .through = {}};
        if (through >= 0) {
            reach.through = static_cast<std::size_t>(through);
        }
        for (int round = 0; round < 6; ++round) {
            const Geometry grid = gridOf({14, 11, round == 0 ? 1 : 9}, {0.7, 1, 1.9});
            const auto image =
                volumeOf<float>(grid, [&](const Index3&) { return std::uniform_int_distribution(0, 4)(random); });
            const auto any = [&](std::size_t axis) {
                return std::uniform_int_distribution<std::int64_t>(0, grid.size[axis] - 1)(random);
            };
            const Index3 seed{any(0), any(1), any(2)};
            const VoxelRuns region = likeGrey(image, seed, tolerance, reach);
            QCOMPARE(faultOf(grid, region), std::string());
            QCOMPARE(setOf(region), searched(image, seed, tolerance, reach));
        }
    }

    void staysInItsBall() {
        const ImageVolume image = twoBalls();
        const auto isOfFirst = [&](const Index3& voxel) { return greyAt(image, voxel) == 110; };
        QCOMPARE(setOf(likeGrey(image, {10, 10, 10}, 10, {.radiusMm = kFar, .through = {}})),
                 setWhere(image.geometry(), isOfFirst));
        QCOMPARE(setOf(likeGrey(image, {12, 9, 8}, 10, {.radiusMm = kFar, .through = 1})),
                 setWhere(image.geometry(), [&](const Index3& voxel) { return isOfFirst(voxel) && voxel[1] == 9; }));
    }

    void toleranceIsInTheImagesUnit() {
        const auto ramp = volumeOf<float>(gridOf({40, 1, 1}), [](const Index3& voxel) { return 0.5 * voxel[0]; });
        QCOMPARE(likeGrey(ramp, {20, 0, 0}, 2, {.radiusMm = kFar, .through = {}}), (VoxelRuns{{16, 9}}));
        QCOMPARE(likeGrey(ramp, {20, 0, 0}, 2.2, {.radiusMm = kFar, .through = {}}), (VoxelRuns{{16, 9}}));
        QCOMPARE(likeGrey(ramp, {20, 0, 0}, 2, {.radiusMm = 3, .through = {}}), (VoxelRuns{{17, 7}}));
    }

    void theVoxelItselfBelongs() {
        const auto nowhere =
            volumeOf<float>(gridOf({5, 5, 5}), [](const Index3&) { return std::numeric_limits<float>::quiet_NaN(); });
        QCOMPARE(likeGrey(nowhere, {2, 2, 2}, 1e9, {}), (VoxelRuns{{62, 1}}));
        QCOMPARE(likeGrey(twoBalls(), {10, 10, 10}, 0, {.radiusMm = 0, .through = {}}),
                 (VoxelRuns{{10 + 40 * (10 + 20 * 10), 1}}));
        QVERIFY(likeGrey(twoBalls(), {10, 10, 20}, 0, {}).empty());
    }

    void aBrushKeepsToItsGrey() {
        const ImageVolume image = twoBalls();
        const Index3& size = image.geometry().size;
        const VoxelRuns box = runsWhere(size, Box{{2, 8, 10}, {36, 4, 1}}, [](std::int64_t) { return true; });
        const VoxelSet all = setOf(box);
        for (const auto& [low, high] : std::vector<std::pair<double, double>>{{100, 100}, {100, 110}, {-20, 100}}) {
            VoxelSet expected;
            std::ranges::copy_if(all, std::back_inserter(expected), [&](std::int64_t at) {
                const double grey = image.voxels()[static_cast<std::size_t>(at)];
                return grey >= low && grey <= high;
            });
            const VoxelRuns kept = withinGrey(image, box, low, high);
            QCOMPARE(faultOf(image.geometry(), kept), std::string());
            QCOMPARE(setOf(kept), expected);
            QVERIFY(!expected.empty());
        }
        QVERIFY(withinGrey(image, box, 101, 109).empty());
    }

    void stopsWhenAsked() {
        std::stop_source stop;
        stop.request_stop();
        try {
            static_cast<void>(likeGrey(twoBalls(), {10, 10, 10}, 10, {}, stop.get_token()));
            QFAIL("it went on");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Cancelled);
        }
    }
};

QTEST_APPLESS_MAIN(TestRegionFill)
#include "tst_region_fill.moc"
