#include "ui/picture/outline_chain.h"
#include "ui/render/slice_view.h"

#include <QSignalSpy>
#include <QWheelEvent>
#include <QtTest>
#include <cmath>
#include <memory>
#include <random>
#include <utility>

using namespace tandem;

namespace {

const QColor kOrange(240, 130, 20);
constexpr Index3 kPainted{7, 4, 9};

Geometry grid() {
    return {{16, 12, 20}, {1.5, 2, 1}, {10, -20, 30}, kIdentity3};
}

ImageVolume evenImage(float value) {
    return {grid(), std::vector<float>(static_cast<std::size_t>(grid().voxelCount()), value)};
}

std::size_t offsetOf(const Index3& voxel) {
    const Index3 size = grid().size;
    return static_cast<std::size_t>(voxel[0] + size[0] * (voxel[1] + size[1] * voxel[2]));
}

SliceLayer paintedLayer(double opacity) {
    std::vector<std::uint8_t> voxels(static_cast<std::size_t>(grid().voxelCount()));
    voxels[offsetOf(kPainted)] = 1;
    return {.map = kLabelMap,
            .name = "Label",
            .voxels = LabelVolume(grid(), std::move(voxels)),
            .isVisible = true,
            .opacity = opacity,
            .classColours = {QColor(), kOrange}};
}

/// 0 but for the painted voxel.
SliceLayer mapLayer(float value) {
    std::vector<float> values(static_cast<std::size_t>(grid().voxelCount()), 0.0F);
    values[offsetOf(kPainted)] = value;
    return {.voxels = ImageVolume(grid(), std::move(values)), .isVisible = true};
}

QColor colourAt(SliceView& view, const QPointF& position) {
    const QImage picture = view.grab().toImage();
    return picture.pixelColor((position * picture.devicePixelRatio()).toPoint());
}

bool isClose(const QColor& a, const QColor& b) {
    return std::abs(a.red() - b.red()) <= 2 && std::abs(a.green() - b.green()) <= 2 &&
           std::abs(a.blue() - b.blue()) <= 2;
}

void turnWheel(SliceView& view, int notches, Qt::KeyboardModifiers modifiers = {}) {
    const QPointF at(view.width() * 0.25, view.height() * 0.5);
    QWheelEvent event(at, view.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&view, &event);
}

struct ShownView : SliceView {
    explicit ShownView(Plane plane) : SliceView(plane) {
        resize(400, 360);
        setImage(evenImage(50), {0, 100});
        show();
    }
};

}  // namespace

