// What a training tells, as lines of JSON: written by the program that trains, told anew by whoever reads them.
//
// A line is one object with "event": trainingStarted, iteration, validation, checkpoint, notice, pinned, finished or
// error. Files are named from the plan's folder on. Not for two threads at once. Invariant: an observer
// that is told by a reader is told what the writer was.
#pragma once

#include "core/base/error.h"
#include "core/engine.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace tandem {

/// Takes a whole line, without its end.
using LineSink = std::function<void(const std::string& line)>;

/// An observer that writes all that it is told.
class TrainingEventWriter : public TrainingObserver {
public:
    /// planFolder: from which files are named. pinnedFolder: for the maps of a pinned case.
    TrainingEventWriter(std::filesystem::path planFolder, std::filesystem::path pinnedFolder, LineSink sink);

    void trainingStarted(const TrainingStart& start) override;
    void iterationDone(const IterationMetrics& metrics) override;
    void validationDone(const ValidationMetrics& metrics) override;
    void checkpointSaved(const CheckpointSaved& checkpoint) override;
    void noticed(const std::string& sentence) override;
    /// Writes the maps, and keeps those of this time and the time before.
    void pinnedPredicted(const PinnedPrediction& prediction) override;

    void finished(const TrainingSummary& summary);

private:
    void keepLastTwo(const std::filesystem::path& pinned);

    std::filesystem::path m_planFolder;
    std::filesystem::path m_pinnedFolder;
    LineSink m_sink;
    std::filesystem::path m_lastPinned;
    std::filesystem::path m_pinnedBefore;  ///< the one before that
};

/// Tells an observer what lines say. Keys and events that it does not know it leaves aside: a newer program's.
class TrainingEventReader {
public:
    /// planFolder: where the files lie that are named.
    TrainingEventReader(std::filesystem::path planFolder, TrainingObserver& observer);

    /// Throws Error (Corrupt) for a line that no program of ours wrote.
    void read(const std::string& line);
    /// Once the training has ended as it should.
    [[nodiscard]] const std::optional<TrainingSummary>& summary() const noexcept { return m_summary; }
    /// Throws the failure that was told, if one was.
    void throwFailure() const;

private:
    std::filesystem::path m_planFolder;
    TrainingObserver& m_observer;
    std::optional<TrainingSummary> m_summary;
    std::optional<Error> m_failure;
};

/// The line of a failure: its kind as a word, and its sentence.
[[nodiscard]] std::string errorLine(const Error& error);

}  // namespace tandem
