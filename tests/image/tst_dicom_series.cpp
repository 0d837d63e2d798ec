#include "core/base/error.h"
#include "storage/image/dicom_header_cache.h"
#include "storage/image/dicom_series.h"
#include "tests/core/expect_error.h"
#include "tests/image/made_dicom.h"
#include "tests/image/made_files.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace tandem;

namespace {

void setPosition(DcmDataset& dataset, double x, double y, double z) {
    const std::string text = std::to_string(x) + "\\" + std::to_string(y) + "\\" + std::to_string(z);
    dataset.putAndInsertString(DCM_ImagePositionPatient, text.c_str());
}

using Change = std::function<void(DcmDataset&, int)>;

}  // namespace

Q_DECLARE_METATYPE(Change)

class TestDicomSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersByPosition();
    void ordersAgainstTheNormal();
    void appliesRescaling_data();
    void appliesRescaling();
    void tellsSeriesApart();
    void refusesSeries_data();
    void refusesSeries();
    void toleratesRoundedPositions();
    void refusesSingleSlices();
    void tellsOfTruncatedFiles();
    void passesOverOtherFiles();
    void namesUnplacedFiles();
    void decodesCharacterSets();
    void readsAnyPath();
    void readsLabels();
    void comparesWithMemory();
    void reportsProgressAndStops();
    void namesMissingFolders();
    void leavesCopiesOut_data();
    void leavesCopiesOut();
    void whatIsShownInvertedIsReadAsItIs();
    void ordersTheFramesOfAFile();
    void refusesSeveralVolumesInAFile();
    void headersAreKeptWhileTheFileIsTheSame();

private:
    /// An empty folder of its own for every test row.
    std::filesystem::path fresh() {
        return std::filesystem::path(m_folder.path().toStdString()) / std::to_string(m_count++);
    }
    QTemporaryDir m_folder;
    int m_count = 0;
};

void TestDicomSeries::ordersByPosition() {
    const auto folder = fresh();
    writeMadeSeries(folder, 12);
    const auto all = findDicomSeries(folder);
    QCOMPARE(all.size(), std::size_t{1});
    const DicomSeries& series = all.front();
    QCOMPARE(series.uid, std::string("1.2.3.100"));
    QCOMPARE(series.description, std::string("made"));
    QCOMPARE(series.modality, std::string("MR"));
    QCOMPARE(series.date, std::string("20240229"));
    QCOMPARE(series.patientId, std::string("P-7"));
    QCOMPARE(series.patientName.value_or(""), std::string("Doe^Jane"));
    QCOMPARE(series.voxelType, std::string("uint16"));
    QCOMPARE(series.rows, 3);
    QCOMPARE(series.columns, 4);
    QVERIFY(series.isReadable());
    QCOMPARE(series.spacingMm, (Vector3{0.25, 0.5, 2.5}));
    QCOMPARE(series.files.front().filename().string(), std::string("slice12.dcm"));
    QCOMPARE(series.files.back().filename().string(), std::string("slice1.dcm"));

    const ImageVolume volume = readImage(folder);
    QCOMPARE(volume.geometry().size, (Index3{4, 3, 12}));
    QCOMPARE(volume.geometry().originMm, (Vector3{-10, 20, 0}));
    QCOMPARE(volume.geometry().orientation(), std::string("LPS"));
    for (std::int64_t z = 0; z < 12; ++z) {
        QCOMPARE(volume.at(3, 2, z), static_cast<float>(100 * z + 11));
    }
    QCOMPARE(volume.at(1, 2, 5), 509.0F);
    const ImageHeader header = readHeader(folder);
    QCOMPARE(header.format, std::string("dicom"));
    QCOMPARE(header.geometry, volume.geometry());
}

