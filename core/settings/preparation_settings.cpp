#include "core/settings/preparation_settings.h"

namespace tandem {

const std::vector<Field<PreparationSettings>>& PreparationSettings::fields() {
    using S = PreparationSettings;
    constexpr const char* kClippedOnly = "Used when intensities are clipped.";
    constexpr const char* kBoxOnly = "Used when volumes are cropped to a box given by hand.";
    constexpr const char* kPredictionOnly = "Used when volumes are cropped by predictions.";
    const auto isByPrediction = [](const S& settings) { return settings.crop == Crop::Prediction; };
    const auto isBox = [](const S& settings) { return settings.crop == Crop::Box; };
    const auto isClipped = [](const S& settings) { return settings.clip; };
    static const std::vector<Field<S>> kFields{
        field(&S::orientation, {.key = "orientation",
                                .title = "Axis order",
                                .description = "Turn every volume to a canonical axis order, or keep its own."}),
        field(&S::spacingMm, {.key = "spacing",
                              .title = "Target spacing",
                              .description = "Voxel spacing to resample to; 0 keeps an axis as it is.",
                              .unit = "mm",
                              .minimum = 0,
                              .maximum = 100,
                              .zero = "keep"}),
        field(&S::interpolation, {.key = "interpolation",
                                  .title = "Interpolation",
                                  .description = "How images are resampled; labels always take the nearest voxel.",
                                  .advanced = true})
            .onlyWhen([](const S& settings) { return settings.spacingMm != Vector3{0, 0, 0}; },
                      "Used when volumes are resampled to a target spacing."),
        field(&S::clip,
              {.key = "clip", .title = "Clip intensities", .description = "Limit intensities to the window below."}),
        field(&S::clipLow,
              {.key = "clip-low", .title = "Lowest intensity", .description = "Lower end of the intensity window."})
            .onlyWhen(isClipped, kClippedOnly),
        field(&S::clipHigh,
              {.key = "clip-high", .title = "Highest intensity", .description = "Upper end of the intensity window."})
            .onlyWhen(isClipped, kClippedOnly),
        field(&S::clipPercentile,
              {.key = "clip-percentile",
               .title = "Clip at percentile",
               .description = "Limit each channel to this percentile of its voxels after cropping, as for the few "
                              "brightest of brain MR.",
               .unit = "%",
               .minimum = 0,
               .maximum = 100,
               .isLater = true,
               .zero = "no limit"}),
        field(&S::crop,
              {.key = "crop",
               .title = "Crop",
               .description = "Keep all, the box of non-zero voxels, the label's box where there is one, else "
                              "that of a run's prediction, or a box given by hand."}),
        field(&S::cropMargin, {.key = "crop-margin",
                               .title = "Crop margin",
                               .description = "Voxels kept around the box.",
                               .unit = "voxels",
                               .minimum = 0,
                               .maximum = 1000})
            .onlyWhen([](const S& settings) { return settings.crop != Crop::None && settings.crop != Crop::Box; },
                      "Used when volumes are cropped to a box that is found."),
        field(&S::cropRun, {.key = "crop-run",
                            .title = "Crop by run",
                            .description = "Number of the coarse run whose predictions give the box of cases without a "
                                           "label.",
                            .minimum = 0,
                            .isLater = true,
                            .zero = "none"})
            .onlyWhen(isByPrediction, kPredictionOnly),
        field(&S::cropCheckpoint,
              {.key = "crop-checkpoint",
               .title = "Crop by checkpoint",
               .description = "SHA-256 of the weights of that run whose predictions give the box; of the newest "
                              "predictions if empty, which a run that trains so is kept to.",
               .advanced = true,
               .isLater = true})
            .onlyWhen(isByPrediction, kPredictionOnly),
        field(&S::cropFromMm, {.key = "crop-from",
                               .title = "Box from",
                               .description = "Corner of the box on the patient's right, in front, at the foot: LPS "
                                              "positions as a slice tells them, right, front and foot negative.",
                               .unit = "mm",
                               .isLater = true})
            .onlyWhen(isBox, kBoxOnly),
        field(&S::cropToMm, {.key = "crop-to",
                             .title = "Box to",
                             .description = "The opposite corner, on the left, at the back, towards the head.",
                             .unit = "mm",
                             .isLater = true})
            .onlyWhen(isBox, kBoxOnly),
        field(&S::normalisation,
              {.key = "normalisation",
               .title = "Normalisation",
               .description = "Shift and scale to mean 0 and deviation 1, over all or non-zero voxels, or all by mean "
                              "and deviation of those over zero."}),
        field(&S::keepsNormalised,
              {.key = "keep-normalised",
               .title = "Keep normalised HDF5",
               .description = "Leave intensities of HDF5 files as they are that were normalised before they were "
                              "cropped, as the field's are.",
               .isLater = true}),
    };
    return kFields;
}

std::vector<SettingProblem> PreparationSettings::problems() const {
    if (clip && !(clipLow < clipHigh)) {
        return {{{"clip-low", "clip-high", "clip"},
                 "The setting clip-low is " + textOf(clipLow) + ", but must be below clip-high, which is " +
                     textOf(clipHigh) + "."}};
    }
    if (crop == Crop::Prediction && cropRun == 0) {
        return {{{"crop-run", "crop"}, "The setting crop-run must be the number of a run that predicted the cases."}};
    }
    const auto isBeyond = [this](std::size_t axis) { return cropFromMm[axis] < cropToMm[axis]; };
    if (crop == Crop::Box && !(isBeyond(0) && isBeyond(1) && isBeyond(2))) {
        return {{{"crop-to", "crop-from", "crop"},
                 "The setting crop-to is " + textOf(cropToMm) + ", but must be above crop-from, which is " +
                     textOf(cropFromMm) + ", in each of its three numbers."}};
    }
    return {};
}

void PreparationSettings::check() const {
    throwFirst(problems());
}

}  // namespace tandem
