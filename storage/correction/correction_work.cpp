#include "storage/correction/correction_work.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/list_text.h"
#include "core/base/quick_sum.h"
#include "storage/cases/case_reading.h"
#include "storage/correction/correction_classes.h"
#include "storage/correction/correction_journal.h"
#include "storage/correction/correction_provenance.h"
#include "storage/db/case_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/project_locks.h"
#include "storage/image/image_reader.h"
#include "storage/image/image_writer.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/stored_maps.h"
#include "storage/review/case_review.h"
#include "storage/review/label_edit.h"
#include "storage/review/waiting_correction.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <format>
#include <iterator>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

constexpr std::int64_t kStepsBetween = 256;
/// More than a window keeps, so that whatever it has undone can be undone here.
constexpr std::size_t kMostHistoryBytes = std::size_t{1} << 30;

/// The label that a correction began with.
std::filesystem::path startOf(const Project& project, std::int64_t caseId) {
    return project.inside(correctionFolder(project, caseId) / "start.nrrd");
}

std::uint64_t sumOf(const LabelVolume& label) {
    return quickSum(std::as_bytes(label.voxels()));
}

/// What was written down of a correction.
struct Waiting {
    JournalReader journal;
    Correction correction;
};

/// In the geometry of the image, in which the rounding of a file does not show. Throws Error (NotFound; Io; Corrupt).
LabelVolume readStart(const Project& project, const CaseRecord& record, const JournalReader& journal,
                      const std::stop_token& stop) {
    const std::filesystem::path file = correctionJournal(project, record.id);
    const RawLabelVolume raw = readLabel(startOf(project, record.id), {}, stop);
    const auto values = raw.voxels();
    if (journal.header().size != record.geometry.size || raw.geometry().size != record.geometry.size) {
        throwUnreadable(file, "Its grid is not that of the case's image.");
    }
    if (std::ranges::any_of(values, [](std::int32_t value) { return value < 0 || value > 255; })) {
        throwUnreadable(file, "The label that it began with holds no class indices.");
    }
    LabelVolume label(record.geometry, std::vector<std::uint8_t>(values.begin(), values.end()));
    if (sumOf(label) != journal.header().labelSum) {
        throwUnreadable(file, "The label that it began with is another.");
    }
    return label;
}

void requireSameClasses(const Project& project, const CaseRecord& record, const JournalHeader& header) {
    if (!canGoOnWith(header, project.labels().scheme())) {
        throw Error(ErrorCode::Conflict,
                    "The correction of case \"" + record.name + "\" was begun with the classes " +
                        listText(header.classes) +
                        ", and the project has others now; give it those again to go on, or discard the "
                        "correction.");
    }
}

Waiting readWaiting(const Project& project, const CaseRecord& record, const std::stop_token& stop) {
    const std::filesystem::path file = correctionJournal(project, record.id);
    JournalReader journal(file);
    if (journal.header().start.caseId != record.id) {
        throwUnreadable(file, "It is that of another case.");
    }
    requireSameClasses(project, record, journal.header());
    Correction correction(readStart(project, record, journal, stop));
    try {
        while (const auto event = journal.next()) {
            throwIfStopped(stop);
            correction.apply(*event);
            if (journal.steps() % kStepsBetween == 0) {
                correction.forgetBeyond(kMostHistoryBytes);  // a journal can be longer than the memory
            }
        }
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Corrupt) {
            throwUnreadable(file, error.what());
        }
        throw;
    }
    return {std::move(journal), std::move(correction)};
}

/// What is wanted, completed by what is known of it, and the label.
std::pair<CorrectionStart, LabelVolume> chosenStart(const Project& project, const CaseRecord& record,
                                                    const CorrectionStart& wanted, const std::stop_token& stop) {
    CorrectionStart start{.origin = wanted.origin, .caseId = record.id, .runId = 0, .checkpointHash = {}};
    if (wanted.origin == CorrectionOrigin::Empty) {
        const auto voxels = static_cast<std::size_t>(record.geometry.voxelCount());
        return {start, LabelVolume(record.geometry, std::vector<std::uint8_t>(voxels, 0))};
    }
    if (wanted.origin == CorrectionOrigin::Label) {
        if (!record.label) {
            throw Error(ErrorCode::NotFound,
                        "Case \"" + record.name + "\" has no label to correct; begin with an empty one.");
        }
        return {start, readCaseLabel(project, record, stop)};
    }
    const auto prediction = wanted.checkpointHash.empty()
                                ? preferredPrediction(project, wanted.runId, record.id)
                                : project.predictions().find(wanted.runId, record.id, wanted.checkpointHash);
    if (!prediction) {
        throw Error(ErrorCode::NotFound, "Run " + std::to_string(wanted.runId) + " has no such prediction of case \"" +
                                             record.name + "\"; predict the case first.");
    }
    start.runId = prediction->runId;
    start.checkpointHash = prediction->checkpointHash;
    return {start, loadStoredLabel(project, *prediction)};
}

