// Segmentation objects are written and read back: by DCMTK here, and by pydicom in read_segmentation.py.
#include "core/base/content_hash.h"
#include "storage/image/dicom_segmentation.h"
#include "tests/core/expect_error.h"
#include "tests/core/small_files.h"
#include "tests/core/test_files.h"
#include "tests/image/made_dicom.h"
#include "tests/image/made_files.h"

#include <dcmtk/dcmfg/fgplanpo.h>
#include <dcmtk/dcmfg/fgseg.h>
#include <dcmtk/dcmiod/cielabutil.h>
#include <dcmtk/dcmseg/segdoc.h>
#include <dcmtk/dcmseg/segment.h>
#include <dcmtk/dcmseg/segutils.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <memory>

using namespace tandem;

namespace {

const DicomSegmentationText kText{.seriesDescription = "Run 2", .algorithm = "mutual-reliable", .version = "0.1.0"};
const std::vector<DicomSegment> kSegments{{1, "Vorhof, größer", {220, 40, 10}}, {2, "wall", {10, 200, 30}}};

/// Turned, and with decimals that no double holds exactly.
void writeObliqueSeries(const std::filesystem::path& folder, int slices) {
    writeMadeSeries(folder, slices, [](DcmDataset& dataset, int number) {
        dataset.putAndInsertString(DCM_ImageOrientationPatient, "0.8\\0.6\\0\\0\\0\\-1");
        const std::string position =
            std::to_string(0.1 - 0.6 * 2.5 * number) + "\\" + std::to_string(7.3 + 0.8 * 2.5 * number) + "\\-44.70";
        dataset.putAndInsertString(DCM_ImagePositionPatient, position.c_str());
        dataset.putAndInsertString(DCM_PixelSpacing, "0.50\\0.333333");
        dataset.putAndInsertString(DCM_FrameOfReferenceUID, "1.2.3.77");
        dataset.putAndInsertString(DCM_SpecificCharacterSet, "ISO_IR 100");
        dataset.putAndInsertString(DCM_PatientName, "M\xfcller^Eva");
        dataset.putAndInsertString(DCM_Manufacturer, "Scanners");
    });
}

/// Classes in a pattern without any symmetry; the first slice is empty.
LabelVolume patternOn(const Geometry& geometry) {
    std::vector<std::uint8_t> voxels;
    for (std::int64_t at = 0; at < geometry.voxelCount(); ++at) {
        const std::int64_t slice = at / (geometry.size[0] * geometry.size[1]);
        const std::int64_t value = (at * at + 3 * at + slice) % 7;
        voxels.push_back(slice == 0 || value > 2 ? 0 : static_cast<std::uint8_t>(value));
    }
    return {geometry, std::move(voxels)};
}

/// A frame for every slice with voxels of a class, and one for a class without any.
std::size_t framesOf(const LabelVolume& label) {
    const Index3& size = label.geometry().size;
    const auto pixels = static_cast<std::size_t>(size[0] * size[1]);
    std::size_t frames = 0;
    for (const std::uint8_t value : {1, 2}) {
        std::size_t found = 0;
        for (std::size_t slice = 0; slice < static_cast<std::size_t>(size[2]); ++slice) {
            found += std::ranges::count(label.voxels().subspan(slice * pixels, pixels), value) > 0 ? 1 : 0;
        }
        frames += std::max<std::size_t>(found, 1);
    }
    return frames;
}

}  // namespace

class TestDicomSegmentation : public QObject {
    Q_OBJECT

    QTemporaryDir m_temporary;
    int m_count = 0;

    std::filesystem::path fresh() {
        return std::filesystem::path(m_temporary.path().toStdString()) / std::to_string(m_count++);
    }

