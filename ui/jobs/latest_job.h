// Asks one question after another beside the window: one at a time, and the newest answer wins.
//
// Used on its owner's thread, which must run an event loop. Invariant: an answer is delivered once, moved out of its
// job, after the work has ended and was released; what was overtaken or forgotten is never delivered, and stops.
// Nobody waits when this is destroyed: a work must not refer to whoever asks.
#pragma once

#include "ui/jobs/job_list.h"

#include <QObject>
#include <QPointer>
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
    /// Without a sentence where the person stopped it in the list of jobs.
    using Fail = std::function<void(const QString& sentence, const QString& detail)>;

    explicit LatestJob(Deliver deliver, Fail fail = {}) : m_deliver(std::move(deliver)), m_fail(std::move(fail)) {}
    ~LatestJob() override {
        stop();
        if (m_job && !m_own) {
            // The list keeps jobs that have ended; their results are large.
            connect(m_job, &Job::ended, m_job, [job = m_job.data()] { drop(*job); });
        }
    }

    /// Its jobs are listed from now on, as ones that may stop unasked. The list outlives this.
    void listIn(JobList& jobs) { m_list = &jobs; }
    /// How far the newest question is, 0..1.
    void onProgress(std::function<void(double)> progressed) { m_progressed = std::move(progressed); }

    /// What is being answered is overtaken.
    void ask(const QString& title, Work work) {
        forget();
        askNext(title, std::move(work));
    }

    /// What is being answered is still delivered; of the questions that wait for that only the last is asked.
    void askNext(const QString& title, Work work) {
        if (m_job) {
            m_next.emplace(title, std::move(work));
        } else {
            begin(title, std::move(work));
        }
    }

    /// Neither what waits nor what is being answered is wanted any more.
    void forget() {
        m_next.reset();
        m_isForgotten = m_job != nullptr;
        stop();
    }

    /// An answer is on its way.
    [[nodiscard]] bool isBusy() const { return m_next || (m_job && !m_isForgotten); }

private:
    void begin(const QString& title, Work work) {
        m_isForgotten = false;
        auto job = std::make_unique<ResultJob<Result>>(title, std::move(work));
        m_job = job.get();
        connect(m_job, &Job::progressed, this, [this](double fraction) {
            if (m_progressed && !m_isForgotten) {
                m_progressed(fraction);
            }
        });
        connect(m_job, &Job::ended, this, &LatestJob::conclude);
        if (m_list != nullptr) {
            job->setMayStopUnasked();
            m_list->startNow(std::move(job));
        } else {
            m_own = std::move(job);
            m_own->start();
        }
    }

    static void drop(ResultJob<Result>& ended) {
        if (ended.state() == JobState::Finished) {
            static_cast<void>(ended.take());
        }
    }

    void stop() {
        if (m_job) {
            m_job->cancel();
        }
    }

    void conclude() {
        ResultJob<Result>* const ended = m_job;
        m_job.clear();
        if (m_own) {
            m_own.release()->deleteLater();  // it is the job itself that calls
        }
        const bool isForgotten = m_isForgotten;
        if (m_next) {
            auto [title, work] = *std::exchange(m_next, std::nullopt);
            begin(title, std::move(work));
        }
        if (isForgotten) {
            drop(*ended);
            return;
        }
        if (ended->state() == JobState::Finished) {
            m_deliver(ended->take());
        } else if (m_fail) {
            m_fail(ended->message(), ended->detail());
        }
    }

    Deliver m_deliver;
    Fail m_fail;
    std::function<void(double)> m_progressed;
    JobList* m_list = nullptr;
    QPointer<ResultJob<Result>> m_job;         ///< that is being answered
    std::unique_ptr<ResultJob<Result>> m_own;  ///< the same, where no list has it
    std::optional<std::pair<QString, Work>> m_next;
    bool m_isForgotten = false;  ///< what is being answered
};

}  // namespace tandem