/// The label, then the journal, without which there is no correction.
void beginAnew(const Project& project, const CaseRecord& record, const CorrectionStart& wanted,
               const std::stop_token& stop) {
    const auto [start, label] = chosenStart(project, record, wanted, stop);
    if (const auto difference = differenceOf(record.geometry, label.geometry())) {
        throw Error(ErrorCode::InvalidInput, "What is to be corrected of case \"" + record.name +
                                                 "\" lies on another grid than its image: " + *difference +
                                                 ". Predict the case again, or begin with an empty label.");
    }
    throwIfStopped(stop);
    try {
        makeFolder(correctionFolder(project, record.id));
        writeLabel({record.geometry, label.share()}, startOf(project, record.id));
        const LabelScheme scheme = project.labels().scheme();
        std::vector<std::int32_t> values;
        std::ranges::transform(scheme.classes, std::back_inserter(values), &LabelClass::fileValue);
        makeJournal(correctionJournal(project, record.id), {.start = start,
                                                            .size = record.geometry.size,
                                                            .labelSum = sumOf(label),
                                                            .classes = scheme.names(),
                                                            .values = values});
    } catch (...) {
        std::error_code failure;
        std::filesystem::remove_all(correctionFolder(project, record.id), failure);
        throw;
    }
}

void removeCorrection(const Project& project, std::int64_t caseId) {
    std::error_code failure;
    std::filesystem::remove(correctionJournal(project, caseId), failure);
    removeFolder(correctionFolder(project, caseId));
}

FileLock lockCorrection(const Project& project, const CaseRecord& record) {
    auto lock = tryToLockCorrection(project, record.id);
    if (!lock) {
        throw Error(ErrorCode::Conflict, "The label of case \"" + record.name +
                                             "\" is being corrected in another window or program; put it aside there.");
    }
    return *std::move(lock);
}

void requireMayBegin(const Project& project, const CaseRecord& record) {
    project.requireWritable();
    if (const auto reason = whyLabelStays(project, record)) {
        throw Error(ErrorCode::Conflict, *reason);
    }
    if (waitingEdit(project, record.id)) {
        throw Error(ErrorCode::Conflict, "A working copy of case \"" + record.name +
                                             "\" waits for an external editor; take it back or discard it first.");
    }
}

/// The prediction that a correction began with, or what is still known of it.
std::optional<PredictionRecord> predictionOf(const Project& project, const CorrectionStart& start) {
    if (start.origin != CorrectionOrigin::Prediction) {
        return std::nullopt;
    }
    const auto found = project.predictions().find(start.runId, start.caseId, start.checkpointHash);
    return found.value_or(PredictionRecord{
        .runId = start.runId, .caseId = start.caseId, .checkpointHash = start.checkpointHash, .settingsJson = "{}"});
}

}  // namespace

std::optional<WaitingCorrection> waitingCorrection(const Project& project, std::int64_t caseId) {
    if (!isCorrectionWaiting(project, caseId)) {
        return std::nullopt;
    }
    const std::filesystem::path file = correctionJournal(project, caseId);
    try {
        const JournalReader journal(file);
        std::error_code failure;
        const auto written = std::filesystem::last_write_time(file, failure);
        if (failure) {
            throw Error(ErrorCode::Io, "Cannot read " + file.string() + ": " + failure.message() + ".");
        }
        return WaitingCorrection{
            .start = journal.header().start,
            .workedOn = std::chrono::floor<std::chrono::seconds>(std::chrono::file_clock::to_sys(written))};
    } catch (const Error&) {
        if (!isCorrectionWaiting(project, caseId)) {
            return std::nullopt;  // it went while it was read
        }
        throw;
    }
}

