#include "storage/mesh/surface_mesh.h"
#include "tests/core/expect_error.h"
#include "tests/mesh/enclosed_volume.h"
#include "tests/mesh/made_sphere.h"

#include <QTest>
#include <algorithm>
#include <map>
#include <numbers>
#include <utility>

using namespace tandem;

namespace {

constexpr double kRadiusMm = 14;

double ballMl() {
    return 4.0 / 3 * std::numbers::pi * kRadiusMm * kRadiusMm * kRadiusMm / 1000;
}

Vector3 middleOf(const Geometry& geometry) {
    return geometry.positionMm(
        {double(geometry.size[0]) / 2, double(geometry.size[1]) / 2, double(geometry.size[2]) / 2});
}

/// A closed surface has every edge twice, once in each direction.
bool isClosed(const SurfaceMesh& mesh) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
    for (const auto& triangle : mesh.triangles) {
        for (std::size_t corner = 0; corner < 3; ++corner) {
            ++edges[{triangle[corner], triangle[(corner + 1) % 3]}];
        }
    }
    return std::ranges::all_of(edges, [&](const auto& edge) {
        const auto back = edges.find({edge.first.second, edge.first.first});
        return back != edges.end() && back->second == edge.second;
    });
}

}  // namespace

class TestSurfaceMesh : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sphereKeepsItsVolume_data() {
        QTest::addColumn<int>("iterations");
        QTest::addColumn<bool>("isMirrored");
        QTest::addColumn<bool>("isOblique");
        QTest::newRow("steps") << 0 << false << false;
        QTest::newRow("smooth") << 20 << false << false;
        QTest::newRow("oblique") << 20 << false << true;
        QTest::newRow("left-handed") << 20 << true << false;
        QTest::newRow("oblique and left-handed") << 20 << true << true;
    }

    void sphereKeepsItsVolume() {
        QFETCH(const int, iterations);
        QFETCH(const bool, isMirrored);
        QFETCH(const bool, isOblique);
        Geometry geometry = obliqueGrid();
        if (!isOblique) {
            geometry.direction = kIdentity3;
        }
        if (isMirrored) {
            for (auto& row : geometry.direction) {
                row[2] = -row[2];
            }
        }
        const Vector3 centre = middleOf(geometry);
        const SurfaceMesh mesh =
            surfaceMeshOf(madeSphere(geometry, centre, kRadiusMm), 1, {.smoothingIterations = iterations});
        QVERIFY(isClosed(mesh));
        // Positive, as the triangles look outwards.
        QVERIFY2(std::abs(enclosedMl(mesh) / ballMl() - 1) < 0.03, qPrintable(QString::number(enclosedMl(mesh))));
        for (const auto& point : mesh.pointsMm) {
            const double distance = std::hypot(point[0] - centre[0], point[1] - centre[1], point[2] - centre[2]);
            QVERIFY2(std::abs(distance - kRadiusMm) < (iterations > 0 ? 0.9 : 1.2),
                     qPrintable(QString::number(distance)));
        }
    }

    /// Smoothing takes the steps away: the distances from the centre spread less.
    void smoothingSmooths() {
        const Geometry geometry = obliqueGrid();
        const Vector3 centre = middleOf(geometry);
        const LabelVolume ball = madeSphere(geometry, centre, kRadiusMm);
        const auto spreadOf = [&](const SurfaceMesh& mesh) {
            double sum = 0;
            for (const auto& point : mesh.pointsMm) {
                const double off =
                    std::hypot(point[0] - centre[0], point[1] - centre[1], point[2] - centre[2]) - kRadiusMm;
                sum += off * off;
            }
            return std::sqrt(sum / static_cast<double>(mesh.pointsMm.size()));
        };
        const double steps = spreadOf(surfaceMeshOf(ball, 1, {.smoothingIterations = 0}));
        const double smooth = spreadOf(surfaceMeshOf(ball, 1));
        QVERIFY2(smooth < 0.6 * steps, qPrintable(QString("%1 of %2").arg(smooth).arg(steps)));
    }

    /// One voxel without smoothing: six points, half a voxel from its centre along each axis.
    void coordinatesAreTheVoxels() {
        const Geometry geometry = obliqueGrid();
        std::vector<std::uint8_t> voxels(static_cast<std::size_t>(geometry.voxelCount()), 0);
        voxels[static_cast<std::size_t>(7 + 44 * (11 + 40 * 13))] = 3;
        const SurfaceMesh mesh = surfaceMeshOf({geometry, std::move(voxels)}, 3, {.smoothingIterations = 0});
        QCOMPARE(mesh.pointsMm.size(), std::size_t{6});
        QCOMPARE(mesh.triangles.size(), std::size_t{8});
        for (std::size_t axis = 0; axis < 3; ++axis) {
            for (const double step : {-0.5, 0.5}) {
                Vector3 index{7, 11, 13};
                index[axis] += step;
                const Vector3 wanted = geometry.positionMm(index);
                QVERIFY(std::ranges::any_of(mesh.pointsMm, [&](const auto& point) {
                    return std::hypot(point[0] - wanted[0], point[1] - wanted[1], point[2] - wanted[2]) < 1e-4;
                }));
            }
        }
    }

    void closesAtTheBorder() {
        const Geometry geometry{.size = {6, 5, 4}};
        const LabelVolume full(geometry, std::vector<std::uint8_t>(120, 2));
        const SurfaceMesh mesh = surfaceMeshOf(full, 2, {.smoothingIterations = 0});
        QVERIFY(isClosed(mesh));
        QVERIFY(enclosedMl(mesh) > 0.09 && enclosedMl(mesh) < 0.12);
        QVERIFY(surfaceMeshOf(full, 1).isEmpty());
    }

    void refusesAndStops() {
        QVERIFY(mentions(errorOf([] { return surfaceMeshOf({}, 1); }), "without voxels"));
        std::stop_source source;
        source.request_stop();
        const auto stopped =
            errorOf([&] { return surfaceMeshOf(madeSphere(obliqueGrid(), {}, 1e6), 1, {}, source.get_token()); });
        QVERIFY(stopped && stopped->code() == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSurfaceMesh)
#include "tst_surface_mesh.moc"
