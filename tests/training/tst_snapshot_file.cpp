#include "core/engine.h"
#include "storage/training/pinned_snapshots.h"
#include "storage/training/snapshot_file.h"
#include "tests/core/expect_error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <vector>

using namespace tandem;

namespace {

constexpr Index3 kSize{7, 5, 4};

/// Values that rise through the volume from 0 to highest.
ImageVolume rising(const Geometry& geometry, float highest) {
    const std::int64_t count = geometry.voxelCount();
    std::vector<float> values;
    for (std::int64_t at = 0; at < count; ++at) {
        values.push_back(highest * static_cast<float>(at) / static_cast<float>(count - 1));
    }
    return {geometry, std::move(values)};
}

ImageVolume constant(const Geometry& geometry, float value) {
    return {geometry, std::vector<float>(static_cast<std::size_t>(geometry.voxelCount()), value)};
}

/// Three classes: A says 2 at the voxel (3,2,1) and 0 elsewhere, B says 1 everywhere.
PinnedPrediction made(std::int64_t iteration) {
    const Geometry geometry{.size = kSize};
    std::vector<std::uint8_t> label(static_cast<std::size_t>(geometry.voxelCount()), 0);
    label[3 + 7 * (2 + 5 * 1)] = 2;
    PinnedPrediction prediction{.iteration = iteration, .caseId = 12};
    PredictedMaps& maps = prediction.maps;
    maps.label = {geometry, label};
    maps.probabilityB = {constant(geometry, 0.1F), constant(geometry, 0.8F), constant(geometry, 0.1F)};
    maps.uncertaintyA = rising(geometry, std::log(3.0F));
    maps.uncertaintyB = constant(geometry, 0.25F);
    maps.similarityA = {constant(geometry, 0.2F), constant(geometry, 0.4F), constant(geometry, 0.6F)};
    maps.similarityB = {constant(geometry, 0.1F), constant(geometry, 0.3F), constant(geometry, 0.5F)};
    maps.reliabilityA = rising(geometry, 1);
    maps.reliabilityB = constant(geometry, 1.0F - static_cast<float>(iteration) / 1000);
    maps.selection = {geometry, std::vector<std::uint8_t>(label.size(), 2)};
    return prediction;
}

bool isNear(double value, double expected, double step) {
    return std::abs(value - expected) <= step / 2 + 1e-6;
}

}  // namespace

class TestSnapshotFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void valuesComeBackWithinHalfAStep();
    void aVoxelIsReadByItself();
    void isSmallerThanItsMaps();
    void anotherGridIsRefused();
    void damagedFilesSaySo_data();
    void damagedFilesSaySo();
    void theTimelineIsListedAndCut();

private:
    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSnapshotFile::valuesComeBackWithinHalfAStep() {
    const PinnedPrediction prediction = made(200);
    writeSnapshot(folder() / "a.snapshot", prediction);
    const SnapshotFile file(folder() / "a.snapshot");
    QCOMPARE(file.iteration(), std::int64_t{200});
    QCOMPARE(file.caseId(), std::int64_t{12});
    QCOMPARE(file.classCount(), 3);
    QVERIFY(file.size() == kSize);
    QCOMPARE(file.highest(SnapshotMap::UncertaintyB), std::log(3.0));
    const Geometry geometry{.size = kSize};
    const LabelVolume label = file.labels(SnapshotMap::LabelA, geometry);
    QVERIFY(std::ranges::equal(label.voxels(), prediction.maps.label.voxels()));
    const ImageVolume uncertainty = file.values(SnapshotMap::UncertaintyA, geometry);
    const ImageVolume reliability = file.values(SnapshotMap::ReliabilityA, geometry);
    for (std::size_t at = 0; at < label.voxels().size(); ++at) {
        QVERIFY(isNear(uncertainty.voxels()[at], prediction.maps.uncertaintyA.voxels()[at], std::log(3.0) / 255));
        QVERIFY(isNear(reliability.voxels()[at], prediction.maps.reliabilityA.voxels()[at], 1.0 / 255));
    }
}

