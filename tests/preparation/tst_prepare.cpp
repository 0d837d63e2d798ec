#include "core/volume/unknown_class.h"
#include "storage/preparation/prepare.h"
#include "tests/core/expect_error.h"
#include "tests/preparation/sample_volumes.h"

#include <QtTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

using namespace tandem;

namespace {

bool isClose(double a, double b, double tolerance = 1e-5) {
    return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

/// Mean and population deviation, in long double.
std::pair<double, double> statisticsOf(const std::vector<float>& values) {
    const long double count = static_cast<long double>(values.size());
    const long double mean = std::accumulate(values.begin(), values.end(), 0.0L) / count;
    const long double squares = std::accumulate(values.begin(), values.end(), 0.0L, [&](long double sum, float value) {
        return sum + (value - mean) * (value - mean);
    });
    return {static_cast<double>(mean), static_cast<double>(std::sqrt(squares / count))};
}

const Geometry kOblique = gridOf({9, 8, 7}, {0.8, 1.1, 2.5}, {-12, 30, 4}, rotated(25, -15));

}  // namespace

class TestPrepare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesEverythingAlone();
    void turnsExactly();
    void interpolatesInThePatient_data();
    void interpolatesInThePatient();
    void takesTheNearestLabel();
    void takesTheEdgeBeyondTheImage();
    void clips();
    void clipsBeforeItNormalises();
    void normalisesTheWhole();
    void normalisesNonZero();
    void normalisesByPositive();
    void clipsAtThePercentileOfWhatWasCropped();
    void keepsNormalisedHdf5_data();
    void keepsNormalisedHdf5();
    void normalisesLargeOffsets();
    void constantImageBecomesZero();
    void cropsToTheLabel_data();
    void cropsToTheLabel();
    void keepsUnknownVoxels();
    void neverCropsToUnknownVoxels();
    void cropsAroundTheGuideOfACaseWithoutALabel();
    void cropsToTheBoxGivenByHand_data();
    void cropsToTheBoxGivenByHand();
    void cropsToNonZeroOfAnyChannel();
    void normalisesWhatWasCropped();
    void keepsAllWithoutABox_data();
    void keepsAllWithoutABox();
    void keepsChannelsInOrder();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void toleratesRoundedHeaders();
    void stops();
    void tellsItsProgress();
};

void TestPrepare::leavesEverythingAlone() {
    const SourceCase source{{numbered(kOblique)}, patterned(kOblique)};
    const Prepared result = prepared(source, plainSettings());
    QCOMPARE(result.header.geometry, kOblique);
    QCOMPARE(result.header.original, kOblique);
    QCOMPARE(result.header.channels, 1);
    QVERIFY(result.header.hasLabel);
    QCOMPARE(result.image, valuesOf(source.channels.front()));
    QCOMPARE(result.label, valuesOf(*source.label));
    QVERIFY(result.notices.empty());
}

void TestPrepare::turnsExactly() {
    // Axes to the right, the front and the head: RAS. To LPS two axes are flipped.
    const Geometry ras = gridOf({4, 3, 2}, {1, 2, 3}, {50, 60, 70}, {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}});
    PreparationSettings settings = plainSettings();
    settings.orientation = AxisOrder::Lps;
    const Prepared result = prepared({{numbered(ras)}, patterned(ras)}, settings);
    QCOMPARE(result.header.geometry, gridOf({4, 3, 2}, {1, 2, 3}, {47, 56, 70}));
    const ImageVolume image = channelOf(result);
    const ImageVolume before = numbered(ras);
    for (std::int64_t z = 0; z < 2; ++z) {
        for (std::int64_t y = 0; y < 3; ++y) {
            for (std::int64_t x = 0; x < 4; ++x) {
                QCOMPARE(image.at(x, y, z), before.at(3 - x, 2 - y, z));
            }
        }
    }
}

void TestPrepare::interpolatesInThePatient_data() {
    QTest::addColumn<std::string>("interpolation");
    QTest::addColumn<std::string>("orientation");
    QTest::addColumn<Vector3>("spacing");
    QTest::newRow("linear, finer") << std::string("linear") << std::string("keep") << Vector3{0.5, 0.5, 0.5};
    QTest::newRow("linear, coarser, turned") << std::string("linear") << std::string("RAS") << Vector3{1.7, 2, 3};
    QTest::newRow("linear, one axis") << std::string("linear") << std::string("LPS") << Vector3{0, 0, 1};
    QTest::newRow("b-spline, finer") << std::string("b-spline") << std::string("keep") << Vector3{0.5, 0.6, 1};
}

