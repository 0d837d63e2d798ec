#include "core/base/error.h"
#include "core/correction/slice_interpolation.h"
#include "tests/correction/voxel_sets.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <ranges>
#include <string>

using namespace tandem;

namespace {

/// A shape by columns, rows and slices: of a volume whose slices run along another axis it is turned.
using Solid = std::function<bool(double column, double row, double slice)>;

/// A solid in a grid, of which some slices are painted.
class Painted {
public:
    Painted(std::size_t through, const Index3& size, const Vector3& spacingMm, Solid solid,
            std::set<std::int64_t> slices)
        : m_through(through), m_solid(std::move(solid)), m_slices(std::move(slices)) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            m_grid.size[axisOf(axis)] = size[axis];
            m_grid.spacingMm[axisOf(axis)] = spacingMm[axis];
        }
        m_label = volumeOf<std::uint8_t>(m_grid, [&](const Index3& voxel) {
            return m_slices.contains(voxel[m_through]) && isOfSolid(voxel) ? 1 : 0;
        });
    }

    [[nodiscard]] const Geometry& grid() const { return m_grid; }
    [[nodiscard]] const LabelVolume& label() const { return m_label; }
    [[nodiscard]] VoxelRuns interpolated() const { return interpolatedBetween(m_label, 1, m_through, m_slices, {}); }

    /// Of the solid between the painted slices.
    [[nodiscard]] VoxelSet between() const {
        return setWhere(m_grid, [&](const Index3& voxel) {
            const std::int64_t slice = voxel[m_through];
            return slice > *m_slices.begin() && slice < *m_slices.rbegin() && !m_slices.contains(slice) &&
                   isOfSolid(voxel);
        });
    }
    [[nodiscard]] VoxelSet inSlice(const VoxelSet& set, std::int64_t slice) const {
        VoxelSet part;
        std::ranges::copy_if(set, std::back_inserter(part), [&](std::int64_t at) {
            const Index3 voxel{at % m_grid.size[0], at / m_grid.size[0] % m_grid.size[1],
                               at / (m_grid.size[0] * m_grid.size[1])};
            return voxel[m_through] == slice;
        });
        return part;
    }
    [[nodiscard]] std::int64_t at(std::int64_t column, std::int64_t row, std::int64_t slice) const {
        Index3 voxel{};
        voxel[axisOf(0)] = column;
        voxel[axisOf(1)] = row;
        voxel[m_through] = slice;
        return flatOf(m_grid, voxel);
    }

private:
    /// Of the grid: that of columns, rows, slices.
    [[nodiscard]] std::size_t axisOf(std::size_t axis) const {
        const std::array<std::array<std::size_t, 3>, 3> axes{{{1, 2, 0}, {0, 2, 1}, {0, 1, 2}}};
        return axes[m_through][axis];
    }
    [[nodiscard]] bool isOfSolid(const Index3& voxel) const {
        return m_solid(static_cast<double>(voxel[axisOf(0)]), static_cast<double>(voxel[axisOf(1)]),
                       static_cast<double>(voxel[m_through]));
    }

    std::size_t m_through;
    Solid m_solid;
    std::set<std::int64_t> m_slices;
    Geometry m_grid;
    LabelVolume m_label;
};

double dice(const VoxelSet& a, const VoxelSet& b) {
    VoxelSet both;
    std::ranges::set_intersection(a, b, std::back_inserter(both));
    return 2.0 * static_cast<double>(both.size()) / static_cast<double>(a.size() + b.size());
}

bool isInDisc(double column, double row, double middleColumn, double middleRow, double radius) {
    return std::hypot(column - middleColumn, row - middleRow) <= radius;
}

/// Of what the system tells of this process.
int statusMib(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name)) {
            return std::stoi(line.substr(name.size())) / 1024;
        }
    }
    return 0;
}

struct Case {
    std::string name;
    Solid solid;
    std::set<std::int64_t> slices;
    double leastDice = 1;  ///< 1: the very same voxels
    double leastFlatDice = leastDice;
};

