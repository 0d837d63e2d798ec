#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "tests/core/expect_error.h"
#include "tests/image/made_files.h"

#include <hdf5.h>

#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

using namespace tandem;

namespace {

/// A data set of doubles stored as the given type; chunk: empty for none (contiguous).
void addDataset(hid_t file, const char* name, const std::vector<hsize_t>& extent, hid_t type,
                const std::vector<double>& values, const std::vector<hsize_t>& chunk = {}) {
    const hid_t space = H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr);
    const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    if (!chunk.empty()) {
        H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data());
        H5Pset_deflate(properties, 4);
    }
    const hid_t dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    if (!values.empty()) {
        H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    }
    H5Dclose(dataset);
    H5Pclose(properties);
    H5Sclose(space);
}

void makeFile(const std::filesystem::path& path, const std::function<void(hid_t)>& fill) {
    std::filesystem::create_directories(path.parent_path());
    const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    fill(file);
    H5Fclose(file);
}

/// Element [x][y][z] of a 40x3x5 array is 100 x + 10 y + z.
std::vector<double> numbered() {
    std::vector<double> values;
    for (int x = 0; x < 40; ++x) {
        for (int y = 0; y < 3; ++y) {
            for (int z = 0; z < 5; ++z) {
                values.push_back(100 * x + 10 * y + z);
            }
        }
    }
    return values;
}

}  // namespace

class TestHdf5Image : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAxesInOrder_data();
    void readsAxesInOrder();
    void takesGivenSpacing();
    void readsBothDatasets();
    void refuses_data();
    void refuses();
    void otherFilesAreNotRead_data();
    void otherFilesAreNotRead();
    void hugeChunksAreRefused();
    void refusesTruncatedFiles();
    void readsAnyPath();
    void comparesWithMemory();
    void readsMasksOfBooleans();
    void namesAMissingFilter();

private:
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    QTemporaryDir m_folder;
};

void TestHdf5Image::readsAxesInOrder_data() {
    QTest::addColumn<qint64>("type");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QList<int>>("chunk");
    QTest::newRow("int16") << qint64{H5T_STD_I16LE} << "int16" << QList<int>{};
    QTest::newRow("int16 big") << qint64{H5T_STD_I16BE} << "int16" << QList<int>{};
    QTest::newRow("uint16 chunks") << qint64{H5T_STD_U16LE} << "uint16" << QList<int>{7, 2, 3};
    QTest::newRow("int32 slabs") << qint64{H5T_STD_I32LE} << "int32" << QList<int>{40, 3, 1};
    QTest::newRow("uint32") << qint64{H5T_STD_U32BE} << "uint32" << QList<int>{};
    QTest::newRow("int64") << qint64{H5T_STD_I64LE} << "int64" << QList<int>{1, 3, 5};
    QTest::newRow("uint64 big") << qint64{H5T_STD_U64BE} << "uint64" << QList<int>{};
    QTest::newRow("float32 big") << qint64{H5T_IEEE_F32BE} << "float32" << QList<int>{20, 3, 5};
    QTest::newRow("float64") << qint64{H5T_IEEE_F64LE} << "float64" << QList<int>{};
}

void TestHdf5Image::readsAxesInOrder() {
    QFETCH(qint64, type);
    QFETCH(QString, name);
    QFETCH(QList<int>, chunk);
    const auto path = folder() / "axes.h5";
    makeFile(path, [&](hid_t file) {
        addDataset(file, "image", {40, 3, 5}, type, numbered(), {chunk.begin(), chunk.end()});
        addDataset(file, "label", {40, 3, 5, 1}, type, numbered());
    });
    QCOMPARE(readHeader(path).voxelType, name.toStdString());
    const ImageVolume image = readImage(path);
    const RawLabelVolume label = readLabel(path);
    QCOMPARE(image.geometry().size, (Index3{40, 3, 5}));
    for (std::int64_t x = 0; x < 40; ++x) {
        for (std::int64_t y = 0; y < 3; ++y) {
            for (std::int64_t z = 0; z < 5; ++z) {
                QCOMPARE(image.at(x, y, z), static_cast<float>(100 * x + 10 * y + z));
                QCOMPARE(label.at(x, y, z), static_cast<std::int32_t>(100 * x + 10 * y + z));
            }
        }
    }
}

