// A part of a slice's layers, composed anew, is what it is in the whole.
#include "ui/picture/slice_composer.h"

#include <QTest>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace tandem;

namespace {

/// Turned about two axes, and one of its own reversed.
Geometry obliqueGrid() {
    const double a = 0.4;
    const Matrix3 turned{{{-std::cos(a), std::sin(a), 0}, {-std::sin(a), -std::cos(a), 0}, {0, 0, 1}}};
    return {{23, 19, 14}, {0.8, 1.1, 2.6}, {12, -30, 7}, turned};
}

class RandomLayers {
public:
    explicit RandomLayers(const Geometry& grid) : m_grid(grid) {}

    [[nodiscard]] std::vector<std::uint8_t> classes() {
        std::vector<std::uint8_t> voxels(static_cast<std::size_t>(m_grid.voxelCount()));
        for (std::uint8_t& voxel : voxels) {
            voxel = static_cast<std::uint8_t>(m_random() % 4);
        }
        return voxels;
    }
    [[nodiscard]] SliceLayer scalars(double opacity) {
        std::vector<float> values;
        for (std::int64_t at = 0; at < m_grid.voxelCount(); ++at) {
            const auto value = static_cast<float>(m_random() % 1000) / 1000;
            values.push_back(m_random() % 50 == 0 ? std::numeric_limits<float>::quiet_NaN() : value);
        }
        return {.voxels = ImageVolume(m_grid, std::move(values)),
                .isVisible = true,
                .opacity = opacity,
                .threshold = LayerThreshold::AtLeast,
                .thresholdValue = 0.3};
    }
    [[nodiscard]] SliceLayer labels(const LabelVolume& label) const {
        return {.map = kCorrectionMap,
                .voxels = label,
                .isVisible = true,
                .opacity = 0.5,
                .classColours = {QColor(), Qt::red, QColor(20, 200, 90), Qt::blue}};
    }
    [[nodiscard]] int upTo(std::int64_t most) { return static_cast<int>(m_random() % static_cast<unsigned>(most + 1)); }

private:
    Geometry m_grid;
    std::mt19937 m_random{7};
};

}  // namespace

class TestSliceComposer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPartIsAsInTheWhole_data() {
        QTest::addColumn<int>("plane");
        QTest::newRow("axial") << 0;
        QTest::newRow("coronal") << 1;
        QTest::newRow("sagittal") << 2;
    }
    void aPartIsAsInTheWhole() {
        QFETCH(const int, plane);
        const Geometry grid = obliqueGrid();
        const SlicePlane of = SlicePlane::of(grid, static_cast<Plane>(plane));
        RandomLayers random(grid);
        const SliceLayer scalars = random.scalars(0.6);
        SliceLayer contour = random.labels(LabelVolume(grid, random.classes()));
        contour.fill = LayerFill::Contour;
        for (int round = 0; round < 40; ++round) {
            const LabelVolume before(grid, random.classes());
            std::vector<std::uint8_t> voxels(before.voxels().begin(), before.voxels().end());
            const int slice = random.upTo(of.slices() - 1);
            const int left = random.upTo(of.columns() - 1);
            const int top = random.upTo(of.rows() - 1);
            const QRect part(left, top, 1 + random.upTo(of.columns() - 1 - left), 1 + random.upTo(of.rows() - 1 - top));
            for (int row = part.top(); row <= part.bottom(); ++row) {
                for (int column = part.left(); column <= part.right(); ++column) {
                    const Index3 voxel = of.voxelAt(column, row, slice);
                    const std::int64_t at = voxel[0] + grid.size[0] * (voxel[1] + grid.size[1] * voxel[2]);
                    voxels[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(random.upTo(3));
                }
            }
            const LabelVolume after(grid, std::move(voxels));
            QImage picture = composeLayers({scalars, random.labels(before), contour}, of, slice);
            const std::vector<SliceLayer> layers{scalars, random.labels(after), contour};
            const QImage whole = composeLayers(layers, of, slice);
            QVERIFY(picture != whole || part.width() * part.height() < 4);
            composeLayersIn(part, picture, layers, of, slice);
            QVERIFY(picture == whole);
        }
    }

    void whatLiesBeyondThePictureIsLeftOut() {
        const Geometry grid = obliqueGrid();
        const SlicePlane of = SlicePlane::of(grid, Plane::Axial);
        RandomLayers random(grid);
        const std::vector<SliceLayer> layers{random.scalars(1)};
        const QImage whole = composeLayers(layers, of, 3);
        QImage picture(whole.size(), QImage::Format_ARGB32_Premultiplied);
        picture.fill(Qt::green);
        composeLayersIn(QRect(-5, -5, 1000, 1000), picture, layers, of, 3);
        QVERIFY(picture == whole);
        composeLayersIn(QRect(500, 500, 3, 3), picture, layers, of, 3);
        QVERIFY(picture == whole);
    }
};

QTEST_APPLESS_MAIN(TestSliceComposer)
#include "tst_slice_composer.moc"
