#include "core/correction/outline_distance.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace tandem;

namespace {

bool has(const SliceMask& mask, std::int64_t column, std::int64_t row) {
    return column >= 0 && row >= 0 && column < mask.size[0] && row < mask.size[1] &&
           mask.pixels[static_cast<std::size_t>(column + mask.size[0] * row)] != 0;
}

/// To the nearest point of any pixel that is not as this one, one around the mask too.
double bruteMm(const SliceMask& mask, const std::array<double, 2>& spacingMm, std::int64_t column, std::int64_t row) {
    double least = std::numeric_limits<double>::infinity();
    for (std::int64_t y = -1; y <= mask.size[1]; ++y) {
        for (std::int64_t x = -1; x <= mask.size[0]; ++x) {
            if (has(mask, x, y) != has(mask, column, row)) {
                const double acrossMm = std::max(std::abs(static_cast<double>(x - column)) - 0.5, 0.0) * spacingMm[0];
                const double downMm = std::max(std::abs(static_cast<double>(y - row)) - 0.5, 0.0) * spacingMm[1];
                least = std::min(least, std::hypot(acrossMm, downMm));
            }
        }
    }
    return has(mask, column, row) ? -least : least;
}

}  // namespace

class TestOutlineDistance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reachesFromTheCentreToTheSide() {
        const SliceMask mask{.size = {7, 1}, .pixels = {0, 0, 1, 1, 1, 0, 0}};
        QCOMPARE(outlineDistancesMm(mask, {2, 10}), (std::vector<double>{3, 1, -1, -3, -1, 1, 3}));
    }

    void isExact_data() {
        QTest::addColumn<double>("columnMm");
        QTest::addColumn<double>("rowMm");
        QTest::addColumn<int>("percent");
        for (const int percent : {3, 20, 50, 80, 100}) {
            QTest::addRow("even, %d %%", percent) << 1.0 << 1.0 << percent;
            QTest::addRow("flat, %d %%", percent) << 0.4 << 2.5 << percent;
            QTest::addRow("upright, %d %%", percent) << 3.0 << 0.7 << percent;
        }
    }
    void isExact() {
        QFETCH(const double, columnMm);
        QFETCH(const double, rowMm);
        QFETCH(const int, percent);
        std::mt19937 random(static_cast<unsigned>(percent));
        std::bernoulli_distribution isIn(percent / 100.0);
        SliceMask mask{.size = {17, 13}, .pixels = std::vector<std::uint8_t>(17 * 13)};
        std::ranges::generate(mask.pixels, [&] { return isIn(random) ? 1 : 0; });
        mask.pixels[100] = 1;
        const std::vector<double> distances = outlineDistancesMm(mask, {columnMm, rowMm});
        for (std::int64_t row = 0; row < 13; ++row) {
            for (std::int64_t column = 0; column < 17; ++column) {
                const double distance = distances[static_cast<std::size_t>(column + 17 * row)];
                const double expected = bruteMm(mask, {columnMm, rowMm}, column, row);
                QVERIFY2(std::abs(distance - expected) < 1e-12,
                         qPrintable(QStringLiteral("%1 instead of %2").arg(distance).arg(expected)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestOutlineDistance)
#include "tst_outline_distance.moc"