void TestHdf5Image::takesGivenSpacing() {
    const auto path = folder() / "spacing.h5";
    makeFile(path, [](hid_t file) { addDataset(file, "image", {40, 3, 5}, H5T_IEEE_F32LE, numbered()); });
    const ReadOptions options{.spacingMm = Vector3{0.625, 0.5, 2}};
    QCOMPARE(readImage(path, options).geometry().spacingMm, (Vector3{0.625, 0.5, 2}));
    QVERIFY(readHeader(path, options).findings.empty());
    const ImageHeader header = readHeader(path);
    QCOMPARE(header.geometry.spacingMm, (Vector3{1, 1, 1}));
    QVERIFY(header.findings.at(0).sentence.find("1 mm is assumed") != std::string::npos);
    QVERIFY(mentions(errorOf([&] { return readImage(path, {.spacingMm = Vector3{0, 1, 1}}); }), "spacing"));
}

void TestHdf5Image::readsBothDatasets() {
    const auto path = folder() / "both.h5";
    makeFile(path, [](hid_t file) { addDataset(file, "label", {40, 3, 5}, H5T_STD_I16LE, numbered()); });
    QVERIFY(hasHdf5Label(path));
    QCOMPARE(readHeader(path).geometry.size, (Index3{40, 3, 5}));  // of the label, as there is no image
    QVERIFY(mentions(errorOf([&] { return readImage(path); }), "no data set \"image\""));
    makeFile(path, [](hid_t file) { addDataset(file, "image", {40, 3, 5}, H5T_STD_I16LE, numbered()); });
    QVERIFY(!hasHdf5Label(path));
    QVERIFY(mentions(errorOf([&] { return readLabel(path); }), "no data set \"label\""));
}

void TestHdf5Image::refuses_data() {
    using Fill = std::function<void(hid_t)>;
    QTest::addColumn<Fill>("fill");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, Fill fill, const char* words) { QTest::newRow(name) << fill << words; };
    row("2D", [](hid_t f) { addDataset(f, "image", {120, 5}, H5T_STD_I16LE, numbered()); }, "2 axes (120x5)");
    row("4D", [](hid_t f) { addDataset(f, "image", {2, 20, 3, 5}, H5T_STD_I16LE, numbered()); }, "4 axes (2x20x3x5)");
    row("a number", [](hid_t f) { addDataset(f, "image", {}, H5T_STD_I16LE, {1}); }, "a single value");
    row("no voxels", [](hid_t f) { addDataset(f, "image", {3, 0, 5}, H5T_STD_I16LE, {}); }, "3x0x5");
    row("not written", [](hid_t f) { addDataset(f, "image", {3, 4, 5}, H5T_STD_I16LE, {}); }, "not fully written");
    row(
        "huge", [](hid_t f) { addDataset(f, "image", {1 << 20, 1 << 20, 1 << 20}, H5T_STD_I16LE, {}, {1, 1, 64}); },
        "too large to be real");
    row("text", [](hid_t f) { addDataset(f, "image", {3, 4, 5}, H5T_C_S1, {}); }, "plain numbers");
    row(
        "nan",
        [](hid_t f) {
            auto values = numbered();
            values[(7 * 3 + 2) * 5 + 4] = std::nan("");
            addDataset(f, "image", {40, 3, 5}, H5T_IEEE_F32LE, values);
        },
        "1 of 600 voxels that are not finite (NaN or infinite), the first at voxel (7, 2, 4)");
    row(
        "group", [](hid_t f) { H5Gclose(H5Gcreate2(f, "image", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)); },
        "no data set \"image\"");
}

