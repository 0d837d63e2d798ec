#include "ui/correction/correction_session.h"

#include "core/base/error.h"
#include "ui/correction/held_correction.h"
#include "ui/jobs/job_thread.h"
#include "ui/session/project_session.h"

#include <chrono>
#include <thread>
#include <utility>

namespace tandem {
namespace {

using namespace std::chrono_literals;

constexpr auto kWritePause = 300ms;
constexpr auto kLookPause = 5s;
constexpr qint64 kLongestPauseMs = 60'000;  // longer ones are no work
/// Of what can be undone; beyond it the oldest actions can no longer be taken back.
constexpr std::size_t kMostHistoryBytes = std::size_t{512} << 20;

/// A thread that outlived a window may still be writing and hold the case for a moment.
CorrectionWork beginPatiently(const Project& project, const CorrectionStart& wanted, const std::stop_token& stop) {
    constexpr int kTries = 8;
    for (int attempt = 1;; ++attempt) {
        try {
            return CorrectionWork::begin(project, wanted, stop);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Conflict || attempt == kTries || stop.stop_requested()) {
                throw;
            }
            std::this_thread::sleep_for(150ms);
        }
    }
}

}  // namespace

CorrectionSession::Looked CorrectionSession::lookedAt(const Project& project, std::int64_t caseId) {
    Looked looked;
    try {
        if (auto found = CorrectionWork::look(project, caseId)) {
            looked.actions = found->tally().actions;
            looked.waiting = waitingCorrection(project, caseId);
            looked.correction = std::make_shared<Correction>(*std::move(found));
            looked.isWaiting = true;
        }
    } catch (const Error& error) {
        if (!isCorrectionWaiting(project, caseId)) {
            throw;
        }
        looked.isWaiting = true;
        looked.obstacle = QString::fromUtf8(error.what());
    }
    return looked;
}

