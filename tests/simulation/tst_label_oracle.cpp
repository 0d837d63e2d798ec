// An oracle that answers by hand-made regions: what becomes known, and what it costs.
#include "core/volume/unknown_class.h"
#include "storage/simulation/label_oracle.h"
#include "storage/simulation/oracle_answers.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <span>
#include <vector>

using namespace tandem;

namespace {

// 4 x 3 x 2 voxels; of the label those with x of 2 and more are class 1.
const Geometry kGrid{.size = {4, 3, 2}};

LabelVolume volumeOf(std::vector<std::uint8_t> voxels) {
    return {kGrid, std::move(voxels)};
}

std::vector<std::uint8_t> truth() {
    std::vector<std::uint8_t> voxels(24);
    for (std::size_t at = 0; at < voxels.size(); ++at) {
        voxels[at] = at % 4 >= 2 ? 1 : 0;
    }
    return voxels;
}

/// The network sees the background alone: every voxel of class 1 is wrong.
LabelOracle blindOracle(const LabelVolume& known = {}) {
    return {volumeOf(truth()), volumeOf(std::vector<std::uint8_t>(24, 0)), known};
}

CandidateRegion regionOf(std::int64_t caseId, const Box& box) {
    return {.caseId = caseId, .box = box, .ofClasses = {}, .regions = {}};
}

std::vector<std::uint8_t> voxelsOf(const LabelVolume& label) {
    return {label.voxels().begin(), label.voxels().end()};
}

}  // namespace

