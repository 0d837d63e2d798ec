#include "core/engine/sampling/training_cases.h"

#include "core/base/error.h"
#include "core/engine/devices/mapped_pages.h"
#include "core/volume/unknown_class.h"

#include <array>
#include <iterator>
#include <span>
#include <string>
#include <utility>

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

/// What a label holds.
struct LabelContent {
    bool hasKnown = false;
    bool hasUnknown = false;
};

LabelContent contentOf(const PreparedCase& one, std::size_t classes) {
    const LabelVolume label = one.label();
    if (label.isEmpty()) {
        throw Error(ErrorCode::InvalidInput,
                    wordsFor(one) + " has no label; use it as an unlabelled case, or add its label.");
    }
    std::array<bool, kUnknownClass + 1> holds{};
    for (const std::uint8_t value : label.voxels()) {
        holds[value] = true;
    }
    releaseMappedPages(std::as_bytes(label.voxels()));
    LabelContent content{.hasUnknown = holds[kUnknownClass]};
    for (std::size_t value = 0; value < kUnknownClass; ++value) {
        if (holds[value] && value >= classes) {
            throw Error(ErrorCode::InvalidInput, wordsFor(one) + " has the label value " + std::to_string(value) +
                                                     ", but there are only the classes 0 to " +
                                                     std::to_string(classes - 1) + "; prepare the dataset again.");
        }
        content.hasKnown = content.hasKnown || holds[value];
    }
    return content;
}

/// Those of the cases that have a known voxel; the others are added to unlabelled.
void parted(TrainingCases& cases, std::size_t classes, bool withUnlabelled) {
    std::vector<PreparedCase> labelled;
    for (PreparedCase& one : cases.labelled) {
        const LabelContent content = contentOf(one, classes);
        if (!content.hasKnown) {
            if (withUnlabelled) {
                cases.unlabelled.push_back(std::move(one));
            }
            continue;
        }
        if (content.hasUnknown) {
            cases.known.emplace(std::ssize(labelled), KnownVoxels::of(one.label()).value());
        }
        labelled.push_back(std::move(one));
    }
    cases.labelled = std::move(labelled);
}

void requireKnown(const std::vector<PreparedCase>& validation, std::size_t classes) {
    for (const PreparedCase& one : validation) {
        if (!contentOf(one, classes).hasKnown) {
            throw Error(ErrorCode::InvalidInput, wordsFor(one) +
                                                     " is to validate, but no voxel of its label is known "
                                                     "where it was prepared; give it another role.");
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
    parted(cases, plan.classNames.size(), withUnlabelled);
    if (cases.labelled.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    "No voxel of any labelled case is known, so there is nothing to train on; label some.");
    }
    // What is unknown of partly labelled cases is as good to learn from without labels.
    if (withUnlabelled && cases.unlabelled.empty() && cases.known.empty()) {
        throw Error(ErrorCode::InvalidInput, "The method " + std::string(nameOf(plan.settings.method)) +
                                                 " learns from unlabelled cases, but the split has none; add some, or "
                                                 "set method to supervised.");
    }
    requireKnown(cases.validation, plan.classNames.size());
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
    return {.labelled = sizesOf(labelled), .unlabelled = sizesOf(unlabelled), .known = known};
}

std::uint64_t TrainingCases::patchVolumeBytes() const {
    return bytesOf(labelled, true) + bytesOf(unlabelled, false);
}

}  // namespace tandem
