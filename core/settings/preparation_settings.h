// How source images become prepared cases: reorient, resample, clip, crop, normalise, in this order. A plain value.
#pragma once

#include "core/settings/field_table.h"
#include "core/volume/geometry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

/// A canonical axis order.
enum class AxisOrder { Keep, Lps, Ras };
template <>
inline constexpr std::array<std::string_view, 3> kChoiceTexts<AxisOrder>{"keep", "LPS", "RAS"};

/// Of images; labels always take the nearest voxel.
enum class Interpolation { Linear, BSpline };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<Interpolation>{"linear", "b-spline"};

/// NonZero: to the box of the image; Label: of the label, where cases without one keep all; Prediction: of the label,
/// or of what a run predicted of a case without one; Box: from one corner to another, given by hand.
enum class Crop { None, NonZero, Label, Prediction, Box };
template <>
inline constexpr std::array<std::string_view, 5> kChoiceTexts<Crop>{"none", "non-zero", "label", "prediction", "box"};

/// ZScoreOfPositive: mean and deviation are of the voxels over zero, but every voxel is shifted and scaled by them.
enum class Normalisation { None, ZScore, ZScoreNonZero, ZScoreOfPositive };
template <>
inline constexpr std::array<std::string_view, 4> kChoiceTexts<Normalisation>{"none", "z-score", "z-score-non-zero",
                                                                             "z-score-of-positive"};

struct PreparationSettings {
    AxisOrder orientation = AxisOrder::Keep;
    Vector3 spacingMm{0, 0, 0};  ///< target spacing; 0 keeps the axis as it is
    Interpolation interpolation = Interpolation::Linear;
    bool clip = false;  ///< clip intensities to clipLow..clipHigh
    double clipLow = 0;
    double clipHigh = 0;
    double clipPercentile = 0;  ///< of a channel's voxels, to which those above it are limited; 0 for none
    Crop crop = Crop::None;
    std::int64_t cropMargin = 0;  ///< voxels kept around a box that was found
    std::int64_t cropRun = 0;     ///< whose predictions give the box, for Crop::Prediction
    std::string cropCheckpoint;   ///< SHA-256 of its weights that made them; empty for the newest
    Vector3 cropFromMm{0, 0, 0};  ///< LPS position of the box's corner on the right, in front, at the foot
    Vector3 cropToMm{0, 0, 0};    ///< and of the opposite one
    Normalisation normalisation = Normalisation::ZScore;
    bool keepsNormalised = false;  ///< HDF5 that was normalised before it was cropped keeps its intensities

    bool operator==(const PreparationSettings&) const = default;

    [[nodiscard]] static const std::vector<Field<PreparationSettings>>& fields();
    /// Where the fields do not hold together.
    [[nodiscard]] std::vector<SettingProblem> problems() const;
    /// Throws Error (InvalidInput) with the first of them. See checkSettings().
    void check() const;
};

}  // namespace tandem
