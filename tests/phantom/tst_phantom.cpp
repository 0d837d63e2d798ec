#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/phantom/phantom.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

using namespace tandem;

namespace {

constexpr int kSeeds = 8;

std::string hashOf(const PhantomCase& phantom) {
    return contentHash(std::as_bytes(phantom.image.voxels())).substr(0, 16) + "-" +
           contentHash(std::as_bytes(phantom.label.voxels())).substr(0, 16);
}

/// The cases that several tests look at, made once.
const std::vector<PhantomCase>& defaultCases() {
    static const std::vector<PhantomCase> cases = [] {
        std::vector<PhantomCase> made;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            made.push_back(generatePhantom({}, seed));
        }
        return made;
    }();
    return cases;
}

double labelFraction(const LabelVolume& label) {
    const auto inside = std::ranges::count(label.voxels(), 1);
    return static_cast<double>(inside) / static_cast<double>(label.geometry().voxelCount());
}

/// How many voxels are connected through faces with the first labelled one.
std::int64_t firstComponentSize(const LabelVolume& label) {
    const Index3 size = label.geometry().size;
    const auto voxels = label.voxels();
    std::vector<char> seen(voxels.size());
    std::vector<std::int64_t> open{std::ranges::find(voxels, 1) - voxels.begin()};
    seen[static_cast<std::size_t>(open.front())] = 1;
    std::int64_t count = 0;
    while (!open.empty()) {
        const std::int64_t here = open.back();
        open.pop_back();
        ++count;
        const Index3 place{here % size[0], here / size[0] % size[1], here / (size[0] * size[1])};
        const Index3 strides{1, size[0], size[0] * size[1]};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            for (const int step : {-1, 1}) {
                const std::int64_t moved = place[axis] + step;
                const auto there = static_cast<std::size_t>(here + step * strides[axis]);
                if (moved >= 0 && moved < size[axis] && voxels[there] == 1 && seen[there] == 0) {
                    seen[there] = 1;
                    open.push_back(static_cast<std::int64_t>(there));
                }
            }
        }
    }
    return count;
}

/// The highest Dice that any single threshold on the brightness reaches.
double bestThresholdDice(const PhantomCase& phantom) {
    std::vector<std::pair<float, int>> byBrightness;
    std::int64_t inside = 0;
    for (std::size_t i = 0; i < phantom.image.voxels().size(); ++i) {
        byBrightness.emplace_back(phantom.image.voxels()[i], phantom.label.voxels()[i]);
        inside += phantom.label.voxels()[i];
    }
    std::ranges::sort(byBrightness, std::greater<>());
    double best = 0;
    std::int64_t hits = 0;
    for (std::size_t taken = 1; taken <= byBrightness.size(); ++taken) {
        hits += byBrightness[taken - 1].second;
        best = std::max(best,
                        2.0 * static_cast<double>(hits) / (static_cast<double>(inside) + static_cast<double>(taken)));
    }
    return best;
}

std::uint8_t labelAt(const LabelVolume& label, const Vector3& positionMm) {
    const Vector3 index = label.geometry().indexOf(positionMm);
    Index3 voxel{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        voxel[axis] = std::llround(index[axis]);
        if (voxel[axis] < 0 || voxel[axis] >= label.geometry().size[axis]) {
            return 255;
        }
    }
    return label.at(voxel[0], voxel[1], voxel[2]);
}

Vector3 along(const Vector3& from, const Vector3& to, double fraction) {
    Vector3 point{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        point[axis] = from[axis] + fraction * (to[axis] - from[axis]);
    }
    return point;
}

}  // namespace

class TestPhantom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameSeedGivesTheSameVoxelsEverywhere();
    void differentSeedsDiffer();
    void labelIsOneComponentOfPlausibleSize();
    void labelFollowsFourVessels();
    void thresholdFails();
    void partialVolumeMakesValuesInBetween();
    void biasFieldChangesBrightnessSlowly();
    void noiseHasTheAskedStrength();
    void sizeAndSpacingAreRespected_data();
    void sizeAndSpacingAreRespected();
    void casesVary();
    void unusableSettingsAreRefused_data();
    void unusableSettingsAreRefused();
};

