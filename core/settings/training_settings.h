// Everything that decides how a run trains, apart from its cases. Defaults are those of the paper on the Left Atrium
// (Su et al., Medical Image Analysis 94 (2024) 103111).
//
// A plain value; its JSON form is core/settings/field_table.h's.
#pragma once

#include "core/settings/asked_precision.h"
#include "core/settings/field_table.h"
#include "core/settings/method.h"
#include "core/volume/geometry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

/// Of the learning rate.
enum class Schedule { Constant, Polynomial };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<Schedule>{"constant", "polynomial"};

enum class Augmentation { None, RotateFlip };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<Augmentation>{"none", "rotate-flip"};

/// In which two axes patches are turned and flipped: those of an array x, y, z, or of one that is read as z, y, x.
enum class TurnedAxes { FirstTwo, LastTwo };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<TurnedAxes>{"first-two", "last-two"};

/// How patches are drawn, see core/engine/sampling/sampler.h: ours, or as the field's published loaders do.
enum class Sampling { Ours, Published };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<Sampling>{"ours", "published"};

/// Where volumes shall live: streamed from the mapped cache, or wherever they fit.
enum class AskedPlacement { Auto, Device, Stream };
template <>
inline constexpr std::array<std::string_view, 3> kChoiceTexts<AskedPlacement>{"auto", "device", "stream"};

struct TrainingSettings {
    Method method = Method::MutualReliable;
    std::string device = "auto";                      ///< auto, cpu, cuda or cuda:N
    AskedPrecision precision = AskedPrecision::Auto;  ///< autocast; the loss stays float32
    std::int64_t filters = 16;                        ///< channels of the finest level
    double dropout = 0.5;                             ///< probability, on the deepest and the last features
    Index3 patch{112, 112, 80};                       ///< voxels; multiples of 16
    std::int64_t labelledBatch = 2;                   ///< labelled patches per step
    std::int64_t unlabelledBatch = 2;                 ///< unlabelled patches per step, where the method uses them
    std::int64_t iterations = 15000;
    double learningRate = 0.01;
    Schedule schedule = Schedule::Constant;  ///< polynomial: (1 - done/length)^0.9
    std::int64_t scheduleIterations = 0;     ///< the polynomial's length, after which the rate stays; 0 for iterations
    double momentum = 0.9;
    double weightDecay = 1e-4;
    double supervisedWeight = 0.5;       ///< lambda
    std::int64_t rampIterations = 6000;  ///< until the mutual loss has its full weight, in 40 steps
    Augmentation augmentation = Augmentation::RotateFlip;
    TurnedAxes turnedAxes = TurnedAxes::FirstTwo;
    Sampling sampling = Sampling::Ours;
    double knownShare = 1;                  ///< of the patches of a partly labelled case: placed around a known voxel
    std::int64_t validationInterval = 200;  ///< iterations between validations; 0 for only at the end
    Index3 validationStride{0, 0, 0};       ///< voxels between windows while training; 0 for half the patch
    Index3 testStride{18, 18, 4};           ///< voxels between windows at the end and when predicting
    std::int64_t checkpointInterval = 100;  ///< iterations between saves of the last state
    std::int64_t checkpointSeconds = 60;    ///< after which it is saved before; 0 for never
    std::int64_t seed = 1337;
    bool deterministic = false;  ///< on the CPU; see resume.h for what it asks of a resumed run
    AskedPlacement placement = AskedPlacement::Auto;
    std::int64_t prefetchThreads = 2;  ///< threads that cut patches when streaming; 0 for none

    bool operator==(const TrainingSettings&) const = default;

    [[nodiscard]] static const std::vector<Field<TrainingSettings>>& fields();
    /// Where the fields do not hold together.
    [[nodiscard]] std::vector<SettingProblem> problems() const;
    /// Throws Error (InvalidInput) with the first of them. See checkSettings().
    void check() const;
    [[nodiscard]] bool usesUnlabelled() const noexcept { return needsOf(method).usesUnlabelled; }
    /// Patches of a step, labelled and not.
    [[nodiscard]] std::int64_t patchesPerStep() const noexcept;
    /// The iteration's weight of the mutual loss: exp(-5 (1 - t/40)^2), t = min(floor(40 iteration / rampIterations),
    /// 40).
    [[nodiscard]] double rampAt(std::int64_t iteration) const noexcept;
    [[nodiscard]] double learningRateAt(std::int64_t iteration) const noexcept;
    /// validationStride with zeros replaced by half the patch.
    [[nodiscard]] Index3 effectiveValidationStride() const noexcept;
};

}  // namespace tandem