std::vector<Case> cases() {
    const auto cylinder = [](double c, double r, double) { return isInDisc(c, r, 20, 18, 9.3); };
    const auto ellipse = [](double c, double r, double) { return std::hypot((c - 20) / 14, (r - 18) / 6) <= 1; };
    const auto tube = [](double c, double r, double) {
        return isInDisc(c, r, 20, 18, 12) && !isInDisc(c, r, 20, 18, 6);
    };
    const auto cone = [](double c, double r, double s) { return isInDisc(c, r, 20, 18, 3.4 + 0.55 * s); };
    const auto sphere = [](double c, double r, double s) { return std::hypot(c - 20, r - 18, s - 12) <= 11.4; };
    const auto tilted = [](double c, double r, double s) { return isInDisc(c, r, 8 + s, 26 - s, 6.2); };
    const auto lessTilted = [](double c, double r, double s) {
        return isInDisc(c, r, 8 + 0.37 * s, 26 - 0.61 * s, 6.2);
    };
    const auto two = [](double c, double r, double s) {
        return isInDisc(c, r, 8 + s, 10, 4.2) || isInDisc(c, r, 32 - s, 28, 5.3);
    };
    // Left and right edges move evenly, from border to border.
    const auto wedge = [](double c, double, double s) { return c >= 5 - 0.5 * s + 6 && c <= 20 + 0.75 * s; };
    return {{"cylinder", cylinder, {2, 22}},
            {"elliptic cylinder", ellipse, {0, 5, 24}},
            {"tube", tube, {3, 11}},
            {"tilted cylinder", tilted, {0, 8, 20}},
            {"tilted cylinder without overlap", tilted, {1, 19}},
            {"tilted by parts of a pixel", lessTilted, {0, 8, 24}, 0.965},
            {"two that pass each other", two, {0, 16}},
            {"cone", cone, {0, 8, 16, 24}, 0.98},
            // Pixels that are no squares make an ellipse of the disc, whose outline does not move evenly.
            {"cone of two slices", cone, {0, 24}, 0.985, 0.945},
            {"sphere", sphere, {1, 4, 8, 12, 16, 20, 23}, 0.965},
            {"wedge", wedge, {0, 8, 20}, 0.97}};
}

}  // namespace