    /// What read_segmentation.py finds; empty when it complains.
    QJsonObject readByPydicom(const std::filesystem::path& seg, const std::filesystem::path& series,
                              const LabelVolume& label) {
        const auto raw = fresh();
        const auto voxels = label.voxels();
        writeBytes(raw, std::string(voxels.begin(), voxels.end()));
        QProcess python;
        python.start(TANDEM_PYTHON, {TANDEM_SOURCE_DIR "/tests/image/read_segmentation.py", seg.c_str(), series.c_str(),
                                     raw.c_str(), "1,2"});
        python.waitForFinished(120'000);
        const QByteArray complaint = python.readAllStandardError();
        if (python.exitCode() != 0) {
            qWarning("pydicom: %s", complaint.constData());
            return {};
        }
        return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
    }

    static std::unique_ptr<DcmSegmentation> load(const std::filesystem::path& seg) {
        DcmSegmentation* object = nullptr;
        const OFCondition status = DcmSegmentation::loadFile(seg.c_str(), object);
        return std::unique_ptr<DcmSegmentation>(status.good() ? object : nullptr);
    }

private Q_SLOTS:
    /// Wherever the disk is full, that is told, and the file that was there is whole.
    void halfAFileIsNone() {
        const auto folder = fresh();
        writeObliqueSeries(folder, 9);
        const DicomSeries series = findDicomSeries(folder).front();
        const auto file = fresh() / "one.dcm";
        const auto write = [&] {
            writeDicomSegmentation(patternOn(series.geometry), kSegments, series, kText, file);
            return 0;
        };
        QCOMPARE(write(), 0);
        const std::string before = contentHash(file);
        const auto bytes = static_cast<rlim_t>(std::filesystem::file_size(file));
        for (const rlim_t limit : {rlim_t{0}, rlim_t{200}, bytes / 2, bytes - 1}) {
            const SmallFiles full(limit);
            const auto error = errorOf(write);
            QVERIFY2(error.has_value(), qPrintable(QString::number(limit)));
            QCOMPARE(contentHash(file), before);
        }
        QCOMPARE(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}), 1);
    }

    void framesAreReadByDcmtk() {
        const auto folder = fresh();
        writeObliqueSeries(folder, 9);
        const DicomSeries series = findDicomSeries(folder).front();
        QVERIFY2(series.isReadable(), series.findings.empty() ? "" : series.findings.front().c_str());
        const LabelVolume label = patternOn(series.geometry);
        const auto file = fresh() / "one.dcm";
        writeDicomSegmentation(label, kSegments, series, kText, file);

        const auto object = load(file);
        QVERIFY(object != nullptr);
        QVERIFY(object->getSegmentationType() == DcmSegTypes::ST_BINARY);
        QCOMPARE(object->getNumberOfSegments(), std::size_t{2});
        QCOMPARE(object->getNumberOfFrames(), framesOf(label));
        QVERIFY(framesOf(label) > 6);
        OFString text;
        object->getSegment(1)->getSegmentLabel(text);
        QCOMPARE(QString::fromUtf8(text.c_str()), QString("Vorhof, größer"));
        Uint16 l = 0, a = 0, b = 0;
        QVERIFY(object->getSegment(2)->getRecommendedDisplayCIELabValue(l, a, b).good());
        double red = 0, green = 0, blue = 0;
        IODCIELabUtil::dicomLab2RGB(red, green, blue, l, a, b);
        QVERIFY(std::abs(255 * green - 200) < 1 && std::abs(255 * red - 10) < 1);
        object->getFrameOfReference().getFrameOfReferenceUID(text);
        QCOMPARE(text.c_str(), "1.2.3.77");

        const Index3& size = label.geometry().size;
        for (std::size_t frame = 0; frame < object->getNumberOfFrames(); ++frame) {
            OFBool isPerFrame = OFFalse;
            auto& groups = object->getFunctionalGroups();
            auto* const segmentOf = dynamic_cast<FGSegmentation*>(
                groups.get(static_cast<Uint32>(frame), DcmFGTypes::EFG_SEGMENTATION, isPerFrame));
            auto* const placeOf = dynamic_cast<FGPlanePosPatient*>(
                groups.get(static_cast<Uint32>(frame), DcmFGTypes::EFG_PLANEPOSPATIENT, isPerFrame));
            QVERIFY(segmentOf != nullptr && placeOf != nullptr);
            Uint16 segment = 0;
            segmentOf->getReferencedSegmentNumber(segment);
            Vector3 place{};
            placeOf->getImagePositionPatient(place[0], place[1], place[2]);
            const Vector3 index = label.geometry().indexOf(place);
            QVERIFY(std::abs(index[0]) < 1e-3 && std::abs(index[1]) < 1e-3);
            const std::unique_ptr<DcmIODTypes::Frame> pixels(DcmSegUtils::unpackBinaryFrame(
                object->getFrame(frame), static_cast<Uint16>(size[1]), static_cast<Uint16>(size[0])));
            for (std::int64_t y = 0; y < size[1]; ++y) {
                for (std::int64_t x = 0; x < size[0]; ++x) {
                    const bool isWanted = label.at(x, y, std::llround(index[2])) == segment;
                    QCOMPARE(pixels->pixData[x + size[0] * y] != 0, isWanted);
                }
            }
        }
    }

    void framesAreReadByPydicom() {
        const auto folder = fresh();
        writeObliqueSeries(folder, 9);
        const DicomSeries series = findDicomSeries(folder).front();
        const LabelVolume label = patternOn(series.geometry);
        const auto file = fresh() / "two.dcm";
        writeDicomSegmentation(label, kSegments, series, kText, file);
        const QJsonObject found = readByPydicom(file, folder, label);
        QCOMPARE(found["frames"].toInt(), static_cast<int>(framesOf(label)));
        QCOMPARE(found["manufacturer"].toString(), QString("Tandem"));
        QCOMPARE(found["labels"].toArray().first().toString(), QString("Vorhof, größer"));
        QCOMPARE(found["algorithm"].toString(), QString("mutual-reliable"));
        QCOMPARE(found["patient"].toString(), QString("Müller^Eva"));
        QCOMPARE(found["description"].toString(), QString("Run 2"));
    }

    /// A real series, whose files do not sort in the order of slices and which has no frame of reference.
    void realSeriesIsReferred() {
        const std::filesystem::path folder = realData("dicom/ct-head-64");
        NEEDS_REAL_DATA(folder);
        const DicomSeries series = findDicomSeries(folder).front();
        const LabelVolume label = patternOn(series.geometry);
        const auto file = fresh() / "ct.dcm";
        const auto error = errorOf([&] {
            writeDicomSegmentation(label, kSegments, series, kText, file);
            return 0;
        });
        QVERIFY2(!error, error ? error->detail().c_str() : "");
        QVERIFY(load(file) != nullptr);
        QCOMPARE(readByPydicom(file, folder, label)["frames"].toInt(), static_cast<int>(framesOf(label)));
    }

    void neitherHospitalNorStateOfThePatientIsTakenOver() {
        const auto folder = fresh();
        const std::vector<DcmTagKey> tags{
            DCM_InstitutionName,   DCM_InstitutionAddress, DCM_StationName,   DCM_InstitutionalDepartmentName,
            DCM_PatientAge,        DCM_PatientSize,        DCM_PatientWeight, DCM_AdmittingDiagnosesDescription,
            DCM_DeviceSerialNumber};
        writeMadeSeries(folder, 9, [&](DcmDataset& dataset, int) {
            for (const DcmTagKey& tag : tags) {
                dataset.putAndInsertString(tag, tag == DCM_PatientAge ? "042Y" : "42");
            }
        });
        const DicomSeries series = findDicomSeries(folder).front();
        const auto file = fresh() / "one.dcm";
        writeDicomSegmentation(patternOn(series.geometry), kSegments, series, kText, file);
        DcmFileFormat format;
        QVERIFY(format.loadFile(file.c_str()).good());
        for (const DcmTagKey& tag : tags) {
            OFString value;
            format.getDataset()->findAndGetOFString(tag, value);
            QVERIFY2(value != "42" && value != "042Y", tag.toString().c_str());
        }
        OFString patient;
        QVERIFY(format.getDataset()->findAndGetOFString(DCM_PatientName, patient).good());
        OFString maker;
        QVERIFY(format.getDataset()->findAndGetOFString(DCM_Manufacturer, maker).good());
        QCOMPARE(maker.c_str(), "Tandem");
    }

    void emptyLabelsHaveFrames() {
        const auto folder = fresh();
        writeObliqueSeries(folder, 4);
        const DicomSeries series = findDicomSeries(folder).front();
        const LabelVolume label(series.geometry, std::vector<std::uint8_t>(4 * 3 * 4, 0));
        const auto file = fresh() / "empty.dcm";
        writeDicomSegmentation(label, kSegments, series, kText, file);
        QCOMPARE(readByPydicom(file, folder, label)["frames"].toInt(), 2);
    }

    void otherGridsAreRefused() {
        const auto folder = fresh();
        writeObliqueSeries(folder, 4);
        const DicomSeries series = findDicomSeries(folder).front();
        Geometry shifted = series.geometry;
        shifted.originMm[0] += 1;
        const auto file = fresh() / "shifted.dcm";
        const auto error = errorOf([&] {
            writeDicomSegmentation(patternOn(shifted), kSegments, series, kText, file);
            return 0;
        });
        QVERIFY2(mentions(error, "does not lie on the grid of the DICOM series"), error ? error->what() : "");
        QVERIFY(!std::filesystem::exists(file));
    }

    void stops() {
        const auto folder = fresh();
        writeObliqueSeries(folder, 4);
        const DicomSeries series = findDicomSeries(folder).front();
        std::stop_source source;
        source.request_stop();
        const auto file = fresh() / "stopped.dcm";
        const auto error = errorOf([&] {
            writeDicomSegmentation(patternOn(series.geometry), kSegments, series, kText, file, source.get_token());
            return 0;
        });
        QVERIFY(error && error->code() == ErrorCode::Cancelled);
        QVERIFY(!std::filesystem::exists(file));
    }
};

QTEST_GUILESS_MAIN(TestDicomSegmentation)
#include "tst_dicom_segmentation.moc"