// Sagittal slices: rows run to the back, columns to the feet, so the normal points to the right.
void TestDicomSeries::ordersAgainstTheNormal() {
    const auto folder = fresh();
    writeMadeSeries(folder, 5, [](DcmDataset& dataset, int number) {
        dataset.putAndInsertString(DCM_ImageOrientationPatient, "0\\1\\0\\0\\0\\-1");
        setPosition(dataset, 3.0 * number, 7, 8);
    });
    const ImageVolume volume = readImage(folder);
    QCOMPARE(volume.geometry().orientation(), std::string("PIR"));
    QCOMPARE(volume.geometry().originMm, (Vector3{12, 7, 8}));
    QCOMPARE(volume.geometry().spacingMm, (Vector3{0.25, 0.5, 3}));
    QCOMPARE(volume.at(0, 0, 0), 400.0F);
    QCOMPARE(volume.at(0, 0, 4), 0.0F);
}

void TestDicomSeries::appliesRescaling_data() {
    QTest::addColumn<QString>("sopClass");
    QTest::newRow("CT") << UID_CTImageStorage;
    QTest::newRow("MR") << UID_MRImageStorage;
    QTest::newRow("PET") << UID_PositronEmissionTomographyImageStorage;
    QTest::newRow("secondary capture") << UID_SecondaryCaptureImageStorage;
}

void TestDicomSeries::appliesRescaling() {
    QFETCH(QString, sopClass);
    const auto folder = fresh();
    // Every slice may have a slope of its own, as in PET.
    writeMadeSeries(folder, 3, [&](DcmDataset& dataset, int number) {
        dataset.putAndInsertString(DCM_SOPClassUID, qPrintable(sopClass));
        dataset.putAndInsertString(DCM_RescaleSlope, number == 1 ? "0.5" : "2");
        dataset.putAndInsertString(DCM_RescaleIntercept, "-1024");
    });
    const ImageVolume volume = readImage(folder);
    QCOMPARE(volume.at(1, 0, 0), 2.0F * 1 - 1024);
    QCOMPARE(volume.at(1, 0, 1), 0.5F * 101 - 1024);
    QCOMPARE(volume.at(1, 0, 2), 2.0F * 201 - 1024);
}

void TestDicomSeries::tellsSeriesApart() {
    const auto folder = fresh();
    writeMadeSeries(folder, 4);
    const auto other = fresh();
    writeMadeSeries(other, 3, [](DcmDataset& dataset, int) {
        dataset.putAndInsertString(DCM_SeriesInstanceUID, "1.2.3.200");
        dataset.putAndInsertString(DCM_RescaleIntercept, "1000");
        dataset.putAndInsertString(DCM_RescaleSlope, "1");
        dataset.putAndInsertString(DCM_SOPClassUID, UID_CTImageStorage);
    });
    for (const auto& entry : std::filesystem::directory_iterator(other)) {
        std::filesystem::copy_file(entry.path(), folder / ("other" + entry.path().filename().string()));
    }
    const auto all = findDicomSeries(folder);
    QCOMPARE(all.size(), std::size_t{2});
    QCOMPARE(all[0].files.size(), std::size_t{4});
    QCOMPARE(all[1].files.size(), std::size_t{3});
    const auto undecided = errorOf([&] { return readImage(folder); });
    QVERIFY(mentions(undecided, "2 DICOM series"));
    QCOMPARE(readImage(folder, {.seriesUid = "1.2.3.200"}).geometry().size[2], 3);
    QCOMPARE(readImage(folder, {.seriesUid = "1.2.3.200"}).at(0, 0, 2), 1200.0F);
    QCOMPARE(readImage(folder, {.seriesUid = "1.2.3.100"}).at(0, 0, 2), 200.0F);
    QCOMPARE(readImage(folder, {.seriesUid = all[0].uid}).at(0, 0, 3), 300.0F);
    QVERIFY(mentions(errorOf([&] { return readImage(folder, {.seriesUid = "9.9"}); }), "no DICOM series 9.9"));
}

