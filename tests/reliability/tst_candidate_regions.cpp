#include "core/base/error.h"
#include "core/reliability/candidate_regions.h"
#include "core/volume/box_grid.h"

#include <QtTest>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace tandem;

namespace {

// Two boxes of 20 mm along each of the first two axes, one along the third.
const Geometry kGrid{.size = {20, 20, 10}, .spacingMm = {2, 2, 2}};

struct Made {
    std::vector<float> trust = std::vector<float>(4000, 1);
    std::vector<std::uint8_t> label = std::vector<std::uint8_t>(4000);
    std::vector<std::uint8_t> a = label;
    std::vector<std::uint8_t> b = label;

    static std::size_t at(std::int64_t x, std::int64_t y, std::int64_t z) {
        return static_cast<std::size_t>(x + 20 * (y + 20 * z));
    }
    [[nodiscard]] std::vector<CandidateRegion> candidates() const {
        return findCandidateRegions(7, {{kGrid, trust}, {kGrid, label}, {kGrid, a}, {kGrid, b}}, {}, {});
    }
};

bool isClose(double value, double expected) {
    return std::abs(value - expected) < 1e-4;
}

}  // namespace

class TestCandidateRegions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBoxByHand() {
        Made made;
        // In the second box along x: ten voxels of class 1, six of which are doubted.
        for (std::int64_t x = 10; x < 20; ++x) {
            made.label[Made::at(x, 3, 4)] = 1;
            made.a[Made::at(x, 3, 4)] = 1;
            made.b[Made::at(x, 3, 4)] = x < 13 ? 2 : 1;
            made.trust[Made::at(x, 3, 4)] = x < 16 ? 0.5F : 0.9F;
        }
        const auto candidates = made.candidates();
        QCOMPARE(candidates.size(), 4U);
        const CandidateRegion& one = candidates[1];
        QCOMPARE(one.caseId, 7);
        QCOMPARE(one.number, 1);
        QVERIFY((one.box == Box{{10, 0, 0}, {10, 10, 10}}));
        QCOMPARE(one.volumeMm3, 8000.0);
        QCOMPARE(one.foregroundVoxels, 10);
        QCOMPARE(one.doubtfulVoxels, 6);
        QVERIFY(isClose(one.expectedErrors, 3));
        QCOMPARE(one.disagreementVoxels, 3);
        QCOMPARE(one.labelClass, 1);
        // Of the doubted voxels six may be of class 1, and three of class 2, as decoder B says.
        QVERIFY((one.ofClasses == std::vector<ClassDoubt>{{1, 3.0}, {2, 1.5}}));
        QCOMPARE(one.regions.size(), 1U);
        QCOMPARE(one.regions.front().voxels, 6);
        QVERIFY((one.centre() == one.regions.front().centre));
        for (const std::size_t other : {0U, 2U, 3U}) {
            QCOMPARE(candidates[other].doubtfulVoxels, 0);
            QCOMPARE(candidates[other].foregroundVoxels, 0);
            QVERIFY(candidates[other].regions.empty() && candidates[other].ofClasses.empty());
        }
        QVERIFY((candidates[0].centre() == Index3{5, 5, 5}));
    }

    // A doubtful surface through the whole volume is one connected region; no piece may leave its box.
    void aSurfaceIsCutIntoPieces() {
        Made made;
        for (std::int64_t y = 0; y < 20; ++y) {
            for (std::int64_t x = 0; x < 20; ++x) {
                made.trust[Made::at(x, y, 5)] = 0.6F;
            }
        }
        for (const CandidateRegion& one : made.candidates()) {
            QCOMPARE(one.doubtfulVoxels, 100);
            QCOMPARE(one.regions.size(), 1U);
            QCOMPARE(one.regions.front().voxels, 100);
        }
    }

    // Whatever the maps: nothing is counted twice or left out.
    void candidatesAddUpToTheCase() {
        std::mt19937 random(3);
        Made made;
        double doubt = 0;
        std::int64_t doubtful = 0;
        std::int64_t differing = 0;
        std::int64_t foreground = 0;
        for (std::size_t at = 0; at < made.trust.size(); ++at) {
            made.trust[at] = static_cast<float>(random() % 100) / 100;
            made.label[at] = made.a[at] = static_cast<std::uint8_t>(random() % 3);
            made.b[at] = static_cast<std::uint8_t>(random() % 3);
            if (static_cast<double>(made.trust[at]) < 0.75) {
                ++doubtful;
                doubt += 1 - static_cast<double>(made.trust[at]);
            }
            differing += made.a[at] != made.b[at] ? 1 : 0;
            foreground += made.label[at] != 0 ? 1 : 0;
        }
        const auto candidates = made.candidates();
        const auto sum = [&](auto member) {
            return std::accumulate(candidates.begin(), candidates.end(), decltype(CandidateRegion().*member){},
                                   [&](auto all, const CandidateRegion& one) { return all + one.*member; });
        };
        QVERIFY(isClose(sum(&CandidateRegion::expectedErrors), doubt));
        QCOMPARE(sum(&CandidateRegion::doubtfulVoxels), doubtful);
        QCOMPARE(sum(&CandidateRegion::disagreementVoxels), differing);
        QCOMPARE(sum(&CandidateRegion::foregroundVoxels), foreground);
        const BoxGrid boxes(kGrid, DoubtSettings().extentMm);
        for (const CandidateRegion& one : candidates) {
            for (std::size_t at = 0; at < one.regions.size(); ++at) {
                QCOMPARE(boxes.numberAt(one.regions[at].centre), one.number);
                QVERIFY(at == 0 || one.regions[at].expectedErrors <= one.regions[at - 1].expectedErrors);
            }
        }
    }

    void gridsMustFit() {
        Made made;
        const Geometry other{.size = {10, 20, 20}, .spacingMm = {2, 2, 2}};
        QVERIFY_THROWS_EXCEPTION(
            Error, std::ignore = findCandidateRegions(
                       1, {{kGrid, made.trust}, {kGrid, made.label}, {kGrid, made.a}, {other, made.b}}, {}, {}));
    }

    void stopsWhenAsked() {
        std::stop_source stop;
        stop.request_stop();
        Made made;
        try {
            std::ignore = findCandidateRegions(
                1, {{kGrid, made.trust}, {kGrid, made.label}, {kGrid, made.a}, {kGrid, made.b}}, {}, stop.get_token());
            QFAIL("was not stopped");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Cancelled);
        }
    }
};

QTEST_APPLESS_MAIN(TestCandidateRegions)
#include "tst_candidate_regions.moc"
