#include "ui/render/reduced_volume.h"
#include "ui/render/surface_view.h"

#include <QtTest>
#include <cmath>

using namespace tandem;

namespace {

const Geometry kGrid{{40, 40, 40}, {1, 1, 1}, {100, 50, -30}, kIdentity3};
constexpr double kRadiusMm = 12;

LabelVolume ball() {
    std::vector<std::uint8_t> voxels;
    for (int z = 0; z < 40; ++z) {
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 40; ++x) {
                voxels.push_back(std::hypot(x - 20, y - 20, z - 20) <= kRadiusMm ? 1 : 0);
            }
        }
    }
    return {kGrid, std::move(voxels)};
}

int redPixels(const QImage& picture) {
    int count = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor colour = picture.pixelColor(x, y);
            count += colour.red() > 60 && colour.green() < colour.red() / 2 ? 1 : 0;
        }
    }
    return count;
}

MarkerEnd endOf(const SurfaceView& view, char letter) {
    for (const MarkerEnd& end : markerEnds(view.directions())) {
        if (end.letter == QLatin1Char(letter)) {
            return end;
        }
    }
    return {};
}

}  // namespace

class TestSurfaceView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void surfaceOfABallIsABall() {
        const ClassSurface surface = surfaceOf(ball(), 1, Qt::red);
        QVERIFY(surface.mesh.triangles.size() > 300);
        QCOMPARE(surface.normals.size(), surface.mesh.pointsMm.size());
        for (std::size_t at = 0; at < surface.normals.size(); ++at) {
            const auto& [x, y, z] = surface.mesh.pointsMm[at];
            const std::array out{x - 120.0F, y - 70.0F, z + 10.0F};
            const double radius = std::hypot(out[0], out[1], out[2]);
            QVERIFY2(std::abs(radius - kRadiusMm) < 1.2, qPrintable(QString::number(radius)));
            const auto& normal = surface.normals[at];
            const double outwards = (out[0] * normal[0] + out[1] * normal[1] + out[2] * normal[2]) / radius;
            QVERIFY2(outwards > 0.8 && outwards < 1.001, qPrintable(QString::number(outwards)));
        }
        QVERIFY(surfaceOf(ball(), 2, Qt::red).mesh.isEmpty());
    }

    void drawsTheSurface() {
        SurfaceView view;
        QPalette palette = view.palette();
        palette.setColor(QPalette::Base, QColor(20, 30, 40));
        palette.setColor(QPalette::Highlight, QColor(40, 200, 200));
        view.setPalette(palette);
        view.resize(300, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(redPixels(view.grab().toImage()), 0);
        QVERIFY(view.grab().toImage().pixelColor(2, 2) == QColor(20, 30, 40));

        view.setSurfaces({surfaceOf(ball(), 1, QColor(230, 40, 40))}, kGrid);
        const QImage picture = view.grab().toImage();
        const QColor middle = picture.pixelColor(150, 150);
        QVERIFY2(middle.red() > 100 && middle.green() < 100, qPrintable(middle.name()));
        const int fitted = redPixels(view.grab().toImage());
        QVERIFY2(fitted > 5000 && fitted < 60000, qPrintable(QString::number(fitted)));
        QCOMPARE(view.grab().toImage().pixelColor(2, 2), QColor(20, 30, 40));

        QTest::mousePress(&view, Qt::MiddleButton, {}, {150, 150});
        QTest::mouseMove(&view, {190, 150});
        QTest::mouseRelease(&view, Qt::MiddleButton, {}, {190, 150});
        const int panned = redPixels(view.grab().toImage());
        QVERIFY(std::abs(panned - fitted) < fitted / 5);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(redPixels(view.grab().toImage()), fitted);
    }

    void aNarrowViewShowsTheWholeBox_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("square") << QSize(280, 280);
        QTest::newRow("narrow") << QSize(160, 320);
        QTest::newRow("wide") << QSize(480, 240);
    }

    void aNarrowViewShowsTheWholeBox() {
        QFETCH(const QSize, size);
        SurfaceView view;
        QPalette palette = view.palette();
        palette.setColor(QPalette::Base, QColor(20, 30, 40));
        view.setPalette(palette);
        view.resize(size);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.setSurfaces({surfaceOf(ball(), 1, QColor(230, 40, 40))}, kGrid);
        const QImage picture = view.grab().toImage();
        QVERIFY(redPixels(picture) > 1000);
        for (int y = 0; y < picture.height(); ++y) {
            for (const int x : {0, picture.width() - 1}) {
                QVERIFY2(picture.pixelColor(x, y) == QColor(20, 30, 40), qPrintable(QString("%1, %2").arg(x).arg(y)));
            }
        }
    }

    void drawsSlicesWithTheirLayers() {
        SurfaceView view;
        view.resize(300, 300);
        SliceLayer layer{.map = kLabelMap, .voxels = ball(), .isVisible = true};
        layer.classColours = {QColor(), QColor(200, 0, 0)};
        view.setSurfaces({}, kGrid);
        view.setImage(ImageVolume(kGrid, std::vector<float>(40 * 40 * 40, 50.0F)), {0, 100});
        view.setLayers({layer});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto seen = [&view] { return view.grab().toImage().pixelColor(170, 130); };
        QVERIFY(seen() != QColor(200, 0, 0));
        view.setContent(SpaceContent::Slices);
        QCOMPARE(seen(), QColor(200, 0, 0));  // the coronal slice through the ball, from the front
        view.setLayersHidden(true);
        QVERIFY(seen().saturation() == 0 && std::abs(seen().lightness() - 128) < 3);
        view.setLayersHidden(false);
        QCOMPARE(seen(), QColor(200, 0, 0));
        view.setGreyWindow({0, 50});
        view.setCrosshair(kGrid.positionMm({20, 2, 20}));  // a coronal slice before the ball
        QTRY_COMPARE(seen(), QColor(Qt::white));
    }

    void drawsTheImageAsACloud() {
        SurfaceView view;
        QPalette palette = view.palette();
        palette.setColor(QPalette::Base, QColor(20, 30, 40));
        view.setPalette(palette);
        view.resize(300, 300);
        const LabelVolume inner = ball();
        std::vector<float> values;
        for (const std::uint8_t inside : inner.voxels()) {
            values.push_back(inside != 0 ? 100.0F : 0.0F);
        }
        const ImageVolume image(kGrid, std::move(values));
        view.setSurfaces({}, kGrid);
        view.setVolume(reducedVolume(image, 160), {0, 100});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(view.grab().toImage().pixelColor(150, 150), QColor(20, 30, 40));
        view.setContent(SpaceContent::Volume);
        const QImage picture = view.grab().toImage();
        const QColor middle = picture.pixelColor(150, 150);
        QVERIFY2(middle.lightness() > 90, qPrintable(middle.name()));
        QCOMPARE(picture.pixelColor(2, 2), QColor(20, 30, 40));
        // Under a window far above all values there is nothing to see.
        view.setGreyWindow({1000, 2000});
        QCOMPARE(view.grab().toImage().pixelColor(150, 150), QColor(20, 30, 40));
        view.setGreyWindow({0, 100});
        view.setContent(SpaceContent::Surfaces);
        QCOMPARE(view.grab().toImage().pixelColor(150, 150), QColor(20, 30, 40));
    }

    void drawsSurfacesWithinTheCloud() {
        SurfaceView view;
        view.resize(300, 300);
        const auto count = static_cast<std::size_t>(kGrid.voxelCount());
        view.setSurfaces({surfaceOf(ball(), 1, QColor(230, 40, 40))}, kGrid);
        view.setVolume(ImageVolume(kGrid, std::vector<float>(count, 0.0F)), {0, 100});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const int alone = redPixels(view.grab().toImage());
        view.setContent(SpaceContent::SurfacesAndVolume);
        QCOMPARE(redPixels(view.grab().toImage()), alone);
        view.setContent(SpaceContent::Volume);
        QCOMPARE(redPixels(view.grab().toImage()), 0);
    }

    void surfacesFollowTheirLayers() {
        SurfaceView view;
        view.resize(300, 300);
        ClassSurface always = surfaceOf(ball(), 1, QColor(40, 40, 230));
        ClassSurface ofLabel = surfaceOf(ball(), 1, QColor(230, 40, 40));
        ofLabel.layer = kLabelMap;
        SliceLayer label{.map = kLabelMap, .voxels = ball(), .isVisible = true};
        view.setSurfaces({ofLabel}, kGrid);
        view.setLayers({label});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const int shown = redPixels(view.grab().toImage());
        QVERIFY(shown > 5000);
        label.isVisible = false;
        view.setLayers({label});
        QCOMPARE(redPixels(view.grab().toImage()), 0);
        view.setLayers({});
        QCOMPARE(redPixels(view.grab().toImage()), 0);
        label.isVisible = true;
        view.setLayers({label});
        QCOMPARE(redPixels(view.grab().toImage()), shown);
        // Others of the case come while it is looked at from elsewhere.
        QTest::keyClick(&view, Qt::Key_Plus);
        const int nearer = redPixels(view.grab().toImage());
        QVERIFY(nearer > shown);
        ofLabel.opacity = 0.4;
        always.opacity = 0.4;
        view.setSurfaces({ofLabel});
        const QColor through = view.grab().toImage().pixelColor(150, 150);
        view.setSurfaces({ofLabel, always});
        QVERIFY(view.grab().toImage().pixelColor(150, 150) != through);
    }

    void lettersSayWhichWayThePatientLies() {
        SurfaceView view;
        QPalette palette = view.palette();
        palette.setColor(QPalette::Base, QColor(20, 30, 40));
        palette.setColor(QPalette::Text, QColor(250, 250, 250));
        view.setPalette(palette);
        view.resize(300, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const QRect corner(6, 210, 84, 84);
        const auto brightPixels = [&view, &corner] {
            const QImage picture = view.grab(corner).toImage();
            int count = 0;
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x) {
                    count += picture.pixelColor(x, y).lightness() > 120 ? 1 : 0;
                }
            }
            return count;
        };
        QCOMPARE(brightPixels(), 0);  // there is no patient yet
        view.setSurfaces({}, kGrid);
        QVERIFY(brightPixels() > 60);
        // From the front: the patient's left is on the right, the head above, the front near.
        QVERIFY(endOf(view, 'L').place.x() > 0.8 && endOf(view, 'R').place.x() < -0.8);
        QVERIFY(endOf(view, 'S').place.y() < -0.8 && endOf(view, 'I').place.y() > 0.8);
        QVERIFY(endOf(view, 'A').nearness > 0.8 && endOf(view, 'P').nearness < -0.8);
        for (int turn = 0; turn < 18; ++turn) {
            QTest::keyClick(&view, Qt::Key_Left);  // ten degrees each: to the back
        }
        QVERIFY(endOf(view, 'L').place.x() < -0.8 && endOf(view, 'S').place.y() < -0.8);
        QVERIFY(endOf(view, 'P').nearness > 0.8);
        QCOMPARE(markerEnds(view.directions()).back().letter, QChar('P'));  // painted last
    }

    void survivesAMoveToAnotherWindow() {
        auto* const view = new SurfaceView;
        QWidget first;
        view->setParent(&first);
        view->setGeometry(0, 0, 200, 200);
        view->setSurfaces({surfaceOf(ball(), 1, QColor(230, 40, 40))}, kGrid);
        first.resize(200, 200);
        first.show();
        QVERIFY(QTest::qWaitForWindowExposed(&first));
        QVERIFY(redPixels(view->grab().toImage()) > 2000);
        QWidget second;
        second.resize(200, 200);
        view->setParent(&second);
        second.show();
        view->show();
        QVERIFY(QTest::qWaitForWindowExposed(&second));
        QVERIFY(redPixels(view->grab().toImage()) > 2000);
    }
};

QTEST_MAIN(TestSurfaceView)
#include "tst_surface_view.moc"
