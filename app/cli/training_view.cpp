#include "app/cli/training_view.h"

#include "app/cli/numbers.h"
#include "storage/db/project.h"
#include "core/base/byte_text.h"
#include "storage/db/run_repository.h"
#include "storage/study/training_study.h"

#include <nlohmann/json.hpp>

namespace tandem::cli {

std::string trainingJson(std::int64_t runId, const TrainingSummary& summary) {
    nlohmann::ordered_json report{{"run", runId},
                                  {"iteration", summary.iteration},
                                  {"stopped", summary.stopped},
                                  {"device", summary.device},
                                  {"precision", summary.precision},
                                  {"durationSeconds", summary.durationSeconds},
                                  {"peakMemoryBytes", summary.peakMemoryBytes},
                                  {"bestValidationDice", nullptr}};
    if (summary.bestValidationDice) {
        report["bestValidationDice"] = *summary.bestValidationDice;
    }
    return report.dump(2);
}

TrainingView::TrainingView(std::int64_t iterations) : m_iterations(iterations), m_line("Training") {}

void TrainingView::iterationDone(const IterationMetrics& metrics) {
    m_line.show(static_cast<double>(metrics.iteration) / static_cast<double>(m_iterations),
                std::to_string(metrics.iteration) + "/" + std::to_string(m_iterations) + "  loss " +
                    fixedText(metrics.lossTotal, 4) + "  " + fixedText(metrics.iterationsPerSecond, 2) + " it/s  " +
                    bytesText(metrics.memoryBytes));
}

void TrainingView::validationDone(const ValidationMetrics& metrics) {
    m_line.note("Iteration " + std::to_string(metrics.iteration) + ": validation Dice " +
                fixedText(metrics.meanDice, 4) + (metrics.fullProtocol ? " (full protocol)" : "") + ", " +
                durationText(metrics.durationSeconds));
}

void TrainingView::checkpointSaved(const CheckpointSaved&) {}

void TrainingView::noticed(const std::string& sentence) {
    m_line.note(sentence);
}

TrainingSummary trainWithProgress(const CommandLine& line, Project& project, Engine& engine, std::int64_t runId) {
    const auto settings = settingsFromJson<TrainingSettings>(project.runs().get(runId).settingsJson);
    TrainingSummary summary;
    {
        ProgressLine preparing("Preparing");
        TrainingView view(settings.iterations);
        summary = runTraining(project, engine, runId, view, preparing.asProgress(), line.stop);
    }
    const std::string run = "Run " + std::to_string(runId);
    if (summary.stopped) {
        line.say(run + " stopped at iteration " + std::to_string(summary.iteration) + "; continue it with: resume " +
                 project.folder().string() + " --run " + std::to_string(runId));
    } else {
        line.say(run + " trained " + std::to_string(summary.iteration) + " iterations in " +
                 durationText(summary.durationSeconds) + " on " + summary.device + " (" + summary.precision + ", " +
                 bytesText(summary.peakMemoryBytes) + " at most)" +
                 (summary.bestValidationDice ? "; best validation Dice " + fixedText(*summary.bestValidationDice, 4)
                                             : std::string()) +
                 ".");
    }
    return summary;
}

}  // namespace tandem::cli