class TestLabelOracle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsAskedForBecomesKnown() {
        LabelOracle oracle = blindOracle();
        EffortBudget budget{.left = 100};
        oracle.answer({{.first = 1, .length = 2}, {.first = 18, .length = 1}}, budget);
        std::vector<std::uint8_t> expected(24, kUnknownClass);
        expected[1] = 0;
        expected[2] = 1;
        expected[18] = 1;
        QCOMPARE(voxelsOf(oracle.known()), expected);
        QVERIFY((oracle.effort() == CorrectionEffort{.lookedAt = 3, .changed = 2, .slices = 2, .units = 1}));
        QCOMPARE(budget.left, 97);
    }

    void whatIsKnownCostsNothing() {
        LabelOracle first = blindOracle();
        EffortBudget budget{.left = 100};
        first.answer({{.first = 0, .length = 4}}, budget);
        LabelOracle second = blindOracle(first.known());
        second.answer({{.first = 0, .length = 4}}, budget);
        QVERIFY(second.effort() == CorrectionEffort{});
        QCOMPARE(budget.left, 96);
        second.answer({{.first = 0, .length = 6}}, budget);
        QVERIFY((second.effort() == CorrectionEffort{.lookedAt = 2, .changed = 0, .slices = 1, .units = 1}));
        QCOMPARE(voxelsOf(second.known())[3], std::uint8_t{1});
    }

    void aLabelsOwnUnknownVoxelsStayUnknown() {
        std::vector<std::uint8_t> label = truth();
        label[2] = kUnknownClass;
        LabelOracle oracle(volumeOf(label), volumeOf(std::vector<std::uint8_t>(24, 0)), {});
        EffortBudget budget{.left = 100};
        oracle.answer({{.first = 0, .length = 4}}, budget);
        QCOMPARE(voxelsOf(oracle.known())[2], kUnknownClass);
        QCOMPARE(oracle.effort().lookedAt, 3);
    }

    void theBudgetEndsWithinARegion_data() {
        QTest::addColumn<int>("of");
        QTest::addColumn<int>("lookedAt");
        QTest::addColumn<int>("changed");
        QTest::newRow("looked at") << static_cast<int>(BudgetOf::LookedAt) << 3 << 1;
        QTest::newRow("changed") << static_cast<int>(BudgetOf::Changed) << 7 << 3;
    }
    void theBudgetEndsWithinARegion() {
        QFETCH(const int, of);
        LabelOracle oracle = blindOracle();
        EffortBudget budget{.left = 3, .of = static_cast<BudgetOf>(of)};
        oracle.answer({{.first = 0, .length = 4}, {.first = 4, .length = 4}}, budget);
        QVERIFY(budget.isSpent());
        QTEST(static_cast<int>(oracle.effort().lookedAt), "lookedAt");
        QTEST(static_cast<int>(oracle.effort().changed), "changed");
    }

    void otherGridsAreRefused() {
        const LabelVolume other(Geometry{.size = {4, 3, 1}}, std::vector<std::uint8_t>(12));
        const auto error = errorOf([&] { return LabelOracle(volumeOf(truth()), other, {}); });
        QVERIFY(mentions(error, "lies on another grid than the prediction"));
    }

    void regionsAreAnsweredInTheirOrder() {
        const std::vector<CandidateRegion> candidates{regionOf(7, {{0, 0, 0}, {4, 1, 1}}),
                                                      regionOf(7, {{0, 2, 1}, {4, 1, 1}}),
                                                      regionOf(9, {{0, 0, 0}, {4, 3, 2}})};
        const std::vector<std::size_t> order{1, 2, 0};
        std::vector<std::int64_t> read;
        auto oracles = answersTo(candidates, order, {}, {.left = 6}, [&](std::int64_t caseId) {
            read.push_back(caseId);
            return blindOracle();
        });
        QCOMPARE(read, (std::vector<std::int64_t>{7, 9}));
        // The whole of the second region of case 7, and two voxels of case 9; then the budget is spent.
        QVERIFY((oracles.at(7).effort() == CorrectionEffort{.lookedAt = 4, .changed = 2, .slices = 1, .units = 1}));
        QVERIFY((oracles.at(9).effort() == CorrectionEffort{.lookedAt = 2, .changed = 0, .slices = 1, .units = 1}));
        QCOMPARE(voxelsOf(oracles.at(7).known())[0], kUnknownClass);
        QCOMPARE(voxelsOf(oracles.at(7).known())[20], std::uint8_t{0});
        QCOMPARE(voxelsOf(oracles.at(7).known())[23], std::uint8_t{1});
    }

    void casesThatNobodyAsksForAreNotRead() {
        const std::vector<CandidateRegion> candidates{regionOf(7, {{0, 0, 0}, {4, 3, 2}}),
                                                      regionOf(9, {{0, 0, 0}, {4, 3, 2}})};
        const std::vector<std::size_t> order{0, 1};
        const auto oracles = answersTo(candidates, order, {}, {.left = 24}, [](std::int64_t) { return blindOracle(); });
        QCOMPARE(oracles.size(), std::size_t{1});
        QVERIFY(oracles.contains(7));
    }

    void slicesAreThoseThroughTheRegions() {
        // Two regions in the second slice, then one in the first.
        const std::vector<CandidateRegion> candidates{regionOf(7, {{0, 0, 1}, {2, 1, 1}}),
                                                      regionOf(7, {{2, 0, 1}, {2, 1, 1}}),
                                                      regionOf(7, {{0, 0, 0}, {2, 1, 1}})};
        const std::vector<std::size_t> order{0, 1, 2};
        const auto answering = [](std::int64_t) { return blindOracle(); };
        const AskedUnits slices{.unit = CorrectionUnit::Slices, .seed = 1};
        auto oracles = answersTo(candidates, order, slices, {.left = 12}, answering);
        QVERIFY((oracles.at(7).effort() == CorrectionEffort{.lookedAt = 12, .changed = 6, .slices = 1, .units = 1}));
        QCOMPARE(voxelsOf(oracles.at(7).known())[0], kUnknownClass);
        // The last slice as far as the budget goes.
        oracles = answersTo(candidates, order, slices, {.left = 13}, answering);
        QVERIFY((oracles.at(7).effort() == CorrectionEffort{.lookedAt = 13, .changed = 6, .slices = 2, .units = 2}));
    }

    void whichSliceOfARegionIsNoMatterOfDoubt() {
        // The most doubtful voxel lies in the first slice, or in the last; the slice is drawn all the same.
        const auto sliceOf = [](const Index3& doubtful, std::uint64_t seed) {
            CandidateRegion region = regionOf(7, {{0, 0, 0}, {4, 3, 2}});
            region.regions.push_back({.voxels = 1, .centre = doubtful});
            const std::vector<std::size_t> order{0};
            const auto oracles = answersTo(std::span(&region, 1), order, {CorrectionUnit::Slices, seed}, {.left = 12},
                                           [](std::int64_t) { return blindOracle(); });
            return voxelsOf(oracles.at(7).known())[0] == kUnknownClass ? 1 : 0;
        };
        int last = 0;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            QCOMPARE(sliceOf({0, 0, 0}, seed), sliceOf({0, 0, 1}, seed));
            last += sliceOf({0, 0, 0}, seed);
        }
        QVERIFY2(last > 30 && last < 70, qPrintable(QString::number(last)));
    }
};

QTEST_GUILESS_MAIN(TestLabelOracle)
#include "tst_label_oracle.moc"
