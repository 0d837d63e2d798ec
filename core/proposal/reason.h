// Why a setting is proposed, as a sentence with values in it.
//
// Plain values, thread-safe. Invariant: the sentence stands here alone, in English; whoever speaks another language
// looks its template up and fills in the same values.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

enum class ReasonKind {
    AxesOfThePatient,
    SpacingOfAll,
    SpacingMedian,
    SpacingTenth,
    CtWindow,
    CtWithoutLabels,
    NoCommonScale,
    ZeroBackground,
    NoZeroBackground,
    CropNonZero,
    CropNothing,
    CropSmallStructures,
    PatchWhole,
    PatchMemory,
    PatchLarge,
    PatchProcessor,
    BatchPublished,
    BatchFew,
    BatchMemory,
    FiltersPublished,
    FiltersProcessor,
    FiltersMemory,
    StrideThird,
    StrideHalf,
    IterationsByCases,
    RampPublished,
    TurnAlikeAxes,
    NoAlikeAxes,
};

inline constexpr std::array<std::string_view, 28> kReasonTemplates{
    "The patient's axes, so that those of all files are alike.",
    "Every case has it (%1 in all).",
    "The median of %1 cases.",
    "The median of %1 cases, but on axis %2, which is more than three times coarser, the tenth percentile.",
    "CT: from percentile 0.5 to 99.5 of the intensities of labelled voxels (cases sampled: %1).",
    "CT, but no labelled voxel could be sampled, so that no window is known.",
    "No CT: intensities of different cases have no common scale.",
    "Of non-zero voxels alone: the background is 0, and their box takes %1 of a volume.",
    "Of each case by itself.",
    "The box of non-zero voxels takes %1 of a volume; what lies around it teaches nothing.",
    "Non-zero voxels fill the volumes.",
    "Non-zero voxels fill the volumes. Structures take %1 of them: with a coarse run, others can be cropped around "
    "its predictions.",
    "About the median volume, %1 voxels at that spacing.",
    "As much of the median volume, %1 voxels, as %2 of memory hold: four fifths of what is free on %3.",
    "Of the median volume, %1 voxels, about as much as a cube of 128 has; larger ones cost more than they teach.",
    "Of the median volume, %1 voxels, about as much as a cube of 64 has: a processor takes long for more.",
    "As published.",
    "Not more than the %1 labelled cases.",
    "One, so that a patch that is large enough fits into the memory of %1.",
    "As published.",
    "Half of what is published: a processor takes long for more.",
    "Half of what is published, so that a patch that is large enough fits into the memory of %1.",
    "A third of the patch: about 27 windows judge a voxel.",
    "Half of the patch: about 8 windows judge a voxel, as a processor takes long for more.",
    "200 for each case (%1 in all), but at least 6000 and at most 30000; published runs of 80 take 15000.",
    "Two fifths of the iterations, as published.",
    "Their voxels are about as long as wide, so that a quarter turn shows the same anatomy.",
    "No two of the axes that are turned have voxels about as long as wide.",
};

struct Reason {
    ReasonKind kind = ReasonKind::BatchPublished;
    std::vector<std::string> values;  ///< of %1, %2, ...

    bool operator==(const Reason&) const = default;
};

[[nodiscard]] constexpr std::string_view templateOf(ReasonKind kind) {
    return kReasonTemplates.at(static_cast<std::size_t>(kind));
}

/// In English.
[[nodiscard]] std::string textOf(const Reason& reason);

}  // namespace tandem