void TestDicomSeries::refusesSeries_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, Change change, const char* words) {
        QTest::newRow(name) << std::move(change) << words;
    };
    row(
        "missing slice", [](DcmDataset& d, int n) { setPosition(d, 0, 0, 2.0 * (n < 3 ? n : n + 1)); },
        "misses 1 of its slices between slice5.dcm and slice4.dcm");
    row(
        "three missing", [](DcmDataset& d, int n) { setPosition(d, 0, 0, 2.0 * (n < 5 ? n : n + 3)); },
        "misses 3 of its slices");
    row(
        "uneven", [](DcmDataset& d, int n) { setPosition(d, 0, 0, n < 3 ? n : n + 0.4); },
        "slices at uneven distances: 1.4 mm");
    row("growing", [](DcmDataset& d, int n) { setPosition(d, 0, 0, n * n); }, "uneven distances");
    row("twice", [](DcmDataset& d, int n) { setPosition(d, 0, 0, n == 4 ? 3 : n); }, "twice at the same position (1, ");
    row(
        "tilted", [](DcmDataset& d, int n) { setPosition(d, 0, n * 2.5 * std::tan(0.2), n * 2.5); },
        "tilted gantry (11.5 degrees");
    row("beside", [](DcmDataset& d, int n) { setPosition(d, n == 3 ? 4 : 0, 0, n * 2.5); }, "lies beside the others");
    row(
        "turned",
        [](DcmDataset& d, int n) {
            if (n == 2) {
                d.putAndInsertString(DCM_ImageOrientationPatient, "0\\1\\0\\0\\0\\-1");
            }
        },
        "another direction");
    row(
        "other size",
        [](DcmDataset& d, int n) {
            if (n == 2) {
                d.putAndInsertUint16(DCM_Rows, 2);
            }
        },
        "has 4x2 pixels and");
    row(
        "other spacing",
        [](DcmDataset& d, int n) {
            if (n == 2) {
                d.putAndInsertString(DCM_PixelSpacing, "0.5\\0.3");
            }
        },
        "has pixels of 0.3 mm");
    row(
        "skewed", [](DcmDataset& d, int) { d.putAndInsertString(DCM_ImageOrientationPatient, "1\\0\\0\\0.5\\0.8\\0"); },
        "not at right angles");
    row(
        "no position", [](DcmDataset& d, int) { d.findAndDeleteElement(DCM_ImagePositionPatient); },
        "where it lies in the patient");
    row("no spacing", [](DcmDataset& d, int) { d.findAndDeleteElement(DCM_PixelSpacing); }, "how large its pixels are");
    row("colour", [](DcmDataset& d, int) { d.putAndInsertUint16(DCM_SamplesPerPixel, 3); }, "colour image");
    row("no pixels", [](DcmDataset& d, int) { d.findAndDeleteElement(DCM_PixelData); }, "holds no image");
    row(
        "too few pixels", [](DcmDataset& d, int) { d.putAndInsertUint16(DCM_Rows, 9); },
        "is truncated: its pixels need 72 bytes and there are 24");
    row("frames", [](DcmDataset& d, int) { d.putAndInsertString(DCM_NumberOfFrames, "3"); }, "several frames (3)");
}

void TestDicomSeries::refusesSeries() {
    QFETCH(Change, change);
    QFETCH(QString, words);
    const auto folder = fresh();
    writeMadeSeries(folder, 7, change);
    const auto all = findDicomSeries(folder);
    QCOMPARE(all.size(), std::size_t{1});
    QVERIFY(!all[0].isReadable());
    const auto error = errorOf([&] { return readImage(folder); });
    QVERIFY2(mentions(error, words.toStdString()), error ? error->what() : "it was read");
    QVERIFY2(mentions(error, folder.string()), error->what());
    QCOMPARE(all[0].findings.front(), std::string(error->what()));
}

// Positions are often rounded to a hundredth of a millimetre.
void TestDicomSeries::toleratesRoundedPositions() {
    const auto folder = fresh();
    writeMadeSeries(folder, 30, [](DcmDataset& dataset, int number) {
        setPosition(dataset, 0, 0, std::round(number * 0.625 * 100) / 100);
    });
    const ImageVolume volume = readImage(folder);
    QVERIFY(std::abs(volume.geometry().spacingMm[2] - 0.625) < 1e-3);
}

