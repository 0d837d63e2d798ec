// Structure sets are written and read back: by DCMTK's dcmrt here, and by pydicom in read_structures.py.
#include "storage/foreign/structure_set_encoding.h"
#include "storage/image/dicom_structure_set.h"
#include "tests/core/expect_error.h"
#include "tests/core/test_files.h"
#include "tests/image/made_dicom.h"

#include <dcmtk/dcmrt/drtstrct.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

using namespace tandem;

namespace {

const DicomSegmentationText kText{.seriesDescription = "Run 2", .algorithm = "mutual-reliable", .version = "0.1.0"};
const std::vector<DicomSegment> kSegments{{1, "Vorhof, größer", {220, 40, 10}}, {2, "wall", {10, 200, 30}}};

/// Turned, with decimals that no double holds exactly, and of another size than others.
void writeObliqueSeries(const std::filesystem::path& folder, int slices, const char* spacing = "0.50\\0.333333") {
    writeMadeSeries(folder, slices, [&](DcmDataset& dataset, int number) {
        dataset.putAndInsertString(DCM_ImageOrientationPatient, "0.8\\0.6\\0\\0\\0\\-1");
        const std::string position =
            std::to_string(0.1 - 0.6 * 2.5 * number) + "\\" + std::to_string(7.3 + 0.8 * 2.5 * number) + "\\-44.70";
        dataset.putAndInsertString(DCM_ImagePositionPatient, position.c_str());
        dataset.putAndInsertString(DCM_PixelSpacing, spacing);
        dataset.putAndInsertString(DCM_FrameOfReferenceUID, "1.2.3.77");
        dataset.putAndInsertString(DCM_SpecificCharacterSet, "ISO_IR 100");
        dataset.putAndInsertString(DCM_PatientName, "M\xfcller^Eva");
        dataset.putAndInsertString(DCM_Manufacturer, "Scanners");
    });
}

/// Classes in a pattern without any symmetry; the first slice is empty, and so is class 2 in all but every third.
LabelVolume patternOn(const Geometry& geometry) {
    std::vector<std::uint8_t> voxels;
    for (std::int64_t at = 0; at < geometry.voxelCount(); ++at) {
        const std::int64_t slice = at / (geometry.size[0] * geometry.size[1]);
        const std::int64_t value = (at * at + 3 * at + slice) % 7;
        voxels.push_back(slice == 0 || value > 2 || (value == 2 && slice % 3 != 0) ? 0
                                                                                   : static_cast<std::uint8_t>(value));
    }
    return {geometry, std::move(voxels)};
}

/// A thick shell, with a core of the second class in its hole.
LabelVolume shellOn(const Geometry& geometry) {
    std::vector<std::uint8_t> voxels;
    const auto [columns, rows, slices] = geometry.size;
    for (std::int64_t z = 0; z < slices; ++z) {
        for (std::int64_t y = 0; y < rows; ++y) {
            for (std::int64_t x = 0; x < columns; ++x) {
                const auto part = [](std::int64_t at, std::int64_t size) {
                    return (static_cast<double>(at) + 0.5) / static_cast<double>(size) - 0.5;
                };
                const double radius = std::hypot(part(x, columns), part(y, rows), part(z, slices));
                voxels.push_back(radius < 0.1 ? 2 : radius > 0.2 && radius < 0.4 ? 1 : 0);
            }
        }
    }
    return {geometry, std::move(voxels)};
}

}  // namespace

class TestDicomStructureSet : public QObject {
    Q_OBJECT

    QTemporaryDir m_temporary;
    int m_count = 0;

    std::filesystem::path fresh() {
        return std::filesystem::path(m_temporary.path().toStdString()) / std::to_string(m_count++);
    }

