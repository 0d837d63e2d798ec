#include "core/plan/training_events.h"

#include "core/base/file_system.h"
#include "core/training_metrics.h"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

/// In the order of ErrorCode.
constexpr std::array<std::string_view, 9> kErrorWords{
    "invalid-input", "not-found", "unsupported", "corrupt", "out-of-memory", "conflict", "io", "cancelled", "internal"};
static_assert(static_cast<std::size_t>(ErrorCode::Internal) + 1 == kErrorWords.size());

std::string lineOf(const Json& event) {
    return event.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json jsonOf(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json jsonOf(const std::vector<MetricValue>& values) {
    Json json = Json::object();
    for (const MetricValue& one : values) {
        json[one.id] = one.value;
    }
    return json;
}

std::string_view wordOf(CheckpointKind kind) {
    return kind == CheckpointKind::Last ? "last" : "best";
}

}  // namespace

TrainingEventWriter::TrainingEventWriter(std::filesystem::path planFolder, LineSink sink)
    : m_planFolder(normalPath(planFolder)), m_sink(std::move(sink)) {}

void TrainingEventWriter::trainingStarted(const TrainingStart& start) {
    m_sink(lineOf({{"event", "trainingStarted"},
                   {"device", start.device},
                   {"precision", start.precision},
                   {"threads", start.threads}}));
}

void TrainingEventWriter::iterationDone(const IterationMetrics& metrics) {
    m_sink(lineOf({{"event", "iteration"}, {"iteration", metrics.iteration}, {"metrics", jsonOf(valuesOf(metrics))}}));
}

void TrainingEventWriter::validationDone(const ValidationMetrics& metrics) {
    Json cases = Json::array();
    for (const CaseDice& one : metrics.cases) {
        cases.push_back({{"caseId", one.caseId}, {"dicePerClass", one.perClass}});
    }
    m_sink(lineOf({{"event", "validation"},
                   {"iteration", metrics.iteration},
                   {"fullProtocol", metrics.fullProtocol},
                   {"metrics", jsonOf(valuesOf(metrics))},
                   {"cases", std::move(cases)},
                   {"durationSeconds", metrics.durationSeconds}}));
}

void TrainingEventWriter::checkpointSaved(const CheckpointSaved& checkpoint) {
    m_sink(lineOf({{"event", "checkpoint"},
                   {"kind", wordOf(checkpoint.kind)},
                   {"file", normalPath(checkpoint.file).lexically_relative(m_planFolder).generic_string()},
                   {"contentHash", checkpoint.contentHash},
                   {"iteration", checkpoint.iteration},
                   {"validationDice", jsonOf(checkpoint.validationDice)}}));
}

void TrainingEventWriter::noticed(const std::string& sentence) {
    m_sink(lineOf({{"event", "notice"}, {"sentence", sentence}}));
}

void TrainingEventWriter::finished(const TrainingSummary& summary) {
    m_sink(lineOf({{"event", "finished"},
                   {"iteration", summary.iteration},
                   {"stopped", summary.stopped},
                   {"device", summary.device},
                   {"precision", summary.precision},
                   {"bestValidationDice", jsonOf(summary.bestValidationDice)},
                   {"durationSeconds", summary.durationSeconds},
                   {"peakMemoryBytes", summary.peakMemoryBytes}}));
}

std::string errorLine(const Error& error) {
    return lineOf({{"event", "error"},
                   {"code", kErrorWords.at(static_cast<std::size_t>(error.code()))},
                   {"sentence", error.what()}});
}

}  // namespace tandem
