// Surfaces that were written are read again with VTK's readers.
#include "storage/mesh/mesh_writer.h"
#include "tests/core/expect_error.h"
#include "tests/mesh/enclosed_volume.h"
#include "tests/mesh/made_sphere.h"

#include <vtkNew.h>
#include <vtkOBJReader.h>
#include <vtkPLYReader.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkSTLReader.h>
#include <vtkUnsignedCharArray.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;

namespace {

constexpr std::array<std::uint8_t, 3> kColour{200, 30, 90};

template <class Reader>
SurfaceMesh readBack(Reader& reader, const std::filesystem::path& file) {
    reader.SetFileName(file.c_str());
    reader.Update();
    SurfaceMesh mesh;
    vtkPolyData* const surface = reader.GetOutput();
    for (vtkIdType point = 0; point < surface->GetNumberOfPoints(); ++point) {
        Vector3 at{};
        surface->GetPoint(point, at.data());
        mesh.pointsMm.push_back({float(at[0]), float(at[1]), float(at[2])});
    }
    vtkNew<vtkIdList> corners;
    for (vtkIdType cell = 0; cell < surface->GetNumberOfCells(); ++cell) {
        surface->GetCellPoints(cell, corners);
        mesh.triangles.push_back(
            {std::uint32_t(corners->GetId(0)), std::uint32_t(corners->GetId(1)), std::uint32_t(corners->GetId(2))});
    }
    return mesh;
}

}  // namespace

class TestMeshWriter : public QObject {
    Q_OBJECT

    QTemporaryDir m_temporary;
    SurfaceMesh m_ball;

    [[nodiscard]] std::filesystem::path file(const char* name) const {
        return std::filesystem::path(m_temporary.path().toStdString()) / "näme" / name;
    }
    [[nodiscard]] QByteArray bytesOf(const char* name) const {
        QFile opened(QString::fromStdString(file(name).string()));
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() {
        const Geometry geometry = obliqueGrid();
        m_ball = surfaceMeshOf(madeSphere(geometry, geometry.positionMm({22, 20, 15}), 12), 1);
        for (const char* name : {"ball.stl", "ball.obj", "ball.ply"}) {
            writeMesh(m_ball, "left\natrium", kColour, file(name));
        }
    }

    void plyKeepsPointsAndColour() {
        vtkNew<vtkPLYReader> reader;
        const SurfaceMesh read = readBack(*reader, file("ball.ply"));
        QVERIFY(read.pointsMm == m_ball.pointsMm);
        QVERIFY(read.triangles == m_ball.triangles);
        auto* const colours = vtkUnsignedCharArray::SafeDownCast(reader->GetOutput()->GetPointData()->GetScalars());
        QVERIFY(colours != nullptr);
        for (int part = 0; part < 3; ++part) {
            QCOMPARE(int(colours->GetTypedComponent(17, part)), int(kColour[std::size_t(part)]));
        }
        QVERIFY(bytesOf("ball.ply").contains("comment left atrium\n"));
    }

    void objKeepsPoints() {
        vtkNew<vtkOBJReader> reader;
        const SurfaceMesh read = readBack(*reader, file("ball.obj"));
        QVERIFY(read.pointsMm == m_ball.pointsMm);
        QVERIFY(read.triangles == m_ball.triangles);
        QVERIFY(bytesOf("ball.obj").startsWith("# SPACE=LPS"));
    }

    void stlKeepsVolume() {
        vtkNew<vtkSTLReader> reader;
        const SurfaceMesh read = readBack(*reader, file("ball.stl"));
        QCOMPARE(read.triangles.size(), m_ball.triangles.size());
        QVERIFY(std::abs(enclosedMl(read) - enclosedMl(m_ball)) < 1e-6);
        const QByteArray bytes = bytesOf("ball.stl");
        QVERIFY(bytes.startsWith("SPACE=LPS"));
        QCOMPARE(std::size_t(bytes.size()), 84 + 50 * m_ball.triangles.size());
    }

    void refuses() {
        const auto write = [](const SurfaceMesh& mesh, const std::filesystem::path& target) {
            return errorOf([&] {
                writeMesh(mesh, "atrium", kColour, target);
                return 0;
            });
        };
        QVERIFY(mentions(write({}, file("none.stl")), "no voxel is atrium"));
        QVERIFY(!std::filesystem::exists(file("none.stl")));
        QVERIFY(mentions(write(m_ball, file("ball.off")), "use .stl, .obj or .ply"));
    }
};

QTEST_GUILESS_MAIN(TestMeshWriter)
#include "tst_mesh_writer.moc"
