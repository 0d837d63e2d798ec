#include "core/engine/sampling/sampler.h"
#include "core/volume/unknown_class.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <algorithm>
#include <map>
#include <set>

using namespace tandem;

namespace {

TrainingSettings settings(std::int64_t labelled = 2, std::int64_t unlabelled = 2) {
    TrainingSettings result;
    result.patch = {16, 16, 16};
    result.labelledBatch = labelled;
    result.unlabelledBatch = unlabelled;
    result.seed = 7;
    return result;
}

CaseSizes sizes(std::size_t labelled, std::size_t unlabelled) {
    return {.labelled = std::vector<Index3>(labelled, {40, 30, 20}),
            .unlabelled = std::vector<Index3>(unlabelled, {20, 30, 40})};
}

std::vector<std::int64_t> casesOf(const std::vector<PatchDraw>& patches) {
    std::vector<std::int64_t> cases;
    for (const PatchDraw& one : patches) {
        cases.push_back(one.caseIndex);
    }
    return cases;
}

}  // namespace

class TestSampler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreTheSameEverywhere();
    void rangesAreEven();
    void anEpochSeesEveryLabelledCaseOnce_data();
    void anEpochSeesEveryLabelledCaseOnce();
    void passesDiffer();
    void unlabelledCasesComeInPassesOfTheirOwn();
    void withoutUnlabelledCases();
    void patchesOfPartlyLabelledCasesHoldKnownVoxels_data();
    void patchesOfPartlyLabelledCasesHoldKnownVoxels();
    void everyKnownVoxelIsDrawn();
    void knownCasesAreDrawnAsBefore();
    void aSeedDecidesEverything();
    void aRestoredStateContinues_data();
    void aRestoredStateContinues();
    void aStateOfOtherCasesIsRefused_data();
    void aStateOfOtherCasesIsRefused();
    void aDamagedGeneratorIsRefused();
    void publishedPassesBeginTogether_data();
    void publishedPassesBeginTogether();
    void publishedPlacesLeaveTheLastOut_data();
    void publishedPlacesLeaveTheLastOut();
    void aPublishedStateContinues();
};

void TestSampler::numbersAreTheSameEverywhere() {
    // The 10000th number of std::mt19937_64 with its default seed is fixed by the C++ standard.
    RandomStream random(5489);
    for (int i = 0; i < 9999; ++i) {
        static_cast<void>(random.below(1));
    }
    QCOMPARE(random.below(1000000007), std::int64_t{9981545732273789042ULL % 1000000007ULL});
}

void TestSampler::rangesAreEven() {
    RandomStream random(1);
    std::map<std::int64_t, int> counts;
    for (int i = 0; i < 7000; ++i) {
        ++counts[random.below(7)];
    }
    QCOMPARE(counts.size(), std::size_t{7});
    for (const auto& [number, count] : counts) {
        QVERIFY2(number >= 0 && number < 7 && count > 880 && count < 1120, qPrintable(QString::number(count)));
    }
}

void TestSampler::anEpochSeesEveryLabelledCaseOnce_data() {
    QTest::addColumn<int>("cases");
    QTest::addColumn<int>("batch");
    QTest::newRow("the batch divides the cases") << 6 << 2;
    QTest::newRow("a batch spans two epochs") << 5 << 2;
    QTest::newRow("fewer cases than a batch") << 2 << 4;
    QTest::newRow("one case") << 1 << 3;
}

void TestSampler::anEpochSeesEveryLabelledCaseOnce() {
    QFETCH(int, cases);
    QFETCH(int, batch);
    BatchSampler sampler(settings(batch), sizes(static_cast<std::size_t>(cases), 3));
    std::vector<std::int64_t> seen;
    while (seen.size() < 12 * static_cast<std::size_t>(cases)) {
        std::ranges::copy(casesOf(sampler.next().labelled), std::back_inserter(seen));
    }
    for (std::size_t epoch = 0; epoch < 12; ++epoch) {
        const auto first = seen.begin() + static_cast<std::ptrdiff_t>(epoch) * cases;
        QCOMPARE(std::set<std::int64_t>(first, first + cases).size(), static_cast<std::size_t>(cases));
    }
}

