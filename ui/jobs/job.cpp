#include "ui/jobs/job.h"

#include "core/base/error.h"

#include <utility>

namespace tandem {

Job::Job(QString title, Work work, QObject* parent)
    : QObject(parent), m_title(std::move(title)), m_work(std::move(work)) {}

Job::~Job() {
    m_thread.request_stop();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Job::start() {
    Q_ASSERT(m_state == JobState::Waiting);
    m_state = JobState::Running;
    Q_EMIT started();
    m_thread = std::jthread([this](const std::stop_token& stop) {
        const Outcome outcome = work(stop);
        QMetaObject::invokeMethod(this, [this, outcome] { conclude(outcome); }, Qt::QueuedConnection);
    });
}

void Job::cancel() {
    if (m_state == JobState::Waiting) {
        conclude({.state = JobState::Cancelled});
    } else {
        m_thread.request_stop();
    }
}

Job::Outcome Job::work(const std::stop_token& stop) {
    try {
        m_work([this](double fraction, std::string_view what) { post(fraction, what); }, stop);
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
                .message = tr("\"%1\" failed unexpectedly.").arg(m_title),
                .detail = QString::fromUtf8(unexpected.what())};
    }
}

void Job::post(double fraction, std::string_view what) {
    const QString message = QString::fromUtf8(what.data(), static_cast<qsizetype>(what.size()));
    const std::lock_guard lock(m_mutex);
    const bool isOnItsWay = m_mail.has_value();
    m_mail = {fraction, message};
    if (!isOnItsWay) {
        QMetaObject::invokeMethod(this, &Job::deliverProgress, Qt::QueuedConnection);
    }
}

void Job::deliverProgress() {
    std::optional<std::pair<double, QString>> mail;
    {
        const std::lock_guard lock(m_mutex);
        mail.swap(m_mail);
    }
    if (mail && !hasEnded()) {
        std::tie(m_fraction, m_message) = *mail;
        Q_EMIT progressed(m_fraction, m_message);
    }
}

void Job::conclude(const Outcome& outcome) {
    if (m_thread.joinable()) {
        m_thread.join();
    }
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
