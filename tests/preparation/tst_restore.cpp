#include "core/maps/derived_maps.h"
#include "storage/preparation/restore.h"
#include "tests/core/expect_error.h"
#include "tests/preparation/sample_volumes.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <iterator>

using namespace tandem;

namespace {

struct Preparing {
    AxisOrder orientation = AxisOrder::Keep;
    Crop crop = Crop::None;
    Vector3 spacingMm{0, 0, 0};
};

PreparationSettings settingsFor(const Preparing& preparing) {
    PreparationSettings settings = plainSettings();
    settings.orientation = preparing.orientation;
    settings.crop = preparing.crop;
    settings.spacingMm = preparing.spacingMm;
    return settings;
}

/// Structures inside the box 2..6, 1..5, 3..8.
LabelVolume boxed(const Geometry& geometry) {
    return volumeOf<std::uint8_t>(geometry, [](auto x, auto y, auto z) {
        const bool isInside = x >= 2 && x <= 6 && y >= 1 && y <= 5 && z >= 3 && z <= 8;
        return isInside ? 1 + (x + 2 * y + 3 * z) % 4 : 0;
    });
}

LabelVolume preparedLabel(const Prepared& result) {
    return {result.header.geometry, result.label};
}

/// Probability of a ball about the grid's centre, 0.5 on its surface, falling over 2 mm as a network's does.
std::vector<ImageVolume> ballProbabilities(const Geometry& grid, const Vector3& centreMm, double radiusMm) {
    std::vector<float> background, ball;
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                const Vector3 at =
                    grid.positionMm({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                const double inside =
                    radiusMm - std::hypot(at[0] - centreMm[0], at[1] - centreMm[1], at[2] - centreMm[2]);
                ball.push_back(static_cast<float>(1 / (1 + std::exp(-2 * inside))));
                background.push_back(1 - ball.back());
            }
        }
    }
    return {ImageVolume(grid, std::move(background)), ImageVolume(grid, std::move(ball))};
}

const Matrix3 kSagittal{{{0, 0, -1}, {1, 0, 0}, {0, -1, 0}}};

}  // namespace

class TestRestore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exactWhereVoxelsCoincide_data();
    void exactWhereVoxelsCoincide();
    void outsideTheBox();
    void mapsThroughResampling();
    void labelsThroughResampling();
    void aBallThroughResampling_data();
    void aBallThroughResampling();
    void everyVoxelIsCovered();
    void slabsAreTheWhole_data();
    void slabsAreTheWhole();
    void probabilities();
    void labelOfProbabilities();
    void throughTheHeadersText();
    void refusesOtherGrids();
    void stops();
};

void TestRestore::exactWhereVoxelsCoincide_data() {
    QTest::addColumn<Geometry>("original");
    QTest::addColumn<Preparing>("preparing");
    const Index3 size{10, 9, 11};
    const std::vector<std::pair<const char*, Geometry>> grids{
        {"identity grid", gridOf(size)},
        {"anisotropic", gridOf(size, {0.7, 1.3, 5}, {-100, 20, 7})},
        {"RAS", gridOf(size, {1, 1, 3}, {90, 126, -72}, {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}})},
        {"sagittal", gridOf(size, {0.9, 0.9, 1.2}, {5, 5, 5}, kSagittal)},
        {"oblique", gridOf(size, {0.4, 0.5, 3}, {-3, 8, 200}, rotated(33, -21))}};
    for (const auto& [name, grid] : grids) {
        for (const AxisOrder orientation : {AxisOrder::Keep, AxisOrder::Lps, AxisOrder::Ras}) {
            for (const Crop crop : {Crop::None, Crop::Label}) {
                QTest::addRow("%s, %s, crop %s", name, nameOf(orientation).data(), nameOf(crop).data())
                    << grid << Preparing{.orientation = orientation, .crop = crop};
            }
        }
    }
}

