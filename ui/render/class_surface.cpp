#include "ui/render/class_surface.h"

#include <vtkCellArray.h>
#include <vtkDataArray.h>
#include <vtkDiscreteFlyingEdges3D.h>
#include <vtkIdList.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataNormals.h>
#include <vtkWindowedSincPolyDataFilter.h>

#include <algorithm>
#include <array>

namespace tandem {
namespace {

struct Box {
    Index3 low{};
    Index3 high{};  ///< inclusive
    bool isEmpty = true;

    void add(const Index3& voxel) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            low[axis] = isEmpty ? voxel[axis] : std::min(low[axis], voxel[axis]);
            high[axis] = isEmpty ? voxel[axis] : std::max(high[axis], voxel[axis]);
        }
        isEmpty = false;
    }
};

Box boxOf(const LabelVolume& labels, std::uint8_t value) {
    Box box;
    const Index3& size = labels.geometry().size;
    const std::uint8_t* voxel = labels.voxels().data();
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x, ++voxel) {
                if (*voxel == value) {
                    box.add({x, y, z});
                }
            }
        }
    }
    return box;
}

/// 1 where the value is, with a border of 0 so that the surface closes. In mm along the grid's axes.
vtkNew<vtkImageData> maskOf(const LabelVolume& labels, std::uint8_t value, const Box& box) {
    vtkNew<vtkImageData> mask;
    const Vector3& spacing = labels.geometry().spacingMm;
    std::array<int, 3> size{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<int>(box.high[axis] - box.low[axis] + 3);
    }
    mask->SetDimensions(size.data());
    mask->SetSpacing(spacing.data());
    mask->AllocateScalars(VTK_UNSIGNED_CHAR, 1);
    auto* const voxels = static_cast<std::uint8_t*>(mask->GetScalarPointer());
    std::fill_n(voxels, mask->GetNumberOfPoints(), std::uint8_t{0});
    for (std::int64_t z = box.low[2]; z <= box.high[2]; ++z) {
        for (std::int64_t y = box.low[1]; y <= box.high[1]; ++y) {
            std::uint8_t* const row = voxels + 1 + size[0] * ((y - box.low[1] + 1) + size[1] * (z - box.low[2] + 1));
            for (std::int64_t x = box.low[0]; x <= box.high[0]; ++x) {
                row[x - box.low[0]] = labels.at(x, y, z) == value ? 1 : 0;
            }
        }
    }
    return mask;
}

/// From mm along the grid's axes to the patient.
Vector3 turned(const Matrix3& direction, const std::array<double, 3>& along) {
    Vector3 result{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            result[row] += direction[row][axis] * along[axis];
        }
    }
    return result;
}

void append(std::vector<float>& list, const Vector3& three) {
    for (const double coordinate : three) {
        list.push_back(static_cast<float>(coordinate));
    }
}

ClassSurface taken(vtkPolyData& mesh, const Geometry& geometry, const Box& box, const QColor& colour) {
    ClassSurface surface{.colour = colour};
    vtkDataArray* const normals = mesh.GetPointData()->GetNormals();
    surface.pointsMm.reserve(3 * static_cast<std::size_t>(mesh.GetNumberOfPoints()));
    surface.normals.reserve(surface.pointsMm.capacity());
    for (vtkIdType point = 0; point < mesh.GetNumberOfPoints(); ++point) {
        std::array<double, 3> at{};
        mesh.GetPoint(point, at.data());
        Vector3 index{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            index[axis] = at[axis] / geometry.spacingMm[axis] + static_cast<double>(box.low[axis] - 1);
        }
        append(surface.pointsMm, geometry.positionMm(index));
        normals->GetTuple(point, at.data());
        append(surface.normals, turned(geometry.direction, at));
    }
    vtkNew<vtkIdList> corners;
    for (vtkIdType cell = 0; cell < mesh.GetNumberOfCells(); ++cell) {
        mesh.GetCellPoints(cell, corners);
        for (vtkIdType corner = 0; corner < corners->GetNumberOfIds(); ++corner) {
            surface.corners.push_back(static_cast<std::int32_t>(corners->GetId(corner)));
        }
    }
    return surface;
}

}  // namespace

ClassSurface surfaceOf(const LabelVolume& labels, std::uint8_t value, const QColor& colour) {
    const Box box = boxOf(labels, value);
    if (box.isEmpty) {
        return {.colour = colour};
    }
    const vtkNew<vtkImageData> mask = maskOf(labels, value, box);
    vtkNew<vtkDiscreteFlyingEdges3D> edges;
    edges->SetInputData(mask);
    edges->SetValue(0, 1);
    edges->ComputeNormalsOff();
    edges->ComputeGradientsOff();
    edges->ComputeScalarsOff();
    vtkNew<vtkWindowedSincPolyDataFilter> smooth;
    smooth->SetInputConnection(edges->GetOutputPort());
    smooth->SetNumberOfIterations(20);
    smooth->SetPassBand(0.05);
    smooth->BoundarySmoothingOff();
    smooth->FeatureEdgeSmoothingOff();
    smooth->NonManifoldSmoothingOn();
    smooth->NormalizeCoordinatesOn();
    vtkNew<vtkPolyDataNormals> normals;
    normals->SetInputConnection(smooth->GetOutputPort());
    normals->SplittingOff();
    normals->ConsistencyOff();
    normals->Update();
    return taken(*normals->GetOutput(), labels.geometry(), box, colour);
}

}  // namespace tandem
