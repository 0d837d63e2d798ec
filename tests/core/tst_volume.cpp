#include "core/volume/volume.h"

#include <QtTest>
#include <numeric>

using namespace tandem;

class TestVolume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstAxisRunsFastest();
    void copiesShareTheVoxels();
    void voxelsElsewhereLiveAsLongAsTheVolume();
    void aDefaultVolumeIsEmpty();
};

void TestVolume::theFirstAxisRunsFastest() {
    std::vector<float> voxels(24);
    std::iota(voxels.begin(), voxels.end(), 0.0F);
    const ImageVolume volume({.size = {4, 3, 2}}, voxels);
    QCOMPARE(volume.at(1, 0, 0), 1.0F);
    QCOMPARE(volume.at(0, 1, 0), 4.0F);
    QCOMPARE(volume.at(0, 0, 1), 12.0F);
    QCOMPARE(volume.at(3, 2, 1), 23.0F);
    QCOMPARE(volume.voxels().size(), std::size_t{24});
}

void TestVolume::copiesShareTheVoxels() {
    const ImageVolume volume({.size = {1, 1, 2}}, std::vector<float>{1, 2});
    const ImageVolume copy = volume;  // NOLINT(performance-unnecessary-copy-initialization)
    QCOMPARE(copy.voxels().data(), volume.voxels().data());
}

void TestVolume::voxelsElsewhereLiveAsLongAsTheVolume() {
    auto owner = std::make_shared<std::vector<std::uint8_t>>(std::vector<std::uint8_t>{7, 8});
    const std::weak_ptr<std::vector<std::uint8_t>> watched = owner;
    LabelVolume volume({.size = {2, 1, 1}}, std::shared_ptr<const std::uint8_t[]>(owner, owner->data()));
    owner.reset();
    QVERIFY(!watched.expired());
    QCOMPARE(volume.at(1, 0, 0), std::uint8_t{8});
    volume = {};
    QVERIFY(watched.expired());
}

void TestVolume::aDefaultVolumeIsEmpty() {
    const LabelVolume volume;
    QVERIFY(volume.isEmpty());
    QVERIFY(volume.voxels().empty());
}

QTEST_GUILESS_MAIN(TestVolume)
#include "tst_volume.moc"