void TestRestore::exactWhereVoxelsCoincide() {
    QFETCH(const Geometry, original);
    QFETCH(const Preparing, preparing);
    const LabelVolume label = boxed(original);
    const ImageVolume image = numbered(original);
    const Prepared result = prepared({{image}, label}, settingsFor(preparing));
    const LabelVolume back = sureLabelRestored(preparedLabel(result), result.header);
    QCOMPARE(back.geometry(), original);
    QCOMPARE(valuesOf(back), valuesOf(label));
    const ImageVolume map = restoreMap(channelOf(result), result.header, original, -1);
    QCOMPARE(map.geometry(), original);
    const bool isCropped = preparing.crop == Crop::Label;
    QCOMPARE(result.header.geometry.voxelCount(), isCropped ? 5 * 5 * 6 : 10 * 9 * 11);
    for (std::int64_t z = 0; z < original.size[2]; ++z) {
        for (std::int64_t y = 0; y < original.size[1]; ++y) {
            for (std::int64_t x = 0; x < original.size[0]; ++x) {
                const bool isKept = !isCropped || (x >= 2 && x <= 6 && y >= 1 && y <= 5 && z >= 3 && z <= 8);
                QCOMPARE(map.at(x, y, z), isKept ? image.at(x, y, z) : -1.0F);
            }
        }
    }
}

void TestRestore::outsideTheBox() {
    const Geometry original = gridOf({10, 9, 11});
    const Prepared result = prepared({{numbered(original)}, boxed(original)}, settingsFor({.crop = Crop::Label}));
    const LabelVolume ones = volumeOf<std::uint8_t>(result.header.geometry, [](auto, auto, auto) { return 1; });
    const LabelVolume back = sureLabelRestored(ones, result.header);
    QCOMPARE(std::ranges::count(back.voxels(), 1), 150);
    QCOMPARE(back.at(2, 1, 3), 1);
    QCOMPARE(back.at(1, 1, 3), 0);
    QCOMPARE(back.at(6, 5, 8), 1);
    QCOMPARE(back.at(6, 5, 9), 0);
}

void TestRestore::mapsThroughResampling() {
    const Geometry original = gridOf({20, 18, 16}, {0.7, 0.9, 2}, {5, -7, 11}, rotated(12, 28));
    const Prepared result = prepared({{sloped(original)}, std::nullopt},
                                     settingsFor({.orientation = AxisOrder::Lps, .spacingMm = {1, 1, 1}}));
    const ImageVolume map = restoreMap(sloped(result.header.geometry), result.header, original, -1);
    const ImageVolume expected = sloped(original);
    for (std::size_t i = 0; i < map.voxels().size(); ++i) {
        QVERIFY(std::abs(map.voxels()[i] - expected.voxels()[i]) < 1.5);  // outer voxels take the edge's value
    }
    for (std::int64_t z = 1; z < 15; ++z) {
        for (std::int64_t y = 1; y < 17; ++y) {
            for (std::int64_t x = 1; x < 19; ++x) {
                QVERIFY(std::abs(map.at(x, y, z) - expected.at(x, y, z)) < 1e-4);
            }
        }
    }
}

void TestRestore::labelsThroughResampling() {
    // A finer prepared grid loses nothing: every original voxel finds a sample of itself.
    const Geometry original = gridOf({10, 9, 11}, {0.9, 0.9, 2.5}, {5, -7, 11}, kSagittal);
    const LabelVolume label = patterned(original);
    const Prepared result = prepared({{numbered(original)}, label},
                                     settingsFor({.orientation = AxisOrder::Ras, .spacingMm = {0.35, 0.4, 0.45}}));
    QCOMPARE(valuesOf(sureLabelRestored(preparedLabel(result), result.header)), valuesOf(label));
}

