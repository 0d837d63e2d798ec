#include "app/cli/training_view.h"

#include "app/cli/command_line.h"
#include "app/cli/gain_table.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/training/before_and_after.h"
#include "storage/training/training_study.h"

#include <nlohmann/json.hpp>

namespace tandem::cli {
namespace {

std::string stoppedSentence(const Project& project, std::int64_t runId) {
    const std::string run = std::to_string(runId);
    const auto last = project.checkpoints().find(runId, CheckpointKind::Last);
    return "Run " + run +
           (last ? " stopped at iteration " + std::to_string(last->iteration) : " stopped before its first iteration") +
           " and is kept; continue it with: tandem-cli resume " + shellWord(project.folder().string()) + " --run " +
           run;
}

}  // namespace

nlohmann::ordered_json trainingJson(std::int64_t runId, const TrainingSummary& summary) {
    nlohmann::ordered_json report{{"run", runId},
                                  {"iteration", summary.iteration},
                                  {"stopped", summary.stopped},
                                  {"device", summary.device},
                                  {"precision", summary.precision},
                                  {"durationSeconds", summary.durationSeconds},
                                  {"peakMemoryBytes", summary.peakMemoryBytes},
                                  {"bestValidationDice", nullptr},
                                  {"validationGrid", "prepared"}};
    if (summary.bestValidationDice) {
        report["bestValidationDice"] = *summary.bestValidationDice;
    }
    return report;
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
                fixedText(metrics.meanDice, 4) + " on the prepared grids" +
                (metrics.fullProtocol ? " (full protocol), " : ", ") + durationText(metrics.durationSeconds));
}

void TrainingView::checkpointSaved(const CheckpointSaved&) {}

void TrainingView::noticed(const std::string& sentence) {
    m_line.note(sentence);
}

TrainingSummary trainWithProgress(const CommandLine& line, Project& project, Engine& engine, std::int64_t runId) {
    const auto settings = storedSettings<TrainingSettings>(project.runs().get(runId).settingsJson).values;
    TrainingSummary summary;
    try {
        ProgressLine preparing("Preparing");
        TrainingView view(settings.iterations);
        summary = runTraining(project, engine, runId, view, preparing.asProgress(), line.stop);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Cancelled) {
            throw;
        }
        summary.stopped = true;  // before its first iteration, or before it went on
        const auto last = project.checkpoints().find(runId, CheckpointKind::Last);
        summary.iteration = last ? last->iteration : 0;
    }
    if (summary.stopped) {
        line.answer(trainingJson(runId, summary));
        throw Error(ErrorCode::Cancelled, stoppedSentence(project, runId));
    }
    line.say("Run " + std::to_string(runId) + " trained " + std::to_string(summary.iteration) + " iterations in " +
             durationText(summary.durationSeconds) + " on " + summary.device + " (" + summary.precision + ", " +
             bytesText(summary.peakMemoryBytes) + " at most)" +
             (summary.bestValidationDice
                  ? "; best validation Dice " + fixedText(*summary.bestValidationDice, 4) + " on the prepared grids"
                  : std::string()) +
             ".");
    if (const auto gain = beforeAndAfter(project, runId)) {
        line.say(gainTable(*gain));
    }
    return summary;
}

}  // namespace tandem::cli
