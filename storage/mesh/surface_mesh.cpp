#include "storage/mesh/surface_mesh.h"

#include "core/base/error.h"
#include "core/volume/box.h"

#include <vtkDiscreteFlyingEdges3D.h>
#include <vtkIdList.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkWindowedSincPolyDataFilter.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace tandem {
namespace {

/// 1 where the value is, with a border of 0 so that the surface closes; in mm along the grid's own axes.
vtkNew<vtkImageData> maskOf(const LabelVolume& label, std::uint8_t value, const Box& box) {
    vtkNew<vtkImageData> mask;
    std::array<int, 3> size{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<int>(box.size[axis] + 2);
    }
    mask->SetDimensions(size.data());
    mask->SetSpacing(label.geometry().spacingMm.data());
    mask->AllocateScalars(VTK_UNSIGNED_CHAR, 1);
    auto* const voxels = static_cast<std::uint8_t*>(mask->GetScalarPointer());
    std::fill_n(voxels, mask->GetNumberOfPoints(), std::uint8_t{0});
    for (std::int64_t z = 0; z < box.size[2]; ++z) {
        for (std::int64_t y = 0; y < box.size[1]; ++y) {
            std::uint8_t* const row = voxels + 1 + size[0] * ((y + 1) + size[1] * (z + 1));
            for (std::int64_t x = 0; x < box.size[0]; ++x) {
                row[x] = label.at(box.first[0] + x, box.first[1] + y, box.first[2] + z) == value ? 1 : 0;
            }
        }
    }
    return mask;
}

double determinant(const Matrix3& m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/// From mm along the axes of the mask to the patient.
SurfaceMesh inPatient(vtkPolyData& surface, const Geometry& geometry, const Box& box) {
    SurfaceMesh mesh;
    mesh.pointsMm.reserve(static_cast<std::size_t>(surface.GetNumberOfPoints()));
    for (vtkIdType point = 0; point < surface.GetNumberOfPoints(); ++point) {
        Vector3 index{};
        surface.GetPoint(point, index.data());
        for (std::size_t axis = 0; axis < 3; ++axis) {
            index[axis] = index[axis] / geometry.spacingMm[axis] + static_cast<double>(box.first[axis] - 1);
        }
        const Vector3 at = geometry.positionMm(index);
        mesh.pointsMm.push_back({static_cast<float>(at[0]), static_cast<float>(at[1]), static_cast<float>(at[2])});
    }
    const bool isMirrored = determinant(geometry.direction) < 0;
    vtkNew<vtkIdList> corners;
    for (vtkIdType cell = 0; cell < surface.GetNumberOfCells(); ++cell) {
        surface.GetCellPoints(cell, corners);
        std::array<std::uint32_t, 3> triangle{};
        for (std::size_t corner = 0; corner < 3; ++corner) {
            triangle[corner] = static_cast<std::uint32_t>(corners->GetId(static_cast<vtkIdType>(corner)));
        }
        if (isMirrored) {
            std::swap(triangle[1], triangle[2]);
        }
        mesh.triangles.push_back(triangle);
    }
    return mesh;
}

}  // namespace

SurfaceMesh surfaceMeshOf(const LabelVolume& label, std::uint8_t value, const SurfaceSettings& settings,
                          const std::stop_token& stop) {
    if (label.isEmpty()) {
        throw Error(ErrorCode::InvalidInput, "A label map without voxels has no surfaces.");
    }
    const auto voxels = label.voxels();
    const auto box = boundingBox(label.geometry().size, [&](std::size_t at) { return voxels[at] == value; });
    if (!box) {
        return {};
    }
    throwIfStopped(stop);
    const vtkNew<vtkImageData> mask = maskOf(label, value, *box);
    vtkNew<vtkDiscreteFlyingEdges3D> edges;
    edges->SetInputData(mask);
    edges->SetValue(0, 1);
    edges->ComputeNormalsOff();
    edges->ComputeGradientsOff();
    edges->ComputeScalarsOff();
    edges->Update();
    throwIfStopped(stop);
    if (settings.smoothingIterations == 0) {
        return inPatient(*edges->GetOutput(), label.geometry(), *box);
    }
    vtkNew<vtkWindowedSincPolyDataFilter> smooth;
    smooth->SetInputConnection(edges->GetOutputPort());
    smooth->SetNumberOfIterations(settings.smoothingIterations);
    smooth->SetPassBand(settings.passBand);
    smooth->BoundarySmoothingOff();
    smooth->FeatureEdgeSmoothingOff();
    smooth->NonManifoldSmoothingOn();
    smooth->NormalizeCoordinatesOn();
    smooth->Update();
    throwIfStopped(stop);
    return inPatient(*smooth->GetOutput(), label.geometry(), *box);
}

std::array<float, 3> crossProduct(const SurfaceMesh& mesh, const std::array<std::uint32_t, 3>& triangle) {
    const auto& [a, b, c] = triangle;
    std::array<float, 3> u{};
    std::array<float, 3> v{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        u[axis] = mesh.pointsMm[b][axis] - mesh.pointsMm[a][axis];
        v[axis] = mesh.pointsMm[c][axis] - mesh.pointsMm[a][axis];
    }
    return {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
}

std::array<float, 3> ofLengthOne(const std::array<float, 3>& along) {
    const float length = std::hypot(along[0], along[1], along[2]);
    return length > 0 ? std::array{along[0] / length, along[1] / length, along[2] / length} : std::array<float, 3>{};
}

}  // namespace tandem
