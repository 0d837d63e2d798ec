// The jobs of the window, as a Qt model: what waits, runs and has ended, newest last.
//
// Used on the GUI thread. Invariant: of the jobs that are queued, at most one runs at a time, in the order of the list;
// others run beside it.
#pragma once

#include "ui/jobs/job.h"

#include <QAbstractListModel>
#include <memory>
#include <vector>

namespace tandem {

class JobList : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { TitleRole = Qt::UserRole + 1, StateRole, FractionRole, MessageRole, DetailRole };

    explicit JobList(QObject* parent = nullptr);
    /// Asks all jobs to stop.
    ~JobList() override;

    /// Takes a light job and starts it now.
    void startNow(std::unique_ptr<Job> job);
    /// Takes a job that wants the whole machine; it starts when those before it have ended.
    void queue(std::unique_ptr<Job> job);
    /// Whether a job that waits can change places with the next that waits: step 1 for a later one, -1 for an earlier.
    [[nodiscard]] bool canMove(int row, int step) const { return placeBeside(row, step) >= 0; }
    /// Nothing happens where it cannot.
    void move(int row, int step);
    /// Asks every job to stop.
    void cancelAll();
    /// Forgets jobs that have ended.
    void clearEnded();

    [[nodiscard]] Job* at(int row) const { return m_entries[static_cast<std::size_t>(row)].job.get(); }
    /// Waiting or running.
    [[nodiscard]] int activeCount() const;
    /// Of these, jobs before whose end a person is asked.
    [[nodiscard]] int askingCount() const;
    /// The running job that started last, or nothing.
    [[nodiscard]] Job* current() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    /// Every job will be asked to stop, and not by the person for its own sake.
    void aboutToCancelAll();
    /// A job was added, started, progressed or ended.
    void changed();
    /// A job that was queued, or one that failed, has ended; for the log.
    void ended(const tandem::Job* job);
    /// A job failed; shown by the window in the one place where it shows failures.
    void jobFailed(const QString& title, const QString& sentence, const QString& detail);

private:
    struct Entry {
        std::unique_ptr<Job> job;
        bool isQueued = false;
    };

    void add(std::unique_ptr<Job> job, bool isQueued);
    [[nodiscard]] int placeBeside(int row, int step) const;
    void startNext();
    void noteChange(const Job* job);

    std::vector<Entry> m_entries;
};

}  // namespace tandem
