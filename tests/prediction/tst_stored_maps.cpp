// What is kept of a prediction: on the grid of the image, with a label that its own probabilities give.
#include "core/maps/derived_maps.h"
#include "storage/prediction/stored_maps.h"
#include "storage/preparation/restore.h"
#include "tests/core/expect_error.h"
#include "tests/preparation/sample_volumes.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace tandem;

namespace {

const Geometry kImage = gridOf({21, 19, 17}, {0.7, 0.9, 2}, {5, -7, 11}, rotated(12, 28));

/// Waves of different lengths, so that labels, uncertainties and their order change from voxel to voxel.
float wave(std::int64_t x, std::int64_t y, std::int64_t z, double length) {
    return static_cast<float>(
        0.5 + 0.5 * std::sin(static_cast<double>(x) / length + 2 * std::cos(static_cast<double>(y + 2 * z) / length)));
}

ImageVolume waves(const Geometry& grid, double length, double most = 1) {
    return volumeOf<float>(grid, [&](auto x, auto y, auto z) { return most * wave(x, y, z, length); });
}

std::vector<ImageVolume> threeClasses(const Geometry& grid, double length) {
    std::vector<ImageVolume> maps;
    const ImageVolume one = waves(grid, length);
    const ImageVolume other = waves(grid, 1.7 * length);
    const auto share = [&](auto of) {
        return volumeOf<float>(grid, [&](auto x, auto y, auto z) { return of(one.at(x, y, z), other.at(x, y, z)); });
    };
    return {share([](float a, float b) { return (1 - a) * (1 - b); }),
            share([](float a, float b) { return a * (1 - b); }), share([](float, float b) { return b; })};
}

PredictedMaps predictionOn(const Geometry& grid) {
    PredictedMaps maps;
    maps.setClasses(MapKind::Probability, Decoder::A, threeClasses(grid, 2.3));
    maps.setClasses(MapKind::Probability, Decoder::B, threeClasses(grid, 2.6));
    maps.setClasses(MapKind::Probability, Decoder::Mean, threeClasses(grid, 2.4));
    maps.set(kLabelMap, labelFromProbabilities(maps.classes(MapKind::Probability, Decoder::A)));
    maps.set({MapKind::Uncertainty, Decoder::A}, waves(grid, 1.9, std::log(3.0)));
    maps.set({MapKind::Uncertainty, Decoder::B}, waves(grid, 2.1, std::log(3.0)));
    maps.setClasses(MapKind::Similarity, Decoder::A, threeClasses(grid, 3));
    maps.setClasses(MapKind::Similarity, Decoder::B, threeClasses(grid, 3.3));
    maps.set({MapKind::Reliability, Decoder::A}, waves(grid, 4));
    maps.set({MapKind::Reliability, Decoder::B}, waves(grid, 5));
    const LabelVolume labelB = labelFromProbabilities(maps.classes(MapKind::Probability, Decoder::B));
    const LabelVolume labelA = maps.label(kLabelMap);
    maps.set(kDisagreementMap, volumeOf<std::uint8_t>(grid, [&](auto x, auto y, auto z) {
                 return labelA.at(x, y, z) != labelB.at(x, y, z) ? 1 : 0;
             }));
    const ImageVolume uncertaintyA = maps.scalar({MapKind::Uncertainty, Decoder::A});
    const ImageVolume uncertaintyB = maps.scalar({MapKind::Uncertainty, Decoder::B});
    maps.set(kSelectionMap, volumeOf<std::uint8_t>(grid, [&](auto x, auto y, auto z) {
                 const float a = uncertaintyA.at(x, y, z);
                 const float b = uncertaintyB.at(x, y, z);
                 return b > a ? 1 : (a > b ? 2 : 0);
             }));
    return maps;
}

PreparedHeader headerFor(const PreparationSettings& settings) {
    return prepared({{numbered(kImage)}, std::nullopt}, settings).header;
}

}  // namespace

class TestStoredMaps : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::filesystem::path folder() const { return m_temporary->path().toStdString(); }
    LabelVolume label(const std::string& name) const { return loadStoredLabel(folder() / (name + ".nrrd")); }
    ImageVolume map(const std::string& name) const { return loadStoredMap(folder() / (name + ".nrrd")); }
    std::vector<ImageVolume> classes(const std::string& name) const {
        return {map(name + "-0"), map(name + "-1"), map(name + "-2")};
    }

