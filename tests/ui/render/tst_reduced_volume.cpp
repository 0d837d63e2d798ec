#include "ui/render/reduced_volume.h"

#include <QtTest>

using namespace tandem;

namespace {

ImageVolume counted(const Geometry& grid) {
    std::vector<float> voxels(static_cast<std::size_t>(grid.voxelCount()));
    for (std::size_t at = 0; at < voxels.size(); ++at) {
        voxels[at] = static_cast<float>(at);
    }
    return {grid, std::move(voxels)};
}

}  // namespace

class TestReducedVolume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsASmallImage() {
        const Geometry grid{{4, 3, 2}, {1, 2, 3}, {10, 20, 30}, kIdentity3};
        const ImageVolume reduced = reducedVolume(counted(grid), 8);
        QVERIFY(reduced.geometry() == grid);
        QCOMPARE(reduced.at(3, 2, 1), 23.0F);
    }

    void meansBlocks() {
        const Geometry grid{{5, 4, 2}, {1, 2, 3}, {10, 20, 30}, kIdentity3};
        const ImageVolume reduced = reducedVolume(counted(grid), 2);
        // Blocks of 3, 2 and 1 voxels along the axes; the last along the first axis has two.
        QCOMPARE(reduced.geometry().size, (Index3{2, 2, 2}));
        QCOMPARE(reduced.geometry().spacingMm, (Vector3{3, 4, 3}));
        QCOMPARE(reduced.geometry().originMm, (Vector3{11, 21, 30}));
        QCOMPARE(reduced.at(0, 0, 0), (0 + 1 + 2 + 5 + 6 + 7) / 6.0F);
        QCOMPARE(reduced.at(1, 0, 0), (3 + 4 + 8 + 9) / 4.0F);
    }

    void turnsALeftHandedGridRound() {
        Geometry grid{{4, 3, 2}, {1, 1, 1}, {10, 20, 30}, kIdentity3};
        grid.direction[0][0] = -1;
        const ImageVolume image = counted(grid);
        const ImageVolume reduced = reducedVolume(image, 8);
        QCOMPARE(reduced.geometry().direction[0][0], 1.0);
        for (std::int64_t x = 0; x < 4; ++x) {
            const Vector3 place = reduced.geometry().positionMm({double(x), 1, 1});
            const Vector3 index = grid.indexOf(place);
            QCOMPARE(reduced.at(x, 1, 1), image.at(std::llround(index[0]), 1, 1));
        }
    }
};

QTEST_MAIN(TestReducedVolume)
#include "tst_reduced_volume.moc"