void TestPrepare::interpolatesInThePatient() {
    QFETCH(const std::string, interpolation);
    QFETCH(const std::string, orientation);
    QFETCH(const Vector3, spacing);
    PreparationSettings settings = plainSettings();
    setSetting(settings, "interpolation", interpolation);
    setSetting(settings, "orientation", orientation);
    settings.spacingMm = spacing;
    const Geometry source = gridOf({24, 22, 20}, {0.8, 1.1, 2.5}, {-12, 30, 4}, rotated(25, -15));
    const Prepared result = prepared({{sloped(source)}, std::nullopt}, settings);
    const Geometry& grid = result.header.geometry;
    const ImageVolume image = channelOf(result);
    // The spline bends at the edges, where it takes the image for mirrored.
    const double inset = interpolation == "b-spline" ? 6 : 0;
    int compared = 0;
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                const Vector3 place =
                    grid.positionMm({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                const Vector3 at = source.indexOf(place);
                bool isInner = true;
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    isInner = isInner && at[axis] >= inset - 1e-9 &&
                              at[axis] <= static_cast<double>(source.size[axis] - 1) - inset + 1e-9;
                }
                if (isInner) {
                    ++compared;
                    QVERIFY(isClose(image.at(x, y, z), slopeAt(place), inset > 0 ? 2e-3 : 1e-5));
                }
            }
        }
    }
    QVERIFY(compared > 500);
}

void TestPrepare::takesTheNearestLabel() {
    PreparationSettings settings = plainSettings();
    settings.spacingMm = {0.4, 0.4, 0.9};
    const LabelVolume label = patterned(kOblique);
    const Prepared result = prepared({{numbered(kOblique)}, label}, settings);
    const Geometry& grid = result.header.geometry;
    const LabelVolume resampledLabel(grid, result.label);
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                const Vector3 at = kOblique.indexOf(
                    grid.positionMm({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
                Index3 nearest{};
                bool isTie = false;
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    nearest[axis] = std::clamp<std::int64_t>(std::llround(at[axis]), 0, kOblique.size[axis] - 1);
                    isTie = isTie || std::abs(std::abs(at[axis] - std::floor(at[axis])) - 0.5) < 1e-6;
                }
                QVERIFY(isTie || resampledLabel.at(x, y, z) == label.at(nearest[0], nearest[1], nearest[2]));
            }
        }
    }
}

void TestPrepare::takesTheEdgeBeyondTheImage() {
    // The two centres lie on the outer voxels' at 2 mm, and 0.45 mm beyond them at 2.9 mm.
    const Geometry source = gridOf({3, 1, 1});
    PreparationSettings settings = plainSettings();
    settings.spacingMm = {2, 0, 0};
    const SourceCase row{{ImageVolume(source, std::vector<float>{-1000, 0, 500})}, std::nullopt};
    QCOMPARE(prepared(row, settings).image, (std::vector<float>{-1000, 500}));
    settings.spacingMm = {4, 0, 0};
    QCOMPARE(prepared(row, settings).image, (std::vector<float>{0}));
    settings.spacingMm = {2.9, 0, 0};
    QCOMPARE(prepared(row, settings).image, (std::vector<float>{-1000, 500}));
}

void TestPrepare::clips() {
    PreparationSettings settings = plainSettings();
    settings.clip = true;
    settings.clipLow = -125;
    settings.clipHigh = 275;
    const Geometry row = gridOf({5, 1, 1});
    const Prepared result =
        prepared({{ImageVolume(row, std::vector<float>{-1000, -125, 3.5F, 275, 3000})}, std::nullopt}, settings);
    QCOMPARE(result.image, (std::vector<float>{-125, -125, 3.5F, 275, 275}));
}

void TestPrepare::clipsBeforeItNormalises() {
    PreparationSettings settings;
    settings.clip = true;
    settings.clipLow = 0;
    settings.clipHigh = 2;
    const Geometry row = gridOf({4, 1, 1});
    const Prepared result = prepared({{ImageVolume(row, std::vector<float>{-50, 0, 2, 900})}, std::nullopt}, settings);
    QCOMPARE(result.image, (std::vector<float>{-1, -1, 1, 1}));
}

