#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "storage/image/image_writer.h"
#include "tests/core/expect_error.h"
#include "tests/core/small_files.h"
#include "tests/image/made_files.h"

#include <itkImageFileReader.h>
#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>

#include <QTemporaryDir>
#include <QTest>
#include <numeric>

using namespace tandem;

namespace {

template <class T>
Volume<T> sample(bool isMirrored = false) {
    Geometry geometry = MadeImage::ofType(VoxelType::Int16).geometry;
    for (Vector3& row : geometry.direction) {
        row[0] *= isMirrored ? -1 : 1;
    }
    std::vector<T> voxels(60);
    std::iota(voxels.begin(), voxels.end(), T{0});
    voxels[17] = std::numeric_limits<T>::max();
    voxels[18] = std::numeric_limits<T>::lowest();
    return {geometry, std::move(voxels)};
}

itk::ImageIOBase::Pointer libraryReader(const QString& ending) {
    if (ending.startsWith(".nii")) {
        return itk::NiftiImageIO::New().GetPointer();
    }
    if (ending.startsWith(".n")) {
        return itk::NrrdImageIO::New().GetPointer();
    }
    return itk::MetaImageIO::New().GetPointer();
}

}  // namespace

class TestImageWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrips_data();
    void roundTrips();
    void agreesWithTheLibrary_data();
    void agreesWithTheLibrary();
    void writesToAnyPath_data();
    void writesToAnyPath();
    void replacesWhole();
    void keepsSingleSlices_data();
    void keepsSingleSlices();
    void halfAFileIsNone_data();
    void halfAFileIsNone();
    void refuses();

private:
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    QTemporaryDir m_folder;
};

void TestImageWriter::roundTrips_data() {
    QTest::addColumn<QString>("ending");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("nii") << ".nii" << 1e-5;
    QTest::newRow("nii.gz") << ".nii.gz" << 1e-5;
    QTest::newRow("nrrd") << ".nrrd" << 1e-12;
    QTest::newRow("nhdr") << ".nhdr" << 1e-12;
    QTest::newRow("mha") << ".mha" << 1e-12;
    QTest::newRow("mhd") << ".mhd" << 1e-12;
}

void TestImageWriter::roundTrips() {
    QFETCH(QString, ending);
    QFETCH(double, tolerance);
    const auto path = folder() / ("written" + ending.toStdString());
    for (const bool isMirrored : {false, true}) {
        const auto image = sample<float>(isMirrored);
        writeImage(image, path);
        const ImageVolume read = readImage(path);
        QVERIFY(std::ranges::equal(read.voxels(), image.voxels()));
        QVERIFY(farthestApart(read.geometry(), image.geometry()) < tolerance);
        QCOMPARE(readHeader(path).voxelType, std::string("float32"));
        QVERIFY(readHeader(path).findings.empty());
    }
    const auto label = sample<std::uint8_t>();
    writeLabel(label, path);
    QVERIFY(std::ranges::equal(readLabel(path).voxels(), label.voxels()));
    QCOMPARE(readHeader(path).voxelType, std::string("uint8"));
    const auto wide = sample<std::int32_t>();
    writeLabel(wide, path);
    QVERIFY(std::ranges::equal(readLabel(path).voxels(), wide.voxels()));
    QCOMPARE(readHeader(path).voxelType, std::string("int32"));
}

void TestImageWriter::agreesWithTheLibrary_data() {
    roundTrips_data();
}

// ITK's own readers, which others use, see the same grid and voxels in what was written.
void TestImageWriter::agreesWithTheLibrary() {
    QFETCH(QString, ending);
    const auto image = sample<float>();
    const auto path = folder() / ("library" + ending.toStdString());
    writeImage(image, path);
    const auto reader = itk::ImageFileReader<itk::Image<float, 3>>::New();
    reader->SetImageIO(libraryReader(ending));
    reader->SetFileName(path.string());
    reader->Update();
    const auto* read = reader->GetOutput();
    Geometry geometry;
    for (unsigned axis = 0; axis < 3; ++axis) {
        geometry.size[axis] = static_cast<std::int64_t>(read->GetLargestPossibleRegion().GetSize()[axis]);
        geometry.spacingMm[axis] = read->GetSpacing()[axis];
        geometry.originMm[axis] = read->GetOrigin()[axis];
        for (unsigned row = 0; row < 3; ++row) {
            geometry.direction[row][axis] = read->GetDirection()[row][axis];
        }
    }
    QVERIFY(farthestApart(geometry, image.geometry()) < 1e-5);
    QVERIFY(std::equal(image.voxels().begin(), image.voxels().end(), read->GetBufferPointer()));
}

