// Simulates a correcting budget on a thread of its own, and tells of every round that is done.
//
// Used on its owner's thread. Invariant: what is done when it stops is kept, and another job on the same folder goes on
// from there.
#pragma once

#include "storage/simulation/simulation_record.h"
#include "ui/jobs/job.h"
#include "ui/session/project_session.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace tandem {

class JobList;

class SimulationJob : public Job {
    Q_OBJECT

public:
    SimulationJob(OpenProject open, const SimulationSettings& settings, const std::filesystem::path& folder,
                  QObject* parent = nullptr);

    [[nodiscard]] std::int64_t runId() const noexcept { return m_runId; }
    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder; }
    /// As far as it is; nothing before its start was judged.
    [[nodiscard]] const std::optional<Simulation>& simulation() const noexcept { return m_simulation; }

Q_SIGNALS:
    /// The start was judged, or a round is done.
    void grew();

private:
    using Tell = std::function<void(const Simulation&)>;
    SimulationJob(OpenProject open, const SimulationSettings& settings, const std::filesystem::path& folder,
                  const std::shared_ptr<Tell>& tell, QObject* parent);

    std::int64_t m_runId;
    std::filesystem::path m_folder;
    std::optional<Simulation> m_simulation;
};

/// One on the run that waits or runs, or nullptr.
[[nodiscard]] SimulationJob* simulationOn(const JobList& jobs, std::int64_t runId);

}  // namespace tandem
