#include "core/base/atomic_file.h"
#include "core/base/file_system.h"
#include "core/plan/map_files.h"
#include "tests/core/expect_error.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QtTest>
#include <functional>

using namespace tandem;

namespace {

const Geometry kGrid{.size = {3, 2, 1}, .spacingMm = {0.5, 0.6, 2}, .originMm = {-1, 2, 0.25}};
const MapName kProbability{MapKind::Probability, Decoder::B, 1};

MapSet maps() {
    MapSet set;
    set.set(kLabelMap, LabelVolume(kGrid, {0, 1, 2, 3, 4, 255}));
    set.set(kProbability, ImageVolume(kGrid, {0, 0.5F, 1e-30F, 1, -2, 3}));
    return set;
}

}  // namespace

class TestMapFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void comeBack();
    void areReplacedAsAWhole();
    void damaged_data();
    void damaged();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_maps;
};

void TestMapFiles::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_maps = m_folder->filePath("maps/7").toStdString();
}

void TestMapFiles::comeBack() {
    QCOMPARE(originOfMaps(m_maps), std::string());
    QVERIFY(mentions(errorOf([&] { return readMaps(m_maps); }), "There are no maps in"));
    writeMaps(m_maps, {.maps = maps(), .origin = "network 1\nall"});
    QCOMPARE(originOfMaps(m_maps), std::string("network 1\nall"));
    const MapFolder read = readMaps(m_maps);
    QCOMPARE(read.origin, std::string("network 1\nall"));
    QCOMPARE(std::distance(read.maps.begin(), read.maps.end()), 2);
    QVERIFY(read.maps.label(kLabelMap).geometry() == kGrid);
    QVERIFY(std::ranges::equal(read.maps.label(kLabelMap).voxels(), maps().label(kLabelMap).voxels()));
    QVERIFY(std::ranges::equal(read.maps.scalar(kProbability).voxels(), maps().scalar(kProbability).voxels()));
    QCOMPARE(fileBytes(m_maps / "label.raw"), std::uint64_t{6});
}

void TestMapFiles::areReplacedAsAWhole() {
    writeMaps(m_maps, {.maps = maps(), .origin = "first"});
    MapSet labelAlone;
    labelAlone.set(kLabelMap, LabelVolume(kGrid, {9, 9, 9, 9, 9, 9}));
    writeMaps(m_maps, {.maps = labelAlone, .origin = "second"});
    const MapFolder read = readMaps(m_maps);
    QCOMPARE(read.origin, std::string("second"));
    QVERIFY(!read.maps.contains(kProbability));
    QCOMPARE(entriesOf(m_maps).size(), std::size_t{2});
}

void TestMapFiles::damaged_data() {
    QTest::addColumn<std::function<void(const std::filesystem::path&)>>("damage");
    QTest::addColumn<QString>("told");
    using Damage = std::function<void(const std::filesystem::path&)>;
    const auto changed = [](const std::function<void(nlohmann::json&)>& change) {
        return Damage([change](const std::filesystem::path& folder) {
            nlohmann::json header = nlohmann::json::parse(std::ifstream(folder / "maps.json"));
            change(header);
            writeAtomically(folder / "maps.json", header.dump());
        });
    };
    QTest::newRow("short file") << Damage([](const auto& folder) {
        std::filesystem::resize_file(folder / "label.raw", 5);
    }) << "5 bytes instead of 6";
    QTest::newRow("no JSON") << Damage([](const auto& folder) { writeAtomically(folder / "maps.json", "{"); })
                             << "no header of format 1";
    QTest::newRow("newer") << changed([](auto& header) { header["format"] = 2; }) << "no header of format 1";
    QTest::newRow("no grid") << changed([](auto& header) { header.erase("geometry"); }) << "geometry";
    QTest::newRow("a grid that is none") << changed([](auto& header) { header["geometry"]["size"][0] = 0; })
                                         << "no voxels along one axis";
    QTest::newRow("a name that is none") << changed([](auto& header) { header["maps"]["../label"] = "uint8"; })
                                         << "a map \"../label\"";
    QTest::newRow("a type that is not the map's")
        << changed([](auto& header) { header["maps"]["label"] = "float32"; }) << "a map \"label\" of type float32";
}

void TestMapFiles::damaged() {
    QFETCH(std::function<void(const std::filesystem::path&)>, damage);
    QFETCH(QString, told);
    writeMaps(m_maps, {.maps = maps(), .origin = "x"});
    damage(m_maps);
    const auto error = errorOf([&] { return readMaps(m_maps); });
    QVERIFY2(mentions(error, told.toStdString()), error ? error->what() : "They were read.");
    QCOMPARE(error->code(), ErrorCode::Corrupt);
}

QTEST_GUILESS_MAIN(TestMapFiles)
#include "tst_map_files.moc"