private Q_SLOTS:
    void init() { m_temporary = std::make_unique<QTemporaryDir>(); }

    void comeBackVoxelForVoxel() {
        // Where the voxels of both grids coincide nothing may change, whatever the order of the axes.
        PreparationSettings settings = plainSettings();
        settings.orientation = AxisOrder::Ras;
        const PreparedHeader header = headerFor(settings);
        const PredictedMaps maps = predictionOn(header.geometry);
        const auto files = storeMaps(folder(), maps, KeptMaps::All, header, {}, {});
        QCOMPARE(files.size(), std::size_t{3 * 3 + 2 * 3 + 4 + 3});
        QVERIFY(!differenceOf(label("label").geometry(), kImage));
        const auto isSame = [&](const auto& stored, const auto& made) {
            std::vector<double> some(stored.voxels().begin(), stored.voxels().end());
            std::vector<double> others(made.voxels().begin(), made.voxels().end());
            std::ranges::sort(some);
            std::ranges::sort(others);
            return some == others;
        };
        QVERIFY(isSame(label("label"), maps.label(kLabelMap)));
        QVERIFY(isSame(label("selection"), maps.label(kSelectionMap)));
        QVERIFY(isSame(label("disagreement"), maps.label(kDisagreementMap)));
        QVERIFY(isSame(map("uncertainty-b"), maps.scalar({MapKind::Uncertainty, Decoder::B})));
        QVERIFY(isSame(map("similarity-a-2"), maps.scalar({MapKind::Similarity, Decoder::A, 2})));
        QVERIFY(isSame(map("reliability-b"), maps.scalar({MapKind::Reliability, Decoder::B})));
        QCOMPARE(map("probability-mean-1").at(3, 4, 5),
                 restoreMap(maps.scalar({MapKind::Probability, Decoder::Mean, 1}), header, kImage, 0).at(3, 4, 5));
    }

    void neverContradictEachOther_data() {
        QTest::addColumn<QString>("orientation");
        QTest::addColumn<QString>("crop");
        QTest::addColumn<Vector3>("spacingMm");
        QTest::addColumn<int>("slabVoxels");
        QTest::newRow("coarser") << "keep" << "none" << Vector3{3, 3, 3} << (1 << 22);
        QTest::newRow("coarser, in slabs") << "keep" << "none" << Vector3{3, 3, 3} << 800;
        QTest::newRow("finer") << "LPS" << "none" << Vector3{0.5, 0.6, 0.7} << 2000;
        QTest::newRow("finer and cropped") << "RAS" << "label" << Vector3{0.5, 0.6, 0.7} << 2000;
    }

    void neverContradictEachOther() {
        QFETCH(const QString, orientation);
        QFETCH(const QString, crop);
        QFETCH(const Vector3, spacingMm);
        QFETCH(const int, slabVoxels);
        PreparationSettings settings = plainSettings();
        setSetting(settings, "orientation", orientation.toStdString());
        setSetting(settings, "crop", crop.toStdString());
        settings.spacingMm = spacingMm;
        const LabelVolume structure = volumeOf<std::uint8_t>(kImage, [](auto x, auto y, auto z) {
            return x > 4 && x < 15 && y > 3 && y < 12 && z > 2 && z < 13 ? 1 : 0;
        });
        const PreparedHeader header = prepared({{numbered(kImage)}, structure}, settings).header;
        const PredictedMaps maps = predictionOn(header.geometry);
        static_cast<void>(storeMaps(folder(), maps, KeptMaps::All, header, {}, {}, slabVoxels));
        const LabelVolume labelA = labelFromProbabilities(classes("probability-a"));
        const LabelVolume labelB = labelFromProbabilities(classes("probability-b"));
        QCOMPARE(valuesOf(label("label")), valuesOf(labelA));
        const LabelVolume disagreement = label("disagreement");
        const LabelVolume selection = label("selection");
        const ImageVolume uncertaintyA = map("uncertainty-a");
        const ImageVolume uncertaintyB = map("uncertainty-b");
        int disagreeing = 0;
        for (std::size_t at = 0; at < labelA.voxels().size(); ++at) {
            const float a = uncertaintyA.voxels()[at];
            const float b = uncertaintyB.voxels()[at];
            QCOMPARE(disagreement.voxels()[at], labelA.voxels()[at] != labelB.voxels()[at] ? 1 : 0);
            QCOMPARE(selection.voxels()[at], b > a ? 1 : (a > b ? 2 : 0));
            disagreeing += disagreement.voxels()[at];
        }
        QVERIFY(disagreeing > 100);
        if (crop == "label") {
            QCOMPARE(label("label").at(0, 0, 0), 0);
            QCOMPARE(map("probability-b-0").at(0, 0, 0), 1.0F);
            QCOMPARE(map("similarity-a-0").at(0, 0, 0), 0.0F);
        }
    }

    void fewerMapsAreTheSameLabel() {
        PreparationSettings settings = plainSettings();
        settings.spacingMm = {2, 2, 2};
        const PreparedHeader header = headerFor(settings);
        const PredictedMaps maps = predictionOn(header.geometry);
        static_cast<void>(storeMaps(folder(), maps, KeptMaps::All, header, {}, {}));
        const LabelVolume ofAll = label("label");
        QTemporaryDir other;
        const auto files = storeMaps(other.path().toStdString(), maps, KeptMaps::Label, header, {}, {});
        QCOMPARE(files, (std::map<MapName, std::string>{{kLabelMap, "label.nrrd"}}));
        QCOMPARE(valuesOf(loadStoredLabel(other.filePath("label.nrrd").toStdString())), valuesOf(ofAll));
    }

    void tellsHowFarItIs() {
        for (const KeptMaps which : {KeptMaps::Label, KeptMaps::Probabilities, KeptMaps::All}) {
            double last = 0;
            const Progress progress = [&](double fraction, std::string_view) {
                QVERIFY(fraction > last && fraction <= 1 + 1e-9);
                last = fraction;
            };
            const PreparedHeader header = headerFor(plainSettings());
            QTemporaryDir other;
            static_cast<void>(
                storeMaps(other.path().toStdString(), predictionOn(header.geometry), which, header, progress, {}, 900));
            QVERIFY2(std::abs(last - 1) < 1e-9, nameOf(which).data());
        }
    }

    void stopsWithinAMap() {
        const PreparedHeader header = headerFor(plainSettings());
        std::stop_source stop;
        int slabs = 0;
        const Progress progress = [&](double, std::string_view) {
            if (++slabs == 3) {
                stop.request_stop();
            }
        };
        const auto error = errorOf([&] {
            return storeMaps(folder(), predictionOn(header.geometry), KeptMaps::All, header, progress, stop.get_token(),
                             900);
        });
        QVERIFY(error && error->code() == ErrorCode::Cancelled);
        QVERIFY(slabs <= 4);
        QVERIFY2(std::filesystem::is_empty(folder()), "a half written map is left");
    }
};

QTEST_GUILESS_MAIN(TestStoredMaps)
#include "tst_stored_maps.moc"
