// Long work on a thread of its own, told to the thread that owns the job.
//
// Used on its owner's thread, which must run an event loop. Invariant: after start(), exactly one of finished, failed
// and cancelled is emitted, once, after the work has returned and what it held is released; no progress is emitted
// afterwards. Progress is latest-wins: values that come faster than the event loop turns are dropped. Nobody waits for
// the thread: it may outlive the object, so that a work must not refer to whoever started it.
#pragma once

#include "core/base/progress.h"

#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace tandem {

enum class JobState { Waiting, Running, Finished, Failed, Cancelled };

class Job : public QObject {
    Q_OBJECT

public:
    /// Runs on the job's thread. Throws Error to fail; an Error of the code Cancelled means that it has stopped.
    using Work = std::function<void(const Progress& progress, const std::stop_token& stop)>;

    Job(QString title, Work work, QObject* parent = nullptr);
    /// Asks the work to stop; what it still does is told to nobody.
    ~Job() override;

    void start();
    /// A running job stops as soon as its work looks; a waiting one is cancelled at once.
    void cancel();
    /// Nothing is lost when it stops, as when it only reads: closing the window does not ask before.
    void setMayStopUnasked() noexcept { m_mayStopUnasked = true; }

    /// What would be lost if it stopped now, a sentence: from now on the person is asked before the window is closed.
    void setLoss(const QString& sentence) { m_loss = sentence; }

    [[nodiscard]] bool mayStopUnasked() const noexcept { return m_mayStopUnasked && m_loss.isEmpty(); }
    [[nodiscard]] const QString& loss() const noexcept { return m_loss; }
    [[nodiscard]] const QString& title() const noexcept { return m_title; }
    [[nodiscard]] JobState state() const noexcept { return m_state; }
    [[nodiscard]] bool hasEnded() const noexcept { return m_state >= JobState::Finished; }
    /// It was cancelled, and has ended or will.
    [[nodiscard]] bool isStopping() const noexcept { return m_stop.stop_requested(); }
    /// 0..1
    [[nodiscard]] double fraction() const noexcept { return m_fraction; }
    /// What is being done, or why it failed.
    [[nodiscard]] const QString& message() const noexcept { return m_message; }
    /// For the log: what the failure's Error said beyond its sentence.
    [[nodiscard]] const QString& detail() const noexcept { return m_detail; }

Q_SIGNALS:
    void started();
    void progressed(double fraction, const QString& message);
    void finished();
    void failed(const QString& sentence);
    void cancelled();
    /// After any of the three.
    void ended();

protected:
    /// Calls what it is given on the owner's thread while the job is there. Thread-safe, and may outlive the job.
    using OwnersCall = std::function<void(std::function<void()>)>;
    [[nodiscard]] OwnersCall ownersCall() const;

private:
    struct Outcome {
        JobState state = JobState::Finished;
        QString message;
        QString detail;
    };
    struct Link;

    [[nodiscard]] static Outcome run(const Work& work, const QString& title, const Progress& progress,
                                     const std::stop_token& stop);
    void deliverProgress();
    void conclude(const Outcome& outcome);

    QString m_title;
    Work m_work;
    bool m_mayStopUnasked = false;
    QString m_loss;
    JobState m_state = JobState::Waiting;
    double m_fraction = 0;
    QString m_message;
    QString m_detail;

    std::stop_source m_stop;
    std::shared_ptr<Link> m_link;  ///< shared with the thread
};

/// A job whose work returns a value.
template <class Result>
class ResultJob : public Job {
public:
    ResultJob(QString title, std::function<Result(const Progress&, const std::stop_token&)> work,
              QObject* parent = nullptr)
        : ResultJob(std::move(title), std::move(work), std::make_shared<std::optional<Result>>(), parent) {}

    /// Once, when finished was emitted: jobs that have ended are kept in lists, and results can be large.
    [[nodiscard]] Result take() { return std::exchange(*m_result, std::nullopt).value(); }

private:
    ResultJob(QString title, std::function<Result(const Progress&, const std::stop_token&)> work,
              std::shared_ptr<std::optional<Result>> result, QObject* parent)
        : Job(
              std::move(title),
              [work = std::move(work), result](const Progress& progress, const std::stop_token& stop) {
                  result->emplace(work(progress, stop));
              },
              parent),
          m_result(std::move(result)) {}

    std::shared_ptr<std::optional<Result>> m_result;
};

}  // namespace tandem
