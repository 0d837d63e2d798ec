// A real CT series, as it is and with fields changed: 93 slices whose names do not sort in slice order.
#include "core/base/error.h"
#include "storage/image/dicom_series.h"
#include "tests/core/expect_error.h"
#include "tests/core/test_files.h"
#include "tests/image/made_dicom.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <numeric>
#include <random>

using namespace tandem;

class TestDicomReal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEEDS_REAL_DATA(m_folder); }
    void findsOneSeries();
    void readsSlicesInOrder();
    void readsTheSameWhenShuffled();
    void findsATiltedGantry();
    void findsAMissingSlice();
    void findsTwoSeriesInOneFolder();
    void takesOddFilesApart();

private:
    std::filesystem::path fresh() {
        return std::filesystem::path(m_work.path().toStdString()) / std::to_string(m_count++);
    }
    std::filesystem::path slice(int number) const { return m_folder / ("CTHead" + std::to_string(number) + ".dcm"); }

    std::filesystem::path m_folder = realData("dicom/ct-head-64");
    QTemporaryDir m_work;
    int m_count = 0;
};

void TestDicomReal::findsOneSeries() {
    const auto all = findDicomSeries(m_folder);
    QCOMPARE(all.size(), std::size_t{1});
    QVERIFY(all[0].isReadable());
    QCOMPARE(all[0].files.size(), std::size_t{93});
    QCOMPARE(all[0].modality, std::string("CT"));
    QCOMPARE(all[0].rows, 64);
    QCOMPARE(all[0].columns, 64);
    QCOMPARE(all[0].spacingMm, (Vector3{3.2, 3.2, 1.5}));
    for (int number = 1; number <= 93; ++number) {
        QCOMPARE(all[0].files[static_cast<std::size_t>(number - 1)], slice(number));
    }
}

// The pixels are the last 8192 bytes of each file: 16-bit, little-endian, slope 1.
void TestDicomReal::readsSlicesInOrder() {
    const ImageVolume volume = readImage(m_folder);
    QCOMPARE(volume.geometry().size, (Index3{64, 64, 93}));
    QCOMPARE(volume.geometry().orientation(), std::string("LPS"));
    for (const int number : {1, 2, 10, 47, 93}) {
        std::ifstream file(slice(number), std::ios::binary);
        file.seekg(-8192, std::ios::end);
        std::vector<std::array<unsigned char, 2>> stored(64 * 64);
        file.read(reinterpret_cast<char*>(stored.data()), 8192);
        for (std::size_t i = 0; i < stored.size(); ++i) {
            const auto value = static_cast<std::int16_t>(stored[i][0] | stored[i][1] << 8);
            QCOMPARE(volume.voxels()[static_cast<std::size_t>(number - 1) * 64 * 64 + i], static_cast<float>(value));
        }
    }
}

void TestDicomReal::readsTheSameWhenShuffled() {
    const auto folder = fresh();
    std::mt19937 random(5);
    std::vector<int> names(93);
    std::iota(names.begin(), names.end(), 1);
    std::ranges::shuffle(names, random);
    for (int number = 1; number <= 93; ++number) {
        const int name = names[static_cast<std::size_t>(number - 1)];
        copyChanged(slice(number), folder / ("IM" + std::to_string(name)), [&](DcmDataset& dataset) {
            dataset.putAndInsertString(DCM_InstanceNumber, std::to_string(name).c_str());
        });
    }
    const ImageVolume shuffled = readImage(folder);
    const ImageVolume volume = readImage(m_folder);
    QCOMPARE(shuffled.geometry(), volume.geometry());
    QVERIFY(std::ranges::equal(shuffled.voxels(), volume.voxels()));
}

void TestDicomReal::findsATiltedGantry() {
    const auto folder = fresh();
    for (int number = 1; number <= 20; ++number) {
        copyChanged(slice(number), folder / slice(number).filename(), [&](DcmDataset& dataset) {
            const std::string y = std::to_string(1.5 * number * std::tan(0.3));
            const std::string position = "0\\" + y + "\\" + std::to_string(1.5 * number);
            dataset.putAndInsertString(DCM_ImagePositionPatient, position.c_str());
        });
    }
    QVERIFY(mentions(errorOf([&] { return readImage(folder); }), "tilted gantry (17.2 degrees"));
}

void TestDicomReal::findsAMissingSlice() {
    const auto folder = fresh();
    std::filesystem::create_directories(folder);
    for (int number = 1; number <= 93; ++number) {
        if (number != 40) {
            std::filesystem::copy_file(slice(number), folder / slice(number).filename());
        }
    }
    QVERIFY(mentions(errorOf([&] { return readImage(folder); }),
                     "misses 1 of its slices between CTHead39.dcm and CTHead41.dcm, where the distance is 3 mm"));
}

void TestDicomReal::findsTwoSeriesInOneFolder() {
    const auto folder = fresh();
    for (int number = 1; number <= 30; ++number) {
        copyChanged(slice(number), folder / ("A" + std::to_string(number)), [](DcmDataset&) {});
        copyChanged(slice(number + 30), folder / ("B" + std::to_string(number)),
                    [](DcmDataset& dataset) { dataset.putAndInsertString(DCM_SeriesInstanceUID, "1.2.3.4.5"); });
    }
    const auto all = findDicomSeries(folder);
    QCOMPARE(all.size(), std::size_t{2});
    const ImageVolume whole = readImage(m_folder);
    for (const DicomSeries& series : all) {
        QVERIFY(series.isReadable());
        const ImageVolume part = readImage(folder, {.seriesUid = series.uid});
        const std::size_t first = series.uid == "1.2.3.4.5" ? 30 * 64 * 64 : 0;
        QVERIFY(std::ranges::equal(part.voxels(), whole.voxels().subspan(first, part.voxels().size())));
    }
}

void TestDicomReal::takesOddFilesApart() {
    const auto folder = realData("odd/dicom");
    NEEDS_REAL_DATA(folder);
    const auto all = findDicomSeries(folder);
    std::size_t files = 0;
    for (const DicomSeries& series : all) {
        QVERIFY(!series.isReadable());
        files += series.files.size();
    }
    QCOMPARE(files, std::size_t{7});
    QVERIFY(all.back().uid.empty());
    QVERIFY(all.back().findings.at(0).find("no_meta.dcm") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestDicomReal)
#include "tst_dicom_real.moc"
