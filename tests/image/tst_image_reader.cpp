#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "tests/core/expect_error.h"
#include "tests/image/made_files.h"

#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace tandem;

namespace {

constexpr std::array kAllTypes{VoxelType::Int8,    VoxelType::UInt8,  VoxelType::Int16, VoxelType::UInt16,
                               VoxelType::Int32,   VoxelType::UInt32, VoxelType::Int64, VoxelType::UInt64,
                               VoxelType::Float32, VoxelType::Float64};

/// With a number that needs the range of floats where the type has it.
MadeImage sample(VoxelType type, bool isBigEndian = false) {
    MadeImage image = MadeImage::ofType(type, isBigEndian);
    if (type == VoxelType::Float64) {
        image.values[7] = 1e30;
    }
    return image;
}

std::string longName(int length) {
    return std::string(static_cast<std::size_t>(length), 'n');
}

}  // namespace

class TestImageReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFormatAndType_data();
    void readsEveryFormatAndType();
    void readsLabelsOfEveryFormat_data();
    void readsLabelsOfEveryFormat();
    void refusesWhatIsNoNumber_data();
    void refusesWhatIsNoNumber();
    void refusesLabelValues_data();
    void refusesLabelValues();
    void readsAnyPath_data();
    void readsAnyPath();
    void comparesWithMemory_data();
    void comparesWithMemory();
    void refusesOverflowingSizes_data();
    void refusesOverflowingSizes();
    void namesWhatIsMissing();
    void refusesPipesAndUnknownFormats();
    void stopsWhenAsked();
    void tellsImageFilesByName();

private:
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    QTemporaryDir m_folder;
};

void TestImageReader::readsEveryFormatAndType_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("isBigEndian");
    for (const std::string& format : madeFormats()) {
        for (const VoxelType type : kAllTypes) {
            for (const bool isBigEndian : {false, true}) {
                const std::string row = format + " " + std::string(nameOf(type)) + (isBigEndian ? " big" : " little");
                QTest::newRow(row.c_str()) << QString::fromStdString(format) << static_cast<int>(type) << isBigEndian;
            }
        }
    }
}

void TestImageReader::readsEveryFormatAndType() {
    QFETCH(QString, format);
    QFETCH(int, type);
    QFETCH(bool, isBigEndian);
    const MadeImage image = sample(static_cast<VoxelType>(type), isBigEndian);
    const auto path = writeMade(image, format.toStdString(), folder() / format.toStdString(), "sample");

    const ImageHeader header = readHeader(path);
    QCOMPARE(header.voxelType, std::string(nameOf(image.type)));
    QCOMPARE(header.channels, 1);
    QVERIFY(header.findings.empty());
    QVERIFY(farthestApart(header.geometry, image.geometry) < 1e-5);  // NIfTI-1 keeps 32-bit floats

    const ImageVolume volume = readImage(path);
    QCOMPARE(volume.geometry(), header.geometry);
    QCOMPARE(volume.voxels().size(), image.values.size());
    for (std::size_t i = 0; i < image.values.size(); ++i) {
        QCOMPARE(volume.voxels()[i], static_cast<float>(image.values[i]));
    }
    QCOMPARE(volume.at(1, 2, 3), static_cast<float>(image.values[1 + 3 * (2 + 4 * 3)]));
}

void TestImageReader::readsLabelsOfEveryFormat_data() {
    QTest::addColumn<QString>("format");
    for (const std::string& format : madeFormats()) {
        QTest::newRow(format.c_str()) << QString::fromStdString(format);
    }
}

void TestImageReader::readsLabelsOfEveryFormat() {
    QFETCH(QString, format);
    for (const VoxelType type : {VoxelType::Int32, VoxelType::UInt8, VoxelType::Int64, VoxelType::Float32}) {
        MadeImage image = sample(type);
        if (type == VoxelType::Float32) {
            image.values[7] = 600;
            image.values[11] = -3;
            image.values[59] = 0;
        }
        const auto path = writeMade(image, format.toStdString(), folder() / format.toStdString(), "label");
        const RawLabelVolume label = readLabel(path);
        for (std::size_t i = 0; i < image.values.size(); ++i) {
            QCOMPARE(label.voxels()[i], static_cast<std::int32_t>(image.values[i]));
        }
    }
}