void TestSampler::passesDiffer() {
    BatchSampler sampler(settings(10), sizes(10, 3));
    std::set<std::vector<std::int64_t>> orders;
    for (int epoch = 0; epoch < 20; ++epoch) {
        orders.insert(casesOf(sampler.next().labelled));
    }
    QVERIFY(orders.size() > 15);
}

void TestSampler::unlabelledCasesComeInPassesOfTheirOwn() {
    BatchSampler sampler(settings(1, 3), sizes(2, 9));
    std::vector<std::int64_t> seen;
    for (int i = 0; i < 6; ++i) {
        const BatchDraw batch = sampler.next();
        QCOMPARE(batch.labelled.size(), std::size_t{1});
        std::ranges::copy(casesOf(batch.unlabelled), std::back_inserter(seen));
    }
    QCOMPARE(std::set<std::int64_t>(seen.begin(), seen.begin() + 9).size(), std::size_t{9});
    QCOMPARE(std::set<std::int64_t>(seen.begin() + 9, seen.end()).size(), std::size_t{9});
}

void TestSampler::withoutUnlabelledCases() {
    BatchSampler sampler(settings(2, 2), sizes(3, 0));
    QVERIFY(sampler.next().unlabelled.empty());
}

void TestSampler::aSeedDecidesEverything() {
    TrainingSettings other = settings();
    other.seed = 8;
    BatchSampler first(settings(), sizes(5, 5));
    BatchSampler second(settings(), sizes(5, 5));
    BatchSampler third(other, sizes(5, 5));
    bool differs = false;
    for (int i = 0; i < 10; ++i) {
        const BatchDraw batch = first.next();
        QVERIFY(batch == second.next());
        differs = differs || batch != third.next();
    }
    QVERIFY(differs);
}

void TestSampler::aRestoredStateContinues_data() {
    QTest::addColumn<int>("batches");
    QTest::newRow("before the first batch") << 0;
    QTest::newRow("within an epoch") << 1;
    QTest::newRow("at the end of an epoch") << 5;
    QTest::newRow("later") << 13;
}

void TestSampler::aRestoredStateContinues() {
    QFETCH(int, batches);
    BatchSampler sampler(settings(), sizes(5, 4));
    for (int i = 0; i < batches; ++i) {
        static_cast<void>(sampler.next());
    }
    SamplerState saved = sampler.state();
    saved.random = RandomStream::fromState(saved.random.state());
    BatchSampler restored(settings(), sizes(5, 4));
    restored.setState(saved);
    for (int i = 0; i < 12; ++i) {
        QVERIFY(sampler.next() == restored.next());
    }
    QVERIFY(sampler.state() == restored.state());
}

void TestSampler::aStateOfOtherCasesIsRefused_data() {
    QTest::addColumn<QList<int>>("order");
    QTest::addColumn<int>("position");
    QTest::newRow("too few") << QList<int>{0, 1} << 0;
    QTest::newRow("beyond the cases") << QList<int>{0, 1, 3} << 0;
    QTest::newRow("twice the same") << QList<int>{0, 1, 1} << 0;
    QTest::newRow("negative") << QList<int>{-1, 0, 1} << 0;
    QTest::newRow("position beyond the end") << QList<int>{2, 0, 1} << 4;
    QTest::newRow("position before the start") << QList<int>{2, 0, 1} << -1;
    QTest::newRow("position in nothing") << QList<int>{} << 1;
}

void TestSampler::aStateOfOtherCasesIsRefused() {
    QFETCH(QList<int>, order);
    QFETCH(int, position);
    BatchSampler sampler(settings(), sizes(3, 3));
    static_cast<void>(sampler.next());
    SamplerState state = sampler.state();
    state.labelled = {.order = {order.begin(), order.end()}, .position = position};
    const auto error = errorOf([&] {
        sampler.setState(state);
        return 0;
    });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
}