void TestDicomSeries::refusesSingleSlices() {
    const auto folder = fresh();
    writeMadeSeries(folder, 1);
    QVERIFY(mentions(errorOf([&] { return readImage(folder); }), "only one slice"));
    QVERIFY(mentions(errorOf([&] { return readImage(folder / "slice1.dcm"); }), "only one slice"));
}

void TestDicomSeries::tellsOfTruncatedFiles() {
    const auto folder = fresh();
    writeMadeSeries(folder, 4);
    const auto file = folder / "slice2.dcm";
    const std::string whole = bytesOfFile(file);
    for (std::size_t length = 0; length < whole.size(); length += length < 132 ? 20 : 1) {
        writeBytes(file, whole.substr(0, length));
        const auto error = errorOf([&] { return readImage(folder); });
        QVERIFY2(mentions(error, "slice2.dcm"),
                 qPrintable(QString("cut at %1: %2").arg(length).arg(error ? error->what() : "read")));
    }
}

void TestDicomSeries::passesOverOtherFiles() {
    const auto folder = fresh();
    writeMadeSeries(folder, 3);
    writeBytes(folder / "README.txt",
               "Notes on the scan, longer than the 132 bytes at which the mark of DICOM files "
               "would stand if this were one of them, which it is not at all.");
    writeBytes(folder / "empty", "");
    std::filesystem::create_directories(folder / "deeper");
    QCOMPARE(findDicomSeries(folder).size(), std::size_t{1});
    QCOMPARE(readImage(folder).geometry().size[2], 3);
    QVERIFY(!isDicomFile(folder / "README.txt"));
    QVERIFY(!isDicomFile(folder / "empty"));
    QVERIFY(!isDicomFile(folder));
    QVERIFY(isDicomFile(folder / "slice1.dcm"));
    // Names do not matter where the mark is there.
    std::filesystem::rename(folder / "slice1.dcm", folder / "IM000001");
    QVERIFY(isDicomFile(folder / "IM000001"));
    QCOMPARE(readImage(folder).geometry().size[2], 3);
}

void TestDicomSeries::namesUnplacedFiles() {
    const auto folder = fresh();
    writeMadeSeries(folder, 3);
    writeBytes(folder / "broken.dcm", "not DICOM at all");
    const auto all = findDicomSeries(folder);
    QCOMPARE(all.size(), std::size_t{2});
    QVERIFY(all[0].isReadable());
    QCOMPARE(all[1].uid, std::string());
    QVERIFY(all[1].findings.at(0).find("broken.dcm") != std::string::npos);
    QVERIFY(mentions(errorOf([&] { return readImage(folder); }), "broken.dcm"));
    QCOMPARE(readImage(folder, {.seriesUid = "1.2.3.100"}).geometry().size[2], 3);
}

void TestDicomSeries::decodesCharacterSets() {
    const auto folder = fresh();
    writeMadeSeries(folder, 2, [](DcmDataset& dataset, int) {
        dataset.putAndInsertString(DCM_SpecificCharacterSet, "ISO_IR 100");
        dataset.putAndInsertString(DCM_SeriesDescription,
                                   "Sch\xe4"
                                   "del");
    });
    QCOMPARE(findDicomSeries(folder).at(0).description, std::string("Schädel"));
}

void TestDicomSeries::readsAnyPath() {
    const auto folder = fresh() / "a b %" / "Schädel 心臓" / std::string(150, 'd') / std::string(150, 'd');
    QVERIFY(folder.string().size() > 300);
    writeMadeSeries(folder, 3);
    QCOMPARE(readImage(folder).at(0, 0, 2), 200.0F);
}

void TestDicomSeries::readsLabels() {
    const auto folder = fresh();
    writeMadeSeries(folder, 3);
    QCOMPARE(readLabel(folder).at(1, 1, 1), 105);
}

