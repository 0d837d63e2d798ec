// How source images become prepared cases: reorient, resample, clip, crop, normalise, in this order. A plain value.
#pragma once

#include "core/settings/field_table.h"
#include "core/volume/geometry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

struct PreparationSettings {
    std::string orientation = "keep";      ///< keep, or the canonical axis order LPS or RAS
    Vector3 spacingMm{0, 0, 0};            ///< target spacing; 0 keeps the axis as it is
    std::string interpolation = "linear";  ///< of the image: linear or b-spline; labels are always nearest
    bool clip = false;                     ///< clip intensities to clipLow..clipHigh
    double clipLow = 0;
    double clipHigh = 0;
    std::string crop = "none";    ///< none, non-zero (box of the image) or label (box; cases without keep all)
    std::int64_t cropMargin = 0;  ///< voxels kept around the box
    std::string normalisation = "z-score";  ///< none, z-score or z-score-non-zero

    bool operator==(const PreparationSettings&) const = default;

    [[nodiscard]] static const std::vector<Field<PreparationSettings>>& fields();
    /// Where the fields do not hold together.
    [[nodiscard]] std::vector<SettingProblem> problems() const;
    /// Throws Error (InvalidInput) with the first of them. See checkSettings().
    void check() const;
};

}  // namespace tandem
