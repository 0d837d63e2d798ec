#include "ui/jobs/job_list.h"

#include <algorithm>
#include <utility>

namespace tandem {

JobList::JobList(QObject* parent) : QAbstractListModel(parent) {}

JobList::~JobList() {
    cancelAll();
    for (const Entry& entry : m_entries) {
        entry.job->disconnect(this);
    }
}

void JobList::startNow(std::unique_ptr<Job> job) {
    Job* const added = job.get();
    add(std::move(job), false);
    added->start();
}

void JobList::queue(std::unique_ptr<Job> job) {
    add(std::move(job), true);
    startNext();
}

/// The row of the next job that waits in the queue; -1 without one.
int JobList::placeBeside(int row, int step) const {
    const auto isWaiting = [this](int at) {
        const Entry& entry = m_entries[static_cast<std::size_t>(at)];
        return entry.isQueued && entry.job->state() == JobState::Waiting;
    };
    if (row < 0 || row >= rowCount() || !isWaiting(row)) {
        return -1;
    }
    for (int at = row + step; at >= 0 && at < rowCount(); at += step) {
        if (isWaiting(at)) {
            return at;
        }
    }
    return -1;
}

void JobList::move(int row, int step) {
    const int place = placeBeside(row, step);
    if (place < 0) {
        return;
    }
    beginMoveRows({}, row, row, {}, step > 0 ? place + 1 : place);
    const auto moved = m_entries.begin() + row;
    if (step > 0) {
        std::rotate(moved, moved + 1, m_entries.begin() + place + 1);
    } else {
        std::rotate(m_entries.begin() + place, moved, moved + 1);
    }
    endMoveRows();
    Q_EMIT changed();
}

void JobList::cancelAll() {
    Q_EMIT aboutToCancelAll();
    // From the last, so that no waiting job starts when the one before it is cancelled.
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
        if (!entry->job->hasEnded()) {
            entry->job->cancel();
        }
    }
}

void JobList::clearEnded() {
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (at(row)->hasEnded()) {
            beginRemoveRows({}, row, row);
            // A slot of the job itself may be what called this.
            m_entries[static_cast<std::size_t>(row)].job.release()->deleteLater();
            m_entries.erase(m_entries.begin() + row);
            endRemoveRows();
        }
    }
    Q_EMIT changed();
}

int JobList::activeCount() const {
    return static_cast<int>(
        std::ranges::count_if(m_entries, [](const Entry& entry) { return !entry.job->hasEnded(); }));
}

int JobList::askingCount() const {
    return static_cast<int>(std::ranges::count_if(
        m_entries, [](const Entry& entry) { return !entry.job->hasEnded() && !entry.job->mayStopUnasked(); }));
}

Job* JobList::current() const {
    const auto running = std::find_if(m_entries.rbegin(), m_entries.rend(),
                                      [](const Entry& entry) { return entry.job->state() == JobState::Running; });
    return running == m_entries.rend() ? nullptr : running->job.get();
}

int JobList::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant JobList::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Job* const job = at(index.row());
    switch (role) {
        case Qt::DisplayRole:
        case TitleRole:
            return job->title();
        case StateRole:
            return static_cast<int>(job->state());
        case FractionRole:
            return job->fraction();
        case Qt::ToolTipRole:
        case MessageRole:
            return job->message();
        case DetailRole:
            return job->detail();
        default:
            return {};
    }
}

QHash<int, QByteArray> JobList::roleNames() const {
    return {{TitleRole, "title"},
            {StateRole, "state"},
            {FractionRole, "fraction"},
            {MessageRole, "message"},
            {DetailRole, "detail"}};
}

void JobList::add(std::unique_ptr<Job> job, bool isQueued) {
    Job* const added = job.get();
    connect(added, &Job::started, this, [this, added] { noteChange(added); });
    connect(added, &Job::progressed, this, [this, added] { noteChange(added); });
    connect(added, &Job::failed, this,
            [this, added](const QString& sentence) { Q_EMIT jobFailed(added->title(), sentence, added->detail()); });
    connect(added, &Job::ended, this, [this, added, isQueued] {
        noteChange(added);
        if (isQueued || added->state() == JobState::Failed) {
            Q_EMIT ended(added);
        }
        startNext();
    });
    beginInsertRows({}, rowCount(), rowCount());
    m_entries.push_back({std::move(job), isQueued});
    endInsertRows();
    Q_EMIT changed();
}

void JobList::startNext() {
    const auto isRunning = [](const Entry& entry) { return entry.isQueued && entry.job->state() == JobState::Running; };
    if (std::ranges::any_of(m_entries, isRunning)) {
        return;
    }
    const auto next = std::ranges::find_if(
        m_entries, [](const Entry& entry) { return entry.isQueued && entry.job->state() == JobState::Waiting; });
    if (next != m_entries.end()) {
        next->job->start();
    }
}

void JobList::noteChange(const Job* job) {
    const auto entry = std::ranges::find_if(m_entries, [&](const Entry& one) { return one.job.get() == job; });
    if (entry != m_entries.end()) {
        const QModelIndex place = index(static_cast<int>(entry - m_entries.begin()));
        Q_EMIT dataChanged(place, place);
        Q_EMIT changed();
    }
}

}  // namespace tandem