void TestHdf5Image::refuses() {
    QFETCH(std::function<void(hid_t)>, fill);
    QFETCH(QString, words);
    const auto path = folder() / "refused.h5";
    makeFile(path, fill);
    const auto error = errorOf([&] { return readImage(path); });
    QVERIFY2(mentions(error, words.toStdString()), error ? error->what() : "it was read");
    QVERIFY2(mentions(error, path.string()), error->what());
}

void TestHdf5Image::otherFilesAreNotRead_data() {
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("words");
    QTest::newRow("external storage") << "storage" << "in other files";
    QTest::newRow("external link") << "link" << "in another file";
    QTest::newRow("external link behind a soft one") << "soft" << "no data set";
    QTest::newRow("virtual") << "virtual" << "in other files";
}

void TestHdf5Image::otherFilesAreNotRead() {
    QFETCH(const QString, how);
    QFETCH(const QString, words);
    const auto secret = folder() / "secret.h5";
    makeFile(secret, [](hid_t file) { addDataset(file, "image", {40, 3, 5}, H5T_IEEE_F32LE, numbered()); });
    constexpr std::array<hsize_t, 3> kExtent{40, 3, 5};
    const auto path = folder() / "other.h5";
    makeFile(path, [&](hid_t file) {
        const hid_t space = H5Screate_simple(3, kExtent.data(), nullptr);
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        if (how == "storage") {
            H5Pset_external(properties, secret.c_str(), 0, H5F_UNLIMITED);
        } else if (how == "virtual") {
            H5Pset_virtual(properties, space, secret.c_str(), "image", space);
        } else {
            H5Lcreate_external(secret.c_str(), how == "link" ? "/image" : "/", file,
                               how == "link" ? "image" : "outside", H5P_DEFAULT, H5P_DEFAULT);
        }
        if (how == "soft") {
            H5Lcreate_soft("/outside/image", file, "image", H5P_DEFAULT, H5P_DEFAULT);
        } else if (how != "link") {
            H5Dclose(H5Dcreate2(file, "image", H5T_IEEE_F32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT));
        }
        H5Pclose(properties);
        H5Sclose(space);
    });
    QVERIFY(mentions(errorOf([&] { return readImage(path); }), words.toStdString()));
    QVERIFY(mentions(errorOf([&] { return readHeader(path); }), words.toStdString()));
}

void TestHdf5Image::hugeChunksAreRefused() {
    const auto path = folder() / "chunk.h5";
    makeFile(path, [](hid_t file) {
        constexpr std::array<hsize_t, 3> kExtent{40, 3, 5};
        constexpr std::array<hsize_t, 3> kMost{H5S_UNLIMITED, H5S_UNLIMITED, H5S_UNLIMITED};
        constexpr std::array<hsize_t, 3> kChunk{260, 260, 260};  // 70 MB when it is unpacked
        const hid_t space = H5Screate_simple(3, kExtent.data(), kMost.data());
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_chunk(properties, 3, kChunk.data());
        H5Pset_deflate(properties, 1);
        const hid_t dataset = H5Dcreate2(file, "image", H5T_IEEE_F32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
        H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbered().data());
        H5Dclose(dataset);
        H5Pclose(properties);
        H5Sclose(space);
    });
    QVERIFY(mentions(errorOf([&] { return readImage(path); }), "pieces far larger than the data set"));
}

void TestHdf5Image::refusesTruncatedFiles() {
    const auto path = folder() / "cut.h5";
    makeFile(path, [](hid_t file) { addDataset(file, "image", {40, 3, 5}, H5T_IEEE_F32LE, numbered(), {10, 3, 5}); });
    const std::string whole = bytesOfFile(path);
    const ImageVolume right = readImage(path);
    for (std::size_t length = 0; length < whole.size(); length += 13) {
        writeBytes(path, whole.substr(0, length));
        const auto error = errorOf([&] { return readImage(path); });
        QVERIFY2(mentions(error, "cut.h5"), qPrintable(QString::number(length)));
    }
}