void TestPhantom::sameSeedGivesTheSameVoxelsEverywhere() {
    const PhantomSettings small{.size = {32, 28, 24}};
    QCOMPARE(hashOf(generatePhantom(small, 7)), hashOf(generatePhantom(small, 7)));
    QCOMPARE(hashOf(generatePhantom(small, 7)), std::string("a8809dcd23ef4de5-2615792232110c51"));
}

void TestPhantom::differentSeedsDiffer() {
    QVERIFY(hashOf(defaultCases()[0]) != hashOf(defaultCases()[1]));
    QVERIFY(!std::ranges::equal(defaultCases()[0].label.voxels(), defaultCases()[1].label.voxels()));
}

void TestPhantom::labelIsOneComponentOfPlausibleSize() {
    for (const PhantomCase& phantom : defaultCases()) {
        QCOMPARE(firstComponentSize(phantom.label), std::ranges::count(phantom.label.voxels(), 1));
        const double fraction = labelFraction(phantom.label);
        QVERIFY2(fraction >= 0.05 && fraction <= 0.18, qPrintable(QString::number(fraction)));
    }
}

void TestPhantom::labelFollowsFourVessels() {
    for (const PhantomCase& phantom : defaultCases()) {
        for (const Vector3& end : phantom.stumpEndsMm) {
            QCOMPARE(labelAt(phantom.label, along(phantom.centreMm, end, 0.93)), 1);
            QCOMPARE(labelAt(phantom.label, along(phantom.centreMm, end, 1.12)), 0);
        }
        QVERIFY(phantom.stumpEndsMm[0][0] > phantom.centreMm[0] && phantom.stumpEndsMm[1][0] > phantom.centreMm[0]);
        QVERIFY(phantom.stumpEndsMm[2][0] < phantom.centreMm[0] && phantom.stumpEndsMm[3][0] < phantom.centreMm[0]);
        QVERIFY(phantom.stumpEndsMm[0][2] > phantom.stumpEndsMm[1][2]);
        QVERIFY(phantom.stumpEndsMm[2][2] > phantom.stumpEndsMm[3][2]);
    }
}

void TestPhantom::thresholdFails() {
    for (const PhantomCase& phantom : defaultCases()) {
        const double dice = bestThresholdDice(phantom);
        QVERIFY2(dice < 0.7, qPrintable(QString::number(dice)));
    }
    PhantomSettings plain{.noise = 0.02, .biasField = 0, .distractors = 0, .stump = 0.25};
    QVERIFY2(bestThresholdDice(generatePhantom(plain, 1)) > 0.85, "without distractors the atrium is what is bright");
}

void TestPhantom::partialVolumeMakesValuesInBetween() {
    const PhantomSettings clean{.noise = 0, .biasField = 0, .contrast = 0.8, .distractors = 0, .variation = 0};
    const PhantomCase phantom = generatePhantom(clean, 3);
    // Blood is 400 and tissue about 80, each with a little texture: what lies well between is a voxel shared by both.
    std::int64_t between = 0;
    for (const float value : phantom.image.voxels()) {
        between += value > 170 && value < 330 ? 1 : 0;
    }
    const double surface = static_cast<double>(between) / static_cast<double>(phantom.image.voxels().size());
    QVERIFY2(surface > 0.01 && surface < 0.10, qPrintable(QString::number(surface)));
}

void TestPhantom::biasFieldChangesBrightnessSlowly() {
    PhantomSettings settings{.noise = 0, .biasField = 0};
    const PhantomCase plain = generatePhantom(settings, 4);
    settings.biasField = 0.5;
    const PhantomCase biased = generatePhantom(settings, 4);
    double lowest = 10;
    double highest = 0;
    double steepest = 0;
    double last = 0;
    for (std::size_t i = 0; i < plain.image.voxels().size(); ++i) {
        const double gain = biased.image.voxels()[i] / plain.image.voxels()[i];
        lowest = std::min(lowest, gain);
        highest = std::max(highest, gain);
        if (i % static_cast<std::size_t>(settings.size[0]) != 0) {
            steepest = std::max(steepest, std::abs(gain - last));
        }
        last = gain;
    }
    QVERIFY(lowest >= 0.5 && lowest < 0.9);
    QVERIFY(highest <= 1.5 && highest > 1.1);
    QVERIFY2(steepest < 0.05, qPrintable(QString::number(steepest)));
}