void TestSampler::aDamagedGeneratorIsRefused() {
    std::string state = RandomStream(3).state();
    state.resize(state.size() / 2);
    QCOMPARE(errorOf([&] { return RandomStream::fromState(state); })->code(), ErrorCode::Corrupt);
    QCOMPARE(errorOf([&] { return RandomStream::fromState("none"); })->code(), ErrorCode::Corrupt);
    // The last number is a place among the others, which the standard library would take as it is.
    const std::string whole = RandomStream(1).state();
    const std::string far = whole.substr(0, whole.find_last_of(' ')) + " 99999999";
    QCOMPARE(errorOf([&] { return RandomStream::fromState(far); })->code(), ErrorCode::Corrupt);
}

namespace {

/// 40x30x20 voxels, of which a bar along the first axis is known.
LabelVolume barLabel() {
    const Geometry grid{.size = {40, 30, 20}};
    std::vector<std::uint8_t> voxels(static_cast<std::size_t>(grid.voxelCount()), kUnknownClass);
    for (std::size_t x = 3; x < 38; ++x) {
        voxels[x + 40 * (28 + 30 * 1)] = static_cast<std::uint8_t>(x % 2);
    }
    return {grid, std::move(voxels)};
}

bool holdsTheBar(const Box& box) {
    return box.first[1] <= 28 && 28 < box.first[1] + box.size[1] && box.first[2] <= 1 && 1 < box.first[2] + box.size[2];
}

}  // namespace

void TestSampler::patchesOfPartlyLabelledCasesHoldKnownVoxels_data() {
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::newRow("all") << 1.0 << 1.0 << 1.0;
    QTest::newRow("half") << 0.5 << 0.45 << 0.6;
    QTest::newRow("wherever it falls") << 0.0 << 0.0 << 0.1;
}

void TestSampler::patchesOfPartlyLabelledCasesHoldKnownVoxels() {
    QFETCH(const double, share);
    QFETCH(const double, least);
    QFETCH(const double, most);
    TrainingSettings asked = settings(2, 0);
    asked.knownShare = share;
    CaseSizes of = sizes(2, 0);
    of.known.emplace(1, KnownVoxels::of(barLabel()).value());
    BatchSampler sampler(asked, of);
    int holds = 0;
    constexpr int kBatches = 600;
    for (int i = 0; i < kBatches; ++i) {
        const BatchDraw batch = sampler.next();  // an epoch: both cases
        QVERIFY(batch.hasUnknown);
        for (const PatchDraw& one : batch.labelled) {
            holds += one.caseIndex == 1 && holdsTheBar(one.box) ? 1 : 0;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const std::int64_t padding = cropPadding(of.labelled[0][axis], 16);
                QVERIFY(one.box.first[axis] >= -padding);
                QVERIFY(one.box.first[axis] + 16 <= of.labelled[0][axis] + padding);
            }
        }
    }
    const double part = static_cast<double>(holds) / kBatches;
    QVERIFY2(part >= least && part <= most, qPrintable(QString::number(part)));
}

void TestSampler::everyKnownVoxelIsDrawn() {
    const auto known = KnownVoxels::of(barLabel());
    QCOMPARE(known->count(), std::int64_t{35});
    for (std::int64_t number = 0; number < known->count(); ++number) {
        QCOMPARE(known->at(number), (Index3{3 + number, 28, 1}));
    }
    const Geometry grid{.size = {4, 1, 1}};
    QVERIFY(!KnownVoxels::of({grid, std::vector<std::uint8_t>(4, 1)}));
    QVERIFY(!KnownVoxels::of({grid, std::vector<std::uint8_t>(4, kUnknownClass)}));
    // Every place of a patch at which it holds the voxel, and no other.
    RandomStream random(3);
    std::set<std::int64_t> first;
    for (int i = 0; i < 500; ++i) {
        first.insert(drawCropAround({38, 0, 0}, {40, 16, 16}, {16, 16, 16}, random).first[0]);
    }
    QCOMPARE(first, (std::set<std::int64_t>{23, 24}));
}

