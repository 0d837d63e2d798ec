// The real left-atrium volumes: sizes, labels, both data sets, axes in the right order.
#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "tests/core/test_files.h"

#include <hdf5.h>

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <string>

using namespace tandem;

namespace {

const std::map<std::string, Index3>& sizes() {
    static const std::map<std::string, Index3> kSizes{
        {"06SR5RBREL16DQ6M8LWS", {183, 140, 88}}, {"0RZDK210BSMWAA6467LU", {199, 143, 88}},
        {"1D7CUD1955YZPGK8XHJX", {212, 141, 88}}, {"1GU15S0GJ6PFNARO469W", {180, 135, 88}},
        {"1MHBF3G6DCPWHSKG7XCP", {190, 143, 88}}, {"23X6SY44VT9KFHR7S7OC", {187, 146, 88}},
        {"2XL5HSFSE93RMOJDRGR4", {173, 148, 88}}, {"38CWS74285MFGZZXR09Z", {183, 147, 88}},
        {"3C2QTUNI0852XV7ZH4Q1", {171, 146, 88}}, {"3DA0T2V6JJ2NLUAV6FWM", {216, 147, 88}},
        {"4498CA6DZWELOXCBRYRF", {203, 142, 88}}, {"45C45I6IXAFGNRO067W9", {195, 142, 88}}};
    return kSizes;
}

}  // namespace

class TestLaVolume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEEDS_REAL_DATA(m_folder); }
    void readsEveryCase();
    void readsVoxelsWhereTheyAre();

private:
    std::filesystem::path m_folder = realData("la");
    ReadOptions m_options{.spacingMm = Vector3{0.625, 0.625, 0.625}};
};

void TestLaVolume::readsEveryCase() {
    std::ifstream list(m_folder / "cases.list");
    std::string name;
    int cases = 0;
    while (list >> name) {
        const auto path = m_folder / (name + ".h5");
        QVERIFY2(hasHdf5Label(path), name.c_str());
        const ImageHeader header = readHeader(path, m_options);
        QCOMPARE(header.voxelType, std::string("float32"));
        const Index3 size = header.geometry.size;
        QVERIFY2(sizes().contains(name), name.c_str());
        QCOMPARE(size, sizes().at(name));
        const RawLabelVolume label = readLabel(path, m_options);
        QCOMPARE(label.geometry(), header.geometry);
        QCOMPARE(std::set<std::int32_t>(label.voxels().begin(), label.voxels().end()), (std::set<std::int32_t>{0, 1}));
        const auto atrium = static_cast<double>(std::ranges::count(label.voxels(), 1));
        const double share = atrium / static_cast<double>(header.geometry.voxelCount());
        QVERIFY2(share > 0.04 && share < 0.19, qPrintable(QString::number(share)));
        ++cases;
    }
    QCOMPARE(cases, 12);
}

// Single elements, fetched by HDF5 itself, and the z-score that the field's files come with.
void TestLaVolume::readsVoxelsWhereTheyAre() {
    std::ifstream list(m_folder / "cases.list");
    std::string name;
    list >> name;
    const auto path = m_folder / (name + ".h5");
    const ImageVolume image = readImage(path, m_options);
    const RawLabelVolume label = readLabel(path, m_options);
    double sum = 0;
    double squares = 0;
    for (const float voxel : image.voxels()) {
        sum += voxel;
        squares += static_cast<double>(voxel) * voxel;
    }
    const auto count = static_cast<double>(image.voxels().size());
    QVERIFY(squares / count > 0.1 && squares / count < 20);
    QVERIFY(std::isfinite(sum));

    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    for (const char* dataset : {"image", "label"}) {
        const hid_t data = H5Dopen2(file, dataset, H5P_DEFAULT);
        const hid_t space = H5Dget_space(data);
        const hid_t single = H5Screate(H5S_SCALAR);
        for (const std::array<hsize_t, 3> at :
             {std::array<hsize_t, 3>{0, 0, 0}, {17, 3, 80}, {100, 70, 44}, {90, 61, 87}}) {
            double value = -1;
            H5Sselect_elements(space, H5S_SELECT_SET, 1, at.data());
            QVERIFY(H5Dread(data, H5T_NATIVE_DOUBLE, single, space, H5P_DEFAULT, &value) >= 0);
            const auto [x, y, z] = std::array{static_cast<std::int64_t>(at[0]), static_cast<std::int64_t>(at[1]),
                                              static_cast<std::int64_t>(at[2])};
            const double read = *dataset == 'i' ? double(image.at(x, y, z)) : double(label.at(x, y, z));
            QCOMPARE(read, value);
        }
        H5Sclose(single);
        H5Sclose(space);
        H5Dclose(data);
    }
    H5Fclose(file);
}

QTEST_GUILESS_MAIN(TestLaVolume)
#include "tst_la_volume.moc"