void TestDicomSeries::comparesWithMemory() {
    const auto folder = fresh();
    writeMadeSeries(folder, 3);
    const auto error = errorOf([&] { return readImage(folder, {.memoryLimitBytes = 100}); });
    QVERIFY(error && error->code() == ErrorCode::OutOfMemory);
}

void TestDicomSeries::reportsProgressAndStops() {
    const auto folder = fresh();
    writeMadeSeries(folder, 4);
    std::vector<double> fractions;
    static_cast<void>(
        findDicomSeries(folder, [&](double fraction, std::string_view) { fractions.push_back(fraction); }));
    QCOMPARE(fractions, (std::vector<double>{0.25, 0.5, 0.75, 1}));
    std::stop_source source;
    source.request_stop();
    const auto error = errorOf([&] { return findDicomSeries(folder, {}, source.get_token()); });
    QVERIFY(error && error->code() == ErrorCode::Cancelled);
}

void TestDicomSeries::namesMissingFolders() {
    const auto error = errorOf([&] { return findDicomSeries(fresh()); });
    QVERIFY(error && error->code() == ErrorCode::NotFound);
}

void TestDicomSeries::leavesCopiesOut_data() {
    QTest::addColumn<bool>("hasUidOfItsOwn");
    QTest::newRow("a copied file") << false;
    QTest::newRow("exported twice") << true;
}

void TestDicomSeries::leavesCopiesOut() {
    QFETCH(const bool, hasUidOfItsOwn);
    const auto folder = fresh();
    writeMadeSeries(folder, 6);
    copyChanged(folder / "slice3.dcm", folder / "again.dcm", [&](DcmDataset& dataset) {
        if (hasUidOfItsOwn) {
            dataset.putAndInsertString(DCM_SOPInstanceUID, "1.2.3.4.999");
        }
    });
    const auto all = findDicomSeries(folder);
    QCOMPARE(all.size(), std::size_t{1});
    QVERIFY2(all[0].isReadable(), all[0].findings.empty() ? "" : all[0].findings[0].c_str());
    QCOMPARE(all[0].files.size(), std::size_t{6});
    QCOMPARE(all[0].copies.size(), std::size_t{1});
    const ImageHeader header = readHeader(folder);
    QCOMPARE(header.findings.size(), std::size_t{1});
    QVERIFY2(QString::fromStdString(header.findings[0].sentence).contains("copies of 1 slices"),
             header.findings[0].sentence.c_str());
    QCOMPARE(readImage(folder).at(0, 0, 5), 500.0F);
    // Another plane at the same place is another point in time, say.
    copyChanged(folder / "slice3.dcm", folder / "other.dcm", [](DcmDataset& dataset) {
        dataset.putAndInsertString(DCM_SOPInstanceUID, "1.2.3.4.998");
        const std::vector<Uint16> pixels(12, 7);
        dataset.putAndInsertUint16Array(DCM_PixelData, pixels.data(), 12);
    });
    QVERIFY(mentions(errorOf([&] { return readImage(folder); }), "slices twice at the same position"));
}

/// MONOCHROME1 concerns the display alone: Hounsfield units stay what they are.
void TestDicomSeries::whatIsShownInvertedIsReadAsItIs() {
    const auto folder = fresh();
    writeMadeSeries(folder, 3, [](DcmDataset& dataset, int) {
        dataset.putAndInsertString(DCM_SOPClassUID, UID_CTImageStorage);
        dataset.putAndInsertString(DCM_PhotometricInterpretation, "MONOCHROME1");
        dataset.putAndInsertString(DCM_RescaleSlope, "1");
        dataset.putAndInsertString(DCM_RescaleIntercept, "-1024");
    });
    const ImageVolume volume = readImage(folder);
    QCOMPARE(volume.at(0, 0, 0), -1024.0F);
    QCOMPARE(volume.at(3, 2, 2), 200.0F + 11 - 1024);
}