CorrectionSession::CorrectionSession(ProjectSession& session, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_looking([this](const Looked& looked) { show(looked); }, session.teller()),
      m_beginning([this](const Begun& begun) { take(begun); },
                  [this](const QString& sentence, const QString& detail) { failToBegin(sentence, detail); }),
      m_writer(
          [this](bool) {
              if (std::exchange(m_isWriteWanted, false)) {
                  write();
              }
          },
          [this](const QString&, const QString&) {
              if (m_held) {
                  m_unwritten.keep(m_caseId, m_name, m_held);
              }
          }),
      m_unwritten(session),
      m_ending([this](bool) { concludeEnd(); },
               [this](const QString& sentence, const QString& detail) { failToEnd(sentence, detail); }),
      m_discarding([this](bool) { concludeDiscard(); },
                   [this](const QString& sentence, const QString& detail) {
                       concludeDiscard();
                       Q_EMIT m_session.failed(sentence, detail);
                   }) {
    m_beginning.listIn(session.jobs());
    m_writing.setSingleShot(true);
    connect(&m_writing, &QTimer::timeout, this, &CorrectionSession::write);
    m_lookingAgain.setInterval(kLookPause);
    connect(&m_lookingAgain, &QTimer::timeout, this, &CorrectionSession::look);
}

CorrectionSession::~CorrectionSession() {
    if (m_held) {
        m_held->correction().cancel();
        collect();
        // Not a job: their list may be gone before.
        startThread([held = std::exchange(m_held, {})] {
            try {
                held->writeDown();
            } catch (const Error&) {
                return;  // there is nobody to be told; what was written before waits
            }
        });
    }
}

Correction* CorrectionSession::edited() noexcept {
    return isEditing() ? &m_held->correction() : nullptr;
}

const Correction* CorrectionSession::shown() const noexcept {
    return m_held ? (m_isStepping ? nullptr : &m_held->correction()) : m_looked.get();
}

void CorrectionSession::showCase(std::int64_t caseId, const QString& name) {
    if (caseId == m_caseId) {
        if (!m_held && !m_isStepping) {
            look();
        }
        return;
    }
    letGo();
    m_looking.forget();
    m_looked.reset();
    m_waiting.reset();
    m_isWaiting = false;
    m_label = {};
    m_obstacle.clear();
    m_unreadable.clear();
    m_caseId = caseId;
    m_name = name;
    m_isStepping = m_ended.held != nullptr && m_ended.caseId == caseId;
    if (m_unwritten.hasFailed(caseId) && takeUnwritten()) {
        return;  // on the disk it is not as it was left
    }
    Q_EMIT changed();
    look();
}

bool CorrectionSession::takeUnwritten() {
    const std::shared_ptr<HeldCorrection> held = m_unwritten.of(m_caseId);
    if (held == nullptr || held == m_ended.held || held->isOver()) {
        return false;  // what is on its way to its end is no longer this thread's
    }
    take({held, held->correction().tally().actions});
    return true;
}

void CorrectionSession::look() {
    if (m_caseId != 0) {
        m_looking.ask(tr("Look for a correction of %1").arg(m_name),
                      [folder = m_session.folder(), caseId = m_caseId](const Progress&, const std::stop_token&) {
                          const Project project = Project::open(folder, ProjectAccess::ReadOnly);
                          return lookedAt(project, caseId);
                      });
    }
}

void CorrectionSession::show(const Looked& looked) {
    if (m_held || m_isStepping) {
        return;  // it was begun meanwhile
    }
    m_looked = looked.correction;
    m_waiting = looked.waiting;
    m_isWaiting = looked.isWaiting;
    m_actionsBefore = looked.actions;
    m_label = m_looked ? m_looked->label() : LabelVolume();
    m_unreadable = looked.obstacle;
    Q_EMIT changed();
}

void CorrectionSession::begin(const CorrectionStart& wanted) {
    if (m_held || m_isStepping || m_caseId == 0 || takeUnwritten()) {
        return;
    }
    m_isStepping = true;
    m_obstacle.clear();
    m_start = wanted;
    m_lookingAgain.stop();
    m_looking.forget();
    Q_EMIT changed();
    m_beginning.ask(tr("Begin to correct %1").arg(m_name),
                    [open = m_session.toWork(), wanted](const Progress&, const std::stop_token& stop) {
                        const Project project = open();
                        Begun begun{std::make_shared<HeldCorrection>(beginPatiently(project, wanted, stop)), 0};
                        begun.actions = begun.held->correction().tally().actions;
                        return begun;
                    });
}

void CorrectionSession::take(const Begun& begun) {
    m_isStepping = false;
    m_held = begun.held;
    m_looked.reset();
    m_waiting.reset();
    m_isWaiting = false;
    m_start = m_held->start();
    m_label = m_held->correction().label();
    m_actionsBefore = begun.actions;
    m_workedSeconds = 0;
    m_sinceActivity.start();
    ++m_revision;
    Q_EMIT changed();
}

void CorrectionSession::failToBegin(const QString& sentence, const QString& detail) {
    m_isStepping = false;
    m_obstacle = sentence;
    if (!sentence.isEmpty()) {
        Q_EMIT m_session.failed(sentence, detail);
    }
    Q_EMIT changed();
    look();  // what another window is at
    m_lookingAgain.start();
}

void CorrectionSession::noteActivity() {
    if (!edited()) {
        return;
    }
    const qint64 passed = m_sinceActivity.restart();
    if (passed <= kLongestPauseMs) {
        m_workedSeconds += static_cast<double>(passed) / 1000;
    }
}

void CorrectionSession::announce(const Box& changed) {
    ++m_revision;
    Q_EMIT voxelsChanged(changed);
}

void CorrectionSession::announce(const LabelChange& change) {
    if (const auto box = change.box(m_label.geometry().size)) {
        announce(*box);
    }
}

void CorrectionSession::noteAction() {
    if (!edited()) {
        return;
    }
    noteActivity();
    edited()->spend(std::exchange(m_workedSeconds, 0));
    edited()->forgetBeyond(kMostHistoryBytes);
    if (!m_writing.isActive()) {
        m_writing.start(kWritePause);
    }
    Q_EMIT acted();
}

void CorrectionSession::collect() {
    noteActivity();
    m_held->correction().spend(std::exchange(m_workedSeconds, 0));
    m_held->add(m_held->correction().takeEvents());
}

void CorrectionSession::write() {
    if (!m_held || m_isStepping) {
        return;
    }
    if (m_writer.isBusy()) {
        m_isWriteWanted = true;
        return;
    }
    m_held->add(m_held->correction().takeEvents());
    if (m_unwritten.of(m_caseId) == m_held) {
        return;  // it is written with the rest
    }
    m_writer.ask(tr("Write down the correction of %1").arg(m_name),
                 [held = m_held](const Progress&, const std::stop_token&) {
                     held->writeDown();
                     return true;
                 });
}

void CorrectionSession::letGo() {
    m_writing.stop();
    m_lookingAgain.stop();
    m_beginning.forget();
    m_discarding.forget();
    m_isStepping = false;
    if (m_held) {
        m_held->correction().cancel();
        collect();
        m_writer.forget();
        m_isWriteWanted = false;
        m_unwritten.keep(m_caseId, m_name, std::exchange(m_held, {}));
    }
}

void CorrectionSession::putAside() {
    end(End::PutAside, {});
}

void CorrectionSession::finish(const QString& note) {
    end(End::Finish, note);
}

void CorrectionSession::discard() {
    if (edited() != nullptr || takeUnwritten()) {
        end(End::Discard, {});
    } else {
        discardWaiting();
    }
}

void CorrectionSession::discardWaiting() {
    if (!m_isWaiting || m_isStepping) {
        return;
    }
    m_isStepping = true;
    m_lookingAgain.stop();
    m_looking.forget();
    Q_EMIT changed();
    m_discarding.ask(tr("Discard the correction of %1").arg(m_name),
                     [open = m_session.toWork(), caseId = m_caseId](const Progress&, const std::stop_token&) {
                         const Project project = open();
                         tandem::discardWaiting(project, caseId);
                         return true;
                     });
}

void CorrectionSession::concludeDiscard() {
    m_isStepping = false;
    m_isWaiting = false;
    m_obstacle.clear();
    m_unreadable.clear();
    m_looked.reset();
    m_waiting.reset();
    m_label = {};
    Q_EMIT changed();
    look();  // it is still there where that failed
}

void CorrectionSession::end(End how, const QString& note) {
    if (edited() == nullptr || m_ended.held) {
        return;
    }
    m_writing.stop();
    edited()->cancel();
    collect();
    m_isStepping = true;
    m_ended = {.held = std::exchange(m_held, {}),
               .caseId = m_caseId,
               .name = m_name,
               .start = m_start,
               .actionsBefore = m_actionsBefore,
               .how = how};
    Q_EMIT changed();
    // What was begun is not stopped half-way by whoever closes the page.
    m_ending.ask(tr("Finish the correction of %1").arg(m_name),
                 [held = m_ended.held, open = m_session.toWork(), how, note = note.toStdString()](
                     const Progress&, const std::stop_token&) {
                     if (how != End::Discard) {
                         held->writeDown();
                     }
                     if (how == End::PutAside) {
                         return true;
                     }
                     const Project project = open();
                     held->handOver([&](CorrectionWork work) {
                         if (how == End::Finish) {
                             finishCorrection(project, std::move(work), note, {});
                         } else {
                             discardCorrection(project, std::move(work));
                         }
                     });
                     return true;
                 });
}

void CorrectionSession::concludeEnd() {
    const Ended ended = std::exchange(m_ended, {});
    if (ended.how == End::Finish) {
        Q_EMIT m_session.casesChanged();
    }
    if (ended.caseId != m_caseId) {
        return;
    }
    m_isStepping = false;
    if (ended.how != End::PutAside) {
        m_label = {};
    }
    Q_EMIT changed();
    if (ended.how == End::Finish) {
        Q_EMIT finished();
    }
    look();
}

void CorrectionSession::failToEnd(const QString& sentence, const QString& detail) {
    const Ended ended = std::exchange(m_ended, {});
    Q_EMIT m_session.failed(sentence, detail);
    if (ended.caseId != m_caseId) {
        if (!ended.held->isOver()) {
            m_unwritten.keep(ended.caseId, ended.name, ended.held);
        }
        return;
    }
    m_isStepping = false;
    if (ended.held->isOver()) {
        begin(ended.start);  // it still waits
    } else {
        take({ended.held, ended.actionsBefore});
        m_writing.start(kWritePause);
    }
}

}  // namespace tandem