void TestPrepare::normalisesTheWhole() {
    const ImageVolume image = numbered(kOblique);
    const auto [mean, deviation] = statisticsOf(valuesOf(image));
    const Prepared result = prepared({{image}, std::nullopt}, PreparationSettings{});
    for (std::size_t i = 0; i < result.image.size(); ++i) {
        QVERIFY(isClose(result.image[i], (image.voxels()[i] - mean) / deviation));
    }
    const auto [newMean, newDeviation] = statisticsOf(result.image);
    QVERIFY(std::abs(newMean) < 1e-6);
    QVERIFY(std::abs(newDeviation - 1) < 1e-6);
}

void TestPrepare::normalisesNonZero() {
    PreparationSettings settings;
    settings.normalisation = Normalisation::ZScoreNonZero;
    const Geometry row = gridOf({6, 1, 1});
    const Prepared result =
        prepared({{ImageVolume(row, std::vector<float>{0, 1, 3, 0, 1, 3})}, std::nullopt}, settings);
    QCOMPARE(result.image, (std::vector<float>{0, -1, 1, 0, -1, 1}));
}

void TestPrepare::normalisesByPositive() {
    PreparationSettings settings;
    settings.normalisation = Normalisation::ZScoreOfPositive;
    const Geometry row = gridOf({6, 1, 1});
    const Prepared result =
        prepared({{ImageVolume(row, std::vector<float>{0, 1, 3, -2, 1, 3})}, std::nullopt}, settings);
    QCOMPARE(result.image, (std::vector<float>{-2, -1, 1, -4, -1, 1}));
}

void TestPrepare::clipsAtThePercentileOfWhatWasCropped() {
    // As the preparation of BraTS-2019 in SSL4MIS: the smallest intensity that 99.9 % of the cropped volume's voxels do
    // not exceed, then mean and deviation of the voxels over zero, which scale the background, too.
    PreparationSettings settings;
    settings.crop = Crop::NonZero;
    settings.clipPercentile = 99.9;
    settings.normalisation = Normalisation::ZScoreOfPositive;
    const Geometry grid = gridOf({24, 10, 10});
    // 2000 voxels in the box: 0 in two of three layers, 1 to 10 in others, and three far above, of which two are
    // clipped.
    const ImageVolume image = volumeOf<float>(grid, [](auto x, auto y, auto z) {
        const bool isInside = x >= 2 && x < 22;
        if (!isInside) {
            return 0.0;
        }
        if (y == 5 && z == 5 && x < 5) {
            return 1000.0 * static_cast<double>(x);
        }
        return x == 2 || x == 21 || z % 2 == 0 ? static_cast<double>(1 + y) : 0.0;
    });
    const Prepared result = prepared({{image}, std::nullopt}, settings);
    QCOMPARE(result.header.geometry.size, (Index3{20, 10, 10}));
    std::vector<float> positive;
    std::vector<float> clipped;
    for (std::int64_t z = 0; z < 10; ++z) {
        for (std::int64_t y = 0; y < 10; ++y) {
            for (std::int64_t x = 2; x < 22; ++x) {
                const float value = image.voxels()[static_cast<std::size_t>(x + 24 * (y + 10 * z))];
                clipped.push_back(std::min(value, 2000.0F));  // of 2000 voxels the 1998th
                if (value > 0) {
                    positive.push_back(clipped.back());
                }
            }
        }
    }
    const auto [mean, deviation] = statisticsOf(positive);
    QCOMPARE(result.image.size(), clipped.size());
    for (std::size_t i = 0; i < clipped.size(); ++i) {
        QVERIFY(isClose(result.image[i], (clipped[i] - mean) / deviation));
    }
}

void TestPrepare::keepsNormalisedHdf5_data() {
    QTest::addColumn<bool>("isKept");
    QTest::addColumn<bool>("isHdf5");
    QTest::addColumn<double>("scale");
    QTest::addColumn<bool>("expected");
    QTest::newRow("of the field") << true << true << 1.0 << true;
    QTest::newRow("not asked for") << false << true << 1.0 << false;
    QTest::newRow("of another format") << true << false << 1.0 << false;
    QTest::newRow("HDF5 of raw intensities") << true << true << 100.0 << false;
}

