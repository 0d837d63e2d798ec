#include "ui/picture/colour_map.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace tandem;

using Rgb = std::array<std::uint8_t, 3>;
Q_DECLARE_METATYPE(tandem::ColourMapName)

class TestColourMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsAndMiddle_data();
    void endsAndMiddle();
    void brightnessRisesEvenly_data();
    void brightnessRisesEvenly();
};

void TestColourMap::endsAndMiddle_data() {
    QTest::addColumn<ColourMapName>("map");
    QTest::addColumn<double>("fraction");
    QTest::addColumn<int>("red");
    QTest::addColumn<int>("green");
    QTest::addColumn<int>("blue");
    QTest::newRow("grey, middle") << ColourMapName::Grey << 0.5 << 128 << 128 << 128;
    QTest::newRow("viridis, low") << ColourMapName::Viridis << 0.0 << 68 << 1 << 84;
    QTest::newRow("viridis, high") << ColourMapName::Viridis << 1.0 << 253 << 231 << 37;
    QTest::newRow("magma, low") << ColourMapName::Magma << 0.0 << 0 << 0 << 4;
    QTest::newRow("magma, high") << ColourMapName::Magma << 1.0 << 252 << 253 << 191;
    QTest::newRow("cividis, low") << ColourMapName::Cividis << 0.0 << 0 << 34 << 78;
    QTest::newRow("cividis, high") << ColourMapName::Cividis << 1.0 << 254 << 232 << 56;
    QTest::newRow("below") << ColourMapName::Viridis << -3.0 << 68 << 1 << 84;
    QTest::newRow("above") << ColourMapName::Viridis << 7.0 << 253 << 231 << 37;
    QTest::newRow("not a number") << ColourMapName::Viridis << std::nan("") << 68 << 1 << 84;
}

void TestColourMap::endsAndMiddle() {
    QFETCH(ColourMapName, map);
    QFETCH(double, fraction);
    QFETCH(int, red);
    QFETCH(int, green);
    QFETCH(int, blue);
    const Rgb colour = colourAt(map, fraction);
    QCOMPARE(colour[0], red);
    QCOMPARE(colour[1], green);
    QCOMPARE(colour[2], blue);
}

void TestColourMap::brightnessRisesEvenly_data() {
    QTest::addColumn<ColourMapName>("map");
    QTest::newRow("grey") << ColourMapName::Grey;
    QTest::newRow("viridis") << ColourMapName::Viridis;
    QTest::newRow("magma") << ColourMapName::Magma;
    QTest::newRow("cividis") << ColourMapName::Cividis;
}

void TestColourMap::brightnessRisesEvenly() {
    QFETCH(ColourMapName, map);
    double last = -1;
    for (int i = 0; i <= 32; ++i) {
        const Rgb colour = colourAt(map, i / 32.0);
        const double luma = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
        QVERIFY2(luma > last, qPrintable(QString::number(i)));
        last = luma;
    }
}

QTEST_GUILESS_MAIN(TestColourMap)
#include "tst_colour_map.moc"
