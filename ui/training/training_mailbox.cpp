#include "ui/training/training_mailbox.h"

#include "storage/training/metric_points.h"
#include "ui/numbers/quantity.h"

#include <QCoreApplication>
#include <utility>

namespace tandem {
namespace {

void append(std::vector<MetricPoint>& all, std::vector<MetricPoint> added) {
    all.insert(all.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
}

}  // namespace

void TrainingMailbox::begin(const Progress& progress, std::int64_t iterations, const std::stop_token& stop) {
    m_progress = progress;
    m_iterations = iterations;
    m_stop = stop;
}

void TrainingMailbox::setPaused(bool isToPause) {
    {
        const std::lock_guard lock(m_mutex);
        m_isToPause = isToPause;
    }
    m_mayGoOn.notify_all();
}

void TrainingMailbox::put(const std::function<void(TrainingMail&)>& change) {
    bool mustWake = false;
    {
        const std::lock_guard lock(m_mutex);
        change(m_mail);
        mustWake = !std::exchange(m_isAwake, true);
    }
    if (mustWake && m_wake) {
        m_wake();
    }
}

TrainingMail TrainingMailbox::take() {
    const std::lock_guard lock(m_mutex);
    m_isAwake = false;
    return std::exchange(m_mail, {});
}

void TrainingMailbox::runChanged() {
    put([](TrainingMail& mail) { mail.hasRunChanged = true; });
}

void TrainingMailbox::trainingStarted(const TrainingStart&) {
    runChanged();
}

void TrainingMailbox::iterationDone(const IterationMetrics& metrics) {
    put([&](TrainingMail& mail) { append(mail.points, pointsOf(m_runId, metrics)); });
    tellProgress(metrics);
    waitWhilePaused(metrics);
}

void TrainingMailbox::tellProgress(const IterationMetrics& metrics) {
    if (m_progress && m_iterations > 0) {
        const QString left = metrics.iterationsPerSecond > 0
                                 ? Quantity::duration(static_cast<double>(m_iterations - metrics.iteration) /
                                                      metrics.iterationsPerSecond)
                                 : QString("-");
        const QString text = QCoreApplication::translate("TrainingJob", "iteration %1 of %2, loss %3, %4 left")
                                 .arg(Quantity::count(metrics.iteration), Quantity::count(m_iterations),
                                      Quantity::fixed(metrics.lossTotal, 3), left);
        m_progress(static_cast<double>(metrics.iteration) / static_cast<double>(m_iterations), text.toStdString());
    }
}

void TrainingMailbox::waitWhilePaused(const IterationMetrics& metrics) {
    std::unique_lock lock(m_mutex);
    if (!m_isToPause || m_stop.stop_requested()) {
        return;
    }
    lock.unlock();
    put([](TrainingMail& mail) { mail.isPaused = true; });
    if (m_progress && m_iterations > 0) {
        const QString text = QCoreApplication::translate("TrainingJob", "paused at iteration %1 of %2")
                                 .arg(Quantity::count(metrics.iteration), Quantity::count(m_iterations));
        m_progress(static_cast<double>(metrics.iteration) / static_cast<double>(m_iterations), text.toStdString());
    }
    lock.lock();
    m_mayGoOn.wait(lock, m_stop, [this] { return !m_isToPause; });
    lock.unlock();
    put([](TrainingMail& mail) { mail.isPaused = false; });
    tellProgress(metrics);
}

void TrainingMailbox::validationDone(const ValidationMetrics& metrics) {
    put([&](TrainingMail& mail) {
        append(mail.points, pointsOf(m_runId, metrics));
        mail.hasAdvanced = true;
    });
}

void TrainingMailbox::checkpointSaved(const CheckpointSaved&) {
    runChanged();
}

void TrainingMailbox::pinnedPredicted(const PinnedPrediction&) {
    // The maps lie in the run's folder by now; they are read from there.
    put([](TrainingMail& mail) { mail.hasSnapshot = true; });
}

void TrainingMailbox::noticed(const std::string& sentence) {
    put([&](TrainingMail& mail) { mail.notices.push_back(QString::fromStdString(sentence)); });
}

}  // namespace tandem
