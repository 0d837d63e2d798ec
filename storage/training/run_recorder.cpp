#include "storage/training/run_recorder.h"

#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/metric_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/db/validation_score_repository.h"
#include "storage/training/metric_points.h"
#include "storage/training/pinned_case.h"
#include "storage/training/pinned_snapshots.h"
#include "storage/training/run_configuration.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tandem {

RunRecorder::RunRecorder(const Project& project, const RunRecord& run, std::vector<std::string> classNames,
                         TrainingObserver& next, std::stop_token stop)
    : m_project(project), m_run(run), m_classNames(std::move(classNames)), m_next(next), m_stop(std::move(stop)) {}

void RunRecorder::add(std::vector<MetricPoint> points) {
    std::ranges::move(points, std::back_inserter(m_waiting));
}

void RunRecorder::trainingStarted(const TrainingStart& start) {
    m_project.runs().setDevice(m_run.id, start.device + " " + start.precision);
    m_project.runs().setVersions(m_run.id, versionsWithThreads(m_run.versionsJson, start.threads));
    refreshRunConfiguration(m_project, m_run.id);
    m_next.trainingStarted(start);
    m_trained = {};  // what was prepared before is not trained
    m_hasStarted = true;
    m_handedOn = std::chrono::steady_clock::now();
}

void RunRecorder::iterationDone(const IterationMetrics& metrics) {
    add(pointsOf(m_run.id, metrics));
    constexpr std::chrono::seconds kFlushInterval{1};
    if (std::chrono::steady_clock::now() - m_lastFlush > kFlushInterval) {
        flush();
    }
    handOn([&](TrainingObserver& next) { next.iterationDone(metrics); });
}

void RunRecorder::validationDone(const ValidationMetrics& metrics) {
    std::vector<ValidationScore> scores;
    for (const CaseDice& one : metrics.cases) {
        scores.push_back({m_run.id, one.caseId, metrics.iteration, metrics.fullProtocol, one.perClass});
    }
    add(pointsOf(m_run.id, metrics));
    keep([&] { m_project.validationScores().add(scores); });
    handOn([&](TrainingObserver& next) { next.validationDone(metrics); });
}

void RunRecorder::checkpointSaved(const CheckpointSaved& checkpoint) {
    CheckpointRecord record;
    record.runId = m_run.id;
    record.kind = checkpoint.kind;
    record.file = checkpoint.file.lexically_proximate(m_project.folder());
    record.contentHash = checkpoint.contentHash;
    record.iteration = checkpoint.iteration;
    record.validationDice = checkpoint.validationDice;
    keep([&] { m_project.checkpoints().record(record); });
    handOn([&](TrainingObserver& next) { next.checkpointSaved(checkpoint); });
}

void RunRecorder::noticed(const std::string& sentence) {
    EventRecord event;
    event.kind = "train";
    event.sentence = sentence;
    event.runId = m_run.id;
    try {
        m_project.events().add(event);
    } catch (const DiskFull&) {
        // It may be what is told.
    }
    handOn([&](TrainingObserver& next) { next.noticed(sentence); });
}

void RunRecorder::pinnedPredicted(const PinnedPrediction& prediction) {
    try {
        writeSnapshot(snapshotPath(snapshotFolder(m_project, m_run), prediction.iteration), prediction);
    } catch (const Error& error) {
        noticed(std::string("The snapshot of the pinned case is not kept. ") + error.what());
        return;
    }
    handOn([&](TrainingObserver& next) { next.pinnedPredicted(prediction); });
}

void RunRecorder::handOn(const std::function<void(TrainingObserver&)>& tell) {
    m_trained += sinceHandedOn();
    tell(m_next);
    m_handedOn = std::chrono::steady_clock::now();
}

std::chrono::duration<double> RunRecorder::sinceHandedOn() const {
    return std::chrono::steady_clock::now() - m_handedOn;
}

void RunRecorder::writeWaiting() const {
    m_project.metrics().add(m_waiting);
    if (m_hasStarted && m_run.trainedSeconds) {
        m_project.runs().setTrainedSeconds(m_run.id, *m_run.trainedSeconds + (m_trained + sinceHandedOn()).count());
    }
}

void RunRecorder::keep(const std::function<void()>& changes) {
    const auto together = [&] {
        changes();
        writeWaiting();
    };
    // Not by noticed(), which writes an event.
    onceThereIsRoom([&] { m_project.transaction(together); },
                    [this](const std::string& sentence) { m_next.noticed(sentence); }, m_stop);
    m_waiting.clear();
    m_lastFlush = std::chrono::steady_clock::now();
}

void RunRecorder::flush() {
    keep([] {});
}

void RunRecorder::flushIfPossible() noexcept {
    try {
        m_project.transaction([this] { writeWaiting(); });
    } catch (const std::exception&) {
        // What ended the training is told; that its last points are missing is seen.
    }
}

}  // namespace tandem
