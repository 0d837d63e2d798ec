#include "core/engine.h"
#include "storage/training/pinned_snapshots.h"
#include "storage/training/snapshot_file.h"
#include "tests/core/expect_error.h"
#include "tests/core/file_bytes.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <cstring>
#include <fstream>
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
    maps.set(kLabelMap, LabelVolume{geometry, label});
    maps.setClasses(MapKind::Probability, Decoder::B,
                    {constant(geometry, 0.1F), constant(geometry, 0.8F), constant(geometry, 0.1F)});
    maps.set({MapKind::Uncertainty, Decoder::A}, rising(geometry, std::log(3.0F)));
    maps.set({MapKind::Uncertainty, Decoder::B}, constant(geometry, 0.25F));
    maps.setClasses(MapKind::Similarity, Decoder::A,
                    {constant(geometry, 0.2F), constant(geometry, 0.4F), constant(geometry, 0.6F)});
    maps.setClasses(MapKind::Similarity, Decoder::B,
                    {constant(geometry, 0.1F), constant(geometry, 0.3F), constant(geometry, 0.5F)});
    maps.set({MapKind::Reliability, Decoder::A}, rising(geometry, 1));
    maps.set({MapKind::Reliability, Decoder::B}, constant(geometry, 1.0F - static_cast<float>(iteration) / 1000));
    maps.set(kSelectionMap, LabelVolume{geometry, std::vector<std::uint8_t>(label.size(), 2)});
    return prediction;
}

/// Into the header's text and what follows it.
void takeApart(const std::filesystem::path& file, std::string& header, std::string& slices) {
    const std::string all = bytesOfFile(file);
    std::uint64_t length = 0;
    std::memcpy(&length, all.data() + 8, sizeof length);
    header = all.substr(16, length);
    slices = all.substr(16 + length);
}

void putTogether(const std::filesystem::path& file, const std::string& header, const std::string& slices) {
    const std::uint64_t length = header.size();
    std::ofstream stream(file, std::ios::binary);
    stream << "TandemS1";
    stream.write(reinterpret_cast<const char*>(&length), sizeof length);
    stream << header << slices;
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
    void headersThatLieAreRefused_data();
    void headersThatLieAreRefused();
    void labelsBeyondTheClassesAreRefused();
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
    const Geometry geometry{.size = kSize};
    const LabelVolume label = file.labels(kLabelMap, geometry);
    QVERIFY(std::ranges::equal(label.voxels(), prediction.maps.label(kLabelMap).voxels()));
    const ImageVolume uncertainty = file.values({MapKind::Uncertainty, Decoder::A}, geometry);
    const ImageVolume reliability = file.values({MapKind::Reliability, Decoder::A}, geometry);
    for (std::size_t at = 0; at < label.voxels().size(); ++at) {
        QVERIFY(isNear(uncertainty.voxels()[at],
                       prediction.maps.scalar({MapKind::Uncertainty, Decoder::A}).voxels()[at], std::log(3.0) / 255));
        QVERIFY(isNear(reliability.voxels()[at],
                       prediction.maps.scalar({MapKind::Reliability, Decoder::A}).voxels()[at], 1.0 / 255));
    }
}

void TestSnapshotFile::aVoxelIsReadByItself() {
    writeSnapshot(folder() / "a.snapshot", made(200));
    const SnapshotFile file(folder() / "a.snapshot");
    const SnapshotValues values = file.valuesAt({3, 2, 1});
    const auto value = [&](MapKind kind, Decoder decoder) { return values.at({kind, decoder}); };
    QCOMPARE(value(MapKind::Label, Decoder::A), 2.0);
    QCOMPARE(value(MapKind::Label, Decoder::B), 1.0);
    QCOMPARE(values.at(kSelectionMap), 2.0);
    // The similarity to the voxel's own class of either subnetwork.
    QVERIFY(isNear(value(MapKind::Similarity, Decoder::A), 0.6, 1.0 / 255));
    QVERIFY(isNear(value(MapKind::Similarity, Decoder::B), 0.3, 1.0 / 255));
    QVERIFY(isNear(value(MapKind::Uncertainty, Decoder::B), 0.25, std::log(3.0) / 255));
    QVERIFY(isNear(file.valuesAt({0, 0, 0}).at({MapKind::Similarity, Decoder::A}), 0.2, 1.0 / 255));
    QCOMPARE(errorOf([&] { return file.valuesAt({7, 0, 0}); })->code(), ErrorCode::InvalidInput);
}