void TestHdf5Image::readsAnyPath() {
    const std::string part(150, 'h');
    const auto path = folder() / "a b %" / "Vorhof 心臓" / part / part / "Größe.h5";
    QVERIFY(path.string().size() > 300);
    makeFile(path, [](hid_t file) { addDataset(file, "image", {40, 3, 5}, H5T_STD_I16LE, numbered()); });
    QCOMPARE(readImage(path).at(39, 2, 4), 3924.0F);
}

void TestHdf5Image::comparesWithMemory() {
    const auto path = folder() / "large.h5";
    makeFile(path, [](hid_t file) { addDataset(file, "image", {40, 3, 5}, H5T_STD_I16LE, numbered()); });
    const auto error = errorOf([&] { return readImage(path, {.memoryLimitBytes = 1000}); });
    QVERIFY(error && error->code() == ErrorCode::OutOfMemory);
}

/// As h5py writes them: an enumeration of FALSE and TRUE.
void TestHdf5Image::readsMasksOfBooleans() {
    const auto path = folder() / "booleans.h5";
    const hid_t boolean = H5Tenum_create(H5T_STD_I8LE);
    for (const auto& [name, value] : {std::pair<const char*, signed char>{"FALSE", 0}, {"TRUE", 1}}) {
        H5Tenum_insert(boolean, name, &value);
    }
    makeFile(path, [&](hid_t file) {
        const std::array<hsize_t, 3> extent{2, 2, 2};
        const std::array<signed char, 8> values{0, 1, 1, 0, 0, 0, 1, 1};
        const hid_t space = H5Screate_simple(3, extent.data(), nullptr);
        const hid_t dataset = H5Dcreate2(file, "label", boolean, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        H5Dwrite(dataset, boolean, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
        H5Dclose(dataset);
        H5Sclose(space);
    });
    H5Tclose(boolean);
    const RawLabelVolume label = readLabel(path);
    QCOMPARE(label.at(0, 0, 1), 1);
    QCOMPARE(label.at(0, 1, 1), 0);
    QCOMPARE(label.at(1, 1, 0), 1);
    QVERIFY(mentions(errorOf([&] { return readImage(path); }), "no data set \"image\"; there is \"label\"."));
}

/// A filter that was there when the file was written and is not when it is read.
void TestHdf5Image::namesAMissingFilter() {
    const auto path = folder() / "packed.h5";
    constexpr H5Z_filter_t kNumber = 32000;
    const H5Z_class2_t filter{
        H5Z_CLASS_T_VERS,
        kNumber,
        1,
        1,
        "made up",
        nullptr,
        nullptr,
        [](unsigned, std::size_t, const unsigned*, std::size_t bytes, std::size_t*, void**) { return bytes; }};
    H5Zregister(&filter);
    makeFile(path, [&](hid_t file) {
        const std::array<hsize_t, 3> extent{2, 2, 2};
        const std::array<float, 8> values{};
        const hid_t space = H5Screate_simple(3, extent.data(), nullptr);
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_chunk(properties, 3, extent.data());
        H5Pset_filter(properties, kNumber, H5Z_FLAG_MANDATORY, 0, nullptr);
        const hid_t dataset = H5Dcreate2(file, "image", H5T_IEEE_F32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
        H5Dwrite(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
        H5Dclose(dataset);
        H5Pclose(properties);
        H5Sclose(space);
    });
    H5Zunregister(kNumber);
    const auto error = errorOf([&] { return readImage(path); });
    QVERIFY2(mentions(error, "packed with the filter \"made up\", which the HDF5 library here does not have"),
             error ? error->what() : "");
}

QTEST_GUILESS_MAIN(TestHdf5Image)
#include "tst_hdf5_image.moc"
