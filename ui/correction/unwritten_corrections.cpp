#include "ui/correction/unwritten_corrections.h"

#include "core/base/error.h"
#include "ui/correction/held_correction.h"
#include "ui/jobs/job_list.h"
#include "ui/jobs/job_thread.h"
#include "ui/session/project_session.h"

#include <QTimer>
#include <algorithm>
#include <chrono>
#include <utility>

namespace tandem {
namespace {

using namespace std::chrono_literals;

constexpr auto kRetryPause = 5s;  // after somebody has stopped the job

}  // namespace

UnwrittenCorrections::UnwrittenCorrections(ProjectSession& session, QObject* parent)
    : QObject(parent), m_session(session) {}

UnwrittenCorrections::~UnwrittenCorrections() {
    for (Kept& kept : m_kept) {
        // Not a job: their list may be gone before.
        startThread([held = std::move(kept.held)] {
            try {
                held->writeDown();
            } catch (const Error&) {
                return;  // the person knows
            }
        });
    }
}

void UnwrittenCorrections::keep(std::int64_t caseId, const QString& name, const std::shared_ptr<HeldCorrection>& held) {
    if (find(caseId) == nullptr) {
        m_kept.push_back({.caseId = caseId, .name = name, .held = held});
        start(m_kept.back());
    }
}

const UnwrittenCorrections::Kept* UnwrittenCorrections::find(std::int64_t caseId) const {
    const auto found = std::ranges::find(m_kept, caseId, &Kept::caseId);
    return found == m_kept.end() ? nullptr : &*found;
}

std::shared_ptr<HeldCorrection> UnwrittenCorrections::of(std::int64_t caseId) const {
    const Kept* const kept = find(caseId);
    return kept == nullptr ? nullptr : kept->held;
}

bool UnwrittenCorrections::hasFailed(std::int64_t caseId) const {
    const Kept* const kept = find(caseId);
    return kept != nullptr && kept->hasFailed;
}

void UnwrittenCorrections::start(const Kept& kept) {
    auto job = std::make_unique<Job>(tr("Write down the correction of %1").arg(kept.name),
                                     [held = kept.held](const Progress& progress, const std::stop_token& stop) {
                                         held->writeUntilDone(
                                             [&progress](const std::string& sentence) { progress(0, sentence); }, stop);
                                     });
    Job* const writing = job.get();
    const QString loss =
        tr("What was corrected in %1 is not written down yet, and lost when the window is closed now.").arg(kept.name);
    job->setMayStopUnasked();  // it takes a moment, and is done all the same
    if (kept.hasFailed) {
        job->setLoss(loss);
    }
    connect(writing, &Job::progressed, this,
            [this, writing, loss, caseId = kept.caseId](double, const QString& sentence) {
                writing->setLoss(loss);
                noteFailure(caseId, sentence);
            });
    connect(writing, &Job::ended, this,
            [this, writing, caseId = kept.caseId] { conclude(caseId, writing->state() == JobState::Finished); });
    m_session.jobs().startNow(std::move(job));
}

void UnwrittenCorrections::noteFailure(std::int64_t caseId, const QString& sentence) {
    const auto kept = std::ranges::find(m_kept, caseId, &Kept::caseId);
    if (kept != m_kept.end() && !std::exchange(kept->hasFailed, true)) {
        Q_EMIT m_session.failed(tr("%1 What was corrected in %2 stays in memory and is written as soon as it can be; "
                                   "leave the window open until then.")
                                    .arg(sentence, kept->name),
                                {});
    }
}

void UnwrittenCorrections::conclude(std::int64_t caseId, bool wasWritten) {
    const auto kept = std::ranges::find(m_kept, caseId, &Kept::caseId);
    if (kept == m_kept.end()) {
        return;
    }
    if (!kept->held->isBehind()) {
        m_kept.erase(kept);
        return;
    }
    if (wasWritten) {
        kept->hasFailed = false;
        start(*kept);  // more was corrected since
        return;
    }
    kept->hasFailed = true;
    QTimer::singleShot(kRetryPause, this, [this, caseId] {
        if (const Kept* const again = find(caseId)) {
            start(*again);
        }
    });
}

}  // namespace tandem
