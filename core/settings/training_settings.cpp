#include "core/settings/training_settings.h"

#include <algorithm>
#include <cmath>

namespace tandem {

const std::vector<Field<TrainingSettings>>& TrainingSettings::fields() {
    using S = TrainingSettings;
    constexpr const char* kUnlabelledOnly = "Used by methods that learn from unlabelled cases.";
    static const std::vector<Field<S>> kFields{
        field(&S::method, {.key = "method",
                           .title = "Method",
                           .description = "How the network learns: from labelled cases alone, or from all of them."}),
        field(&S::device,
              {.key = "device", .title = "Device", .description = "Where to compute: auto, cpu, cuda or cuda:N."}),
        field(&S::precision,
              {.key = "precision",
               .title = "Precision",
               .description = "Arithmetic of the convolutions; auto uses bfloat16 where the hardware has it."}),
        field(&S::filters, {.key = "filters",
                            .title = "Filters",
                            .description = "Channels of the network's finest level; each deeper level doubles them.",
                            .minimum = 1,
                            .maximum = 256}),
        field(&S::dropout, {.key = "dropout",
                            .title = "Dropout",
                            .description = "Probability of dropping a feature channel while training.",
                            .minimum = 0,
                            .maximum = 0.95,
                            .advanced = true}),
        field(&S::patch, {.key = "patch",
                          .title = "Patch",
                          .description = "Size of the patches that the network sees; multiples of 16.",
                          .unit = "voxels",
                          .minimum = 16,
                          .maximum = 1024}),
        field(&S::labelledBatch, {.key = "labelled-batch",
                                  .title = "Labelled patches per step",
                                  .description = "Patches of labelled cases in every step.",
                                  .minimum = 1,
                                  .maximum = 64}),
        field(&S::unlabelledBatch, {.key = "unlabelled-batch",
                                    .title = "Unlabelled patches per step",
                                    .description = "Patches of unlabelled cases in every step.",
                                    .minimum = 0,
                                    .maximum = 64})
            .onlyWhen(&S::usesUnlabelled, kUnlabelledOnly),
        field(&S::iterations, {.key = "iterations",
                               .title = "Iterations",
                               .description = "Training steps in all.",
                               .minimum = 1,
                               .maximum = 1e9}),
        field(&S::learningRate, {.key = "learning-rate",
                                 .title = "Learning rate",
                                 .description = "Step width of stochastic gradient descent.",
                                 .minimum = 1e-9,
                                 .maximum = 10,
                                 .advanced = true}),
        field(&S::schedule, {.key = "schedule",
                             .title = "Learning-rate schedule",
                             .description = "Constant as in the paper, or falling polynomially to zero.",
                             .advanced = true}),
        field(&S::scheduleIterations,
              {.key = "schedule-iterations",
               .title = "Schedule length",
               .description = "Iterations in which a polynomial schedule falls, before its last rate stays; 0 is all.",
               .unit = "iterations",
               .minimum = 0,
               .maximum = 1e9,
               .advanced = true,
               .zero = "all iterations"}),
        field(&S::momentum, {.key = "momentum",
                             .title = "Momentum",
                             .description = "Of stochastic gradient descent.",
                             .minimum = 0,
                             .maximum = 0.9999,
                             .advanced = true}),
        field(&S::weightDecay, {.key = "weight-decay",
                                .title = "Weight decay",
                                .description = "Pull of the weights towards zero.",
                                .minimum = 0,
                                .maximum = 1,
                                .advanced = true}),
        field(&S::supervisedWeight, {.key = "supervised-weight",
                                     .title = "Supervised weight",
                                     .description = "Lambda, the weight of the Dice loss on labelled patches.",
                                     .minimum = 0,
                                     .maximum = 1000,
                                     .advanced = true}),
        field(&S::rampIterations, {.key = "ramp-iterations",
                                   .title = "Ramp length",
                                   .description = "Iterations until the mutual loss has its full weight.",
                                   .unit = "iterations",
                                   .minimum = 0,
                                   .maximum = 1e9,
                                   .advanced = true,
                                   .zero = "at once"})
            .onlyWhen(&S::usesUnlabelled, kUnlabelledOnly),
        field(&S::augmentation, {.key = "augmentation",
                                 .title = "Augmentation",
                                 .description = "Random quarter turns and a flip in two of the axes, or none.",
                                 .advanced = true}),
        field(&S::turnedAxes,
              {.key = "turned-axes",
               .title = "Turned axes",
               .description = "The axes in which patches are turned and flipped; published code of BraTS-2019 has them "
                              "in the order z, y, x.",
               .advanced = true})
            .onlyWhen([](const S& settings) { return settings.augmentation == Augmentation::RotateFlip; },
                      "Used when patches are turned and flipped."),
        field(&S::sampling,
              {.key = "sampling",
               .title = "Sampling",
               .description = "Every place of a patch alike and unlabelled cases in passes of their own, or as "
                              "published code does: never the last place, and with each pass over the labelled cases "
                              "a new one over the unlabelled.",
               .advanced = true}),
        field(&S::knownShare,
              {.key = "known-share",
               .title = "Patches around known voxels",
               .description = "Share of a partly labelled case's patches that are placed around a known voxel.",
               .minimum = 0,
               .maximum = 1,
               .advanced = true}),
        field(&S::validationInterval, {.key = "validation-interval",
                                       .title = "Validate every",
                                       .description = "Iterations between validations; 0 validates at the end only.",
                                       .unit = "iterations",
                                       .minimum = 0,
                                       .maximum = 1e9,
                                       .advanced = true,
                                       .zero = "at the end only"}),
        field(&S::validationStride, {.key = "validation-stride",
                                     .title = "Validation stride",
                                     .description = "Distance of windows in validations; 0 is half the patch.",
                                     .unit = "voxels",
                                     .minimum = 0,
                                     .maximum = 1024,
                                     .advanced = true,
                                     .zero = "half"}),
        field(&S::testStride, {.key = "test-stride",
                               .title = "Test stride",
                               .description = "Distance of windows in the last validation and in predictions.",
                               .unit = "voxels",
                               .minimum = 1,
                               .maximum = 1024,
                               .advanced = true}),
        field(&S::checkpointInterval, {.key = "checkpoint-interval",
                                       .title = "Save every",
                                       .description = "Iterations between saves of the last state.",
                                       .unit = "iterations",
                                       .minimum = 1,
                                       .maximum = 1e9,
                                       .advanced = true}),
        field(&S::checkpointSeconds, {.key = "checkpoint-seconds",
                                      .title = "Save after",
                                      .description = "Time after which the last state is saved before that.",
                                      .unit = "s",
                                      .minimum = 0,
                                      .maximum = 86400,
                                      .advanced = true,
                                      .zero = "never"}),
        field(&S::seed, {.key = "seed",
                         .title = "Seed",
                         .description = "Start of every random generator.",
                         .minimum = 0,
                         .maximum = 9007199254740991.0}),
        field(&S::deterministic, {.key = "deterministic",
                                  .title = "Deterministic",
                                  .description = "On the CPU, the same numbers at every repetition with as many "
                                                 "threads; a resumed run takes as many again.",
                                  .advanced = true}),
        field(&S::placement, {.key = "placement",
                              .title = "Volumes live",
                              .description = "On the device, streamed from the cache, or whichever fits.",
                              .advanced = true}),
        field(&S::prefetchThreads, {.key = "prefetch-threads",
                                    .title = "Prefetch threads",
                                    .description = "Threads that cut patches when volumes are streamed.",
                                    .minimum = 0,
                                    .maximum = 64,
                                    .advanced = true,
                                    .zero = "none"})
            .onlyWhen([](const S& settings) { return settings.placement != AskedPlacement::Device; },
                      "Used when volumes may be streamed."),
    };
    return kFields;
}

std::vector<SettingProblem> TrainingSettings::problems() const {
    std::vector<SettingProblem> found;
    if (std::ranges::any_of(patch, [](std::int64_t side) { return side % 16 != 0; })) {
        found.push_back(
            {{"patch"}, "The setting patch is " + textOf(patch) + ", but each side must be a multiple of 16 voxels."});
    }
    const auto addIfLong = [&](const std::string& key, const Index3& stride) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (stride[axis] > patch[axis]) {
                found.push_back({{key, "patch"},
                                 "The setting " + key + " is " + textOf(stride) + ", longer than the patch " +
                                     textOf(patch) + ": voxels between windows would be left out."});
                return;
            }
        }
    };
    addIfLong("test-stride", testStride);
    addIfLong("validation-stride", validationStride);
    if (usesUnlabelled() && unlabelledBatch == 0) {
        found.push_back({{"unlabelled-batch", "method"},
                         "The setting unlabelled-batch is 0, but the method " + std::string(nameOf(method)) +
                             " learns from unlabelled patches; use 1 or more."});
    }
    return found;
}

