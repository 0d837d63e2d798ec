#include "core/engine/checkpoint/resume.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/checkpoint_files.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tandem {
namespace {

constexpr std::array<std::string_view, 13> kMayChange{
    "iterations",          "schedule-iterations", "device",        "precision",           "learning-rate",
    "placement",           "prefetch-threads",    "deterministic", "checkpoint-interval", "checkpoint-seconds",
    "validation-interval", "validation-stride",   "test-stride"};

void requireSameSettings(const TrainingSettings& before, const TrainingSettings& now) {
    for (const auto& field : TrainingSettings::fields()) {
        if (field.get(before) != field.get(now) && std::ranges::find(kMayChange, field.key) == kMayChange.end()) {
            throw Error(ErrorCode::Conflict, "The setting " + field.key + " was " + textOf(field.get(before)) +
                                                 " when the run began and is " + textOf(field.get(now)) +
                                                 " now; keep it to continue, or start a new run.");
        }
    }
}

void requireSameNetwork(const CheckpointDescription& about, const TrainingPlan& plan, int channels) {
    const auto refuse = [](const std::string& what, auto before, auto now) {
        throw Error(ErrorCode::Conflict, "The checkpoint has " + std::to_string(before) + " " + what + ", the run " +
                                             std::to_string(now) + "; they must be the same to continue.");
    };
    if (about.channels != channels) {
        refuse("image channels", about.channels, channels);
    }
    if (about.classNames.size() != plan.classNames.size()) {
        refuse("classes", about.classNames.size(), plan.classNames.size());
    }
    if (about.settings.filters != plan.settings.filters) {
        refuse("filters", about.settings.filters, plan.settings.filters);
    }
}

}  // namespace

void requireContinuable(const Checkpoint& checkpoint, const TrainingPlan& plan, int channels, const CaseIds& cases) {
    requireSameNetwork(checkpoint.about, plan, channels);
    if (!checkpoint.run) {
        return;
    }
    requireSameSettings(checkpoint.about.settings, plan.settings);
    if (checkpoint.about.classNames != plan.classNames) {
        throw Error(ErrorCode::Conflict,
                    "The class names differ from those the run began with; keep them to continue, or start a new run.");
    }
    if (checkpoint.run->cases != cases) {
        throw Error(ErrorCode::Conflict,
                    "The run began with other training cases; give the same to continue, or start a new run.");
    }
}

std::vector<torch::Tensor> momentumFor(const MutualVNet& network, const RunState& run) {
    std::vector<torch::Tensor> buffers;
    for (const auto& parameter : network->named_parameters()) {
        const auto found = run.momentum.find(parameter.key());
        if (found != run.momentum.end() && found->second.sizes() != parameter.value().sizes()) {
            throw Error(ErrorCode::Corrupt, "The checkpoint's momentum of " + parameter.key() +
                                                " has another shape than the weights; use another checkpoint.");
        }
        buffers.push_back(found == run.momentum.end() ? torch::Tensor() : found->second);
    }
    return buffers;
}

std::map<std::string, torch::Tensor> momentumOf(const MutualVNet& network, const std::vector<torch::Tensor>& buffers) {
    std::map<std::string, torch::Tensor> momentum;
    const auto parameters = network->named_parameters();
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        if (buffers[i].defined()) {
            // Copied also when it is on the CPU already, and out of channels-last.
            momentum[parameters[i].key()] =
                torch::empty(buffers[i].sizes(), buffers[i].scalar_type()).copy_(buffers[i].detach());
        }
    }
    return momentum;
}

bool bringBestCheckpoint(const TrainingPlan& plan) {
    if (newestCheckpoint(plan.runFolder, CheckpointKind::Best)) {
        return true;
    }
    const auto there = newestCheckpoint(plan.resumeFrom->parent_path(), CheckpointKind::Best);
    if (there) {
        copyAtomically(*there, plan.runFolder / there->filename());
    }
    return there.has_value();
}

}  // namespace tandem