class TestSliceInterpolation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatLiesBetween_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("through");
        QTest::addColumn<bool>("isFlat");
        const std::vector<Case> all = cases();
        for (std::size_t index = 0; index < all.size(); ++index) {
            for (int through = 0; through < 3; ++through) {
                for (const bool isFlat : {false, true}) {
                    QTest::addRow("%s, axis %d, %s", all[index].name.c_str(), through, isFlat ? "flat" : "even")
                        << static_cast<int>(index) << through << isFlat;
                }
            }
        }
    }
    void findsWhatLiesBetween() {
        QFETCH(const int, index);
        QFETCH(const int, through);
        QFETCH(const bool, isFlat);
        const Case one = cases()[static_cast<std::size_t>(index)];
        const Vector3 spacingMm = isFlat ? Vector3{0.6, 1.4, 3} : Vector3{1, 1, 1};
        const Painted painted(static_cast<std::size_t>(through), {41, 37, 25}, spacingMm, one.solid, one.slices);
        const VoxelRuns runs = painted.interpolated();
        QCOMPARE(faultOf(painted.grid(), runs), std::string());
        const VoxelSet found = setOf(runs);
        const VoxelSet expected = painted.between();
        const double leastDice = isFlat ? one.leastFlatDice : one.leastDice;
        if (leastDice == 1) {
            QCOMPARE(found, expected);
            return;
        }
        const double similarity = dice(found, expected);
        QVERIFY2(similarity >= leastDice, qPrintable(QString::number(similarity)));
    }

    // Far from corners the distance to an edge is how far the edge is away, so that it moves evenly.
    void edgesMoveEvenly() {
        const auto left = [](double slice) { return 20 - 0.5 * slice; };
        const auto right = [](double slice) { return 24 + 0.75 * slice; };
        const Painted painted(
            2, {60, 201, 21}, {0.8, 0.8, 2},
            [&](double column, double, double slice) { return column >= left(slice) && column <= right(slice); },
            {0, 20});
        const VoxelSet found = setOf(painted.interpolated());
        for (std::int64_t slice = 1; slice < 20; ++slice) {
            for (std::int64_t column = 0; column < 60; ++column) {
                const double place = static_cast<double>(column);
                const auto at = static_cast<double>(slice);
                // Outlines lie half a pixel beyond the outer pixels.
                const double before = left(0) - 0.5 + (left(20) - left(0)) * at / 20;
                const double behind = right(0) + 0.5 + (right(20) - right(0)) * at / 20;
                if (std::abs(place - before) > 1e-6 && std::abs(place - behind) > 1e-6) {
                    QCOMPARE(std::ranges::binary_search(found, painted.at(column, 100, slice)),
                             place > before && place < behind);
                }
            }
        }
    }

    void oneBecomesTwo() {
        // A trunk, and two branches that it still overlaps.
        const Painted painted(1, {61, 31, 21}, {1, 1, 1},
                              [](double c, double r, double s) {
                                  return s < 10 ? isInDisc(c, r, 30, 15, 9.2)
                                                : isInDisc(c, r, 22, 15, 5.2) || isInDisc(c, r, 38, 15, 5.2);
                              },
                              {0, 20});
        const VoxelSet found = setOf(painted.interpolated());
        const auto isIn = [&](std::int64_t column, std::int64_t row, std::int64_t slice) {
            return std::ranges::binary_search(found, painted.at(column, row, slice));
        };
        std::size_t narrowest = 61 * 31;
        for (std::int64_t slice = 1; slice < 20; ++slice) {
            const std::int64_t branch = std::llround(30 - 8 * static_cast<double>(slice) / 20);
            QVERIFY(isIn(branch, 15, slice));
            QVERIFY(isIn(60 - branch, 15, slice));
            narrowest = std::min(narrowest, painted.inSlice(found, slice).size());
        }
        QVERIFY(isIn(30, 15, 4));
        QVERIFY(!isIn(30, 15, 18));
        QVERIFY2(narrowest > 140, qPrintable(QString::number(narrowest)));
        QCOMPARE(painted.inSlice(found, 0).size(), 0U);
    }

    void aBranchNeedNotOverlap() {
        const Painted painted(2, {71, 31, 11}, {1, 1, 1},
                              [](double c, double r, double s) {
                                  return isInDisc(c, r, 20, 15, 8.2) || (s > 5 && isInDisc(c, r, 37, 15, 5.2));
                              },
                              {0, 10});
        const VoxelSet found = setOf(painted.interpolated());
        for (std::int64_t slice = 1; slice < 10; ++slice) {
            const std::int64_t middle = std::llround(20 + 1.7 * static_cast<double>(slice));
            QVERIFY(std::ranges::binary_search(found, painted.at(middle, 15, slice)));
        }
    }

    void whatIsFarAwayEndsHalfway() {
        const auto trunk = [](double c, double r, double) { return isInDisc(c, r, 14, 15, 7.2); };
        const Painted alone(2, {91, 31, 11}, {1, 1, 1}, trunk, {0, 10});
        const Painted painted(
            2, {91, 31, 11}, {1, 1, 1},
            [&](double c, double r, double s) { return trunk(c, r, s) || (s > 5 && isInDisc(c, r, 75, 15, 6.2)); },
            {0, 10});
        const VoxelSet found = setOf(painted.interpolated());
        std::size_t last = 200;
        for (std::int64_t slice = 9; slice > 0; --slice) {
            const std::size_t island =
                painted.inSlice(found, slice).size() - alone.inSlice(alone.between(), slice).size();
            QVERIFY(island < last);
            QCOMPARE(island == 0, slice < 5);
            last = island == 0 ? 200 : island;
        }
        const VoxelSet ofTrunk = alone.between();
        QVERIFY(std::ranges::includes(found, ofTrunk));
    }

    void shapesThatDoNotOverlapMove() {
        const Painted painted(0, {60, 50, 17}, {0.8, 1.2, 4},
                              [](double c, double r, double s) {
                                  return s < 8 ? std::abs(c - 10) <= 4 && std::abs(r - 9) <= 3
                                               : isInDisc(c, r, 42, 33, 6.1);
                              },
                              {0, 16});
        const VoxelSet found = setOf(painted.interpolated());
        for (std::int64_t slice = 1; slice < 16; ++slice) {
            const VoxelSet part = painted.inSlice(found, slice);
            QVERIFY(part.size() >= 60 && part.size() <= 130);  // 63 at the one end, about 117 at the other
            QVERIFY(std::ranges::binary_search(part,
                                               painted.at(std::llround(10 + 2.0 * static_cast<double>(slice)),
                                                          std::llround(9 + 1.5 * static_cast<double>(slice)), slice)));
        }
    }

    void onlyWhatIsMissingJoins() {
        const Painted painted(2, {30, 30, 9}, {1, 1, 1},
                              [](double c, double r, double) { return isInDisc(c, r, 15, 15, 6); }, {0, 8});
        std::vector<std::uint8_t> voxels(painted.label().voxels().begin(), painted.label().voxels().end());
        const std::int64_t own = painted.at(15, 15, 4);
        const std::int64_t other = painted.at(14, 15, 4);
        voxels[static_cast<std::size_t>(own)] = 1;
        voxels[static_cast<std::size_t>(other)] = 2;
        const LabelVolume label(painted.grid(), std::move(voxels));
        // Slices of the class that were not painted do not shape those beside them.
        const VoxelSet found = setOf(interpolatedBetween(label, 1, 2, {0, 8}, {}));
        VoxelSet expected = painted.between();
        std::erase(expected, own);
        QCOMPARE(found, expected);
        // Painted with another class alone, or beyond the grid: as if it had not been.
        QCOMPARE(setOf(interpolatedBetween(label, 1, 2, {-3, 0, 2, 8, 40}, {})), found);
    }

    // As if each were alone with it.
    void eachOfManySpecksIsBlendedWithWhatItOverlaps() {
        constexpr std::int64_t kApart = 5;
        const auto isSpeck = [](double c, double r, int at) {
            return c == static_cast<double>(kApart * (1 + at % 4)) && r == static_cast<double>(kApart * (1 + at / 4));
        };
        const auto block = [](double c, double r) { return c >= 3 && c <= 22 && r >= 3 && r <= 22; };
        VoxelSet expected;
        for (int at = 0; at < 16; ++at) {
            const Painted alone(2, {27, 27, 6}, {1, 1.5, 2},
                                [&](double c, double r, double s) { return s < 1 ? block(c, r) : isSpeck(c, r, at); },
                                {0, 5});
            std::ranges::copy(setOf(alone.interpolated()), std::back_inserter(expected));
        }
        std::ranges::sort(expected);
        expected.erase(std::ranges::unique(expected).begin(), expected.end());
        const Painted painted(
            2, {27, 27, 6}, {1, 1.5, 2},
            [&](double c, double r, double s) {
                return s < 1 ? block(c, r)
                             : std::ranges::any_of(std::views::iota(0, 16), [&](int at) { return isSpeck(c, r, at); });
            },
            {0, 5});
        QCOMPARE(setOf(painted.interpolated()), expected);
    }

    void manySpecksTakeNoMoreMemory() {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("What is freed goes on counting here.");
#endif
        constexpr int kMostMib = 40;  // for 676 blends, each with two maps of about 130 x 130 numbers: 176 MiB
        const Painted painted(2, {140, 140, 3}, {1, 1, 1},
                              [](double c, double r, double s) {
                                  return c >= 5 && c < 135 && r >= 5 && r < 135 &&
                                         (s < 1 || (std::fmod(c, 5) == 0 && std::fmod(r, 5) == 0));
                              },
                              {0, 2});
        std::ofstream peak("/proc/self/clear_refs");
        if (!(peak << "5" << std::flush)) {  // the peak is what it is now
            QSKIP("The peak of the memory cannot be set back here.");
        }
        const int before = statusMib("VmHWM:");
        QVERIFY(!painted.interpolated().empty());
        const int taken = statusMib("VmHWM:") - before;
        QVERIFY2(taken < kMostMib, qPrintable(QString("%1 MiB").arg(taken)));
    }

    void twoSlicesAreNeeded() {
        const Painted painted(2, {9, 9, 9}, {1, 1, 1},
                              [](double c, double r, double) { return isInDisc(c, r, 4, 4, 2); }, {0, 5, 6});
        QVERIFY(!interpolatedBetween(painted.label(), 1, 2, {0, 5}, {}).empty());
        QVERIFY(interpolatedBetween(painted.label(), 1, 2, {5, 6}, {}).empty());  // nothing lies between
        for (const std::set<std::int64_t>& slices :
             std::vector<std::set<std::int64_t>>{{}, {5}, {5, 7}, {3, 4, 7}, {-1, 0, 9}}) {
            try {
                static_cast<void>(interpolatedBetween(painted.label(), 1, 2, slices, {}));
                QFAIL("it found something");
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::InvalidInput);
            }
        }
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(interpolatedBetween(painted.label(), 2, 2, {0, 5}, {})));
    }

    void staysWithinTheGrid() {
        std::mt19937 random(31);
        const auto any = [&](std::int64_t low, std::int64_t high) {
            return std::uniform_int_distribution(low, high)(random);
        };
        int filled = 0;
        for (int round = 0; round < 150; ++round) {
            const auto through = static_cast<std::size_t>(round % 3);
            Geometry grid = gridOf({any(1, 20), any(1, 16), any(1, 14)}, {0.7, 1.1, 2.9});
            grid.size[through] = any(4, 12);
            const double share = std::uniform_real_distribution(0.02, 0.9)(random);
            const auto label = volumeOf<std::uint8_t>(
                grid, [&](const Index3&) { return std::bernoulli_distribution(share)(random) ? any(1, 2) : 0; });
            const std::set<std::int64_t> painted{any(-2, 3), any(0, 11), any(0, 14)};
            VoxelRuns runs;
            try {
                runs = interpolatedBetween(label, 1, through, painted, {});
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::InvalidInput);
                continue;
            }
            filled += runs.empty() ? 0 : 1;
            QCOMPARE(faultOf(grid, runs), std::string());
            const std::int64_t step = through == 0 ? 1 : through == 1 ? grid.size[0] : grid.size[0] * grid.size[1];
            for (const std::int64_t at : setOf(runs)) {
                const std::int64_t slice = at / step % grid.size[through];
                QVERIFY(slice > *painted.begin() && slice < *painted.rbegin());
                QVERIFY(label.voxels()[static_cast<std::size_t>(at)] != 1);
            }
        }
        QVERIFY2(filled > 50, qPrintable(QString::number(filled)));
    }

    void stopsWhenAsked() {
        const Painted painted(2, {9, 9, 9}, {1, 1, 1},
                              [](double c, double r, double) { return isInDisc(c, r, 4, 4, 2); }, {0, 5});
        std::stop_source stop;
        stop.request_stop();
        try {
            static_cast<void>(interpolatedBetween(painted.label(), 1, 2, {0, 5}, stop.get_token()));
            QFAIL("it went on");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Cancelled);
        }
    }
};

QTEST_APPLESS_MAIN(TestSliceInterpolation)
#include "tst_slice_interpolation.moc"