void TestPrepare::keepsNormalisedHdf5() {
    QFETCH(bool, isKept);
    QFETCH(bool, isHdf5);
    QFETCH(double, scale);
    QFETCH(bool, expected);
    PreparationSettings settings;
    settings.keepsNormalised = isKept;
    settings.clipPercentile = 50;
    const Geometry grid = gridOf({6, 5, 4});
    const ImageVolume image = volumeOf<float>(
        grid, [scale](auto x, auto y, auto z) { return scale * (0.7 * static_cast<double>((x + y + z) % 4) - 0.3); });
    SourceCase source{{image}, std::nullopt};
    source.isFromHdf5 = {isHdf5};
    const Prepared result = prepared(source, settings);
    QCOMPARE(result.image == valuesOf(image), expected);
    QVERIFY(result.notices.empty());
}

void TestPrepare::normalisesLargeOffsets() {
    // One part in ten million of the mean: sums in float, or of squares, would lose it.
    const Geometry grid = gridOf({100, 100, 10});
    const ImageVolume image = volumeOf<float>(grid, [](auto x, auto, auto) { return x % 2 == 0 ? 1e7 : 1e7 + 2; });
    const Prepared result = prepared({{image}, std::nullopt}, PreparationSettings{});
    QCOMPARE(result.image[0], -1.0F);
    QCOMPARE(result.image[1], 1.0F);
}

void TestPrepare::constantImageBecomesZero() {
    const Geometry grid = gridOf({5, 5, 5});
    const ImageVolume constant = volumeOf<float>(grid, [](auto, auto, auto) { return 0.1; });
    for (const Normalisation normalisation :
         {Normalisation::ZScore, Normalisation::ZScoreNonZero, Normalisation::ZScoreOfPositive}) {
        PreparationSettings settings;
        settings.normalisation = normalisation;
        const Prepared result = prepared({{numbered(grid), constant}, std::nullopt}, settings);
        const ImageVolume second = channelOf(result, 1);
        QVERIFY(std::ranges::all_of(second.voxels(), [](float value) { return value == 0; }));
        QCOMPARE(result.notices.size(), std::size_t{1});
        QVERIFY(result.notices.front().find("channel 2 is constant") != std::string::npos);
    }
}

void TestPrepare::cropsToTheLabel_data() {
    QTest::addColumn<qint64>("margin");
    QTest::addColumn<Index3>("first");
    QTest::addColumn<Index3>("size");
    QTest::newRow("tight") << qint64{0} << Index3{3, 2, 4} << Index3{2, 3, 1};
    QTest::newRow("margin") << qint64{1} << Index3{2, 1, 3} << Index3{4, 5, 3};
    QTest::newRow("up to the border") << qint64{3} << Index3{0, 0, 1} << Index3{8, 8, 6};
    QTest::newRow("more than there is") << qint64{100} << Index3{0, 0, 0} << Index3{9, 8, 7};
}

void TestPrepare::cropsToTheLabel() {
    QFETCH(const qint64, margin);
    QFETCH(const Index3, first);
    QFETCH(const Index3, size);
    const LabelVolume label = volumeOf<std::uint8_t>(kOblique, [](auto x, auto y, auto z) {
        return (x == 3 && y == 2 && z == 4) ? 1 : ((x == 4 && y == 4 && z == 4) ? 3 : 0);
    });
    PreparationSettings settings = plainSettings();
    settings.crop = Crop::Label;
    settings.cropMargin = margin;
    const ImageVolume image = numbered(kOblique);
    const Prepared result = prepared({{image}, label}, settings);
    QCOMPARE(result.header.geometry.size, size);
    const Vector3 expected = kOblique.positionMm(
        {static_cast<double>(first[0]), static_cast<double>(first[1]), static_cast<double>(first[2])});
    QCOMPARE(result.header.geometry.originMm, expected);
    QCOMPARE(result.header.geometry.direction, kOblique.direction);
    QCOMPARE(result.image.front(), image.at(first[0], first[1], first[2]));
    QCOMPARE(result.image.back(), image.at(first[0] + size[0] - 1, first[1] + size[1] - 1, first[2] + size[2] - 1));
    QCOMPARE(LabelVolume(result.header.geometry, result.label).at(3 - first[0], 2 - first[1], 4 - first[2]), 1);
    QCOMPARE(std::ranges::count(result.label, 3), 1);
}

