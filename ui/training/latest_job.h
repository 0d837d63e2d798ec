// Runs the newest of the questions that come faster than they are answered: one at a time, beside the window, and of
// those that wait only the last.
//
// Used on its owner's thread, which must run an event loop. Invariant: an answer is delivered once, after its work has
// ended; what was forgotten is never delivered.
#pragma once

#include "ui/jobs/job.h"

#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace tandem {

template <class Result>
class LatestJob : public QObject {
public:
    using Work = std::function<Result(const Progress&, const std::stop_token&)>;
    using Deliver = std::function<void(Result)>;
    using Fail = std::function<void(const QString& sentence, const QString& detail)>;

    LatestJob(Deliver deliver, Fail fail, QObject* parent = nullptr)
        : QObject(parent), m_deliver(std::move(deliver)), m_fail(std::move(fail)) {}

    void ask(const QString& title, Work work) {
        if (m_job) {
            m_next.emplace(title, std::move(work));
        } else {
            begin(title, std::move(work));
        }
    }

    /// Neither what waits nor what runs is wanted any more.
    void forget() {
        m_next.reset();
        m_isForgotten = m_job != nullptr;
        if (m_job) {
            m_job->cancel();
        }
    }

private:
    void begin(const QString& title, Work work) {
        m_isForgotten = false;
        m_job = std::make_unique<ResultJob<Result>>(title, std::move(work));
        connect(m_job.get(), &Job::ended, this, [this] { conclude(); });
        m_job->start();
    }

    void conclude() {
        // It is the job itself that calls.
        ResultJob<Result>* const ended = m_job.release();
        ended->deleteLater();
        const bool isForgotten = m_isForgotten;
        if (m_next) {
            auto next = std::move(*m_next);
            m_next.reset();
            begin(next.first, std::move(next.second));
        }
        if (isForgotten) {
            return;
        }
        if (ended->state() == JobState::Finished) {
            m_deliver(std::move(ended->result()));
        } else if (ended->state() == JobState::Failed) {
            m_fail(ended->message(), ended->detail());
        }
    }

    Deliver m_deliver;
    Fail m_fail;
    std::unique_ptr<ResultJob<Result>> m_job;
    std::optional<std::pair<QString, Work>> m_next;
    bool m_isForgotten = false;
};

}  // namespace tandem
