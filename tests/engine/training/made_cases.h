// Prepared cases made in a test: a bright ball in noise, its place and size by a seed; and plans to train on them.
#pragma once

#include "core/engine.h"
#include "core/engine/sampling/random_stream.h"
#include "tests/core/written_case.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

struct MadeCase {
    Index3 size{32, 32, 32};
    int channels = 1;
    int classes = 2;  ///< with three, the ball has a core
    bool hasLabel = true;
};

/// Writes a case whose voxels depend on id alone.
inline PreparedReference makeCase(const std::filesystem::path& folder, std::int64_t id, const MadeCase& made = {}) {
    RandomStream random(static_cast<std::uint64_t>(id) + 1000);
    const auto uniform = [&random] { return static_cast<double>(random.below(1 << 20)) / (1 << 20); };
    Vector3 centre{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        centre[axis] = static_cast<double>(made.size[axis]) * (0.35 + 0.3 * uniform());
    }
    const double radius = static_cast<double>(std::min({made.size[0], made.size[1], made.size[2]})) * 0.28;
    std::vector<float> image;
    std::vector<std::uint8_t> label;
    for (int channel = 0; channel < made.channels; ++channel) {
        for (std::int64_t z = 0; z < made.size[2]; ++z) {
            for (std::int64_t y = 0; y < made.size[1]; ++y) {
                for (std::int64_t x = 0; x < made.size[0]; ++x) {
                    const double dx = static_cast<double>(x) - centre[0];
                    const double dy = static_cast<double>(y) - centre[1];
                    const double dz = static_cast<double>(z) - centre[2];
                    const double distance2 = dx * dx + dy * dy + dz * dz;
                    const int value = distance2 > radius * radius                             ? 0
                                      : made.classes > 2 && distance2 < radius * radius * 0.3 ? 2
                                                                                              : 1;
                    image.push_back(static_cast<float>(1.5 * value - 0.5 + 0.6 * (uniform() - 0.5)));
                    if (channel == 0 && made.hasLabel) {
                        label.push_back(static_cast<std::uint8_t>(value));
                    }
                }
            }
        }
    }
    const PreparedReference reference{
        .caseId = id, .caseName = "ball " + std::to_string(id), .stem = folder / ("ball " + std::to_string(id))};
    const Geometry geometry{.size = made.size};
    writePreparedCase(reference.stem,
                      {.geometry = geometry,
                       .channels = made.channels,
                       .hasLabel = made.hasLabel,
                       .original = geometry,
                       .cacheKey = "made"},
                      image, label);
    return reference;
}

/// The case as a split hands it out that has it in that role.
template <SplitRole R>
CaseFor<R> caseFor(const PreparedReference& reference) {
    const Split split({{reference.caseId, reference.caseName, R}});
    return split.casesFor<R>().front().prepared(reference);
}

inline WatchedCase watchedCase(const PreparedReference& reference) {
    return Split({{reference.caseId, reference.caseName, SplitRole::TrainingUnlabelled}}).watched(reference);
}

/// Quick to train: patch 16, 2 filters, on the CPU in float32, without validation.
inline TrainingSettings quickSettings(const std::string& method) {
    TrainingSettings settings;
    settings.method = choiceNamed<Method>(method).value();
    settings.device = "cpu";
    settings.precision = AskedPrecision::Float32;
    settings.filters = 2;
    settings.patch = {16, 16, 16};
    settings.testStride = {16, 16, 16};
    settings.labelledBatch = 1;
    settings.unlabelledBatch = 1;
    settings.iterations = 10;
    settings.rampIterations = 10;
    settings.validationInterval = 0;
    settings.deterministic = true;
    return settings;
}

/// Three labelled and three unlabelled cases, and so many for validation, below folder; checkpoints in folder/run.
inline TrainingPlan makePlan(const std::filesystem::path& folder, const TrainingSettings& settings,
                             int validationCases = 0, const MadeCase& made = {}) {
    TrainingPlan plan{.settings = settings, .classNames = {"background", "ball"}, .runFolder = folder / "run"};
    if (made.classes > 2) {
        plan.classNames.push_back("core");
    }
    MadeCase withoutLabel = made;
    withoutLabel.hasLabel = false;
    for (std::int64_t id = 1; id <= 3; ++id) {
        plan.labelled.push_back(caseFor<SplitRole::TrainingLabelled>(makeCase(folder, id, made)));
        plan.unlabelled.push_back(caseFor<SplitRole::TrainingUnlabelled>(makeCase(folder, 10 + id, withoutLabel)));
    }
    for (std::int64_t id = 0; id < validationCases; ++id) {
        plan.validation.push_back(caseFor<SplitRole::Validation>(makeCase(folder, 20 + id, made)));
    }
    return plan;
}

/// Keeps all that a run tells.
class Recorder : public TrainingObserver {
public:
    void trainingStarted(const TrainingStart& start) override { starts.push_back(start); }
    void iterationDone(const IterationMetrics& metrics) override { iterations.push_back(metrics); }
    void validationDone(const ValidationMetrics& metrics) override { validations.push_back(metrics); }
    void checkpointSaved(const CheckpointSaved& checkpoint) override { checkpoints.push_back(checkpoint); }
    void noticed(const std::string& sentence) override { notices.push_back(sentence); }

    [[nodiscard]] std::vector<double> losses() const {
        std::vector<double> values;
        for (const IterationMetrics& one : iterations) {
            values.push_back(one.lossTotal);
        }
        return values;
    }

    std::vector<TrainingStart> starts;
    std::vector<IterationMetrics> iterations;
    std::vector<ValidationMetrics> validations;
    std::vector<CheckpointSaved> checkpoints;
    std::vector<std::string> notices;
};

}  // namespace tandem