void TestPrepare::cropsAroundTheGuideOfACaseWithoutALabel() {
    const auto single = [](std::int64_t x, std::int64_t y, std::int64_t z) {
        return volumeOf<std::uint8_t>(
            kOblique, [=](auto atX, auto atY, auto atZ) { return atX == x && atY == y && atZ == z ? 1 : 0; });
    };
    PreparationSettings settings = plainSettings();
    settings.crop = Crop::Prediction;
    settings.cropRun = 3;
    settings.cropMargin = 1;
    const ImageVolume image = numbered(kOblique);
    const SourceCase guided{.channels = {image}, .guide = single(3, 2, 4)};
    const Prepared result = prepared(guided, settings);
    QCOMPARE(result.header.geometry.size, (Index3{3, 3, 3}));
    QCOMPARE(result.header.geometry.originMm, kOblique.positionMm({2, 1, 3}));
    QVERIFY(!result.header.hasLabel && result.label.empty() && result.notices.empty());
    // A label is right where a prediction may be wrong.
    const SourceCase labelled{.channels = {image}, .label = single(6, 6, 5), .guide = single(3, 2, 4)};
    QCOMPARE(prepared(labelled, settings).header.geometry.originMm, kOblique.positionMm({5, 5, 4}));
    const auto error = errorOf([&] {
        return prepared(
            {.channels = {image}, .guide = volumeOf<std::uint8_t>(gridOf({9, 8, 7}), [](auto...) { return 1; })},
            settings);
    });
    QVERIFY2(mentions(error, "The prediction to crop around does not lie on the image's grid"), error->what());
}

void TestPrepare::cropsToTheBoxGivenByHand_data() {
    QTest::addColumn<Geometry>("grid");
    QTest::addColumn<Vector3>("from");
    QTest::addColumn<Vector3>("to");
    QTest::addColumn<Index3>("first");
    QTest::addColumn<Index3>("size");
    const Geometry straight = gridOf({10, 8, 6}, {1, 2, 3}, {-5, 10, 100});
    const Geometry turned = gridOf({10, 8, 6}, {1, 2, 3}, {5, -10, 100}, {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}});
    const Geometry oblique = gridOf({20, 20, 5}, {1, 1, 1}, {0, 0, 0}, rotated(45, 0));
    QTest::newRow("between centres") << straight << Vector3{-2.5, 11, 102} << Vector3{1.5, 17, 110} << Index3{3, 1, 1}
                                     << Index3{4, 3, 3};
    QTest::newRow("on centres") << straight << Vector3{-2, 12, 103} << Vector3{1, 16, 109} << Index3{3, 1, 1}
                                << Index3{4, 3, 3};
    QTest::newRow("beyond the case") << straight << Vector3{-500, -500, 108.5} << Vector3{500, 500, 500}
                                     << Index3{0, 0, 3} << Index3{10, 8, 3};
    QTest::newRow("turned") << turned << Vector3{-1, -16, 103} << Vector3{2, -12, 109} << Index3{3, 1, 1}
                            << Index3{4, 3, 3};
    // The square of 4 mm about (0,14.1) stands on its corner here.
    QTest::newRow("oblique") << oblique << Vector3{-2, 12.1, 1} << Vector3{2, 16.1, 3} << Index3{8, 8, 1}
                             << Index3{5, 5, 3};
}

void TestPrepare::cropsToTheBoxGivenByHand() {
    QFETCH(const Geometry, grid);
    QFETCH(const Vector3, from);
    QFETCH(const Vector3, to);
    QFETCH(const Index3, first);
    QFETCH(const Index3, size);
    PreparationSettings settings = plainSettings();
    settings.crop = Crop::Box;
    settings.cropMargin = 25;  // of no use: the box is as it was given
    settings.cropFromMm = from;
    settings.cropToMm = to;
    const ImageVolume image = numbered(grid);
    const Prepared result = prepared({{image}, std::nullopt}, settings);
    QCOMPARE(result.header.geometry.size, size);
    QCOMPARE(result.image.front(), image.at(first[0], first[1], first[2]));
    QVERIFY(result.notices.empty());
}

