#include "storage/training/speed_probe.h"

#include "core/base/temporary_folder.h"

#include <chrono>
#include <filesystem>
#include <string>

namespace tandem {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kIterations = 6;
constexpr double kMostSeconds = 20;

/// Times iterations from their ends, and asks to stop when it has seen enough.
class Stopwatch : public TrainingObserver {
public:
    void iterationDone(const IterationMetrics& metrics) override {
        const Clock::time_point now = Clock::now();
        if (metrics.iteration == 1) {
            m_first = 1 / metrics.iterationsPerSecond;
            m_begin = now;
        } else {
            m_seconds = std::chrono::duration<double>(now - m_begin).count();
            m_measured = metrics.iteration - 1;
        }
        if (m_first + m_seconds > kMostSeconds) {
            enough.request_stop();
        }
    }
    void validationDone(const ValidationMetrics&) override {}
    void checkpointSaved(const CheckpointSaved&) override {}
    void noticed(const std::string&) override {}

    [[nodiscard]] ProbedSpeed speed() const {
        return m_measured > 0 ? ProbedSpeed{m_measured, m_seconds / static_cast<double>(m_measured)}
                              : ProbedSpeed{1, m_first};
    }

    std::stop_source enough;

private:
    Clock::time_point m_begin;
    double m_first = 0;
    double m_seconds = 0;
    std::int64_t m_measured = 0;
};

}  // namespace

ProbedSpeed probeSpeed(Engine& engine, const TrainingPlan& plan, const std::stop_token& stop) {
    const TemporaryFolder folder("tandem-probe", "free some space there, or start without an estimate of time");
    TrainingPlan probe = plan;
    probe.runFolder = folder.path();
    probe.settings.iterations = kIterations;
    probe.validation.clear();
    probe.pinned.reset();
    probe.resumeFrom.reset();
    Stopwatch watch;
    const std::stop_callback stopToo(stop, [&watch] { watch.enough.request_stop(); });
    static_cast<void>(engine.train(probe, watch, watch.enough.get_token()));
    throwIfStopped(stop);
    return watch.speed();
}

}  // namespace tandem
