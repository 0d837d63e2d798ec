// What tests of a training add to the cases that are made on the spot: a watched one, and a record of all that is told.
#pragma once

#include "core/engine.h"
#include "core/engine/check/made_cases.h"
#include "tests/core/written_case.h"

#include <string>
#include <vector>

namespace tandem {

inline WatchedCase watchedCase(const PreparedReference& reference) {
    return Split({{reference.caseId, reference.caseName, SplitRole::TrainingUnlabelled}}).watched(reference);
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
