#include "core/plan/training_events.h"

#include "core/base/file_system.h"
#include "core/base/json_depth.h"
#include "core/plan/map_files.h"
#include "core/training_metrics.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string_view>
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

std::string namedFrom(const std::filesystem::path& planFolder, const std::filesystem::path& path) {
    return normalPath(path).lexically_relative(planFolder).generic_string();
}

// Reading

/// A number that is none, such as a loss that is not finite, is written as null.
double numberIn(const Json& json) {
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

std::optional<double> optionalNumberIn(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional(json.get<double>());
}

/// Whatever a line names, it is in the plan's folder.
std::filesystem::path placeIn(const std::filesystem::path& planFolder, const std::filesystem::path& named) {
    if (named.is_absolute() || std::ranges::find(named, std::filesystem::path("..")) != named.end()) {
        throw Error(ErrorCode::Corrupt,
                    "A training told of " + named.string() + ", which does not lie in the folder of its plan.");
    }
    return planFolder / named;
}

TrainingStart startIn(const Json& event) {
    return {.device = event.at("device").get<std::string>(),
            .precision = event.at("precision").get<std::string>(),
            .threads = event.at("threads").get<int>()};
}

/// Where an iteration's numbers go, all but its memory, which is whole bytes.
constexpr std::array<std::pair<Metric, double IterationMetrics::*>, 11> kNumbers{{
    {Metric::LossTotal, &IterationMetrics::lossTotal},
    {Metric::LossSupervisedA, &IterationMetrics::lossSupervisedA},
    {Metric::LossSupervisedB, &IterationMetrics::lossSupervisedB},
    {Metric::LossMutualA, &IterationMetrics::lossMutualA},
    {Metric::LossMutualB, &IterationMetrics::lossMutualB},
    {Metric::Ramp, &IterationMetrics::ramp},
    {Metric::LearningRate, &IterationMetrics::learningRate},
    {Metric::ATeachesB, &IterationMetrics::fractionATeachesB},
    {Metric::BTeachesA, &IterationMetrics::fractionBTeachesA},
    {Metric::MeanReliability, &IterationMetrics::meanReliability},
    {Metric::IterationsPerSecond, &IterationMetrics::iterationsPerSecond},
}};

IterationMetrics iterationIn(const Json& event) {
    IterationMetrics metrics;
    metrics.iteration = event.at("iteration").get<std::int64_t>();
    const Json& values = event.at("metrics");
    for (const auto& [metric, member] : kNumbers) {
        metrics.*member = numberIn(values.at(idOf(metric)));
    }
    metrics.memoryBytes = static_cast<std::uint64_t>(values.at(idOf(Metric::MemoryBytes)).get<double>());
    return metrics;
}

ValidationMetrics validationIn(const Json& event) {
    ValidationMetrics metrics;
    metrics.iteration = event.at("iteration").get<std::int64_t>();
    metrics.fullProtocol = event.at("fullProtocol").get<bool>();
    metrics.durationSeconds = event.at("durationSeconds").get<double>();
    const Metric dice = metrics.fullProtocol ? Metric::FinalDice : Metric::ValidationDice;
    const Json& values = event.at("metrics");
    metrics.meanDice = numberIn(values.at(idOf(dice)));
    for (std::size_t index = 1; values.contains(idOfClass(dice, index)); ++index) {
        metrics.dicePerClass.push_back(numberIn(values.at(idOfClass(dice, index))));
    }
    for (const Json& one : event.at("cases")) {
        CaseDice scored{.caseId = one.at("caseId").get<std::int64_t>(), .perClass = {}};
        for (const Json& value : one.at("dicePerClass")) {
            scored.perClass.push_back(numberIn(value));
        }
        metrics.cases.push_back(std::move(scored));
    }
    return metrics;
}

CheckpointSaved checkpointIn(const Json& event, const std::filesystem::path& planFolder) {
    return {.kind = event.at("kind") == wordOf(CheckpointKind::Best) ? CheckpointKind::Best : CheckpointKind::Last,
            .file = placeIn(planFolder, event.at("file").get<std::string>()),
            .contentHash = event.at("contentHash").get<std::string>(),
            .iteration = event.at("iteration").get<std::int64_t>(),
            .validationDice = optionalNumberIn(event.at("validationDice"))};
}

PinnedPrediction pinnedIn(const Json& event, const std::filesystem::path& planFolder) {
    return {.iteration = event.at("iteration").get<std::int64_t>(),
            .caseId = event.at("caseId").get<std::int64_t>(),
            .maps = readMaps(placeIn(planFolder, event.at("maps").get<std::string>())).maps,
            .durationSeconds = event.at("durationSeconds").get<double>()};
}

TrainingSummary summaryIn(const Json& event) {
    return {.iteration = event.at("iteration").get<std::int64_t>(),
            .stopped = event.at("stopped").get<bool>(),
            .device = event.at("device").get<std::string>(),
            .precision = event.at("precision").get<std::string>(),
            .bestValidationDice = optionalNumberIn(event.at("bestValidationDice")),
            .durationSeconds = event.at("durationSeconds").get<double>(),
            .peakMemoryBytes = event.at("peakMemoryBytes").get<std::uint64_t>()};
}

Error errorIn(const Json& event) {
    const auto code = event.at("code").get<std::string>();
    const auto* const found = std::ranges::find(kErrorWords, code);
    return {found == kErrorWords.end() ? ErrorCode::Internal : static_cast<ErrorCode>(found - kErrorWords.begin()),
            event.at("sentence").get<std::string>()};
}

}  // namespace