void TestPrepare::cropsToNonZeroOfAnyChannel() {
    const Geometry grid = gridOf({10, 10, 10});
    const auto single = [&](std::int64_t at) {
        return volumeOf<float>(grid, [at](auto x, auto y, auto z) { return x == at && y == at && z == at ? -5 : 0; });
    };
    PreparationSettings settings = plainSettings();
    settings.crop = Crop::NonZero;
    // Clipping lifts the background from 0 to 10: it is background still.
    settings.clip = true;
    settings.clipLow = 10;
    settings.clipHigh = 20;
    const Prepared result = prepared({{single(2), single(6)}, std::nullopt}, settings);
    QCOMPARE(result.header.geometry, gridOf({5, 5, 5}, {1, 1, 1}, {2, 2, 2}));
    // A spline rings far beyond the voxel; the box is that of the voxel.
    settings.spacingMm = {0.5, 0.5, 0.5};
    settings.interpolation = Interpolation::BSpline;
    QCOMPARE(prepared({{single(2), single(6)}, std::nullopt}, settings).header.geometry.size, (Index3{10, 10, 10}));
}

void TestPrepare::normalisesWhatWasCropped() {
    const Geometry row = gridOf({6, 1, 1});
    PreparationSettings settings;
    settings.crop = Crop::Label;
    const Prepared result = prepared({{ImageVolume(row, std::vector<float>{900, 2, 4, 2, 4, -900})},
                                      LabelVolume(row, std::vector<std::uint8_t>{0, 1, 0, 0, 1, 0})},
                                     settings);
    QCOMPARE(result.image, (std::vector<float>{-1, 1, -1, 1}));
}

void TestPrepare::keepsAllWithoutABox_data() {
    QTest::addColumn<std::string>("crop");
    QTest::addColumn<bool>("hasLabel");
    QTest::addColumn<QString>("words");
    QTest::newRow("no label") << std::string("label") << false << "has no label to crop around";
    QTest::newRow("empty label") << std::string("label") << true << "label is empty";
    QTest::newRow("zero image") << std::string("non-zero") << false << "zero everywhere";
    QTest::newRow("no prediction") << std::string("prediction") << false << "neither a label nor a prediction of run 3";
    QTest::newRow("elsewhere") << std::string("box") << false << "outside of the box given by hand";
}

void TestPrepare::keepsAllWithoutABox() {
    QFETCH(const std::string, crop);
    QFETCH(const bool, hasLabel);
    QFETCH(const QString, words);
    SourceCase source{{volumeOf<float>(kOblique, [](auto, auto, auto) { return 0; })}, std::nullopt};
    if (hasLabel) {
        source.label = volumeOf<std::uint8_t>(kOblique, [](auto, auto, auto) { return 0; });
    }
    PreparationSettings settings = plainSettings();
    setSetting(settings, "crop", crop);
    settings.cropRun = 3;
    settings.cropFromMm = {900, 900, 900};
    settings.cropToMm = {910, 910, 910};
    const Prepared result = prepared(source, settings);
    QCOMPARE(result.header.geometry, kOblique);
    QCOMPARE(result.notices.size(), std::size_t{1});
    QVERIFY(QString::fromStdString(result.notices.front()).contains(words));
}

void TestPrepare::keepsChannelsInOrder() {
    const ImageVolume first = numbered(kOblique);
    const ImageVolume second = sloped(kOblique);
    const Prepared result = prepared({{first, second}, std::nullopt}, plainSettings());
    QCOMPARE(result.header.channels, 2);
    QCOMPARE(valuesOf(channelOf(result, 0)), valuesOf(first));
    QCOMPARE(valuesOf(channelOf(result, 1)), valuesOf(second));
    QVERIFY(!result.header.hasLabel);
    QVERIFY(result.label.empty());
}

void TestPrepare::refusesWhatDoesNotFit_data() {
    QTest::addColumn<SourceCase>("source");
    QTest::addColumn<QString>("words");
    const Geometry grid = gridOf({4, 4, 4});
    Geometry moved = grid;
    moved.originMm = {0, 0, 3};
    QTest::newRow("no channel") << SourceCase{} << "no image";
    QTest::newRow("other channel grid") << SourceCase{{numbered(grid), numbered(moved)}, std::nullopt}
                                        << "channel 2 does not lie on the grid";
    QTest::newRow("other label grid") << SourceCase{{numbered(grid)}, patterned(gridOf({4, 4, 5}))}
                                      << "label does not lie on the image's grid";
    const auto odd = [&](float value) {
        return volumeOf<float>(grid, [value](auto x, auto, auto) { return x == 3 ? value : 1; });
    };
    QTest::newRow("NaN") << SourceCase{{numbered(grid), odd(std::numeric_limits<float>::quiet_NaN())}, std::nullopt}
                         << "channel 2 has voxels that are not finite";
    QTest::newRow("infinite") << SourceCase{{odd(std::numeric_limits<float>::infinity())}, std::nullopt}
                              << "channel 1 has voxels that are not finite";
}

