#include "storage/image/itk_volume.h"
#include "tests/image/made_files.h"

#include <QTest>
#include <numeric>

using namespace tandem;

class TestItkVolume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesThereAndBack();
    void keepsVoxelsAlive();
    void takesTheFirstVoxelAsOrigin();
    void refusesParts();
    void translatesExceptions();
};

namespace {

LabelVolume sample() {
    Geometry geometry = MadeImage::ofType(VoxelType::UInt8).geometry;
    std::vector<std::uint8_t> voxels(60);
    std::iota(voxels.begin(), voxels.end(), std::uint8_t{0});
    return {geometry, std::move(voxels)};
}

}  // namespace

void TestItkVolume::goesThereAndBack() {
    const LabelVolume volume = sample();
    const auto image = toItk(volume);
    QCOMPARE(image->GetBufferPointer(), volume.voxels().data());  // shared, not copied
    QCOMPARE(image->GetPixel({{1, 2, 3}}), volume.at(1, 2, 3));
    itk::Point<double, 3> point;
    image->TransformIndexToPhysicalPoint(itk::Index<3>{{2, 1, 4}}, point);
    const Vector3 expected = volume.geometry().positionMm({2, 1, 4});
    for (unsigned row = 0; row < 3; ++row) {
        QVERIFY(std::abs(point[row] - expected[row]) < 1e-12);
    }
    const LabelVolume back = fromItk(image.GetPointer());
    QCOMPARE(back.geometry(), volume.geometry());
    QCOMPARE(back.voxels().data(), volume.voxels().data());
}

void TestItkVolume::keepsVoxelsAlive() {
    auto image = toItk(sample());
    QCOMPARE(image->GetPixel({{2, 3, 4}}), std::uint8_t{59});
    const LabelVolume volume = fromItk(image.GetPointer());
    image = nullptr;
    QCOMPARE(volume.at(2, 3, 4), std::uint8_t{59});
}

void TestItkVolume::takesTheFirstVoxelAsOrigin() {
    const auto image = toItk(sample());
    const Vector3 expected = sample().geometry().positionMm({10, -3, 2});
    image->SetRegions(itk::ImageRegion<3>({{10, -3, 2}}, {{3, 4, 5}}));
    const Geometry geometry = fromItk(image.GetPointer()).geometry();
    for (std::size_t row = 0; row < 3; ++row) {
        QVERIFY(std::abs(geometry.originMm[row] - expected[row]) < 1e-12);
    }
}

void TestItkVolume::refusesParts() {
    const auto image = toItk(sample());
    image->SetBufferedRegion(itk::ImageRegion<3>({{0, 0, 0}}, {{3, 4, 1}}));
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(fromItk(image.GetPointer())));
}

void TestItkVolume::translatesExceptions() {
    const itk::ExceptionObject plain("file.cxx", 1, "library words", "place");
    const Error error = errorFromItk(plain, ErrorCode::Io, "It failed.");
    QCOMPARE(error.code(), ErrorCode::Io);
    QCOMPARE(std::string(error.what()), std::string("It failed."));
    QVERIFY(error.detail().find("library words") != std::string::npos);
    const itk::MemoryAllocationError memory("file.cxx", 1, "no room", "place");
    QCOMPARE(errorFromItk(memory, ErrorCode::Io, "It failed.").code(), ErrorCode::OutOfMemory);
}

QTEST_GUILESS_MAIN(TestItkVolume)
#include "tst_itk_volume.moc"