void TestPhantom::noiseHasTheAskedStrength() {
    PhantomSettings settings{.noise = 0, .variation = 0};
    const PhantomCase clean = generatePhantom(settings, 5);
    settings.noise = 0.1;
    const PhantomCase noisy = generatePhantom(settings, 5);
    double squares = 0;
    std::int64_t count = 0;
    for (std::size_t i = 0; i < clean.image.voxels().size(); ++i) {
        if (clean.label.voxels()[i] == 1) {
            const double deviation = noisy.image.voxels()[i] - clean.image.voxels()[i];
            squares += deviation * deviation;
            ++count;
        }
    }
    QVERIFY(std::abs(std::sqrt(squares / static_cast<double>(count)) - 0.1 * 400) < 2);
}

void TestPhantom::sizeAndSpacingAreRespected_data() {
    QTest::addColumn<int>("x");
    QTest::addColumn<int>("y");
    QTest::addColumn<int>("z");
    QTest::addColumn<double>("thickness");
    QTest::newRow("default") << 64 << 64 << 48 << 1.25;
    QTest::newRow("small") << 24 << 24 << 24 << 1.25;
    QTest::newRow("thick slices") << 48 << 40 << 24 << 2.5;
}

void TestPhantom::sizeAndSpacingAreRespected() {
    QFETCH(int, x);
    QFETCH(int, y);
    QFETCH(int, z);
    QFETCH(double, thickness);
    const PhantomSettings settings{.size = {x, y, z}, .spacingMm = {1.25, 1.25, thickness}};
    const PhantomCase phantom = generatePhantom(settings, 6);
    QVERIFY(phantom.image.geometry().size == settings.size);
    QVERIFY(phantom.image.geometry().spacingMm == settings.spacingMm);
    QVERIFY(phantom.image.geometry() == phantom.label.geometry());
    QCOMPARE(phantom.image.geometry().orientation(), std::string("LPS"));
    const double fraction = labelFraction(phantom.label);
    QVERIFY2(fraction >= 0.04 && fraction <= 0.18, qPrintable(QString::number(fraction)));
    QVERIFY(std::ranges::all_of(phantom.image.voxels(), [](float value) { return std::isfinite(value); }));
}

void TestPhantom::casesVary() {
    double lowest = 1;
    double highest = 0;
    double nearest = 1e9;
    double farthest = 0;
    for (const PhantomCase& phantom : defaultCases()) {
        const double fraction = labelFraction(phantom.label);
        lowest = std::min(lowest, fraction);
        highest = std::max(highest, fraction);
        nearest = std::min(nearest, phantom.centreMm[0]);
        farthest = std::max(farthest, phantom.centreMm[0]);
    }
    QVERIFY(highest > 1.2 * lowest);
    QVERIFY(farthest - nearest > 3);
}

void TestPhantom::unusableSettingsAreRefused_data() {
    QTest::addColumn<std::function<void(PhantomSettings&)>>("spoil");
    using Spoil = std::function<void(PhantomSettings&)>;
    QTest::newRow("too small") << Spoil([](PhantomSettings& s) { s.size[1] = 23; });
    QTest::newRow("no spacing") << Spoil([](PhantomSettings& s) { s.spacingMm[2] = 0; });
    QTest::newRow("too long") << Spoil([](PhantomSettings& s) { s.spacingMm[0] = 20; });
    QTest::newRow("negative noise") << Spoil([](PhantomSettings& s) { s.noise = -0.1; });
    QTest::newRow("bias of one") << Spoil([](PhantomSettings& s) { s.biasField = 1; });
    QTest::newRow("no contrast") << Spoil([](PhantomSettings& s) { s.contrast = 0; });
    QTest::newRow("negative distractors") << Spoil([](PhantomSettings& s) { s.distractors = -1; });
    QTest::newRow("not a number") << Spoil([](PhantomSettings& s) { s.variation = std::nan(""); });
    QTest::newRow("endless stumps") << Spoil([](PhantomSettings& s) { s.stump = 2; });
}

void TestPhantom::unusableSettingsAreRefused() {
    QFETCH(std::function<void(PhantomSettings&)>, spoil);
    PhantomSettings settings;
    spoil(settings);
    try {
        (void)generatePhantom(settings, 1);
        QFAIL("the settings were taken");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidInput);
    }
}

QTEST_GUILESS_MAIN(TestPhantom)
#include "tst_phantom.moc"
