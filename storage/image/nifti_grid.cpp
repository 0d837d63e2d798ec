#include "storage/image/nifti_grid.h"

#include "core/base/error.h"
#include "storage/image/header_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tandem {
namespace {

double millimetresPerUnit(int units) {
    constexpr int kSpaceMask = 7;
    constexpr int kMetre = 1;
    constexpr int kMicron = 3;
    switch (units & kSpaceMask) {
        case kMetre:
            return 1000;
        case kMicron:
            return 1e-3;
        default:
            return 1;
    }
}

/// NIfTI's RAS to LPS, and the file's unit to mm.
Geometry inLps(Index3 size, Matrix3 columns, Vector3 origin, double scale) {
    constexpr Vector3 kLpsFromRas{-1, -1, 1};
    for (std::size_t row = 0; row < 3; ++row) {
        for (double& value : columns[row]) {
            value *= kLpsFromRas[row] * scale;
        }
        origin[row] = kLpsFromRas[row] * scale * origin[row] + 0.0;  // no negative zero
    }
    Geometry geometry;
    geometry.size = size;
    geometry.originMm = origin;
    setAxes(geometry, columns);
    return geometry;
}

Geometry sformGrid(const NiftiFields& fields, const Index3& size) {
    Matrix3 columns;
    Vector3 origin;
    for (std::size_t row = 0; row < 3; ++row) {
        std::copy_n(fields.srow[row].begin(), 3, columns[row].begin());
        origin[row] = fields.srow[row][3];
    }
    return inLps(size, columns, origin, millimetresPerUnit(fields.units));
}

/// Method 2 of nifti1.h: a rotation given by a unit quaternion of which the first part is left out.
Geometry qformGrid(const NiftiFields& fields, const Index3& size) {
    auto [b, c, d] = fields.quaternion;
    double a = 1 - (b * b + c * c + d * d);
    if (a < 1e-7) {  // half a turn: rounding may have made the parts longer than 1
        const double norm = std::sqrt(b * b + c * c + d * d);
        b /= norm;
        c /= norm;
        d /= norm;
        a = 0;
    } else {
        a = std::sqrt(a);
    }
    Matrix3 columns{{{a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
                     {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
                     {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b}}};
    const double handedness = fields.pixdim[0] < 0 ? -1 : 1;
    for (Vector3& row : columns) {
        row[0] *= std::abs(fields.pixdim[1]);
        row[1] *= std::abs(fields.pixdim[2]);
        row[2] *= std::abs(fields.pixdim[3]) * handedness;
    }
    return inLps(size, columns, fields.qOffset, millimetresPerUnit(fields.units));
}

Matrix3 diagonal(const NiftiFields& fields) {
    return {
        {{std::abs(fields.pixdim[1]), 0, 0}, {0, std::abs(fields.pixdim[2]), 0}, {0, 0, std::abs(fields.pixdim[3])}}};
}

/// dbh.h's orient: 0 to 2 transverse, coronal, sagittal unflipped; 3 to 5 the same flipped along their second axis.
Geometry analyzeGrid(const NiftiFields& fields, const Index3& size) {
    struct Axis {
        std::size_t row;  // of LPS
        double sign;
    };
    constexpr Axis kLeft{0, 1};
    constexpr Axis kFront{1, -1};
    constexpr Axis kBack{1, 1};
    constexpr Axis kHead{2, 1};
    constexpr Axis kFoot{2, -1};
    constexpr std::array<std::array<Axis, 3>, 6> kAxes{{{kLeft, kFront, kHead},
                                                        {kLeft, kHead, kFront},
                                                        {kFront, kHead, kLeft},
                                                        {kLeft, kBack, kHead},
                                                        {kLeft, kFoot, kFront},
                                                        {kFront, kFoot, kLeft}}};
    const std::size_t orient = fields.analyzeOrient < 6 ? static_cast<std::size_t>(fields.analyzeOrient) : 0;
    Geometry geometry;
    geometry.size = size;
    geometry.direction = {};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        geometry.spacingMm[axis] = std::abs(fields.pixdim[axis + 1]);
        geometry.direction[kAxes[orient][axis].row][axis] = kAxes[orient][axis].sign;
    }
    return geometry;
}

bool isUsable(const Geometry& geometry) {
    try {
        geometry.check();
        return true;
    } catch (const Error&) {
        return false;
    }
}

Geometry chosenTransform(const NiftiFields& fields, const Index3& size, const std::string& name,
                         std::vector<Finding>& findings) {
    const Geometry bySform = sformGrid(fields, size);
    if (fields.qformCode <= 0) {
        return bySform;
    }
    const Geometry byQform = qformGrid(fields, size);
    if (!isUsable(bySform) && isUsable(byQform)) {
        findings.push_back({FindingSeverity::Warning,
                            name + " has a sheared or unusable sform, so its qform decides where it lies.",
                            "Check its place in another viewer if it matters to you."});
        return byQform;
    }
    if (isUsable(bySform) && isUsable(byQform) && differenceOf(bySform, byQform)) {
        findings.push_back({FindingSeverity::Warning,
                            name + " has two transforms that differ, and its sform decides where it lies: " +
                                *differenceOf(bySform, byQform) + ".",
                            "Make sform and qform agree if the other one is right."});
    }
    return bySform;
}

}  // namespace

Geometry niftiGrid(const NiftiFields& fields, const std::string& name, std::vector<Finding>& findings) {
    const Index3 size{fields.dim[1], fields.dim[2], fields.dim[3]};
    if (fields.kind == NiftiKind::Analyze) {
        findings.push_back({FindingSeverity::Warning,
                            name + " is an Analyze file, a format that does not say for certain which side is left.",
                            "Check the sides in a viewer, or convert the original to NIfTI."});
        return analyzeGrid(fields, size);
    }
    if (fields.sformCode > 0) {
        return chosenTransform(fields, size, name, findings);
    }
    if (fields.qformCode > 0) {
        return qformGrid(fields, size);
    }
    findings.push_back(
        {FindingSeverity::Warning,
         name + " does not say how it lies in the patient; its axes are taken to run right, front, head.",
         "Check the orientation in a viewer, or convert the original again."});
    return inLps(size, diagonal(fields), {0, 0, 0}, millimetresPerUnit(fields.units));
}

}  // namespace tandem
