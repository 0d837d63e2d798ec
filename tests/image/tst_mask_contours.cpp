#include "storage/foreign/mask_contours.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <string_view>

using namespace tandem;

namespace {

struct Drawn {
    std::vector<std::uint8_t> pixels;
    std::int64_t columns = 0;
    std::int64_t rows = 0;

    [[nodiscard]] PixelMask mask() const { return {.pixels = pixels, .columns = columns, .rows = rows}; }
    [[nodiscard]] double count() const { return static_cast<double>(std::ranges::count(pixels, 1)); }
};

/// One word a row; # is a pixel of the mask.
Drawn drawn(std::string_view picture) {
    Drawn made;
    std::int64_t row = 0;
    for (const char letter : picture) {
        if (letter == '/') {
            ++made.rows;
            row = 0;
        } else {
            made.pixels.push_back(letter == '#' ? 1 : 0);
            made.columns = std::max(made.columns, ++row);
        }
    }
    ++made.rows;
    return made;
}

Drawn disc(double radius) {
    Drawn made{.pixels = {}, .columns = 64, .rows = 60};
    for (int row = 0; row < 60; ++row) {
        for (int column = 0; column < 64; ++column) {
            made.pixels.push_back(std::hypot(column - 31.3, row - 29.8) <= radius ? 1 : 0);
        }
    }
    return made;
}

double areaOf(const Polygon& polygon) {
    double twice = 0;
    for (std::size_t at = 0; at < polygon.size(); ++at) {
        const PlanePoint& one = polygon[at];
        const PlanePoint& next = polygon[(at + 1) % polygon.size()];
        twice += one[0] * next[1] - next[0] * one[1];
    }
    return twice / 2;
}

/// The sharpest turn between two edges that follow each other, in degrees.
double sharpestTurn(const Polygon& polygon) {
    double sharpest = 0;
    for (std::size_t at = 0; at < polygon.size(); ++at) {
        const PlanePoint& a = polygon[at];
        const PlanePoint& b = polygon[(at + 1) % polygon.size()];
        const PlanePoint& c = polygon[(at + 2) % polygon.size()];
        const double turn = std::atan2(c[1] - b[1], c[0] - b[0]) - std::atan2(b[1] - a[1], b[0] - a[0]);
        sharpest = std::max(sharpest, std::abs(std::remainder(turn * 180 / M_PI, 360)));
    }
    return sharpest;
}

/// The way back.
std::vector<std::uint8_t> filled(const std::vector<Polygon>& contours, std::int64_t columns, std::int64_t rows) {
    ContourFill fill(columns, rows);
    for (const Polygon& contour : contours) {
        fill.add(contour);
    }
    return fill.pixels();
}

}  // namespace

class TestMaskContours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void polygonsHoldTheMask_data() {
        QTest::addColumn<QString>("picture");
        QTest::addColumn<int>("polygons");
        QTest::newRow("nothing") << ".../..." << 0;
        QTest::newRow("a pixel") << ".../.#./..." << 1;
        QTest::newRow("the whole slice") << "##/##/##" << 1;
        QTest::newRow("at the edges") << "#..#/..../#..#" << 4;
        QTest::newRow("touching at a corner") << "#./.#" << 2;
        QTest::newRow("a hole") << "####/#..#/####" << 2;
        QTest::newRow("holes that touch at a corner") << "####/#.##/##.#/####" << 2;
        QTest::newRow("an island in a hole") << "#####/#...#/#.#.#/#...#/#####" << 3;
        QTest::newRow("a row of pixels") << "....../.####./......" << 1;
        QTest::newRow("stairs") << "#...../###.../#####./######" << 1;
        QTest::newRow("a comb") << "#.#.#.#/#######" << 1;
    }

    void polygonsHoldTheMask() {
        QFETCH(const QString, picture);
        QFETCH(const int, polygons);
        const Drawn made = drawn(picture.toStdString());
        const std::vector<Polygon> contours = contoursOf(made.mask());
        QCOMPARE(static_cast<int>(contours.size()), polygons);
        QCOMPARE(filled(contours, made.columns, made.rows), made.pixels);
    }

    /// Whatever the mask is, and also when a hair is lost on the way through a file.
    void noiseIsHeld() {
        std::mt19937 random(7);
        for (const int percent : {5, 30, 50, 70, 95}) {
            Drawn made{.pixels = {}, .columns = 47, .rows = 31};
            for (int pixel = 0; pixel < 47 * 31; ++pixel) {
                made.pixels.push_back(static_cast<int>(random() % 100) < percent ? 1 : 0);
            }
            std::vector<Polygon> contours = contoursOf(made.mask());
            for (Polygon& polygon : contours) {
                for (PlanePoint& point : polygon) {
                    point[0] = std::round(point[0] * 1000 + 0.4) / 1000;
                    point[1] = std::round(point[1] * 1000 - 0.4) / 1000;
                }
            }
            QCOMPARE(filled(contours, made.columns, made.rows), made.pixels);
        }
    }

    void bordersAreSmooth() {
        for (const double radius : {5.0, 12.0, 27.0}) {
            const Drawn made = disc(radius);
            const std::vector<Polygon> contours = contoursOf(made.mask());
            QCOMPARE(contours.size(), std::size_t{1});
            for (const PlanePoint& point : contours.front()) {
                const double off = std::hypot(point[0] - 31.3, point[1] - 29.8) - radius;
                QVERIFY2(std::abs(off) < 0.5, qPrintable(QString::number(off)));
            }
            // Pixels' edges turn by 90 degrees, and the middles between them by 45.
            const double turn = sharpestTurn(contours.front());
            QVERIFY2(turn < (radius < 6 ? 35 : 25), qPrintable(QString::number(turn)));
        }
    }

    void areasStay() {
        for (const char* picture : {"...../..#../.....", "....../.####./......", "####/#..#/####"}) {
            const Drawn made = drawn(picture);
            double area = 0;
            for (const Polygon& polygon : contoursOf(made.mask())) {
                area += areaOf(polygon);
            }
            // A corner of a border is cut by an eighth of a pixel, and there are four more of them than dents.
            QVERIFY2(std::abs(area - made.count()) < 0.75, qPrintable(QString::number(area)));
        }
        const Drawn large = disc(27);
        const double area = areaOf(contoursOf(large.mask()).front());
        QVERIFY2(std::abs(area - large.count()) < 0.005 * large.count(), qPrintable(QString::number(area)));
    }

    void straightBordersStayStraight() {
        const Drawn made = drawn("......../.######./.######./.######./.######./.######./......../");
        const std::vector<Polygon> contours = contoursOf(made.mask());
        for (const PlanePoint& point : contours.front()) {
            if (point[0] > 2 && point[0] < 5) {
                QVERIFY2(std::abs(std::abs(point[1] - 3) - 2.5) < 0.12, qPrintable(QString::number(point[1])));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestMaskContours)
#include "tst_mask_contours.moc"
