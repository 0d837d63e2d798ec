#include "ui/render/class_surface.h"

#include <cmath>
#include <utility>

namespace tandem {
namespace {

using Triple = std::array<float, 3>;

/// Of the triangles that meet in a point, the large ones count for more.
std::vector<Triple> normalsOf(const SurfaceMesh& mesh) {
    std::vector<Triple> normals(mesh.pointsMm.size());
    for (const auto& triangle : mesh.triangles) {
        const Triple across = crossProduct(mesh, triangle);
        for (const std::uint32_t corner : triangle) {
            for (std::size_t axis = 0; axis < 3; ++axis) {
                normals[corner][axis] += across[axis];
            }
        }
    }
    for (Triple& normal : normals) {
        normal = ofLengthOne(normal);
    }
    return normals;
}

}  // namespace

ClassSurface surfaceOf(const LabelVolume& labels, std::uint8_t value, const QColor& colour,
                       const std::stop_token& stop) {
    SurfaceMesh mesh = surfaceMeshOf(labels, value, {}, stop);
    std::vector<Triple> normals = normalsOf(mesh);
    return {.colour = colour, .mesh = std::move(mesh), .normals = std::move(normals)};
}

}  // namespace tandem
