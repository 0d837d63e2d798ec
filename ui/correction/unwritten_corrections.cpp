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

constexpr auto kRetryPause = 5s;  // after the person gave it up, should the window stay all the same

}  // namespace

UnwrittenCorrections::UnwrittenCorrections(ProjectSession& session, QObject* parent)
    : QObject(parent), m_session(session) {
    connect(&session.jobs(), &JobList::aboutToCancelAll, this, [this] {
        for (Kept& kept : m_kept) {
            kept.isGivenUp = kept.hasFailed;  // of others nobody knows what is lost with them
        }
    });
}

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
    if (find(held.get()) == m_kept.end()) {
        m_kept.push_back({.caseId = caseId, .name = name, .held = held});
        start(m_kept.back());
    }
}

std::vector<UnwrittenCorrections::Kept>::iterator UnwrittenCorrections::find(const HeldCorrection* held) {
    return std::ranges::find(m_kept, held, [](const Kept& kept) { return kept.held.get(); });
}

const UnwrittenCorrections::Kept* UnwrittenCorrections::find(std::int64_t caseId) const {
    const auto found = std::ranges::find_if(
        m_kept, [caseId](const Kept& kept) { return kept.caseId == caseId && !kept.held->isOver(); });
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
    auto job = std::make_unique<Job>(
        tr("Write down the correction of %1").arg(kept.name),
        [held = kept.held, hasFailed = kept.hasFailed](const Progress& progress, const std::stop_token& stop) {
            if (hasFailed) {
                held->pause(stop);
            }
            held->writeUntilDone([&progress](const std::string& sentence) { progress(0, sentence); }, stop);
        });
    Job* const writing = job.get();
    const QString loss =
        tr("What was corrected in %1 is not written down yet, and lost when the window is closed now.").arg(kept.name);
    job->setMayStopUnasked();  // it takes a moment, and is done all the same
    if (kept.hasFailed) {
        job->setLoss(loss);
    }
    connect(writing, &Job::progressed, this,
            [this, writing, loss, held = kept.held.get()](double, const QString& sentence) {
                writing->setLoss(loss);
                noteFailure(held, sentence);
            });
    connect(writing, &Job::ended, this,
            [this, writing, held = kept.held.get()] { conclude(held, writing->state() == JobState::Finished); });
    m_session.jobs().startNow(std::move(job));
}

void UnwrittenCorrections::noteFailure(const HeldCorrection* held, const QString& sentence) {
    const auto kept = find(held);
    if (kept != m_kept.end() && !std::exchange(kept->hasFailed, true)) {
        Q_EMIT m_session.failed(tr("%1 What was corrected in %2 stays in memory and is written as soon as it can be; "
                                   "leave the window open until then.")
                                    .arg(sentence, kept->name),
                                {});
    }
}

void UnwrittenCorrections::conclude(const HeldCorrection* held, bool wasWritten) {
    const auto kept = find(held);
    if (kept == m_kept.end()) {
        return;
    }
    if (!kept->held->isBehind()) {
        m_kept.erase(kept);
        return;
    }
    if (wasWritten) {
        kept->hasFailed = false;
        kept->isGivenUp = false;
        start(*kept);  // more was corrected since
        return;
    }
    kept->hasFailed = true;
    if (!std::exchange(kept->isGivenUp, false)) {
        start(*kept);  // at once, as what would be lost is told by the jobs that there are
        return;
    }
    QTimer::singleShot(kRetryPause, this, [this, held] {
        if (const auto again = find(held); again != m_kept.end()) {
            start(*again);
        }
    });
}

}  // namespace tandem
