#include "core/settings/prediction_settings.h"

#include <algorithm>

namespace tandem {

const std::vector<Field<PredictionSettings>>& PredictionSettings::fields() {
    using S = PredictionSettings;
    static const std::vector<Field<S>> kFields{
        field(&S::maps, {.key = "maps",
                         .title = "Maps",
                         .description = "What to compute: the label, also the probabilities, or all maps."}),
        field(&S::device,
              {.key = "device", .title = "Device", .description = "Where to compute: auto, cpu, cuda or cuda:N."}),
        field(&S::precision,
              {.key = "precision",
               .title = "Precision",
               .description = "Arithmetic of the convolutions; auto uses bfloat16 where the hardware has it.",
               .advanced = true}),
        field(&S::patch, {.key = "patch",
                          .title = "Window",
                          .description = "Size of the windows, multiples of 16; 0 is the patch of the training.",
                          .unit = "voxels",
                          .minimum = 0,
                          .maximum = 1024,
                          .advanced = true,
                          .zero = "as trained"}),
        field(&S::stride, {.key = "stride",
                           .title = "Stride",
                           .description = "Distance of windows; 0 is the test stride of the run.",
                           .unit = "voxels",
                           .minimum = 0,
                           .maximum = 1024,
                           .advanced = true,
                           .zero = "as tested"}),
        field(&S::windowBatch, {.key = "window-batch",
                                .title = "Windows at once",
                                .description = "Windows computed together; more is faster and needs more memory.",
                                .minimum = 1,
                                .maximum = 64,
                                .advanced = true}),
    };
    return kFields;
}

std::vector<SettingProblem> PredictionSettings::problems() const {
    std::vector<SettingProblem> found;
    if (std::ranges::any_of(patch, [](std::int64_t side) { return side % 16 != 0; })) {
        found.push_back(
            {{"patch"}, "The setting patch is " + textOf(patch) + ", but each side must be a multiple of 16 voxels."});
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (patch[axis] > 0 && stride[axis] > patch[axis]) {
            found.push_back({{"stride", "patch"},
                             "The setting stride is " + textOf(stride) +
                                 ", longer in one axis than the setting patch, which is " + textOf(patch) +
                                 ": voxels between windows would be left out."});
            break;
        }
    }
    return found;
}

void PredictionSettings::check() const {
    throwFirst(problems());
}

}  // namespace tandem