void TestSampler::knownCasesAreDrawnAsBefore() {
    TrainingSettings none = settings(2, 2);
    none.knownShare = 0;
    BatchSampler one(none, sizes(3, 3));
    BatchSampler other(settings(2, 2), sizes(3, 3));
    for (int i = 0; i < 20; ++i) {
        const BatchDraw batch = one.next();
        QCOMPARE(batch, other.next());
        QVERIFY(!batch.hasUnknown);
    }
}

namespace {

TrainingSettings publishedSettings(std::int64_t labelled, std::int64_t unlabelled) {
    TrainingSettings result = settings(labelled, unlabelled);
    result.sampling = Sampling::Published;
    return result;
}

}  // namespace

void TestSampler::publishedPassesBeginTogether_data() {
    QTest::addColumn<int>("cases");
    QTest::addColumn<int>("batches");  // of an epoch
    QTest::newRow("the batch divides the cases") << 6 << 3;
    QTest::newRow("one case fills no batch") << 5 << 2;
}

void TestSampler::publishedPassesBeginTogether() {
    QFETCH(int, cases);
    QFETCH(int, batches);
    constexpr std::size_t kUnlabelled = 9;
    BatchSampler sampler(publishedSettings(2, 2), sizes(static_cast<std::size_t>(cases), kUnlabelled));
    std::set<std::vector<std::int64_t>> firstOrders;
    for (int epoch = 0; epoch < 12; ++epoch) {
        std::set<std::int64_t> labelled;
        std::vector<std::int64_t> unlabelled;
        for (int i = 0; i < batches; ++i) {
            const BatchDraw batch = sampler.next();
            QCOMPARE(sampler.state().labelled.position, std::int64_t{2 * (i + 1)});
            QCOMPARE(sampler.state().unlabelled.position, std::int64_t{2 * (i + 1)});
            for (const std::int64_t one : casesOf(batch.labelled)) {
                QVERIFY(labelled.insert(one).second);  // never twice in an epoch
            }
            std::ranges::copy(casesOf(batch.unlabelled), std::back_inserter(unlabelled));
        }
        QCOMPARE(labelled.size(), static_cast<std::size_t>(2 * batches));
        QCOMPARE(std::set<std::int64_t>(unlabelled.begin(), unlabelled.end()).size(), unlabelled.size());
        firstOrders.insert(unlabelled);
    }
    QVERIFY(firstOrders.size() > 9);
}

void TestSampler::publishedPlacesLeaveTheLastOut_data() {
    QTest::addColumn<Sampling>("sampling");
    QTest::addColumn<qint64>("volume");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::newRow("ours") << Sampling::Ours << qint64{20} << qint64{0} << qint64{4};
    QTest::newRow("published") << Sampling::Published << qint64{20} << qint64{0} << qint64{3};
    QTest::newRow("published, padded") << Sampling::Published << qint64{16} << qint64{-3} << qint64{2};
    QTest::newRow("ours, padded") << Sampling::Ours << qint64{16} << qint64{-3} << qint64{3};
    QTest::newRow("published, two places") << Sampling::Published << qint64{17} << qint64{0} << qint64{0};
}

void TestSampler::publishedPlacesLeaveTheLastOut() {
    QFETCH(const Sampling, sampling);
    QFETCH(const qint64, volume);
    QFETCH(const qint64, first);
    QFETCH(const qint64, last);
    RandomStream random(3);
    std::set<std::int64_t> places;
    for (int i = 0; i < 500; ++i) {
        places.insert(drawCrop({volume, 40, 40}, {16, 16, 16}, random, sampling).first[0]);
    }
    QCOMPARE(*places.begin(), first);
    QCOMPARE(*places.rbegin(), last);
    QCOMPARE(std::ssize(places), last - first + 1);
}

void TestSampler::aPublishedStateContinues() {
    BatchSampler sampler(publishedSettings(2, 2), sizes(5, 4));
    for (int i = 0; i < 7; ++i) {
        static_cast<void>(sampler.next());
    }
    BatchSampler restored(publishedSettings(2, 2), sizes(5, 4));
    restored.setState(sampler.state());
    for (int i = 0; i < 12; ++i) {
        QVERIFY(sampler.next() == restored.next());
    }
}

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"
