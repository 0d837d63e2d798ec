// What a prediction of a plan tells, as lines of JSON beside those of a training (training_events.h):
// predictionStarted, predicting, predicted and predictionFinished. Not for two threads at once. Invariant: a line holds
// one whole event.
#pragma once

#include "core/plan/training_events.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace tandem {

struct PredictionSummary {
    std::int64_t predicted = 0;  ///< in this start
    std::int64_t kept = 0;       ///< that were there already
    bool stopped = false;        ///< before all cases were predicted; starting again does the others
    double durationSeconds = 0;
};

class PredictionEventWriter {
public:
    /// planFolder: from which files are named.
    PredictionEventWriter(std::filesystem::path planFolder, LineSink sink);

    void started(std::int64_t cases, const std::string& precision);
    /// Every twentieth of a case at most.
    void predicting(const PreparedReference& one, double fraction);
    void predicted(const PreparedReference& one, const std::filesystem::path& maps, double durationSeconds);
    void finished(const PredictionSummary& summary);

private:
    std::filesystem::path m_planFolder;
    LineSink m_sink;
    double m_toldFraction = 0;
};

}  // namespace tandem
