#include "core/base/error.h"
#include "core/reliability/doubtful_regions.h"

#include <QtTest>
#include <cmath>
#include <string>
#include <vector>

using namespace tandem;

namespace {

const Geometry kGrid{.size = {12, 10, 8}, .spacingMm = {1, 1, 2}};

struct Block {
    Index3 first{};
    Index3 size{};
    float trust = 0;
    std::uint8_t label = 0;
};

class Made {
public:
    explicit Made(const std::vector<Block>& blocks) {
        const auto count = static_cast<std::size_t>(kGrid.voxelCount());
        std::vector<float> values(count, 0.99F);
        std::vector<std::uint8_t> classes(count, 0);
        for (const Block& one : blocks) {
            for (std::int64_t z = one.first[2]; z < one.first[2] + one.size[2]; ++z) {
                for (std::int64_t y = one.first[1]; y < one.first[1] + one.size[1]; ++y) {
                    for (std::int64_t x = one.first[0]; x < one.first[0] + one.size[0]; ++x) {
                        const auto at = static_cast<std::size_t>(x + kGrid.size[0] * (y + kGrid.size[1] * z));
                        values[at] = one.trust;
                        classes[at] = one.label;
                    }
                }
            }
        }
        m_trust = {kGrid, std::move(values)};
        m_label = {kGrid, std::move(classes)};
    }

    [[nodiscard]] std::vector<DoubtfulRegion> regions(const DoubtSettings& settings = {}) const {
        return findDoubtfulRegions(m_trust, m_label, settings, {});
    }
    [[nodiscard]] const ImageVolume& trust() const { return m_trust; }
    [[nodiscard]] const LabelVolume& label() const { return m_label; }

private:
    ImageVolume m_trust;
    LabelVolume m_label;
};

bool isClose(double value, double expected) {
    return std::abs(value - expected) < 1e-4;
}

// Many voxels of some doubt, of which more are wrong than of a few of much doubt.
const Block kLarge{.first = {0, 0, 0}, .size = {4, 4, 4}, .trust = 0.7F, .label = 1};
const Block kSmall{.first = {8, 7, 5}, .size = {2, 2, 2}, .trust = 0.1F, .label = 2};

}  // namespace