void TestRestore::aBallThroughResampling_data() {
    QTest::addColumn<Vector3>("spacingMm");
    QTest::addColumn<double>("atLeast");
    QTest::newRow("isotropic 3 mm") << Vector3{3, 3, 3} << 0.97;
    QTest::newRow("3 mm between slices") << Vector3{1, 1, 3} << 0.98;
    QTest::newRow("3 mm within slices") << Vector3{3, 3, 1} << 0.97;
}

void TestRestore::aBallThroughResampling() {
    // What the network says on the coarse grid is smooth; taking its nearest voxel for each fine one makes steps of
    // 3 mm, by which the ball loses some hundredths of its Dice.
    QFETCH(const Vector3, spacingMm);
    QFETCH(const double, atLeast);
    const Geometry original = gridOf({48, 46, 44}, {1, 1, 1}, {5, -7, 11}, rotated(12, 28));
    const Prepared result = prepared({{numbered(original)}, std::nullopt}, settingsFor({.spacingMm = spacingMm}));
    const Vector3 centre = original.positionMm({23.4, 22.7, 21.9});
    const auto label = [&](const std::vector<ImageVolume>& probabilities) {
        return labelFromProbabilities(probabilities);
    };
    const LabelVolume truth = label(ballProbabilities(original, centre, 14));
    const auto coarse = ballProbabilities(result.header.geometry, centre, 14);
    const LabelVolume back = label(restoreProbabilities(coarse, result.header, original));
    double both = 0, sum = 0;
    for (std::size_t at = 0; at < truth.voxels().size(); ++at) {
        both += truth.voxels()[at] == 1 && back.voxels()[at] == 1 ? 2 : 0;
        sum += truth.voxels()[at] + back.voxels()[at];
    }
    QVERIFY2(both / sum > atLeast, QByteArray::number(both / sum));
}

void TestRestore::slabsAreTheWhole_data() {
    QTest::addColumn<int>("mostVoxels");
    QTest::addColumn<int>("slabs");
    QTest::newRow("less than a slice") << 1 << 11;
    QTest::newRow("a slice") << 90 << 11;
    QTest::newRow("three slices and a bit") << 300 << 4;
    QTest::newRow("all") << 100000 << 1;
}

void TestRestore::slabsAreTheWhole() {
    QFETCH(const int, mostVoxels);
    QFETCH(const int, slabs);
    const Geometry original = gridOf({10, 9, 11}, {0.7, 0.9, 2}, {5, -7, 11}, rotated(12, 28));
    const Prepared result = prepared({{sloped(original)}, std::nullopt},
                                     settingsFor({.orientation = AxisOrder::Ras, .spacingMm = {1, 1, 1}}));
    const ImageVolume map = channelOf(result);
    const std::vector<float> whole = valuesOf(restoreMap(map, result.header, original, -1));
    std::vector<float> parts;
    const std::vector<Geometry> all = slabsOf(original, mostVoxels);
    QCOMPARE(all.size(), static_cast<std::size_t>(slabs));
    for (const Geometry& slab : all) {
        const std::vector<float> part = valuesOf(restoreMap(map, result.header, slab, -1));
        parts.insert(parts.end(), part.begin(), part.end());
    }
    QCOMPARE(parts.size(), whole.size());
    for (std::size_t at = 0; at < whole.size(); ++at) {
        QVERIFY(std::abs(parts[at] - whole[at]) < 1e-4F);
    }
}

void TestRestore::everyVoxelIsCovered() {
    // No voxel of the original falls outside a coarser grid, whatever the spacing.
    const Geometry original = gridOf({13, 11, 7}, {0.7, 1.1, 3}, {1, 2, 3}, rotated(5, 5));
    for (const double spacing : {0.9, 1.3, 2.0, 3.7, 11.0, 50.0}) {
        const Prepared result =
            prepared({{numbered(original)}, std::nullopt}, settingsFor({.spacingMm = {spacing, spacing, spacing}}));
        const ImageVolume ones = volumeOf<float>(result.header.geometry, [](auto, auto, auto) { return 1; });
        QCOMPARE(std::ranges::count(restoreMap(ones, result.header, original, 0).voxels(), 1.0F),
                 original.voxelCount());
    }
}