void TestImageWriter::writesToAnyPath_data() {
    roundTrips_data();
}

void TestImageWriter::writesToAnyPath() {
    QFETCH(QString, ending);
    const std::string part(150, 'p');
    const auto path =
        folder() / "a space and % signs" / part / part / ("Übung 心臓" + std::string(60, 'q') + ending.toStdString());
    QVERIFY(path.string().size() > 300);
    const auto label = sample<std::uint8_t>();
    writeLabel(label, path);
    QVERIFY(std::ranges::equal(readLabel(path).voxels(), label.voxels()));
}

void TestImageWriter::replacesWhole() {
    const auto place = folder() / "place";
    for (const char* name : {"image.nii.gz", "image.nrrd", "image.mhd"}) {
        writeImage(sample<float>(), place / name);
        writeLabel(sample<std::uint8_t>(), place / name);
        QCOMPARE(readHeader(place / name).voxelType, std::string("uint8"));
    }
    // Nothing temporary stays behind.
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(place)) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    QCOMPARE(names, (std::vector<std::string>{"image.mhd", "image.nii.gz", "image.nrrd", "image.raw"}));
}

void TestImageWriter::keepsSingleSlices_data() {
    roundTrips_data();
}

void TestImageWriter::keepsSingleSlices() {
    QFETCH(QString, ending);
    Geometry geometry = sample<float>().geometry();
    geometry.size = {4, 3, 1};
    const LabelVolume label(geometry, std::vector<std::uint8_t>(12, 5));
    const auto path = folder() / ("slice" + ending.toStdString());
    writeLabel(label, path);
    QVERIFY(farthestApart(readLabel(path).geometry(), geometry) < 1e-5);
}

void TestImageWriter::halfAFileIsNone_data() {
    roundTrips_data();
}

// Wherever the disk is full, that is told, and the file that was there is whole.
void TestImageWriter::halfAFileIsNone() {
    QFETCH(QString, ending);
    const std::filesystem::path place = folder() / ("full" + ending.toStdString());
    const std::filesystem::path path = place / ("image" + ending.toStdString());
    std::filesystem::create_directories(place);
    const auto before = sample<std::uint8_t>();
    writeLabel(before, path);
    rlim_t largest = 0;
    Geometry geometry = before.geometry();
    geometry.size = {60, 50, 40};
    std::vector<float> noise(static_cast<std::size_t>(geometry.voxelCount()));
    for (std::size_t at = 0; at < noise.size(); ++at) {
        noise[at] = static_cast<float>((at * 2654435761U) % 1'000'003U);
    }
    const ImageVolume image(geometry, std::move(noise));
    const std::filesystem::path wholes = place / "whole";
    writeImage(image, wholes / path.filename());
    for (const auto& entry : std::filesystem::directory_iterator(wholes)) {
        largest = std::max<rlim_t>(largest, entry.file_size());
    }
    std::filesystem::remove_all(wholes);
    const auto files = std::distance(std::filesystem::directory_iterator(place), {});
    QVERIFY(largest > 20'000);
    for (const rlim_t limit : {rlim_t{0}, rlim_t{100}, rlim_t{4096}, largest / 2, largest - 4096, largest - 1}) {
        const SmallFiles full(limit);
        const auto error = errorOf([&] {
            writeImage(image, path);
            return 0;
        });
        QVERIFY2(error && error->code() == ErrorCode::Io, qPrintable(QString::number(limit)));
        QVERIFY(std::ranges::equal(readLabel(path).voxels(), before.voxels()));
    }
    QCOMPARE(std::distance(std::filesystem::directory_iterator(place), {}), files);
    writeImage(image, path);
    QVERIFY(std::ranges::equal(readImage(path).voxels(), image.voxels()));
}

void TestImageWriter::refuses() {
    const auto unknown = errorOf([&] {
        writeImage(sample<float>(), folder() / "image.png");
        return 0;
    });
    QVERIFY(mentions(unknown, "cannot be written as image.png"));
    QCOMPARE(unknown->code(), ErrorCode::Unsupported);
    const auto empty = errorOf([&] {
        writeImage({}, folder() / "image.nii");
        return 0;
    });
    QVERIFY(mentions(empty, "no voxels"));
    writeBytes(folder() / "file", "in the way");
    const auto blocked = errorOf([&] {
        writeImage(sample<float>(), folder() / "file" / "image.nii");
        return 0;
    });
    QVERIFY(blocked && blocked->code() == ErrorCode::Io);
}

QTEST_GUILESS_MAIN(TestImageWriter)
#include "tst_image_writer.moc"
