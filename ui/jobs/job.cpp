#include "ui/jobs/job.h"

#include "core/base/error.h"
#include "ui/jobs/job_thread.h"

#include <mutex>

namespace tandem {

/// The way from the thread to the object, which may be gone first.
struct Job::Link {
    std::mutex mutex;
    Job* job = nullptr;                              ///< guarded by mutex
    std::optional<std::pair<double, QString>> mail;  ///< progress that was not delivered yet; guarded by mutex

    /// The caller holds the mutex.
    template <class Function>
    void call(Function function) {
        if (job != nullptr) {
            QMetaObject::invokeMethod(job, std::move(function), Qt::QueuedConnection);
        }
    }

    void post(double fraction, std::string_view what) {
        const QString message = QString::fromUtf8(what.data(), static_cast<qsizetype>(what.size()));
        const std::lock_guard lock(mutex);
        const bool isOnItsWay = mail.has_value();
        mail = {fraction, message};
        if (!isOnItsWay) {
            call([to = job] { to->deliverProgress(); });
        }
    }
};

Job::Job(QString title, Work work, QObject* parent)
    : QObject(parent), m_title(std::move(title)), m_work(std::move(work)), m_link(std::make_shared<Link>()) {
    m_link->job = this;
}

Job::~Job() {
    m_stop.request_stop();
    const std::lock_guard lock(m_link->mutex);
    m_link->job = nullptr;
}

void Job::start() {
    Q_ASSERT(m_state == JobState::Waiting);
    m_state = JobState::Running;
    Q_EMIT started();
    startThread(
        [link = m_link, work = std::exchange(m_work, {}), title = m_title, stop = m_stop.get_token()]() mutable {
            const Progress progress = [&link](double fraction, std::string_view what) { link->post(fraction, what); };
            const Outcome outcome = run(work, title, progress, stop);
            work = nullptr;
            const std::lock_guard lock(link->mutex);
            link->call([to = link->job, outcome] { to->conclude(outcome); });
        });
}

void Job::cancel() {
    if (m_state == JobState::Waiting) {
        m_work = nullptr;
        conclude({.state = JobState::Cancelled});
    } else {
        m_stop.request_stop();
    }
}

Job::OwnersCall Job::ownersCall() const {
    return [link = m_link](std::function<void()> function) {
        const std::lock_guard lock(link->mutex);
        link->call(std::move(function));
    };
}

Job::Outcome Job::run(const Work& work, const QString& title, const Progress& progress, const std::stop_token& stop) {
    try {
        work(progress, stop);
        return {};
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            return {.state = JobState::Cancelled};
        }
        return {.state = JobState::Failed,
                .message = QString::fromUtf8(error.what()),
                .detail = QString::fromStdString(error.detail())};
    } catch (const std::bad_alloc&) {
        return {.state = JobState::Failed, .message = tr("The memory of this computer does not suffice.")};
    } catch (const std::exception& unexpected) {
        return {.state = JobState::Failed,
                .message = tr("\"%1\" failed unexpectedly.").arg(title),
                .detail = QString::fromUtf8(unexpected.what())};
    }
}

void Job::deliverProgress() {
    std::optional<std::pair<double, QString>> mail;
    {
        const std::lock_guard lock(m_link->mutex);
        mail.swap(m_link->mail);
    }
    if (mail && !hasEnded()) {
        std::tie(m_fraction, m_message) = *mail;
        Q_EMIT progressed(m_fraction, m_message);
    }
}

void Job::conclude(const Outcome& outcome) {
    deliverProgress();
    m_state = outcome.state;
    m_message = outcome.message;
    m_detail = outcome.detail;
    switch (m_state) {
        case JobState::Finished:
            m_fraction = 1;
            Q_EMIT finished();
            break;
        case JobState::Failed:
            Q_EMIT failed(m_message);
            break;
        default:
            Q_EMIT cancelled();
            break;
    }
    Q_EMIT ended();
}

}  // namespace tandem
