#include "app/worker/commands.h"
#include "app/worker/options.h"
#include "app/worker/plan_lock.h"
#include "app/worker/settings_options.h"
#include "app/worker/standard_output.h"
#include "core/base/error.h"
#include "core/engine/libtorch_engine.h"
#include "core/plan/map_files.h"
#include "core/plan/plan_file.h"
#include "core/plan/prediction_events.h"

#include <chrono>

namespace tandem::worker {
namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Predicts the cases of a plan whose maps are not there yet.
class PlannedPrediction {
public:
    PlannedPrediction(const PredictionPlan& plan, Predictor& predictor, PredictionEventWriter& events)
        : m_plan(plan),
          m_predictor(predictor),
          m_events(events),
          m_origin(predictor.description().contentHash + "\n" + settingsToText(plan.settings)) {}

    PredictionSummary run(const std::stop_token& stop) {
        const auto start = std::chrono::steady_clock::now();
        m_events.started(static_cast<std::int64_t>(m_plan.cases.size()), m_predictor.precision());
        try {
            for (const PreparedReference& one : m_plan.cases) {
                predict(one, stop);
            }
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Cancelled) {
                throw;
            }
            m_summary.stopped = true;
        }
        m_summary.durationSeconds = secondsSince(start);
        m_events.finished(m_summary);
        return m_summary;
    }

private:
    void predict(const PreparedReference& one, const std::stop_token& stop) {
        throwIfStopped(stop);
        const std::filesystem::path folder = m_plan.outputFolder / std::to_string(one.caseId);
        const PreparedCase prepared(one);
        prepared.requireUnchanged();
        const std::string origin = m_origin + "\n" + prepared.header().cacheKey;
        if (originOfMaps(folder) == origin) {
            ++m_summary.kept;
            return;
        }
        const auto start = std::chrono::steady_clock::now();
        m_predictor.requireMemory(one.caseName, prepared.header().geometry.size);
        const auto tell = [&](double fraction, std::string_view) { m_events.predicting(one, fraction); };
        writeMaps(folder, {.maps = m_predictor.predict(prepared, tell, stop), .origin = origin});
        m_events.predicted(one, folder, secondsSince(start));
        ++m_summary.predicted;
    }

    const PredictionPlan& m_plan;
    Predictor& m_predictor;
    PredictionEventWriter& m_events;
    std::string m_origin;
    PredictionSummary m_summary;
};

PredictionSummary predict(const std::filesystem::path& folder, const Options& options, StandardOutput& output) {
    PredictionPlan plan = readPredictionPlan(folder);
    applySettings(plan.settings, options);
    const PlanLock lock(plan.outputFolder);
    const auto predictor = LibTorchEngine().openPredictor(plan.checkpoint, plan.settings);
    PredictionEventWriter events(folder, [&](const std::string& line) { output.writeLine(line); });
    return PlannedPrediction(plan, *predictor, events).run(output.token());
}

}  // namespace

int runPredict(Arguments arguments, const std::stop_token& stop) {
    const Options options(arguments, {{"device"}, {"set"}});
    const std::filesystem::path folder = options.onlyWord("the folder of a plan");
    return runTold(stop, [&](StandardOutput& output) { return predict(folder, options, output); });
}

std::string predictHelp() {
    return std::string(
               "Predicts each case of the plan and writes its maps below maps/, and what happens to standard output,\n"
               "a JSON object a line. Cases whose maps are there already are left out, so that a stopped prediction\n"
               "goes on with the same command.\n\n") +
           kSettingsHelp;
}

}  // namespace tandem::worker