void TestSnapshotFile::aVoxelIsReadByItself() {
    writeSnapshot(folder() / "a.snapshot", made(200));
    const SnapshotFile file(folder() / "a.snapshot");
    const SnapshotValues values = file.valuesAt({3, 2, 1});
    const auto value = [&](SnapshotMap map) { return values[static_cast<std::size_t>(map)]; };
    QCOMPARE(value(SnapshotMap::LabelA), 2.0);
    QCOMPARE(value(SnapshotMap::LabelB), 1.0);
    QCOMPARE(value(SnapshotMap::Selection), 2.0);
    // The similarity to the voxel's own class of either subnetwork.
    QVERIFY(isNear(value(SnapshotMap::SimilarityA), 0.6, 1.0 / 255));
    QVERIFY(isNear(value(SnapshotMap::SimilarityB), 0.3, 1.0 / 255));
    QVERIFY(isNear(value(SnapshotMap::UncertaintyB), 0.25, std::log(3.0) / 255));
    QVERIFY(isNear(file.valuesAt({0, 0, 0})[static_cast<std::size_t>(SnapshotMap::SimilarityA)], 0.2, 1.0 / 255));
    QCOMPARE(errorOf([&] { return file.valuesAt({7, 0, 0}); })->code(), ErrorCode::InvalidInput);
}

void TestSnapshotFile::isSmallerThanItsMaps() {
    PinnedPrediction prediction = made(1);
    const Geometry large{.size = {64, 64, 32}};
    PredictedMaps& maps = prediction.maps;
    maps.label = {large, std::vector<std::uint8_t>(static_cast<std::size_t>(large.voxelCount()), 0)};
    maps.selection = maps.label;
    for (ImageVolume* one : {&maps.uncertaintyA, &maps.uncertaintyB, &maps.reliabilityA, &maps.reliabilityB}) {
        *one = rising(large, 1);
    }
    for (auto* maps3 : {&maps.probabilityB, &maps.similarityA, &maps.similarityB}) {
        *maps3 = {constant(large, 0.8F), constant(large, 0.1F), constant(large, 0.1F)};
    }
    writeSnapshot(folder() / "large.snapshot", prediction);
    QVERIFY(std::filesystem::file_size(folder() / "large.snapshot") <
            static_cast<std::uintmax_t>(large.voxelCount()) * kSnapshotMaps / 4);
}

void TestSnapshotFile::anotherGridIsRefused() {
    writeSnapshot(folder() / "a.snapshot", made(200));
    const SnapshotFile file(folder() / "a.snapshot");
    const auto error = errorOf([&] { return file.labels(SnapshotMap::LabelA, {.size = {7, 5, 5}}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
}

void TestSnapshotFile::damagedFilesSaySo_data() {
    QTest::addColumn<int>("keep");
    QTest::newRow("empty") << 0;
    QTest::newRow("another kind") << -1;
    QTest::newRow("within the header") << 40;
    QTest::newRow("within the slices") << 800;
}

void TestSnapshotFile::damagedFilesSaySo() {
    QFETCH(const int, keep);
    writeSnapshot(folder() / "a.snapshot", made(200));
    QFile file(m_folder->filePath("a.snapshot"));
    if (keep < 0) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("something else that is long enough");
    } else {
        QVERIFY(file.size() > keep && file.resize(keep));
    }
    file.close();
    const auto error = errorOf([&] { return SnapshotFile(folder() / "a.snapshot"); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
    QVERIFY2(mentions(error, "a.snapshot"), error->what());
}

void TestSnapshotFile::theTimelineIsListedAndCut() {
    QVERIFY(listSnapshots(folder() / "none").empty());
    for (const std::int64_t iteration : {1'000'000, 200, 400}) {
        writeSnapshot(snapshotPath(folder(), iteration), made(iteration % 1000));
    }
    QFile other(m_folder->filePath("case.json"));
    QVERIFY(other.open(QIODevice::WriteOnly));
    std::vector<SnapshotEntry> entries = listSnapshots(folder());
    QCOMPARE(entries.size(), std::size_t{3});
    QCOMPARE(entries[0].iteration, std::int64_t{200});
    QCOMPARE(entries[2].iteration, std::int64_t{1'000'000});

    const std::vector<TimelinePoint> points = timelineOf(entries, {1, 1, 1}, {});
    QCOMPARE(points.size(), std::size_t{3});
    const auto reliability = static_cast<std::size_t>(SnapshotMap::ReliabilityB);
    QVERIFY(isNear(points[0].values[reliability], 0.8, 1.0 / 255));
    QVERIFY(isNear(points[1].values[reliability], 0.6, 1.0 / 255));

    removeSnapshotsAfter(folder(), 200);
    entries = listSnapshots(folder());
    QCOMPARE(entries.size(), std::size_t{1});
    QCOMPARE(entries[0].iteration, std::int64_t{200});
    QVERIFY(other.exists());
}

QTEST_GUILESS_MAIN(TestSnapshotFile)
#include "tst_snapshot_file.moc"
