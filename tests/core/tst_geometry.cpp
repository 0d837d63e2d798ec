#include "core/volume/geometry.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <numbers>

using namespace tandem;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Geometry plain() {
    return {.size = {10, 8, 6}, .spacingMm = {1, 2, 3}, .originMm = {-5, 4, 100}};
}

Matrix3 turnedAroundZ(double degrees) {
    const double angle = degrees * std::numbers::pi / 180;
    return {{{std::cos(angle), -std::sin(angle), 0}, {std::sin(angle), std::cos(angle), 0}, {0, 0, 1}}};
}

}  // namespace

class TestGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void positionsAndIndicesAreInverse_data();
    void positionsAndIndicesAreInverse();
    void aKnownPosition();
    void orientation_data();
    void orientation();
    void checkRefuses_data();
    void checkRefuses();
    void checkAcceptsAProperGrid();
    void differences_data();
    void differences();
};

void TestGeometry::positionsAndIndicesAreInverse_data() {
    QTest::addColumn<double>("degrees");
    QTest::newRow("straight") << 0.0;
    QTest::newRow("oblique") << 25.0;
    QTest::newRow("turned") << 90.0;
}

void TestGeometry::positionsAndIndicesAreInverse() {
    QFETCH(double, degrees);
    Geometry geometry = plain();
    geometry.direction = turnedAroundZ(degrees);
    const Vector3 index{1.5, -2, 7.25};
    const Vector3 back = geometry.indexOf(geometry.positionMm(index));
    for (std::size_t axis = 0; axis < 3; ++axis) {
        QVERIFY(std::abs(back[axis] - index[axis]) < 1e-12);
    }
}

void TestGeometry::aKnownPosition() {
    Geometry geometry = plain();
    geometry.direction = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
    QCOMPARE(geometry.positionMm({2, 3, 1}), (Vector3{-5 - 6, 4 + 2, 103}));
    QCOMPARE(geometry.voxelCount(), 480);
    QCOMPARE(geometry.voxelVolumeMm3(), 6.0);
}

void TestGeometry::orientation_data() {
    QTest::addColumn<Matrix3>("direction");
    QTest::addColumn<QString>("expected");
    QTest::newRow("identity") << kIdentity3 << "LPS";
    QTest::newRow("nifti") << Matrix3{{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}} << "RAS";
    QTest::newRow("permuted") << Matrix3{{{0, 0, 1}, {1, 0, 0}, {0, -1, 0}}} << "PIL";
    QTest::newRow("20 degrees") << turnedAroundZ(20) << "LPS";
    QTest::newRow("exactly between") << turnedAroundZ(45) << "LPS";
    QTest::newRow("beyond") << turnedAroundZ(70) << "PRS";
}

void TestGeometry::orientation() {
    QFETCH(Matrix3, direction);
    QFETCH(QString, expected);
    Geometry geometry = plain();
    geometry.direction = direction;
    QCOMPARE(QString::fromStdString(geometry.orientation()), expected);
}

void TestGeometry::checkRefuses_data() {
    QTest::addColumn<Geometry>("geometry");
    QTest::addColumn<QString>("words");
    Geometry wrong = plain();
    wrong.size[1] = 0;
    QTest::newRow("no voxels") << wrong << "no voxels";
    wrong = plain();
    wrong.size = {std::int64_t{1} << 40, std::int64_t{1} << 40, 2};
    QTest::newRow("more voxels than can be counted") << wrong << "too large";
    wrong = plain();
    wrong.spacingMm[2] = 0;
    QTest::newRow("zero spacing") << wrong << "spacing";
    wrong = plain();
    wrong.spacingMm[0] = kNan;
    QTest::newRow("spacing not a number") << wrong << "spacing";
    wrong = plain();
    wrong.originMm[0] = std::numeric_limits<double>::infinity();
    QTest::newRow("infinite origin") << wrong << "origin";
    wrong = plain();
    wrong.direction[0][1] = 0.2;
    QTest::newRow("sheared") << wrong << "right angles";
    wrong = plain();
    wrong.direction[0][0] = kNan;
    QTest::newRow("direction not a number") << wrong << "right angles";
}

void TestGeometry::checkRefuses() {
    QFETCH(Geometry, geometry);
    QFETCH(QString, words);
    const auto error = errorOf([&] { return geometry.check(); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

void TestGeometry::checkAcceptsAProperGrid() {
    Geometry geometry = plain();
    geometry.direction = turnedAroundZ(33);
    geometry.check();
}

void TestGeometry::differences_data() {
    QTest::addColumn<Geometry>("other");
    QTest::addColumn<QString>("words");
    Geometry other = plain();
    QTest::newRow("the same") << other << QString();
    other.originMm[0] += 0.04;
    QTest::newRow("a little beside") << other << QString();
    other.originMm[0] += 0.04;
    QTest::newRow("beside") << other << "positions";
    other = plain();
    other.size[2] = 7;
    QTest::newRow("longer") << other << "10x8x6 and 10x8x7";
    other = plain();
    other.spacingMm[1] = 2.1;
    QTest::newRow("wider") << other << "axis 2";
    other = plain();
    other.direction = turnedAroundZ(1);
    QTest::newRow("turned by a degree") << other << "positions";
    other = plain();
    other.originMm[2] = kNan;
    QTest::newRow("origin not a number") << other << "positions";
    other = plain();
    other.spacingMm[2] = kNan;
    QTest::newRow("spacing not a number") << other << "axis 3";
}

void TestGeometry::differences() {
    QFETCH(Geometry, other);
    QFETCH(QString, words);
    const auto difference = differenceOf(plain(), other);
    QCOMPARE(difference.has_value(), !words.isEmpty());
    if (difference) {
        QVERIFY2(difference->find(words.toStdString()) != std::string::npos, difference->c_str());
    }
}

QTEST_GUILESS_MAIN(TestGeometry)
#include "tst_geometry.moc"
