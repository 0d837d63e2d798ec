// What a person sees in the terminal while a run trains, and the summary that machines get.
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/progress_line.h"
#include "core/engine.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>

namespace tandem {
class Project;
}

namespace tandem::cli {

/// Shows the iterations as a bar and validations as lines.
class TrainingView : public TrainingObserver {
public:
    explicit TrainingView(std::int64_t iterations);

    void iterationDone(const IterationMetrics& metrics) override;
    void validationDone(const ValidationMetrics& metrics) override;
    void checkpointSaved(const CheckpointSaved& checkpoint) override;
    void noticed(const std::string& sentence) override;

private:
    std::int64_t m_iterations;
    ProgressLine m_line;
};

/// Trains or continues the run with progress on the terminal, and says how it went, and what one has gained that goes
/// on from another. Used by train, train-on, resume and the demo.
/// Throws Error (Cancelled) saying how a run that was stopped is continued, after its JSON was answered.
TrainingSummary trainWithProgress(const CommandLine& line, Project& project, Engine& engine, std::int64_t runId);

/// The summary as a JSON document.
[[nodiscard]] nlohmann::ordered_json trainingJson(std::int64_t runId, const TrainingSummary& summary);

}  // namespace tandem::cli
