#include "core/reliability/region_order.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <vector>

using namespace tandem;

namespace {

using Places = std::vector<std::size_t>;

/// Boxes of which some hold one of three classes, which are doubted less the rarer they are; most are of nothing.
std::vector<CandidateRegion> manyCandidates() {
    std::mt19937 random(11);
    std::vector<CandidateRegion> candidates(900);
    for (std::size_t at = 0; at < candidates.size(); ++at) {
        CandidateRegion& one = candidates[at];
        one.number = static_cast<std::int64_t>(at);
        one.labelClass = at % 3 != 0 ? 0 : at < 660 ? 1 : at < 840 ? 2 : 3;
        if (one.labelClass > 0) {
            const double scale = one.labelClass == 1 ? 1000 : one.labelClass == 2 ? 100 : 10;
            one.foregroundVoxels = 50;
            one.expectedErrors = scale * (1 + static_cast<double>(random() % 1000) / 1000);
            one.ofClasses = {{one.labelClass, one.expectedErrors}};
            one.disagreementVoxels = static_cast<std::int64_t>(random() % 500);
        }
    }
    return candidates;
}

std::vector<CandidateRegion> byErrors(const std::vector<double>& errors) {
    std::vector<CandidateRegion> candidates(errors.size());
    for (std::size_t at = 0; at < errors.size(); ++at) {
        candidates[at].expectedErrors = errors[at];
        candidates[at].ofClasses = {{1, errors[at]}};
    }
    return candidates;
}

constexpr double kNoNoise = std::numeric_limits<double>::infinity();

}  // namespace

class TestRegionOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand() {
        std::vector<CandidateRegion> candidates = byErrors({2, 0, 9, 4, 9});
        candidates[0].disagreementVoxels = 3;
        candidates[3].disagreementVoxels = 8;
        QCOMPARE(orderRegions(candidates, RegionStrategy::LeastReliable, {}), (Places{2, 4, 3, 0, 1}));
        QCOMPARE(orderRegions(candidates, RegionStrategy::MostDisagreement, {}), (Places{3, 0, 1, 2, 4}));
    }

    // Two of three in turn from the classes, the third from all. Class 1: 9, 7, 5, 3; class 2: 4, 2, and the box of 7.
    void classesInTurnByHand() {
        std::vector<CandidateRegion> candidates = byErrors({9, 7, 5, 4, 3, 2, 0});
        candidates[1].ofClasses.push_back({2, 1});
        candidates[3].ofClasses = {{2, 4.0}};
        candidates[5].ofClasses = {{2, 2.0}};
        candidates[6].ofClasses = {};
        // 1: 9; 2: 4; of all: 7; 1: 5; 2: 2; of all: 3; then what is not doubtful.
        QCOMPARE(orderRegions(candidates, RegionStrategy::ClassBalanced, {.beta = kNoNoise}),
                 (Places{0, 3, 1, 2, 5, 4, 6}));
    }

    void eachIsThereOnce_data() {
        QTest::addColumn<RegionStrategy>("strategy");
        for (std::size_t at = 0; at < kChoiceTexts<RegionStrategy>.size(); ++at) {
            const auto strategy = static_cast<RegionStrategy>(at);
            QTest::newRow(std::string(nameOf(strategy)).c_str()) << strategy;
        }
    }
    void eachIsThereOnce() {
        QFETCH(const RegionStrategy, strategy);
        const auto candidates = manyCandidates();
        Places order = orderRegions(candidates, strategy, {});
        QCOMPARE(order, orderRegions(candidates, strategy, {}));
        const bool isSame = order == orderRegions(candidates, strategy, {.seed = 2});
        QCOMPARE(isSame, !isRandom(strategy));
        std::ranges::sort(order);
        Places all(candidates.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        QCOMPARE(order, all);
        QVERIFY(orderRegions({}, strategy, {}).empty());
    }

    // Class 3 is rare and hardly doubted: by score alone it would come last.
    void classesAreServedAlike() {
        const auto candidates = manyCandidates();
        const auto served = [&](const RegionOrderSettings& settings, std::size_t first) {
            const Places order = orderRegions(candidates, RegionStrategy::ClassBalanced, settings);
            std::map<int, int> counts;
            for (std::size_t at = 0; at < first; ++at) {
                ++counts[candidates[order[at]].labelClass];
            }
            return counts;
        };
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            QCOMPARE(served({.seed = seed, .stratifiedShare = 1}, 45), (std::map<int, int>{{1, 15}, {2, 15}, {3, 15}}));
        }
        const auto mixed = served({.beta = kNoNoise}, 50);  // 33 from the classes, 17 by score, which is class 1's
        QCOMPARE(mixed, (std::map<int, int>{{1, 28}, {2, 11}, {3, 11}}));
        // What one class no longer has, the others get: class 3 has 20.
        QCOMPARE(served({.stratifiedShare = 1}, 90), (std::map<int, int>{{1, 35}, {2, 35}, {3, 20}}));
    }

    void withoutNoiseTheOrderIsThatOfTheScores() {
        const auto candidates = manyCandidates();
        QCOMPARE(orderRegions(candidates, RegionStrategy::ClassBalanced, {.beta = kNoNoise, .stratifiedShare = 0}),
                 orderRegions(candidates, RegionStrategy::LeastReliable, {}));
    }

    // Power sampling: with beta 1 the first is drawn with probabilities as the scores, with beta 2 as their squares.
    void noiseDrawsByThePowerOfTheScore_data() {
        QTest::addColumn<double>("beta");
        QTest::newRow("beta 1") << 1.0;
        QTest::newRow("beta 2") << 2.0;
        QTest::newRow("beta 100") << 100.0;
    }
    void noiseDrawsByThePowerOfTheScore() {
        QFETCH(const double, beta);
        const auto candidates = byErrors({1, 2, 5});
        constexpr int kDraws = 20'000;
        std::vector<int> first(3);
        for (int seed = 0; seed < kDraws; ++seed) {
            const Places order =
                orderRegions(candidates, RegionStrategy::ClassBalanced,
                             {.seed = static_cast<std::uint64_t>(seed), .beta = beta, .stratifiedShare = 0});
            ++first[order.front()];
        }
        const double all = 1 + std::pow(2, beta) + std::pow(5, beta);
        for (std::size_t at = 0; at < 3; ++at) {
            const double expected = std::pow(candidates[at].expectedErrors, beta) / all;
            QVERIFY2(std::abs(first[at] / static_cast<double>(kDraws) - expected) < 0.015,
                     qPrintable(QString::number(first[at])));
        }
    }

    // Of 900 boxes a third hold a structure, so 0.66 + 0.34 / 3 of the picks do, about, as long as there are enough.
    void mostRandomPicksHoldAStructure() {
        const auto candidates = manyCandidates();
        int picks = 0;
        int holding = 0;
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const Places order = orderRegions(candidates, RegionStrategy::ForegroundRandom, {.seed = seed});
            for (std::size_t at = 0; at < 60; ++at) {
                ++picks;
                holding += candidates[order[at]].foregroundVoxels > 0 ? 1 : 0;
            }
        }
        const double share = holding / static_cast<double>(picks);
        QVERIFY2(share > 0.74 && share < 0.80, qPrintable(QString::number(share)));
        // Nothing but the structure counts: the picks among the boxes that hold one are of all doubts alike.
        const Places order = orderRegions(candidates, RegionStrategy::ForegroundRandom, {.foregroundShare = 0});
        const auto early = std::ranges::count_if(order.begin(), order.begin() + 300, [&](std::size_t place) {
            return candidates[place].foregroundVoxels > 0;
        });
        QVERIFY2(early > 75 && early < 125, qPrintable(QString::number(early)));
    }

    void betaGrowsFromRoundToRound() {
        QCOMPARE(scheduledBeta(0, 5), 1.0);
        QCOMPARE(scheduledBeta(2, 5), 10.0);
        QCOMPARE(scheduledBeta(4, 5), 100.0);
        QCOMPARE(scheduledBeta(9, 5), 100.0);
        QCOMPARE(scheduledBeta(0, 1), 100.0);
    }
};

QTEST_APPLESS_MAIN(TestRegionOrder)
#include "tst_region_order.moc"