void TrainingSettings::check() const {
    throwFirst(problems());
}

std::int64_t TrainingSettings::patchesPerStep() const noexcept {
    return labelledBatch + (usesUnlabelled() ? unlabelledBatch : 0);
}

double TrainingSettings::rampAt(std::int64_t iteration) const noexcept {
    constexpr std::int64_t kSteps = 40;
    const std::int64_t step =
        iteration >= rampIterations ? kSteps : std::max<std::int64_t>(0, iteration * kSteps / rampIterations);
    const double remaining = 1.0 - static_cast<double>(step) / kSteps;
    return std::exp(-5.0 * remaining * remaining);
}

double TrainingSettings::learningRateAt(std::int64_t iteration) const noexcept {
    if (schedule == Schedule::Constant) {
        return learningRate;
    }
    const bool isHeld = scheduleIterations > 0;
    const std::int64_t length = isHeld ? scheduleIterations : iterations;
    const std::int64_t reached = isHeld ? std::min(iteration, length) : iteration;
    const double done = static_cast<double>(reached - 1) / static_cast<double>(length);
    return learningRate * std::pow(std::max(0.0, 1.0 - done), 0.9);
}

Index3 TrainingSettings::effectiveValidationStride() const noexcept {
    Index3 stride = validationStride;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        stride[axis] = stride[axis] == 0 ? patch[axis] / 2 : stride[axis];
    }
    return stride;
}

}  // namespace tandem