    /// What read_structures.py finds: texts, and the voxels of each structure as numbers in the volume.
    static QJsonObject readByPydicom(const std::filesystem::path& file, const std::filesystem::path& series) {
        QProcess python;
        python.start(TANDEM_PYTHON,
                     {TANDEM_SOURCE_DIR "/tests/image/read_structures.py", file.c_str(), series.c_str()});
        python.waitForFinished(120'000);
        if (python.exitCode() != 0) {
            qWarning("pydicom: %s", python.readAllStandardError().constData());
        }
        return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
    }

    static void compare(const QJsonObject& found, const LabelVolume& label) {
        const QJsonArray structures = found["structures"].toArray();
        QCOMPARE(structures.size(), 2);
        for (int index = 0; index < 2; ++index) {
            std::vector<std::size_t> voxels;
            for (const QJsonValue& voxel : structures[index].toObject()["voxels"].toArray()) {
                voxels.push_back(static_cast<std::size_t>(voxel.toInt()));
            }
            std::vector<std::size_t> wanted;
            for (std::size_t at = 0; at < label.voxels().size(); ++at) {
                if (label.voxels()[at] == index + 1) {
                    wanted.push_back(at);
                }
            }
            QVERIFY(!wanted.empty());
            QCOMPARE(voxels, wanted);
        }
    }

private Q_SLOTS:
    void contoursAreReadByPydicom_data() {
        QTest::addColumn<QString>("spacing");
        QTest::newRow("millimetres") << "0.50\\0.333333";
        QTest::newRow("micrometres") << "0.0020\\0.0013";
    }

    void contoursAreReadByPydicom() {
        QFETCH(const QString, spacing);
        const auto folder = fresh();
        writeObliqueSeries(folder, 9, spacing.toLatin1().constData());
        const DicomSeries series = findDicomSeries(folder).front();
        QVERIFY2(series.isReadable(), series.findings.empty() ? "" : series.findings.front().c_str());
        const LabelVolume label = patternOn(series.geometry);
        const auto file = fresh() / "one.dcm";
        writeDicomStructureSet(label, kSegments, series, kText, file);
        const QJsonObject found = readByPydicom(file, folder);
        compare(found, label);
        QCOMPARE(found["patient"].toString(), QString("Müller^Eva"));
        QCOMPARE(found["manufacturer"].toString(), QString("Tandem"));
        QCOMPARE(found["description"].toString(), QString("Run 2"));
        QCOMPARE(found["frame"].toString(), QString("1.2.3.77"));
        const QJsonObject first = found["structures"].toArray().first().toObject();
        QCOMPARE(first["name"].toString(), QString("Vorhof, größer"));
        QCOMPARE(first["colour"].toArray(), (QJsonArray{220, 40, 10}));
        QCOMPARE(first["algorithm"].toString(), QString("AUTOMATIC"));
    }

    void contoursAreReadByDcmtk() {
        const auto folder = fresh();
        writeObliqueSeries(folder, 9);
        const DicomSeries series = findDicomSeries(folder).front();
        const auto file = fresh() / "two.dcm";
        writeDicomStructureSet(patternOn(series.geometry), kSegments, series, kText, file);
        DcmFileFormat format;
        QVERIFY(format.loadFile(file.c_str()).good());
        DRTStructureSetIOD object;
        QVERIFY(object.read(*format.getDataset()).good());
        OFString text;
        object.getSOPClassUID(text);
        QCOMPARE(text.c_str(), UID_RTStructureSetStorage);
        object.getStudyInstanceUID(text);
        QCOMPARE(text.c_str(), "1.2.3.1");
        auto& studies = object.getReferencedFrameOfReferenceSequence().getItem(0).getRTReferencedStudySequence();
        auto& referred = studies.getItem(0).getRTReferencedSeriesSequence().getItem(0);
        referred.getSeriesInstanceUID(text);
        QCOMPARE(text.c_str(), "1.2.3.100");
        QCOMPARE(referred.getContourImageSequence().getNumberOfItems(), std::size_t{9});
        auto& contour = object.getROIContourSequence().getItem(0).getContourSequence().getItem(0);
        contour.getContourGeometricType(text);
        QCOMPARE(text.c_str(), "CLOSED_PLANAR");
        contour.getContourImageSequence().getItem(0).getReferencedSOPInstanceUID(text);
        QCOMPARE(text.c_str(), "1.2.3.4.1");  // the first slice is empty
    }

    /// A real series, whose files do not sort in the order of slices and which has no frame of reference; holes, and
    /// contours of more bytes than a field with a type may have.
    void aRealSeriesIsReferred() {
        const std::filesystem::path folder = realData("dicom/ct-head-64");
        NEEDS_REAL_DATA(folder);
        const DicomSeries series = findDicomSeries(folder).front();
        const LabelVolume label = shellOn(series.geometry);
        const auto file = fresh() / "ct.dcm";
        const auto error = errorOf([&] {
            writeDicomStructureSet(label, kSegments, series, kText, file);
            return 0;
        });
        QVERIFY2(!error, error ? (std::string(error->what()) + error->detail()).c_str() : "");
        const QJsonObject found = readByPydicom(file, folder);
        compare(found, label);
        QVERIFY(!found["frame"].toString().isEmpty());
    }

    void aClassWithoutVoxelsHasNoContours() {
        const auto folder = fresh();
        writeObliqueSeries(folder, 4);
        const DicomSeries series = findDicomSeries(folder).front();
        const LabelVolume label(series.geometry, std::vector<std::uint8_t>(4 * 3 * 4, 0));
        const auto file = fresh() / "empty.dcm";
        writeDicomStructureSet(label, kSegments, series, kText, file);
        const QJsonArray structures = readByPydicom(file, folder)["structures"].toArray();
        QCOMPARE(structures.size(), 2);
        QVERIFY(structures[0].toObject()["voxels"].toArray().isEmpty());
    }

    void otherGridsAreRefused() {
        const auto folder = fresh();
        writeObliqueSeries(folder, 4);
        const DicomSeries series = findDicomSeries(folder).front();
        Geometry shifted = series.geometry;
        shifted.originMm[0] += 1;
        const auto file = fresh() / "shifted.dcm";
        const auto error = errorOf([&] {
            writeDicomStructureSet(patternOn(shifted), kSegments, series, kText, file);
            return 0;
        });
        QVERIFY2(mentions(error, "does not lie on the grid of the DICOM series"), error ? error->what() : "");
        QVERIFY(!std::filesystem::exists(file));
    }

    void multiFrameFilesAreRefused() {
        const auto folder = fresh();
        std::filesystem::create_directories(folder);
        writeMadeEnhanced(folder / "all.dcm", {0, 1, 2, 3});
        const DicomSeries series = findDicomSeries(folder).front();
        const auto error = errorOf([&] {
            writeDicomStructureSet(patternOn(series.geometry), kSegments, series, kText, fresh() / "no.dcm");
            return 0;
        });
        QVERIFY2(mentions(error, "multi-frame files are not handled"), error ? error->what() : "");
    }

    /// Every point of the surface counts: two for a pair of pixels.
    void memoryFollowsTheSurface() {
        SegmentationOrder order;
        order.geometry.size = {50, 40, 10};
        std::vector<std::uint8_t> voxels(50 * 40 * 10, 0);
        const std::uint64_t none = bytesToEncodeStructureSet(order, voxels);
        for (std::size_t at = 0; at < voxels.size(); at += 2) {
            voxels[at] = 1;
        }
        const std::uint64_t most = bytesToEncodeStructureSet(order, voxels);
        QVERIFY(most - none > 4 * 800 * (voxels.size() / 2) * 9 / 10);
        std::ranges::fill(voxels, std::uint8_t{0});
        std::uint64_t alone = 0;
        for (std::size_t row = 1; row < 400; row += 2, ++alone) {  // of all slices
            voxels[row * 50 + 25] = 1;
        }
        QVERIFY(bytesToEncodeStructureSet(order, voxels) - none > alone * 8192);
    }
};

QTEST_GUILESS_MAIN(TestDicomStructureSet)
#include "tst_dicom_structure_set.moc"