void TestPrepare::refusesWhatDoesNotFit() {
    QFETCH(const SourceCase, source);
    QFETCH(const QString, words);
    const auto error = errorOf([&] { return prepared(source, plainSettings()); });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

void TestPrepare::toleratesRoundedHeaders() {
    Geometry rounded = kOblique;
    rounded.originMm[0] += 1e-4;
    rounded.direction[0][0] += 1e-6;
    PreparationSettings settings = plainSettings();
    settings.orientation = AxisOrder::Lps;
    const Prepared same = prepared({{numbered(kOblique)}, patterned(kOblique)}, settings);
    const Prepared result = prepared({{numbered(kOblique)}, patterned(rounded)}, settings);
    QCOMPARE(result.label, same.label);
}

void TestPrepare::stops() {
    std::stop_source stop;
    PreparationSettings settings = plainSettings();
    settings.spacingMm = {0.1, 0.1, 0.1};
    const SourceCase source{{numbered(kOblique)}, std::nullopt};
    const auto error = errorOf([&] {
        return prepare(source, settings, [&](double, std::string_view) { stop.request_stop(); }, stop.get_token());
    });
    QVERIFY(error && error->code() == ErrorCode::Cancelled);
}

void TestPrepare::tellsItsProgress() {
    std::vector<double> fractions;
    const SourceCase source{{numbered(kOblique), numbered(kOblique)}, std::nullopt};
    const Progress progress = [&](double fraction, std::string_view) { fractions.push_back(fraction); };
    QVERIFY(!prepare(source, plainSettings(), progress, std::stop_token()).image.empty());
    QVERIFY(std::ranges::is_sorted(fractions));
    QCOMPARE(fractions.front(), 0.0);
    QCOMPARE(fractions.back(), 1.0);
}

void TestPrepare::keepsUnknownVoxels() {
    // Every voxel of the finer grid is known or unknown as the nearest one was, and nothing in between is made up.
    PreparationSettings settings = plainSettings();
    settings.spacingMm = {0.4, 0.55, 1.25};
    const LabelVolume label = volumeOf<std::uint8_t>(kOblique, [](auto x, auto, auto z) {
        return z % 3 != 0 ? kUnknownClass : x < 4 ? 0 : 2;
    });
    const Prepared result = prepared({{numbered(kOblique)}, label}, settings);
    std::array<std::int64_t, 256> counts{};
    for (const std::uint8_t voxel : result.label) {
        ++counts[voxel];
    }
    const auto all = static_cast<std::int64_t>(result.label.size());
    QCOMPARE(counts[0] + counts[2] + counts[kUnknownClass], all);
    // Slices 0, 3 and 6 of 7 are known.
    QVERIFY(std::abs(static_cast<double>(counts[kUnknownClass]) / static_cast<double>(all) - 4.0 / 7) < 0.1);
    QVERIFY(counts[0] > 0 && counts[2] > 0);
}

void TestPrepare::neverCropsToUnknownVoxels() {
    const LabelVolume label = volumeOf<std::uint8_t>(kOblique, [](auto x, auto y, auto z) {
        return x >= 2 && x <= 4 && y == 3 && z == 4 ? 1 : x == 0 || y > 6 ? kUnknownClass : 0;
    });
    PreparationSettings settings = plainSettings();
    settings.crop = Crop::Label;
    settings.cropMargin = 0;
    QCOMPARE(prepared({{numbered(kOblique)}, label}, settings).header.geometry.size, (Index3{3, 1, 1}));
    const LabelVolume empty =
        volumeOf<std::uint8_t>(kOblique, [](auto x, auto, auto) { return x == 0 ? kUnknownClass : 0; });
    const Prepared whole = prepared({{numbered(kOblique)}, empty}, settings);
    QCOMPARE(whole.header.geometry.size, kOblique.size);
    QVERIFY(whole.notices.front().find("label is empty") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestPrepare)
#include "tst_prepare.moc"