void TestRestore::probabilities() {
    const Geometry original = gridOf({10, 9, 11}, {1, 1, 2});
    const Prepared result = prepared({{numbered(original)}, boxed(original)},
                                     settingsFor({.crop = Crop::Label, .spacingMm = {0.8, 0.8, 0.8}}));
    const auto constant = [&](float value) {
        return volumeOf<float>(result.header.geometry, [value](auto, auto, auto) { return value; });
    };
    const std::vector<ImageVolume> inside{constant(0.2F), constant(0.7F), constant(0.1F)};
    const auto restored = restoreProbabilities(inside, result.header, original);
    QCOMPARE(restored.size(), std::size_t{3});
    for (std::size_t i = 0; i < restored[0].voxels().size(); ++i) {
        const float sum = restored[0].voxels()[i] + restored[1].voxels()[i] + restored[2].voxels()[i];
        QVERIFY(std::abs(sum - 1) < 1e-6);
    }
    QCOMPARE(restored[0].at(0, 0, 0), 1.0F);
    QCOMPARE(restored[1].at(0, 0, 0), 0.0F);
    QCOMPARE(restored[1].at(4, 3, 5), 0.7F);
    const LabelVolume label = labelFromProbabilities(restored);
    QCOMPARE(label.geometry(), original);
    QCOMPARE(label.at(0, 0, 0), 0);
    QCOMPARE(label.at(4, 3, 5), 1);
}

void TestRestore::labelOfProbabilities() {
    const Geometry row = gridOf({4, 1, 1});
    const std::vector<ImageVolume> probabilities{ImageVolume(row, std::vector<float>{0.5F, 0.2F, 0.3F, 0.4F}),
                                                 ImageVolume(row, std::vector<float>{0.5F, 0.3F, 0.6F, 0.2F}),
                                                 ImageVolume(row, std::vector<float>{0.0F, 0.5F, 0.1F, 0.4F})};
    QCOMPARE(valuesOf(labelFromProbabilities(probabilities)), (std::vector<std::uint8_t>{0, 2, 1, 0}));
    QVERIFY(mentions(errorOf([] { return labelFromProbabilities({}); }), "1 to 256 classes"));
}

void TestRestore::throughTheHeadersText() {
    // What is written to disk is enough for the exact way back.
    const Geometry original = gridOf({10, 9, 11}, {0.4, 0.5, 3.1}, {-3.3, 8.7, 200.1}, rotated(33, -21));
    const Prepared result = prepared({{numbered(original)}, boxed(original)},
                                     settingsFor({.orientation = AxisOrder::Lps, .crop = Crop::Label}));
    const PreparedHeader read = PreparedHeader::fromJson(result.header.toJson());
    QCOMPARE(valuesOf(sureLabelRestored(preparedLabel(result), read)), valuesOf(boxed(original)));
}

void TestRestore::refusesOtherGrids() {
    const Geometry original = gridOf({10, 9, 11});
    const Prepared result = prepared({{numbered(original)}, boxed(original)}, settingsFor({.crop = Crop::Label}));
    const auto error = errorOf([&] { return restoreMap(numbered(original), result.header, original, 0); });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY(mentions(error, "sizes differ (5x5x6 and 10x9x11)"));
}

void TestRestore::stops() {
    const Geometry original = gridOf({10, 9, 11});
    const Prepared result = prepared({{numbered(original)}, std::nullopt}, plainSettings());
    std::stop_source stop;
    stop.request_stop();
    const auto error =
        errorOf([&] { return restoreMap(channelOf(result), result.header, original, 0, stop.get_token()); });
    QVERIFY(error && error->code() == ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_restore.moc"
