// A training run, its metric points and its validation scores. Plain values.
//
// Invariant: times are ISO 8601 in UTC ("2025-01-31T09:30:00Z"), empty while they have not come.
#pragma once

#include "core/settings/method.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

enum class RunStatus {
    Queued,
    Running,
    Stopped,  ///< by the person; can be resumed
    Finished,
    Failed,      ///< message says why
    Interrupted  ///< the program or machine went down; can be resumed
};

template <>
inline constexpr std::array<std::string_view, 6> kChoiceTexts<RunStatus>{"queued",   "running", "stopped",
                                                                         "finished", "failed",  "interrupted"};

struct RunRecord {
    std::int64_t id = 0;
    std::string name;             ///< may be empty
    std::string method;           ///< as a text, which may be of another version: see methodOf()
    std::string settingsJson;     ///< TrainingSettings
    std::string preparationJson;  ///< PreparationSettings
    std::int64_t seed = 0;
    std::string device;        ///< what "auto" became, once known
    std::string versionsJson;  ///< of the program and its libraries
    std::optional<std::int64_t> splitId;
    RunStatus status = RunStatus::Queued;
    std::filesystem::path folder;  ///< from the project's folder: "runs/0001"; set by RunRepository::add()
    std::string createdAt;
    std::string startedAt;
    std::string finishedAt;
    std::string message;                   ///< how it ended, for the person
    std::string notes;                     ///< the person's own
    std::optional<double> trainedSeconds;  ///< without pauses; absent for a run from before it was kept

    std::string initialWeightsHash;  ///< SHA-256 of the file that it began with; empty for none, or not known

    bool operator==(const RunRecord&) const = default;
};

/// Nothing where it is one of another version of the program.
[[nodiscard]] inline std::optional<Method> methodOf(const RunRecord& run) {
    return choiceNamed<Method>(run.method);
}

struct MetricPoint {
    std::int64_t runId = 0;
    std::int64_t iteration = 0;
    std::string name;  ///< "loss-total", "validation-dice", ...
    double value = 0;  ///< may be NaN

    bool operator==(const MetricPoint&) const = default;
};

/// How well a run did on one validation case. The database refuses cases of any other role.
struct ValidationScore {
    std::int64_t runId = 0;
    std::int64_t caseId = 0;
    std::int64_t iteration = 0;
    bool fullProtocol = false;         ///< with the test stride
    std::vector<double> dicePerClass;  ///< classes 1..C-1

    bool operator==(const ValidationScore&) const = default;
};

}  // namespace tandem