class TestSliceView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// In a narrow view the words at the left would take the letter for one of them.
    void theLetterAboveStandsApart_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("wide") << 400;
        QTest::newRow("narrow") << 222;
    }
    void theLetterAboveStandsApart() {
        QFETCH(int, width);
        ShownView view(Plane::Coronal);
        view.setImage(evenImage(0), {0, 100});
        view.resize(width, 200);
        const QImage picture = view.grab().toImage();
        const int line = view.fontMetrics().height();
        const auto isWritten = [&](int from, int to, int top) {
            bool isBright = false;
            for (int y = top; y < top + line; ++y) {
                for (int x = from; x <= to; ++x) {
                    isBright = isBright || qGray(picture.pixel(x, y)) > 150;
                }
            }
            return isBright;
        };
        const int half = view.fontMetrics().horizontalAdvance('S') / 2;
        const auto hasLetter = [&](int top) { return isWritten(width / 2 - half, width / 2 + half, top); };
        const int top = hasLetter(4 + line) ? 4 + line : 4;
        QVERIFY(hasLetter(top));
        QVERIFY(!isWritten(width / 2 - half - 7, width / 2 - half - 2, top));
    }

    void paintsVoxelsOfALayer_data() {
        QTest::addColumn<int>("plane");
        QTest::newRow("axial") << 0;
        QTest::newRow("coronal") << 1;
        QTest::newRow("sagittal") << 2;
    }
    void paintsVoxelsOfALayer() {
        QFETCH(int, plane);
        ShownView view(static_cast<Plane>(plane));
        view.setLayers({paintedLayer(1)});
        view.setCrosshair(kPainted);
        const QPointF at = view.positionOf(kPainted);
        QVERIFY(isClose(colourAt(view, at), kOrange));
        QVERIFY(view.voxelAt(at) == kPainted);
        // Its neighbours show the image.
        Index3 beside = kPainted;
        beside[view.slicePlane().right] += 2;
        beside[view.slicePlane().down] += 2;
        QVERIFY(isClose(colourAt(view, view.positionOf(beside)), QColor(128, 128, 128)));
        // The next slice does not have it.
        QTest::keyClick(&view, Qt::Key_Up);
        QVERIFY(isClose(colourAt(view, at), QColor(128, 128, 128)));
    }

    void blendsByOpacity() {
        ShownView view(Plane::Axial);
        view.setLayers({paintedLayer(0.5)});
        view.setCrosshair(kPainted);
        const QColor mixed((240 + 128) / 2, (130 + 128) / 2, (20 + 128) / 2);
        QVERIFY(isClose(colourAt(view, view.positionOf(kPainted)), mixed));
        view.setLayersHidden(true);
        QVERIFY(isClose(colourAt(view, view.positionOf(kPainted)), QColor(128, 128, 128)));
        view.setLayersHidden(false);
        QVERIFY(isClose(colourAt(view, view.positionOf(kPainted)), mixed));
    }

    void showsScalarsByTheirColourMap() {
        ShownView view(Plane::Coronal);
        std::vector<float> values(static_cast<std::size_t>(grid().voxelCount()), 0.0F);
        values[offsetOf(kPainted)] = 0.7F;
        view.setLayers({{.map = {MapKind::Uncertainty, Decoder::A},
                         .voxels = ImageVolume(grid(), std::move(values)),
                         .isVisible = true,
                         .colourMap = ColourMapName::Magma,
                         .high = 0.7}});
        view.setCrosshair(kPainted);
        const auto high = tandem::colourAt(ColourMapName::Magma, 1);
        QVERIFY(isClose(colourAt(view, view.positionOf(kPainted)), QColor(high[0], high[1], high[2])));
        const auto low = tandem::colourAt(ColourMapName::Magma, 0);
        QVERIFY(isClose(colourAt(view, view.positionOf({2, 4, 3})), QColor(low[0], low[1], low[2])));
    }

    void drawsContoursAroundVoxels() {
        ShownView view(Plane::Axial);
        SliceLayer layer = paintedLayer(1);
        layer.fill = LayerFill::Contour;
        view.setLayers({layer});
        view.setCrosshair({1, 1, kPainted[2]});
        const QPointF at = view.positionOf(kPainted);
        const double halfVoxel = (view.positionOf({8, 4, 9}).x() - at.x()) / 2;
        QVERIFY(isClose(colourAt(view, at), QColor(128, 128, 128)));
        const QColor side = colourAt(view, at + QPointF(halfVoxel, 0));
        QVERIFY2(side.red() > 180 && side.blue() < 80, qPrintable(side.name()));
    }

    void aChangeIsDrawnAsTheWholeWouldBe_data() {
        QTest::addColumn<Plane>("plane");
        QTest::addColumn<double>("zoom");
        QTest::addColumn<LayerFill>("fill");
        QTest::addColumn<bool>("isDashed");
        const std::pair<const char*, Plane> planes[]{
            {"axial", Plane::Axial}, {"coronal", Plane::Coronal}, {"sagittal", Plane::Sagittal}};
        for (const auto& [name, plane] : planes) {
            for (const double zoom : {0.5, 1.0, 3.7}) {
                QTest::addRow("%s, filled, %g", name, zoom) << plane << zoom << LayerFill::Filled << false;
                QTest::addRow("%s, contour, %g", name, zoom) << plane << zoom << LayerFill::Contour << false;
                QTest::addRow("%s, dashed, %g", name, zoom) << plane << zoom << LayerFill::Contour << true;
            }
        }
    }
    void aChangeIsDrawnAsTheWholeWouldBe() {
        QFETCH(const Plane, plane);
        QFETCH(const double, zoom);
        QFETCH(const LayerFill, fill);
        QFETCH(const bool, isDashed);
        // A layer that shares the voxels which change, under one of contours and over one of a map.
        const auto voxels = std::make_shared<std::uint8_t[]>(static_cast<std::size_t>(grid().voxelCount()));
        SliceLayer changing = paintedLayer(0.5);
        changing.map = kCorrectionMap;
        changing.voxels = LabelVolume(grid(), std::shared_ptr<const std::uint8_t[]>(voxels));
        changing.fill = fill;
        changing.isDashed = isDashed;
        SliceLayer outline = paintedLayer(1);
        outline.fill = LayerFill::Contour;
        outline.isDashed = true;
        const std::vector<SliceLayer> layers{mapLayer(0.7F), changing, outline};
        const auto look = [&](SliceView& view) {
            view.setCrosshair(kPainted);
            view.setLook({zoom, {1.3, -0.7}});
        };
        ShownView view(plane);
        view.setLayers(layers);
        look(view);
        static_cast<void>(view.grab());
        std::mt19937 random(3);
        for (int round = 0; round < 12; ++round) {
            const auto upTo = [&](std::int64_t most) {
                return static_cast<std::int64_t>(random() % static_cast<unsigned>(most + 1));
            };
            Box box;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                box.first[axis] = upTo(kPainted[axis]);
                box.size[axis] = 1 + upTo(grid().size[axis] - box.first[axis] - 1);
            }
            for (std::int64_t z = box.first[2]; z < box.first[2] + box.size[2]; ++z) {
                for (std::int64_t y = box.first[1]; y < box.first[1] + box.size[1]; ++y) {
                    for (std::int64_t x = box.first[0]; x < box.first[0] + box.size[0]; ++x) {
                        voxels[offsetOf({x, y, z})] = static_cast<std::uint8_t>(upTo(1));
                    }
                }
            }
            view.showChange(kCorrectionMap, box);
            if (round % 3 == 1) {
                continue;  // two changes before it is drawn
            }
            ShownView fresh(plane);
            fresh.setLayers(layers);
            look(fresh);
            QVERIFY2(view.grab().toImage() == fresh.grab().toImage(), qPrintable(QString::number(round)));
        }
    }

    /// With more voxels than pixels.
    void aChangeOfFineVoxelsIsDrawnAsTheWholeWouldBe_data() {
        QTest::addColumn<Plane>("plane");
        QTest::addColumn<double>("zoom");
        QTest::addColumn<LayerFill>("fill");
        const std::pair<const char*, Plane> planes[]{
            {"axial", Plane::Axial}, {"coronal", Plane::Coronal}, {"sagittal", Plane::Sagittal}};
        for (const auto& [name, plane] : planes) {
            for (const double zoom : {0.5, 0.9}) {
                QTest::addRow("%s, filled, %g", name, zoom) << plane << zoom << LayerFill::Filled;
                QTest::addRow("%s, contour, %g", name, zoom) << plane << zoom << LayerFill::Contour;
            }
        }
    }
    void aChangeOfFineVoxelsIsDrawnAsTheWholeWouldBe() {
        QFETCH(const Plane, plane);
        QFETCH(const double, zoom);
        QFETCH(const LayerFill, fill);
        Geometry fine{{610, 570, 530}, {0.5, 0.6, 0.7}, {10, -20, 30}, kIdentity3};
        fine.size[ShownView(plane).slicePlane().through] = 2;
        const auto count = static_cast<std::size_t>(fine.voxelCount());
        const ImageVolume image(fine, std::vector<float>(count, 50));
        const auto voxels = std::make_shared<std::uint8_t[]>(count);
        const SliceLayer changing{.map = kCorrectionMap,
                                  .voxels = LabelVolume(fine, std::shared_ptr<const std::uint8_t[]>(voxels)),
                                  .isVisible = true,
                                  .opacity = 0.5,
                                  .classColours = {QColor(), kOrange},
                                  .fill = fill};
        const auto look = [&](SliceView& view) {
            view.setImage(image, {0, 100});
            view.setLayers({changing});
            view.setCrosshair({});
            view.setLook({zoom, {1.3, -0.7}});
        };
        ShownView view(plane);
        look(view);
        const Index3 ends{fine.size[0] - 1, fine.size[1] - 1, fine.size[2] - 1};
        const QPointF apart = view.positionOf(ends) - view.positionOf({});
        QVERIFY2(std::abs(apart.x()) * view.devicePixelRatio() <
                     static_cast<double>(fine.size[view.slicePlane().right] - 1) * 0.9,
                 qPrintable(QString::number(apart.x())));
        static_cast<void>(view.grab());
        std::mt19937 random(7);
        for (int round = 0; round < 8; ++round) {
            Box box{{}, {1, 1, 1}};
            for (const std::size_t axis : {view.slicePlane().right, view.slicePlane().down}) {
                box.size[axis] = 1 + static_cast<std::int64_t>(random() % 40);
                box.first[axis] =
                    static_cast<std::int64_t>(random() % static_cast<unsigned>(fine.size[axis] - box.size[axis]));
            }
            for (std::int64_t z = box.first[2]; z < box.first[2] + box.size[2]; ++z) {
                for (std::int64_t y = box.first[1]; y < box.first[1] + box.size[1]; ++y) {
                    for (std::int64_t x = box.first[0]; x < box.first[0] + box.size[0]; ++x) {
                        voxels[static_cast<std::size_t>(x + fine.size[0] * (y + fine.size[1] * z))] =
                            static_cast<std::uint8_t>(random() % 2);
                    }
                }
            }
            view.showChange(kCorrectionMap, box);
            if (round % 3 == 1) {
                continue;  // two changes before it is drawn
            }
            ShownView fresh(plane);
            look(fresh);
            QVERIFY2(view.grab().toImage() == fresh.grab().toImage(), qPrintable(QString::number(round)));
        }
    }

    void clickMovesTheCrosshair() {
        ShownView view(Plane::Axial);
        std::optional<Index3> moved;
        connect(&view, &SliceView::crosshairMoved, this, [&](const Index3& voxel) { moved = voxel; });
        const Index3 wanted{3, 8, view.slice()};
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.positionOf(wanted).toPoint());
        QVERIFY(moved == wanted);
        QVERIFY(view.crosshair() == wanted);
    }

    void wheelTurnsSlicesAndZooms() {
        ShownView view(Plane::Sagittal);
        const std::int64_t before = view.slice();
        turnWheel(view, 3);
        QCOMPARE(view.slice(), before + 3);
        turnWheel(view, -100);
        QCOMPARE(view.slice(), 0);
        const QPointF under(view.width() * 0.25, view.height() * 0.5);
        const auto voxel = view.voxelAt(under);
        turnWheel(view, 4, Qt::ControlModifier);
        QVERIFY(view.zoom() > 1.5);
        QVERIFY(view.voxelAt(under) == voxel);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.zoom(), 1.0);
    }

    void dragsWindowLevelAndPans() {
        ShownView view(Plane::Axial);
        QTest::mousePress(&view, Qt::RightButton, {}, {100, 180});
        QTest::mouseMove(&view, {300, 180});
        QTest::mouseRelease(&view, Qt::RightButton, {}, {300, 180});
        QVERIFY(view.greyWindow().high - view.greyWindow().low > 150);
        const QPointF before = view.positionOf({1, 1, 1});
        QTest::mousePress(&view, Qt::MiddleButton, {}, {100, 100});
        QTest::mouseMove(&view, {130, 90});
        QTest::mouseRelease(&view, Qt::MiddleButton, {}, {130, 90});
        QCOMPARE(view.positionOf({1, 1, 1}) - before, QPointF(30, -10));
    }

    void showsOnlyValuesPastTheThreshold() {
        ShownView view(Plane::Axial);
        SliceLayer layer = mapLayer(0.7F);
        layer.threshold = LayerThreshold::AtLeast;
        layer.thresholdValue = 0.5;
        view.setLayers({layer});
        view.setCrosshair(kPainted);
        const auto high = tandem::colourAt(ColourMapName::Viridis, 0.7);
        QVERIFY(isClose(colourAt(view, view.positionOf(kPainted)), QColor(high[0], high[1], high[2])));
        QVERIFY(isClose(colourAt(view, view.positionOf({3, 8, 9})), QColor(128, 128, 128)));
        layer.threshold = LayerThreshold::AtMost;
        view.setLayers({layer});
        const auto low = tandem::colourAt(ColourMapName::Viridis, 0);
        QVERIFY(isClose(colourAt(view, view.positionOf(kPainted)), QColor(128, 128, 128)));
        QVERIFY(isClose(colourAt(view, view.positionOf({3, 8, 9})), QColor(low[0], low[1], low[2])));
    }

    void drawsContoursOfScalars() {
        ShownView view(Plane::Axial);
        SliceLayer layer = mapLayer(1);
        layer.fill = LayerFill::Contour;
        layer.thresholdValue = 1;
        view.setLayers({layer});
        view.setCrosshair({1, 1, kPainted[2]});
        const QPointF at = view.positionOf(kPainted);
        const double halfVoxel = (view.positionOf({8, 4, 9}).x() - at.x()) / 2;
        QVERIFY(isClose(colourAt(view, at), QColor(128, 128, 128)));
        const QColor side = colourAt(view, at + QPointF(halfVoxel, 0));  // yellow, the highest of viridis
        QVERIFY2(side.red() > 170 && side.blue() < 110, qPrintable(side.name()));
    }

    void joinsContourLines() {
        std::vector<std::uint8_t> voxels(static_cast<std::size_t>(grid().voxelCount()));
        for (std::int64_t x = 2; x < 10; ++x) {
            for (std::int64_t y = 3; y < 9; ++y) {
                voxels[offsetOf({x, y, 5})] = 1;
            }
        }
        const SliceLayer block{.voxels = LabelVolume(grid(), std::move(voxels)),
                               .isVisible = true,
                               .classColours = {QColor(), kOrange},
                               .fill = LayerFill::Contour};
        const auto contours = contoursOf(block, SlicePlane::of(grid(), Plane::Axial), 5);
        QCOMPARE(contours.size(), 1U);
        QCOMPARE(contours[0].lines.size(), 4U);
        double length = 0;
        for (const QLineF& line : contours[0].lines) {
            length += line.length();
        }
        QCOMPARE(length, 2.0 * (8 + 6));
        QVERIFY(contoursOf(block, SlicePlane::of(grid(), Plane::Axial), 6)[0].lines.empty());
    }

    void dashesRunOnAroundCorners() {
        std::vector<std::uint8_t> voxels(static_cast<std::size_t>(grid().voxelCount()));
        for (std::int64_t x = 2; x < 10; ++x) {
            for (std::int64_t y = 3; y < 9; ++y) {
                voxels[offsetOf({x, y, 5})] = 1;
            }
        }
        SliceLayer block{.voxels = LabelVolume(grid(), std::move(voxels)),
                         .isVisible = true,
                         .classColours = {QColor(), kOrange},
                         .fill = LayerFill::Contour};
        const auto contours = contoursOf(block, SlicePlane::of(grid(), Plane::Axial), 5);
        const std::vector<QPolygonF> chains = chained(contours[0].lines);
        QCOMPARE(chains.size(), 1U);
        QCOMPARE(chains[0].size(), 5);
        QVERIFY(chains[0].isClosed());

        ShownView view(Plane::Axial);
        view.setCrosshair({0, 0, 5});
        // How many pixels along the block's upper side are of its colour.
        const auto orange = [&] {
            view.setLayers({block});
            const QPointF from = view.positionOf({2, 3, 5});
            const QPointF to = view.positionOf({9, 3, 5});
            const double up = (view.positionOf({2, 4, 5}).y() - from.y()) / 2;
            const QImage picture = view.grab().toImage();
            double found = 0;
            for (double x = std::min(from.x(), to.x()); x < std::max(from.x(), to.x()); ++x) {
                const QColor colour = picture.pixelColor(QPointF(x, from.y() - up).toPoint());
                found += colour.red() > 160 && colour.blue() < 100 ? 1 : 0;
            }
            return found / std::abs(to.x() - from.x());
        };
        QVERIFY2(orange() > 0.95, qPrintable(QString::number(orange())));
        block.isDashed = true;
        QVERIFY2(orange() > 0.35 && orange() < 0.8, qPrintable(QString::number(orange())));
    }

    void looksAtTheSamePart() {
        ShownView first(Plane::Axial);
        ShownView second(Plane::Axial);
        second.resize(800, 720);
        connect(&first, &SliceView::lookChanged, &second, &SliceView::setLook);
        turnWheel(first, 5, Qt::ControlModifier);
        QCOMPARE(second.look().zoom, first.zoom());
        const Index3 voxel{5, 6, first.slice()};
        const QPointF inFirst = first.positionOf(voxel) - QPointF(first.width(), first.height()) / 2;
        const QPointF inSecond = second.positionOf(voxel) - QPointF(second.width(), second.height()) / 2;
        QVERIFY(inFirst.manhattanLength() > 1);
        QCOMPARE(std::atan2(inSecond.y(), inSecond.x()), std::atan2(inFirst.y(), inFirst.x()));
        QTest::keyClick(&first, Qt::Key_Home);
        QCOMPARE(second.zoom(), 1.0);
    }

    void keysMoveTheCrosshair() {
        ShownView view(Plane::Coronal);
        const Index3 before = view.crosshair();
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view.crosshair()[0], before[0] + 1);
        QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(view.crosshair()[2], before[2] + 1);  // the head is at the top
        QTest::keyClick(&view, Qt::Key_PageDown);
        QCOMPARE(view.slice(), 0);
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.zoom() > 1.2);
    }

    void changesItsPlane() {
        ShownView view(Plane::Axial);
        view.setLayers({paintedLayer(1)});
        view.setCrosshair(kPainted);
        view.setPlane(Plane::Sagittal);
        QCOMPARE(view.slice(), kPainted[0]);
        QVERIFY(isClose(colourAt(view, view.positionOf(kPainted)), kOrange));
    }
};

QTEST_MAIN(TestSliceView)
#include "tst_slice_view.moc"
