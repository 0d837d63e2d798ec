#include "ui/render/space_meshes.h"

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkTypeInt32Array.h>

#include <algorithm>
#include <ranges>

namespace tandem {
namespace {

vtkNew<vtkFloatArray> triplesOf(const std::vector<std::array<float, 3>>& values) {
    vtkNew<vtkFloatArray> triples;
    triples->SetNumberOfComponents(3);
    triples->SetNumberOfTuples(static_cast<vtkIdType>(values.size()));
    std::ranges::copy(values | std::views::join, triples->GetPointer(0));
    return triples;
}

vtkNew<vtkPolyData> meshOf(const ClassSurface& surface) {
    vtkNew<vtkPoints> points;
    points->SetData(triplesOf(surface.mesh.pointsMm));
    vtkNew<vtkTypeInt32Array> corners;
    corners->SetNumberOfValues(static_cast<vtkIdType>(3 * surface.mesh.triangles.size()));
    std::ranges::copy(surface.mesh.triangles | std::views::join, corners->GetPointer(0));
    vtkNew<vtkCellArray> triangles;
    triangles->SetData(3, corners);
    vtkNew<vtkPolyData> mesh;
    mesh->SetPoints(points);
    mesh->SetPolys(triangles);
    mesh->GetPointData()->SetNormals(triplesOf(surface.normals));
    return mesh;
}

}  // namespace

void setColour(vtkActor& actor, const QColor& colour) {
    actor.GetProperty()->SetColor(colour.redF(), colour.greenF(), colour.blueF());
}

void showSurface(vtkActor& actor, const ClassSurface& surface) {
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(meshOf(surface));
    mapper->ScalarVisibilityOff();
    actor.SetMapper(mapper);
    setColour(actor, surface.colour);
    actor.GetProperty()->SetSpecular(0.25);
    actor.GetProperty()->SetSpecularPower(20);
    setOpacity(actor, surface.opacity);
}

void setOpacity(vtkActor& actor, double opacity) {
    actor.GetProperty()->SetOpacity(opacity);
    // Of a closed surface that lets light through only the side before the viewer, which needs no sorting.
    actor.GetProperty()->SetBackfaceCulling(opacity < 1);
}

void showFrame(vtkActor& actor, const Geometry& grid) {
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> edges;
    for (unsigned corner = 0; corner < 8; ++corner) {
        Vector3 index{};
        for (unsigned axis = 0; axis < 3; ++axis) {
            const bool isFar = ((corner >> axis) & 1U) != 0;
            index[axis] = isFar ? static_cast<double>(grid.size[axis]) - 0.5 : -0.5;
            if (!isFar) {
                edges->InsertNextCell({corner, corner | (1U << axis)});
            }
        }
        points->InsertNextPoint(grid.positionMm(index).data());
    }
    vtkNew<vtkPolyData> frame;
    frame->SetPoints(points);
    frame->SetLines(edges);
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(frame);
    actor.SetMapper(mapper);
}

}  // namespace tandem