TrainingEventWriter::TrainingEventWriter(std::filesystem::path planFolder, std::filesystem::path pinnedFolder,
                                         LineSink sink)
    : m_planFolder(normalPath(planFolder)), m_pinnedFolder(std::move(pinnedFolder)), m_sink(std::move(sink)) {}

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
                   {"file", namedFrom(m_planFolder, checkpoint.file)},
                   {"contentHash", checkpoint.contentHash},
                   {"iteration", checkpoint.iteration},
                   {"validationDice", jsonOf(checkpoint.validationDice)}}));
}

void TrainingEventWriter::noticed(const std::string& sentence) {
    m_sink(lineOf({{"event", "notice"}, {"sentence", sentence}}));
}

void TrainingEventWriter::pinnedPredicted(const PinnedPrediction& prediction) {
    const std::filesystem::path folder = m_pinnedFolder / std::to_string(prediction.iteration);
    try {
        writeMaps(folder, {.maps = prediction.maps, .origin = {}});
        keepLastTwo(folder);
    } catch (const Error& error) {
        noticed(std::string("The maps of the pinned case are not kept. ") + error.what());
        return;
    }
    m_sink(lineOf({{"event", "pinned"},
                   {"iteration", prediction.iteration},
                   {"caseId", prediction.caseId},
                   {"maps", namedFrom(m_planFolder, folder)},
                   {"durationSeconds", prediction.durationSeconds}}));
}

/// Whoever reads the lines may not have come to those of the time before.
void TrainingEventWriter::keepLastTwo(const std::filesystem::path& pinned) {
    if (!m_pinnedBefore.empty()) {
        removeFolder(m_pinnedBefore);
    }
    m_pinnedBefore = std::exchange(m_lastPinned, pinned);
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

TrainingEventReader::TrainingEventReader(std::filesystem::path planFolder, TrainingObserver& observer)
    : m_planFolder(std::move(planFolder)), m_observer(observer) {}

void TrainingEventReader::read(const std::string& line) {
    try {
        const Json event = Json::parse(shallowJson(line));
        const auto name = event.at("event").get<std::string>();
        if (name == "trainingStarted") {
            m_observer.trainingStarted(startIn(event));
        } else if (name == "iteration") {
            m_observer.iterationDone(iterationIn(event));
        } else if (name == "validation") {
            m_observer.validationDone(validationIn(event));
        } else if (name == "checkpoint") {
            m_observer.checkpointSaved(checkpointIn(event, m_planFolder));
        } else if (name == "notice") {
            m_observer.noticed(event.at("sentence").get<std::string>());
        } else if (name == "pinned") {
            m_observer.pinnedPredicted(pinnedIn(event, m_planFolder));
        } else if (name == "finished") {
            m_summary = summaryIn(event);
        } else if (name == "error") {
            m_failure = errorIn(event);
        }
    } catch (const Json::exception& failure) {
        throw Error(ErrorCode::Corrupt,
                    "What a training told cannot be read; is tandem-worker of this program's version?",
                    line + "\n" + failure.what());
    }
}

void TrainingEventReader::throwFailure() const {
    if (m_failure) {
        throw Error(*m_failure);
    }
}

std::string errorLine(const Error& error) {
    return lineOf({{"event", "error"},
                   {"code", kErrorWords.at(static_cast<std::size_t>(error.code()))},
                   {"sentence", error.what()}});
}

}  // namespace tandem