void TestImageReader::refusesWhatIsNoNumber_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("words");
    for (const char* format : {"nii.gz", "nrrd", "mha"}) {
        QTest::addRow("%s nan", format) << format << std::numeric_limits<double>::quiet_NaN()
                                        << "1 of 60 voxels that are not finite";
        QTest::addRow("%s infinite", format) << format << std::numeric_limits<double>::infinity() << "(2, 3, 1)";
        QTest::addRow("%s too large", format) << format << 1e300 << "too large for a 32-bit float";
    }
}

void TestImageReader::refusesWhatIsNoNumber() {
    QFETCH(QString, format);
    QFETCH(double, value);
    QFETCH(QString, words);
    MadeImage image = sample(VoxelType::Float64);
    image.values[23] = value;
    const auto path = writeMade(image, format.toStdString(), folder(), "nan");
    const auto error = errorOf([&] { return readImage(path); });
    QVERIFY2(mentions(error, words.toStdString()), error ? error->what() : "it was read");
    QVERIFY(mentions(error, path.string()));
}

void TestImageReader::refusesLabelValues_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("words");
    QTest::newRow("a fraction") << static_cast<int>(VoxelType::Float32) << 1.5 << "value 1.5";
    QTest::newRow("not a number") << static_cast<int>(VoxelType::Float64) << std::nan("") << "value nan";
    QTest::newRow("wide float") << static_cast<int>(VoxelType::Float64) << 2147483648.0 << "value 2147483648";
    QTest::newRow("wide integer") << static_cast<int>(VoxelType::Int64) << -2147483649.0 << "value -2147483649";
    QTest::newRow("wide unsigned") << static_cast<int>(VoxelType::UInt32) << 4294967295.0 << "value 4294967295";
}

void TestImageReader::refusesLabelValues() {
    QFETCH(int, type);
    QFETCH(double, value);
    QFETCH(QString, words);
    MadeImage image = sample(static_cast<VoxelType>(type));
    std::ranges::fill(image.values, 1.0);
    image.values[13] = value;
    const auto path = writeMade(image, "nii.gz", folder(), "label");
    const auto error = errorOf([&] { return readLabel(path); });
    QVERIFY2(mentions(error, words.toStdString()), error ? error->what() : "it was read");
    QVERIFY(mentions(error, "(1, 0, 1)"));
    QVERIFY(mentions(error, path.string()));
}

void TestImageReader::readsAnyPath_data() {
    readsLabelsOfEveryFormat_data();
}

void TestImageReader::readsAnyPath() {
    QFETCH(QString, format);
    const MadeImage image = sample(VoxelType::UInt16);
    const auto far = folder() / "with spaces and % signs" / "ÄÖ 心臓 сердце" / longName(150) / longName(150);
    QVERIFY(far.string().size() > 300);
    const auto path = writeMade(image, format.toStdString(), far, "Vorhof links é 5%");
    const ImageVolume volume = readImage(path);
    QCOMPARE(volume.voxels()[7], 65535.0F);
}

void TestImageReader::comparesWithMemory_data() {
    readsLabelsOfEveryFormat_data();
}