void TestDicomSeries::ordersTheFramesOfAFile() {
    const auto folder = fresh();
    writeMadeEnhanced(folder / "enhanced.dcm", {3, 0, 4, 1, 2});
    const auto all = findDicomSeries(folder);
    QCOMPARE(all.size(), std::size_t{1});
    QCOMPARE(all[0].files.size(), std::size_t{1});
    QCOMPARE(all[0].planes.size(), std::size_t{5});
    const ImageVolume volume = readImage(folder);
    QCOMPARE(volume.geometry().size, (Index3{4, 3, 5}));
    QCOMPARE(volume.geometry().spacingMm, (Vector3{0.25, 0.5, 2.5}));
    QCOMPARE(volume.geometry().originMm, (Vector3{-10, 20, 0}));
    for (std::int64_t z = 0; z < 5; ++z) {
        QCOMPARE(volume.at(3, 2, z), static_cast<float>(2 * (100 * z + 11) - 1000));
    }
    QCOMPARE(readImage(folder / "enhanced.dcm").at(0, 0, 4), -200.0F);
}

void TestDicomSeries::refusesSeveralVolumesInAFile() {
    const auto stacks = fresh();
    writeMadeEnhanced(stacks / "stacks.dcm", {0, 1, 2, 3}, [](DcmDataset& dataset) {
        DcmItem* frame = nullptr;
        DcmItem* content = nullptr;
        dataset.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, frame, 3);
        frame->findAndGetSequenceItem(DCM_FrameContentSequence, content, 0);
        content->putAndInsertString(DCM_StackID, "2");
    });
    QVERIFY(mentions(errorOf([&] { return readImage(stacks); }), "2 stacks or points in time"));
    const auto twice = fresh();
    writeMadeEnhanced(twice / "twice.dcm", {0, 1, 1, 2});
    QVERIFY(mentions(errorOf([&] { return readImage(twice); }), "frame 2 of twice.dcm and frame 3 of twice.dcm"));
    const auto placeless = fresh();
    writeMadeEnhanced(placeless / "placeless.dcm", {0, 1},
                      [](DcmDataset& dataset) { dataset.findAndDeleteElement(DCM_PerFrameFunctionalGroupsSequence); });
    QVERIFY(mentions(errorOf([&] { return readImage(placeless); }), "several frames"));
    const auto few = fresh();
    writeMadeEnhanced(few / "few.dcm", {0, 1},
                      [](DcmDataset& dataset) { dataset.putAndInsertString(DCM_NumberOfFrames, "3"); });
    QVERIFY(mentions(errorOf([&] { return readImage(few); }), "describes 2 of its frames (3)"));
}

void TestDicomSeries::headersAreKeptWhileTheFileIsTheSame() {
    const auto folder = fresh();
    writeMadeSeries(folder, 3);
    const auto file = folder / "slice1.dcm";
    QCOMPARE(findDicomSeries(folder).size(), std::size_t{1});
    QVERIFY2(!dicomHeaderCache().find(file), "the file might be written again within the same tick");
    QTRY_VERIFY(DicomHeaderCache::stampOf(file));
    QCOMPARE(findDicomSeries(folder).size(), std::size_t{1});
    const auto known = dicomHeaderCache().find(file);
    QVERIFY(known);
    QCOMPARE(known->size(), std::size_t{1});
    QCOMPARE(known->front().seriesUid, std::string("1.2.3.100"));
    // Another file of the same name, size and time of writing.
    const auto time = std::filesystem::last_write_time(file);
    const auto bytes = std::filesystem::file_size(file);
    copyChanged(file, file,
                [](DcmDataset& dataset) { dataset.putAndInsertString(DCM_SeriesInstanceUID, "1.2.3.101"); });
    std::filesystem::last_write_time(file, time);
    QCOMPARE(std::filesystem::file_size(file), bytes);
    QVERIFY(!dicomHeaderCache().find(file));
    QCOMPARE(findDicomSeries(folder).size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestDicomSeries)
#include "tst_dicom_series.moc"
