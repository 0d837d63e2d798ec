#include "core/engine/sampling/training_cases.h"

#include "core/base/error.h"
#include "core/engine/devices/mapped_pages.h"

#include <algorithm>
#include <span>
#include <string>

namespace tandem {
namespace {

std::string wordsFor(const PreparedCase& one) {
    return "The case \"" + one.reference().caseName + "\"";
}

template <SplitRole R>
std::vector<PreparedCase> opened(const std::vector<CaseFor<R>>& cases) {
    std::vector<PreparedCase> result;
    result.reserve(cases.size());
    for (const CaseFor<R>& one : cases) {
        result.emplace_back(one.prepared());
    }
    return result;
}

void requireChannels(const std::vector<PreparedCase>& cases, int channels) {
    for (const PreparedCase& one : cases) {
        if (one.header().channels != channels) {
            throw Error(ErrorCode::InvalidInput, wordsFor(one) + " has " + std::to_string(one.header().channels) +
                                                     " channels, but the first labelled case has " +
                                                     std::to_string(channels) + "; train on cases of one kind.");
        }
    }
}

void requireLabels(const std::vector<PreparedCase>& cases, std::size_t classes) {
    for (const PreparedCase& one : cases) {
        const LabelVolume label = one.label();
        if (label.isEmpty()) {
            throw Error(ErrorCode::InvalidInput,
                        wordsFor(one) + " has no label; use it as an unlabelled case, or add its label.");
        }
        const std::uint8_t largest = std::ranges::max(label.voxels());
        releaseMappedPages(std::as_bytes(label.voxels()));
        if (largest >= classes) {
            throw Error(ErrorCode::InvalidInput, wordsFor(one) + " has the label value " + std::to_string(largest) +
                                                     ", but there are only the classes 0 to " +
                                                     std::to_string(classes - 1) + "; prepare the dataset again.");
        }
    }
}

std::uint64_t bytesOf(const std::vector<PreparedCase>& cases, bool withLabels) {
    std::uint64_t bytes = 0;
    for (const PreparedCase& one : cases) {
        bytes += one.imageVoxels().size_bytes();
        bytes += withLabels ? static_cast<std::uint64_t>(one.header().geometry.voxelCount()) : 0;
    }
    return bytes;
}

std::vector<Index3> sizesOf(const std::vector<PreparedCase>& cases) {
    std::vector<Index3> sizes;
    sizes.reserve(cases.size());
    for (const PreparedCase& one : cases) {
        sizes.push_back(one.header().geometry.size);
    }
    return sizes;
}

}  // namespace

TrainingCases TrainingCases::open(const TrainingPlan& plan) {
    if (plan.labelled.empty()) {
        throw Error(ErrorCode::InvalidInput, "There are no labelled cases to train on; add some to the split.");
    }
    const bool withUnlabelled = plan.settings.usesUnlabelled();
    if (withUnlabelled && plan.unlabelled.empty()) {
        throw Error(ErrorCode::InvalidInput, "The method " + std::string(nameOf(plan.settings.method)) +
                                                 " learns from unlabelled cases, but the split has none; add some, or "
                                                 "set method to supervised.");
    }
    TrainingCases cases{.labelled = opened(plan.labelled), .validation = opened(plan.validation)};
    if (withUnlabelled) {
        cases.unlabelled = opened(plan.unlabelled);
    }
    cases.channels = cases.labelled.front().header().channels;
    for (const auto* group : {&cases.labelled, &cases.unlabelled, &cases.validation}) {
        requireChannels(*group, cases.channels);
    }
    if (plan.pinned) {
        cases.pinned.emplace(plan.pinned->prepared());
        requireChannels({*cases.pinned}, cases.channels);
    }
    requireLabels(cases.labelled, plan.classNames.size());
    requireLabels(cases.validation, plan.classNames.size());
    cases.requireWhole();
    return cases;
}

void TrainingCases::requireWhole() const {
    for (const auto* group : {&labelled, &unlabelled, &validation}) {
        for (const PreparedCase& one : *group) {
            one.requireWhole();
        }
    }
    if (pinned) {
        pinned->requireWhole();
    }
}

CaseSizes TrainingCases::sizes() const {
    return {.labelled = sizesOf(labelled), .unlabelled = sizesOf(unlabelled)};
}

std::uint64_t TrainingCases::patchVolumeBytes() const {
    return bytesOf(labelled, true) + bytesOf(unlabelled, false);
}

}  // namespace tandem