void TestImageReader::comparesWithMemory() {
    QFETCH(QString, format);
    const auto path =
        writeMade(sample(VoxelType::UInt8), format.toStdString(), folder() / format.toStdString(), "large");
    const auto error = errorOf([&] { return readImage(path, {.memoryLimitBytes = 100}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::OutOfMemory);
    QVERIFY(mentions(error, "large"));
}

void TestImageReader::refusesOverflowingSizes_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    const MadeImage image = sample(VoxelType::UInt8);
    const auto row = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << name << QByteArray::fromStdString(bytes);
    };
    row("wide.nii", niftiHeader(image, {.dim = {3, 32767, 32767, 32767}}) + image.voxelBytes());
    row("wide.nii.gz", gzipped(niftiHeader(image, {.dim = {3, 32767, 32767, 32767}}) + image.voxelBytes()));
    const std::int64_t huge = std::int64_t{1} << 39;
    row("wider.nii", niftiHeader(image, {.version = 2, .dim = {3, huge, huge, huge}}) + image.voxelBytes());
    row("widest.nii", niftiHeader(image, {.version = 2, .dim = {3, std::int64_t{1} << 62, 4, 1}}) + image.voxelBytes());
    row("negative.nii", niftiHeader(image, {.dim = {3, -3, 4, 5}}) + image.voxelBytes());
    std::string nrrd = nrrdHeader(image, "raw");
    nrrd.replace(nrrd.find("sizes: 3 4 5"), 12, "sizes: 99999999 99999999 99999999");
    row("wide.nrrd", nrrd + image.voxelBytes());
    std::string meta = metaImageHeader(image, false, "LOCAL");
    meta.replace(meta.find("DimSize = 3 4 5"), 15, "DimSize = 4294967296 4294967296 1");
    row("wide.mha", meta + image.voxelBytes());
}

void TestImageReader::refusesOverflowingSizes() {
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    const auto path = folder() / name.toStdString();
    writeBytes(path, bytes.toStdString());
    const auto error = errorOf([&] { return readImage(path); });
    QVERIFY(error);
    QVERIFY2(mentions(error, path.string()), error->what());
}

void TestImageReader::namesWhatIsMissing() {
    for (const char* name : {"none.nii", "none.nii.gz", "none.hdr", "none.nrrd", "none.mha", "none.h5", "none.dcm"}) {
        const auto error = errorOf([&] { return readImage(folder() / name); });
        QVERIFY2(error && error->code() == ErrorCode::NotFound, name);
        QVERIFY(mentions(error, name));
    }
    for (const char* format : {"hdr", "hdr.gz", "nhdr", "mhd"}) {
        const auto path = writeMade(sample(VoxelType::Int16), format, folder() / format, "half");
        for (const char* ending : {".img", ".img.gz", ".raw"}) {
            std::filesystem::remove(folder() / format / (std::string("half") + ending));
        }
        const auto error = errorOf([&] { return readImage(path); });
        QVERIFY2(error && error->code() == ErrorCode::NotFound, format);
        QVERIFY(mentions(error, "has no image data"));
    }
}

void TestImageReader::refusesPipesAndUnknownFormats() {
    const auto pipe = folder() / "pipe.nii";
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QVERIFY(mentions(errorOf([&] { return readImage(pipe); }), "not a file with data"));
    writeBytes(folder() / "notes.txt", "nothing to see");
    const auto error = errorOf([&] { return readImage(folder() / "notes.txt"); });
    QVERIFY(mentions(error, "no known format"));
    std::filesystem::create_directories(folder() / "empty");
    QVERIFY(mentions(errorOf([&] { return readImage(folder() / "empty"); }), "has no DICOM files"));
}

void TestImageReader::stopsWhenAsked() {
    const auto path = writeMade(sample(VoxelType::Int16), "nii", folder(), "stop");
    std::stop_source source;
    source.request_stop();
    const auto error = errorOf([&] { return readImage(path, {}, source.get_token()); });
    QVERIFY(error && error->code() == ErrorCode::Cancelled);
}

void TestImageReader::tellsImageFilesByName() {
    for (const char* name : {"a.nii", "a.NII.GZ", "a.hdr", "a.hdr.gz", "a.nrrd", "a.nhdr", "a.mha", "a.mhd", "a.h5"}) {
        QVERIFY2(isImageFile(name), name);
    }
    for (const char* name : {"a.img", "a.img.gz", "a.raw", "a.gz", "a.txt", "nii", "a.dcm", "a"}) {
        QVERIFY2(!isImageFile(name), name);
    }
    QVERIFY(!hasHdf5Label(folder() / "none.h5"));
}

QTEST_GUILESS_MAIN(TestImageReader)
#include "tst_image_reader.moc"
