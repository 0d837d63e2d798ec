#include "core/plan/prediction_events.h"

#include "core/base/file_system.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

std::string lineOf(const Json& event) {
    return event.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

PredictionEventWriter::PredictionEventWriter(std::filesystem::path planFolder, LineSink sink)
    : m_planFolder(normalPath(planFolder)), m_sink(std::move(sink)) {}

void PredictionEventWriter::started(std::int64_t cases, const std::string& precision) {
    m_sink(lineOf({{"event", "predictionStarted"}, {"cases", cases}, {"precision", precision}}));
}

void PredictionEventWriter::predicting(const PreparedReference& one, double fraction) {
    constexpr double kStep = 0.05;
    // A smaller one is the next case's.
    if (fraction >= m_toldFraction && fraction < m_toldFraction + kStep) {
        return;
    }
    m_toldFraction = fraction;
    m_sink(lineOf({{"event", "predicting"}, {"caseId", one.caseId}, {"fraction", fraction}}));
}

void PredictionEventWriter::predicted(const PreparedReference& one, const std::filesystem::path& maps,
                                      double durationSeconds) {
    m_sink(lineOf({{"event", "predicted"},
                   {"caseId", one.caseId},
                   {"name", one.caseName},
                   {"maps", normalPath(maps).lexically_relative(m_planFolder).generic_string()},
                   {"durationSeconds", durationSeconds}}));
}

void PredictionEventWriter::finished(const PredictionSummary& summary) {
    m_sink(lineOf({{"event", "predictionFinished"},
                   {"predicted", summary.predicted},
                   {"kept", summary.kept},
                   {"stopped", summary.stopped},
                   {"durationSeconds", summary.durationSeconds}}));
}

}  // namespace tandem
