// What a training tells, as lines of JSON: written by the program that trains, told anew by whoever reads them.
//
// A line is one object with "event": trainingStarted, iteration, validation, checkpoint, notice, pinned, finished or
// error. Files are named from the plan's folder on. Not for two threads at once. Invariant: a line holds one whole
// event.
#pragma once

#include "core/base/error.h"
#include "core/engine.h"

#include <filesystem>
#include <functional>
#include <string>

namespace tandem {

/// Takes a whole line, without its end.
using LineSink = std::function<void(const std::string& line)>;

/// An observer that writes all that it is told.
class TrainingEventWriter : public TrainingObserver {
public:
    /// planFolder: from which files are named.
    TrainingEventWriter(std::filesystem::path planFolder, LineSink sink);

    void trainingStarted(const TrainingStart& start) override;
    void iterationDone(const IterationMetrics& metrics) override;
    void validationDone(const ValidationMetrics& metrics) override;
    void checkpointSaved(const CheckpointSaved& checkpoint) override;
    void noticed(const std::string& sentence) override;

    void finished(const TrainingSummary& summary);

private:
    std::filesystem::path m_planFolder;
    LineSink m_sink;
};

/// The line of a failure: its kind as a word, and its sentence.
[[nodiscard]] std::string errorLine(const Error& error);

}  // namespace tandem