class TestDoubtfulRegions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mostErrorsComeFirst() {
        const auto regions = Made({kSmall, kLarge}).regions();
        QCOMPARE(regions.size(), 2U);
        QCOMPARE(regions[0].voxels, 64);
        QVERIFY(isClose(regions[0].expectedErrors, 64 * 0.3));
        QVERIFY(isClose(regions[0].meanTrust, 0.7));
        QCOMPARE(regions[0].volumeMm3, 128.0);
        QCOMPARE(regions[0].labelClass, 1);
        QCOMPARE(regions[1].voxels, 8);
        QVERIFY(isClose(regions[1].expectedErrors, 8 * 0.9));
        QCOMPARE(regions[1].labelClass, 2);
    }

    void theCentreIsAVoxelOfTheRegion() {
        const auto regions = Made({{.first = {2, 3, 4}, .size = {3, 3, 3}, .trust = 0.6F}}).regions();
        QCOMPARE(regions.size(), 1U);
        QCOMPARE(regions[0].voxels, 27);
        QVERIFY((regions[0].centre == Index3{3, 4, 5}));
        QVERIFY(isClose(regions[0].expectedErrors, 27 * 0.4));
    }

    void settingsChooseRegions_data() {
        QTest::addColumn<double>("threshold");
        QTest::addColumn<int>("leastVoxels");
        QTest::addColumn<int>("expected");
        QTest::newRow("as usual") << 0.75 << 5 << 2;
        QTest::newRow("only much doubt") << 0.5 << 5 << 1;
        QTest::newRow("no doubt at all") << 0.05 << 5 << 0;
        QTest::newRow("only large ones") << 0.75 << 9 << 1;
        QTest::newRow("all voxels in one") << 1.0 << 5 << 1;
    }
    void settingsChooseRegions() {
        QFETCH(const double, threshold);
        QFETCH(const int, leastVoxels);
        QFETCH(const int, expected);
        const auto regions = Made({kLarge, kSmall}).regions({.threshold = threshold, .leastVoxels = leastVoxels});
        QCOMPARE(regions.size(), static_cast<std::size_t>(expected));
    }

    void cornersDoNotConnect() {
        const Block one{.first = {1, 1, 1}, .size = {2, 2, 2}, .trust = 0.5F};
        const Block atItsCorner{.first = {3, 3, 3}, .size = {2, 2, 2}, .trust = 0.5F};
        const Block atItsSide{.first = {3, 1, 1}, .size = {2, 2, 2}, .trust = 0.5F};
        QCOMPARE(Made({one, atItsCorner}).regions().size(), 2U);
        QCOMPARE(Made({one, atItsSide}).regions().size(), 1U);
    }

    // The grid has 12 x 10 x 16 mm: with boxes of 6 mm two along the first two axes each, three along the third.
    void aRegionEndsWithItsBox() {
        const Made made({{.first = {0, 2, 4}, .size = {12, 1, 1}, .trust = 0.5F}});
        QCOMPARE(made.regions().size(), 1U);
        const DoubtSettings cut{.extentMm = 6};
        const auto regions = made.regions(cut);
        QCOMPARE(regions.size(), 2U);
        for (const DoubtfulRegion& region : regions) {
            QCOMPARE(region.voxels, 6);
            QCOMPARE(voxelCount(voxelsOfRegion(made.trust(), region.centre, cut)), 6);
        }
        QVERIFY((regions[0].centre == Index3{2, 2, 4}));
        QVERIFY((regions[1].centre == Index3{8, 2, 4}));
        QCOMPARE(made.regions({.extentMm = 0}).size(), 1U);
    }

    void aRegionsVoxelsAreThoseThatItCounts() {
        const Made made({kLarge, kSmall});
        for (const DoubtSettings& settings : {DoubtSettings{}, DoubtSettings{.threshold = 1.0}}) {
            for (const DoubtfulRegion& region : made.regions(settings)) {
                const VoxelRuns runs = voxelsOfRegion(made.trust(), region.centre, settings);
                QCOMPARE(voxelCount(runs), region.voxels);
                double errors = 0;
                for (const VoxelRun& run : runs) {
                    QCOMPARE(run.first / kGrid.size[0], (run.first + run.length - 1) / kGrid.size[0]);
                    for (std::int64_t at = run.first; at < run.first + run.length; ++at) {
                        errors += 1 - static_cast<double>(made.trust().voxels()[static_cast<std::size_t>(at)]);
                    }
                }
                QVERIFY(isClose(errors, region.expectedErrors));
            }
        }
        // The rows of the block, in order.
        const VoxelRuns small = voxelsOfRegion(made.trust(), made.regions()[1].centre, {});
        const std::int64_t first = 8 + 12 * (7 + 10 * 5);
        QCOMPARE(small, (VoxelRuns{{first, 2}, {first + 12, 2}, {first + 120, 2}, {first + 132, 2}}));
        QVERIFY(voxelsOfRegion(made.trust(), {6, 6, 0}, {}).empty());  // of which there is no doubt
    }

    void otherGridsAreRefused() {
        const Made made({kLarge});
        Geometry other = kGrid;
        other.spacingMm[0] = 3;
        const ImageVolume elsewhere(other, made.trust().share());
        try {
            static_cast<void>(findDoubtfulRegions(elsewhere, made.label(), {}, {}));
            QFAIL("trust on another grid was taken");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidInput);
        }
    }

    void stopsWhenAsked() {
        const Made made({kLarge});
        std::stop_source stop;
        stop.request_stop();
        try {
            static_cast<void>(findDoubtfulRegions(made.trust(), made.label(), {}, stop.get_token()));
            QFAIL("it went on");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Cancelled);
        }
    }
};

QTEST_APPLESS_MAIN(TestDoubtfulRegions)
#include "tst_doubtful_regions.moc"