struct CorrectionWork::Parts {
    FileLock lock;
    CorrectionStart start;
    Correction correction;
    JournalWriter journal;
};

CorrectionWork::CorrectionWork(std::unique_ptr<Parts> parts) noexcept : m_parts(std::move(parts)) {}

CorrectionWork::CorrectionWork(CorrectionWork&&) noexcept = default;

CorrectionWork& CorrectionWork::operator=(CorrectionWork&& other) noexcept {
    if (this != &other) {
        putAside();
        m_parts = std::move(other.m_parts);
    }
    return *this;
}

CorrectionWork::~CorrectionWork() {
    putAside();
}

void CorrectionWork::putAside() noexcept {
    if (!m_parts) {
        return;
    }
    try {
        m_parts->correction.end();
        writeDown(m_parts->correction.takeEvents());
    } catch (...) {
        // Whoever wrote down in time knows already why it fails.
    }
    m_parts.reset();
}

CorrectionWork CorrectionWork::begin(const Project& project, const CorrectionStart& wanted,
                                     const std::stop_token& stop) {
    const CaseRecord record = project.cases().get(wanted.caseId);
    requireMayBegin(project, record);
    auto lock = lockCorrection(project, record);
    if (!isCorrectionWaiting(project, record.id)) {
        beginAnew(project, record, wanted, stop);
    }
    Waiting waiting = readWaiting(project, record, stop);
    if (!waiting.journal.isAtEnd()) {
        project.events().add(
            {.kind = "correction",
             .sentence = std::format("The correction of \"{}\" goes on after step {}; what was written "
                                     "behind it was cut off or is damaged.",
                                     record.name, waiting.journal.steps()),
             .caseId = record.id});
    }
    JournalWriter journal(correctionJournal(project, record.id), waiting.journal);
    return CorrectionWork(std::make_unique<Parts>(Parts{.lock = std::move(lock),
                                                        .start = waiting.journal.header().start,
                                                        .correction = std::move(waiting.correction),
                                                        .journal = std::move(journal)}));
}

std::optional<Correction> CorrectionWork::look(const Project& project, std::int64_t caseId) {
    const CaseRecord record = project.cases().get(caseId);
    if (!isCorrectionWaiting(project, caseId)) {
        return std::nullopt;
    }
    try {
        return readWaiting(project, record, {}).correction;
    } catch (const Error&) {
        if (!isCorrectionWaiting(project, caseId)) {
            return std::nullopt;  // it went while it was read
        }
        throw;
    }
}

const CorrectionStart& CorrectionWork::start() const noexcept {
    return m_parts->start;
}

Correction& CorrectionWork::correction() noexcept {
    return m_parts->correction;
}

void CorrectionWork::writeDown(const std::vector<CorrectionEvent>& events) {
    m_parts->journal.write(events);
}

void CorrectionWork::take(const std::vector<CorrectionEvent>& events) {
    m_parts->journal.take(events);
}

ReviewRecord finishCorrection(const Project& project, CorrectionWork work, const std::string& note,
                              const std::stop_token& stop) {
    project.requireWritable();
    const CorrectionStart& start = work.start();
    Correction& correction = work.correction();
    correction.end();
    work.writeDown(correction.takeEvents());
    const auto prediction = predictionOf(project, start);
    const nlohmann::ordered_json done = correctionJson(start, correction, project.labels().scheme());
    throwIfStopped(stop);
    const ReviewRecord review = acceptLabel(project, {.caseId = start.caseId,
                                                      .prediction = prediction ? &*prediction : nullptr,
                                                      .label = correction.label(),
                                                      .decision = ReviewDecision::Edited,
                                                      .note = note,
                                                      .editor = {},
                                                      .correction = &done});
    removeCorrection(project, start.caseId);
    return review;
}

void discardCorrection(const Project& project, CorrectionWork work) {
    project.requireWritable();
    static_cast<void>(work.correction().takeEvents());
    work.correction().cancel();
    removeCorrection(project, work.start().caseId);
}

void discardWaiting(const Project& project, std::int64_t caseId) {
    project.requireWritable();
    const auto lock = lockCorrection(project, project.cases().get(caseId));
    removeCorrection(project, caseId);
}

}  // namespace tandem