void TestSnapshotFile::isSmallerThanItsMaps() {
    PinnedPrediction prediction = made(1);
    const Geometry large{.size = {64, 64, 32}};
    PredictedMaps& maps = prediction.maps;
    maps.set(kLabelMap, LabelVolume{large, std::vector<std::uint8_t>(static_cast<std::size_t>(large.voxelCount()), 0)});
    maps.set(kSelectionMap, maps.label(kLabelMap));
    for (const Decoder decoder : {Decoder::A, Decoder::B}) {
        maps.set({MapKind::Uncertainty, decoder}, rising(large, 1));
        maps.set({MapKind::Reliability, decoder}, rising(large, 1));
        for (const MapKind kind : {MapKind::Probability, MapKind::Similarity}) {
            maps.setClasses(kind, decoder, {constant(large, 0.8F), constant(large, 0.1F), constant(large, 0.1F)});
        }
    }
    writeSnapshot(folder() / "large.snapshot", prediction);
    QVERIFY(std::filesystem::file_size(folder() / "large.snapshot") <
            static_cast<std::uintmax_t>(large.voxelCount()) * kSnapshotMaps.size() / 4);
}

void TestSnapshotFile::anotherGridIsRefused() {
    writeSnapshot(folder() / "a.snapshot", made(200));
    const SnapshotFile file(folder() / "a.snapshot");
    const auto error = errorOf([&] { return file.labels(kLabelMap, {.size = {7, 5, 5}}); });
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

void TestSnapshotFile::headersThatLieAreRefused_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("a plane of 2^66 voxels") << "size" << "[8589934592, 8589934592, 1]";
    QTest::newRow("a plane of 2^64 voxels") << "size" << "[4294967296, 4294967296, 1]";
    QTest::newRow("a plane of 2^63 voxels") << "size" << "[4294967296, 2147483648, 4]";
    QTest::newRow("far more than its bytes hold") << "size" << "[100000, 100000, 4]";
    QTest::newRow("no slices") << "size" << "[7, 5, 0]";
    QTest::newRow("a negative size") << "size" << "[-7, -5, 4]";
    QTest::newRow("a size with a fraction") << "size" << "[7.5, 5, 4]";
    QTest::newRow("a size beyond every number") << "size" << "[1e300, 5, 4]";
    QTest::newRow("two sizes") << "size" << "[7, 5]";
    QTest::newRow("no classes") << "classes" << "0";
    QTest::newRow("classes beyond a byte") << "classes" << "257";
    QTest::newRow("negative classes") << "classes" << "-1";
    QTest::newRow("an iteration beyond every number") << "iteration" << "1e300";
    QTest::newRow("offsets that overflow") << "label" << "[18446744073709551616, 5000000000, 1, 1]";
    QTest::newRow("offsets that wrap") << "label" << "[18446744073709551615, 2, 1, 1]";
    QTest::newRow("offsets that come back") << "label" << "[18446744068709551616, 5000000000, 1, 1]";
    QTest::newRow("a negative slice") << "label" << "[-1, 1, 1, 1]";
    QTest::newRow("too few slices") << "label" << "[1, 1]";
    QTest::newRow("slices that are no list") << "label" << "7";
    QTest::newRow("nested for ever") << "label" << QString(200'000, '[');
}

void TestSnapshotFile::headersThatLieAreRefused() {
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    writeSnapshot(folder() / "a.snapshot", made(200));
    std::string header;
    std::string slices;
    takeApart(folder() / "a.snapshot", header, slices);
    const std::string begin = "\"" + key.toStdString() + "\":";
    const std::size_t at = header.find(begin) + begin.size();
    QVERIFY(at > begin.size());
    const std::size_t end = header[at] == '[' ? header.find(']', at) + 1 : header.find(',', at);
    header.replace(at, end - at, value.toStdString());
    putTogether(folder() / "a.snapshot", header, slices);
    const auto error = errorOf([&] { return SnapshotFile(folder() / "a.snapshot"); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
    QVERIFY2(mentions(error, "a.snapshot"), error->what());
}

void TestSnapshotFile::labelsBeyondTheClassesAreRefused() {
    writeSnapshot(folder() / "a.snapshot", made(200));
    std::string header;
    std::string slices;
    takeApart(folder() / "a.snapshot", header, slices);
    const std::string before = "\"classes\":3";
    header.replace(header.find(before), before.size(), "\"classes\":2");
    putTogether(folder() / "a.snapshot", header, slices);
    const SnapshotFile file(folder() / "a.snapshot");
    const auto error = errorOf([&] { return file.labels(kLabelMap, {.size = kSize}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
    static_cast<void>(file.labels(kSelectionMap, {.size = kSize}));
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
    const MapName reliability{MapKind::Reliability, Decoder::B};
    QVERIFY(isNear(points[0].values.at(reliability), 0.8, 1.0 / 255));
    QVERIFY(isNear(points[1].values.at(reliability), 0.6, 1.0 / 255));

    removeSnapshotsAfter(folder(), 200);
    entries = listSnapshots(folder());
    QCOMPARE(entries.size(), std::size_t{1});
    QCOMPARE(entries[0].iteration, std::int64_t{200});
    QVERIFY(other.exists());
}

QTEST_GUILESS_MAIN(TestSnapshotFile)
#include "tst_snapshot_file.moc"
