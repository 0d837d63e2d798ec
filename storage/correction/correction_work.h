// A correction of a case's label that is on its way: begun from a prediction, from the case's label or from nothing,
// written down as it goes, and in the end made the case's label.
//
// For the thread of the Project. Invariant: one correction per case, under labels/corrections/ in the project: what it
// began with, and a journal of what was done since, which a crash cuts short by a second at most. It goes only when it
// was discarded, or made the label, read from its new place and on record. Who works on it holds its lock; everybody
// else looks at it.
#pragma once

#include "core/correction/correction.h"
#include "storage/correction/correction_start.h"
#include "storage/db/review_record.h"
#include "storage/review/waiting_correction.h"  // casesWithCorrection()

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;

/// What is known of a correction without reading what was done.
struct WaitingCorrection {
    CorrectionStart start;
    std::chrono::sys_seconds workedOn;  ///< when something was written down last
};
/// Nothing where none waits. Throws Error as CorrectionWork::look().
[[nodiscard]] std::optional<WaitingCorrection> waitingCorrection(const Project& project, std::int64_t caseId);

class CorrectionWork {
public:
    /// Begins a correction, or goes on with the one that waits, whatever it was begun from: start() says. Throws Error
    /// (NotFound; Conflict as whyLabelStays(), or where the project is only looked at, or while another window or
    /// program works on it, or a working copy of an external editor waits; InvalidInput where prediction or label have
    /// another grid than the image; Corrupt for one that waits and cannot be read; Io; Cancelled).
    [[nodiscard]] static CorrectionWork begin(const Project& project, const CorrectionStart& wanted,
                                              const std::stop_token& stop);
    /// Reads what waits without working on it: also what another window is at, as far as it is written down. Nothing
    /// where none waits. Throws Error (Corrupt, Io).
    [[nodiscard]] static std::optional<Correction> look(const Project& project, std::int64_t caseId);

    CorrectionWork(CorrectionWork&&) noexcept;
    CorrectionWork& operator=(CorrectionWork&&) noexcept;
    ~CorrectionWork();  ///< puts it aside; what was not written down is, where that can be

    [[nodiscard]] const CorrectionStart& start() const noexcept;
    [[nodiscard]] Correction& correction() noexcept;
    /// Writes down what happened since, and waits for the disk: call it within a second of every action. May be called
    /// on another thread with the events of Correction::takeEvents(), one call at a time. Throws Error (Io, DiskFull);
    /// what was not written then is written by the next call.
    void writeDown(const std::vector<CorrectionEvent>& events);
    /// Takes the events in, all of them or, where memory runs out, none: the next writeDown() writes them.
    void take(const std::vector<CorrectionEvent>& events);

private:
    friend ReviewRecord finishCorrection(const Project& project, CorrectionWork work, const std::string& note,
                                         const std::stop_token& stop);
    friend void discardCorrection(const Project& project, CorrectionWork work);

    struct Parts;
    explicit CorrectionWork(std::unique_ptr<Parts> parts) noexcept;
    void putAside() noexcept;

    std::unique_ptr<Parts> m_parts;
};

/// Makes the label of a correction that waits that of its case, in the geometry of its image, with provenance: what it
/// was begun from, how many voxels of which class became which, time spent, tools used, slices and regions looked at.
/// The case's state becomes reviewed; the correction goes. Throws Error (NotFound; Conflict as whyLabelStays(); Corrupt
/// for a class that the project no longer has; Io; Cancelled), after which the correction waits as before.
ReviewRecord finishCorrection(const Project& project, CorrectionWork work, const std::string& note,
                              const std::stop_token& stop);
/// Throws Error (Io).
void discardCorrection(const Project& project, CorrectionWork work);
/// The same of one that waits, whether it can go on or not. Throws Error (NotFound; Conflict while another window or
/// program works on it; Io).
void discardWaiting(const Project& project, std::int64_t caseId);

}  // namespace tandem
