#include "core/phantom/portable_random.h"

#include <QTest>
#include <cmath>

using namespace tandem;

class TestPortableRandom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstNumbersFollowFromTheStandard();
    void uniformFillsItsInterval();
    void normalHasMomentsOfTheNormalDistribution();
    void directionsAreUnitVectorsAllAround();
};

// The C++ standard: the 10000th number of a default-seeded std::mt19937_64 is 9981545732273789042.
void TestPortableRandom::firstNumbersFollowFromTheStandard() {
    PortableRandom random(5489);
    double last = 0;
    for (int i = 0; i < 10000; ++i) {
        last = random.uniform();
    }
    QCOMPARE(last, static_cast<double>(9981545732273789042ULL >> 11) * 0x1p-53);
}

void TestPortableRandom::uniformFillsItsInterval() {
    PortableRandom random(1);
    double lowest = 1e9;
    double highest = -1e9;
    for (int i = 0; i < 100000; ++i) {
        const double value = random.uniform(2, 5);
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }
    QVERIFY(lowest >= 2 && lowest < 2.001);
    QVERIFY(highest < 5 && highest > 4.999);
}

void TestPortableRandom::normalHasMomentsOfTheNormalDistribution() {
    PortableRandom random(2);
    constexpr int kCount = 400000;
    double sum = 0;
    double squares = 0;
    int withinOne = 0;
    for (int i = 0; i < kCount; ++i) {
        const double value = random.normal();
        sum += value;
        squares += value * value;
        withinOne += std::abs(value) < 1 ? 1 : 0;
    }
    QVERIFY(std::abs(sum / kCount) < 0.01);
    QVERIFY(std::abs(squares / kCount - 1) < 0.01);
    QVERIFY(std::abs(static_cast<double>(withinOne) / kCount - 0.6827) < 0.01);
}

void TestPortableRandom::directionsAreUnitVectorsAllAround() {
    PortableRandom random(3);
    Vector3 mean{};
    for (int i = 0; i < 20000; ++i) {
        const Vector3 one = random.direction();
        QVERIFY(std::abs(one[0] * one[0] + one[1] * one[1] + one[2] * one[2] - 1) < 1e-12);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            mean[axis] += one[axis] / 20000;
        }
    }
    for (const double component : mean) {
        QVERIFY(std::abs(component) < 0.02);
    }
}

QTEST_GUILESS_MAIN(TestPortableRandom)
#include "tst_portable_random.moc"
