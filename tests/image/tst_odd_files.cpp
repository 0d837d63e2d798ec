// Every file of the real data's folder "odd": read right, or refused in one sentence.
//
// The sums were computed from the files' bytes without this project's code.
#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "tests/core/expect_error.h"
#include "tests/core/test_files.h"

#include <QTest>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

using namespace tandem;

namespace {

struct Expected {
    Index3 size{};
    Vector3 spacingMm{};
    std::string orientation;
    double sum = 0;
    std::string refusal;  ///< key words of the sentence; empty when the file is read
};

Expected reads(const Index3& size, const Vector3& spacing, const std::string& orientation, double sum) {
    return {size, spacing, orientation, sum, {}};
}

Expected refuses(const std::string& words) {
    return {{}, {}, {}, 0, words};
}

const Expected kBall = reads({30, 30, 30}, {1, 1, 1}, "LPS", 3682296);

const std::map<std::string, Expected>& table() {
    static const std::map<std::string, Expected> kTable{
        {"nifti/5D_small.nii", refuses("3 numbers per voxel")},
        {"nifti/air.hdr.gz", reads({79, 67, 64}, {2.38975382, 2.36648631, 2.38523221}, "AIR", 11398461.247137904)},
        {"nifti/air.img.gz", reads({79, 67, 64}, {2.38975382, 2.36648631, 2.38523221}, "AIR", 11398461.247137904)},
        {"nifti/analyze.hdr", refuses("no analyze.img beside it")},
        {"nifti/anatomical.nii", reads({33, 41, 25}, {2, 2, 2}, "LAS", 284166082)},
        {"nifti/avg152T1_LR_nifti2.nii.gz", reads({91, 109, 91}, {2, 2, 2}, "LAS", 74825382)},
        {"nifti/big.nii.gz", reads({64, 64, 21}, {4, 4, 6}, "LAS", 11648.372022011292)},
        {"nifti/functional.nii", refuses("several volumes (17x21x3x20)")},
        {"nifti/little.nii.gz", reads({64, 64, 21}, {4, 4, 6}, "LAS", 11648.372022011292)},
        {"nifti/nifti1.hdr", refuses("no nifti1.img beside it")},
        {"nifti/not-nifti.nii", refuses("does not begin with a NIfTI header")},
        {"nifti/reoriented_anat_moved.nii", reads({21, 26, 22}, {4, 4, 4}, "RAS", 32739769.449157715)},
        {"nifti/resampled_anat_moved.nii", refuses("153 of 1071 voxels that are not finite")},
        {"nifti/with_extension.nii.gz", reads({161, 191, 151}, {1, 1, 1}, "LPI", 1472871)},
        {"nrrd/BallBinary30x30x30.nhdr", kBall},
        {"nrrd/BallBinary30x30x30.nii.gz", kBall},
        {"nrrd/BallBinary30x30x30.nrrd", kBall},
        {"nrrd/BallBinary30x30x30.raw", refuses("no known format")},
        {"nrrd/BallBinary30x30x30_byteskip_minus_five.nhdr", refuses("byte skip of -5")},
        {"nrrd/BallBinary30x30x30_byteskip_minus_one.nhdr", kBall},
        {"nrrd/BallBinary30x30x30_byteskip_minus_one_nifti.nhdr", kBall},
        {"nrrd/BallBinary30x30x30_bz2.nrrd", refuses("encoding \"bzip2\", which is not handled")},
        {"nrrd/BallBinary30x30x30_gz.nrrd", kBall},
        {"nrrd/BallBinary30x30x30_gz_byteskip_minus_one.nrrd", kBall},
        {"nrrd/BallBinary30x30x30_gz_lineskip.nrrd", kBall},
        // Its data file is a NIfTI file of which nothing is to be skipped: every voxel would be displaced.
        {"nrrd/BallBinary30x30x30_nifti.nhdr", refuses("more data than the 54000 bytes")},
        {"nrrd/test1d_ascii.nrrd", refuses("fewer than three axes (27)")},
        {"nrrd/test2d_ascii.nrrd", refuses("fewer than three axes (3x9)")},
        {"nrrd/test_customFields.nrrd", refuses("fewer than three axes (27)")},
        {"nrrd/test_simple4d_raw.nrrd", reads({1, 1, 1}, {1.5, 1.5, 1}, "RAS", 0.76903426)},
        {"dicom/MR_truncated.dcm", refuses("is truncated")},
        {"dicom/badVR.dcm", refuses("several frames (1A)")},
        {"dicom/ct_image.dcm", refuses("only one slice")},
        {"dicom/no_meta.dcm", refuses("damaged or not a DICOM file")},
        {"dicom/rtplan_truncated.dcm", refuses("damaged or not a DICOM file")},
        {"dicom/seg_image_ct_binary.dcm", refuses("segmentation object (SEG), so a label")},
        {"dicom/seg_image_ct_binary_overlap.dcm", refuses("segmentation object (SEG)")}};
    return kTable;
}

}  // namespace

class TestOddFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEEDS_REAL_DATA(m_folder); }
    void tableIsComplete();
    void readsOrRefuses_data();
    void readsOrRefuses();
    void bigAndLittleAreEqual();

private:
    std::filesystem::path m_folder = realData("odd");
};

void TestOddFiles::tableIsComplete() {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder)) {
        if (entry.is_regular_file()) {
            const std::string name = std::filesystem::relative(entry.path(), m_folder).generic_string();
            QVERIFY2(table().contains(name), name.c_str());
            ++files;
        }
    }
    QCOMPARE(files, table().size());
}

void TestOddFiles::readsOrRefuses_data() {
    QTest::addColumn<QString>("name");
    for (const auto& [name, expected] : table()) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestOddFiles::readsOrRefuses() {
    QFETCH(QString, name);
    const Expected& expected = table().at(name.toStdString());
    const auto path = m_folder / name.toStdString();
    if (!expected.refusal.empty()) {
        const auto error = errorOf([&] { return readImage(path); });
        QVERIFY2(mentions(error, expected.refusal), error ? error->what() : "it was read");
        // The file itself is named, or the data file that its header names.
        QVERIFY2(mentions(error, "BallBinary30x30x30.nii.gz") || mentions(error, path.string()), error->what());
        return;
    }
    const ImageVolume volume = readImage(path);
    QCOMPARE(volume.geometry().size, expected.size);
    QCOMPARE(volume.geometry().orientation(), expected.orientation);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        QVERIFY(std::abs(volume.geometry().spacingMm[axis] - expected.spacingMm[axis]) < 1e-6);
    }
    const double sum = std::accumulate(volume.voxels().begin(), volume.voxels().end(), 0.0);
    QVERIFY2(std::abs(sum - expected.sum) <= 1e-6 * std::abs(expected.sum), qPrintable(QString::number(sum, 'g', 15)));
}

void TestOddFiles::bigAndLittleAreEqual() {
    const ImageVolume big = readImage(m_folder / "nifti/big.nii.gz");
    const ImageVolume little = readImage(m_folder / "nifti/little.nii.gz");
    QCOMPARE(big.geometry(), little.geometry());
    QVERIFY(std::ranges::equal(big.voxels(), little.voxels()));
}

QTEST_GUILESS_MAIN(TestOddFiles)
#include "tst_odd_files.moc"
