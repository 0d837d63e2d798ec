#include "core/base/error.h"
#include "storage/image/image_writer.h"
#include "storage/image/slab_reader.h"
#include "storage/image/slab_writer.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <limits>
#include <numeric>
#include <vector>

using namespace tandem;

namespace {

Geometry grid() {
    return {.size = {7, 5, 9}, .spacingMm = {1, 2, 0.5}};
}

std::vector<float> numbers() {
    std::vector<float> voxels(static_cast<std::size_t>(grid().voxelCount()));
    std::iota(voxels.begin(), voxels.end(), 0.25F);
    return voxels;
}

}  // namespace

class TestSlabReader : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path file(const char* name = "map.nrrd") const { return m_folder.filePath(name).toStdString(); }

    template <class T>
    std::filesystem::path written(const std::vector<T>& voxels, VoxelType type) const {
        SlabWriter writer(file(), grid(), type);
        writer.add(std::span<const T>(voxels));
        writer.finish();
        return file();
    }

private Q_SLOTS:
    void readsWhatWasWritten_data() {
        QTest::addColumn<int>("slices");
        for (const int slices : {1, 4, 9}) {
            QTest::newRow(qPrintable(QString::number(slices))) << slices;
        }
    }
    void readsWhatWasWritten() {
        QFETCH(const int, slices);
        const std::vector<float> voxels = numbers();
        SlabReader reader(written(voxels, VoxelType::Float32));
        QVERIFY(!differenceOf(reader.geometry(), grid()));
        std::vector<float> read(voxels.size());
        const std::size_t ofSlab = static_cast<std::size_t>(35 * slices);
        for (std::size_t first = 0; first < voxels.size(); first += ofSlab) {
            reader.read(std::span(read).subspan(first, std::min(ofSlab, voxels.size() - first)));
        }
        QCOMPARE(read, voxels);
    }

    void wholeNumbersAreReadAsEither() {
        std::vector<std::uint8_t> labels(static_cast<std::size_t>(grid().voxelCount()));
        std::iota(labels.begin(), labels.end(), std::uint8_t{0});
        std::vector<std::uint8_t> read(labels.size());
        SlabReader(written(labels, VoxelType::UInt8)).read(std::span(read));
        QCOMPARE(read, labels);
        std::vector<float> asFloat(labels.size());
        SlabReader(file()).read(std::span(asFloat));
        QVERIFY(
            std::ranges::equal(asFloat, labels, [](float a, std::uint8_t b) { return a == static_cast<float>(b); }));
    }

    void refuses_data() {
        QTest::addColumn<QString>("fault");
        for (const char* const fault : {"more than there is", "cut off", "damaged", "not a number", "missing",
                                        "another type", "numbers as labels"}) {
            QTest::newRow(fault) << fault;
        }
    }
    void refuses() {
        QFETCH(const QString, fault);
        std::vector<float> voxels = numbers();
        if (fault == "not a number") {
            voxels[100] = std::numeric_limits<float>::quiet_NaN();
        }
        std::filesystem::path path = written(voxels, VoxelType::Float32);
        const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(path));
        if (fault == "cut off") {
            std::filesystem::resize_file(path, static_cast<std::uintmax_t>(bytes - 40));
        } else if (fault == "damaged") {
            std::fstream(path, std::ios::binary | std::ios::in | std::ios::out).seekp(bytes - 60).write("XXXXXXXX", 8);
        } else if (fault == "missing") {
            path = file("nowhere.nrrd");
        } else if (fault == "another type") {
            writeLabel(RawLabelVolume(grid(), std::vector<std::int32_t>(voxels.size(), 70'000)), path);
        }
        try {
            SlabReader reader(path);
            if (fault == "numbers as labels") {
                std::vector<std::uint8_t> labels(voxels.size());
                reader.read(std::span(labels));
            }
            std::vector<float> read(voxels.size() + (fault == "more than there is" ? 1 : 0));
            reader.read(std::span(read));
            QFAIL("read all the same");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains(QString::fromStdString(path.filename().string())));
        }
    }
};

QTEST_GUILESS_MAIN(TestSlabReader)
#include "tst_slab_reader.moc"
