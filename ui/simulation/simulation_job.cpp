#include "ui/simulation/simulation_job.h"

#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/simulation/run_simulation.h"
#include "ui/jobs/job_list.h"

#include <QCoreApplication>
#include <utility>

namespace tandem {

SimulationJob::SimulationJob(OpenProject open, const SimulationSettings& settings, const std::filesystem::path& folder,
                             QObject* parent)
    : SimulationJob(std::move(open), settings, folder, std::make_shared<Tell>(), parent) {}

SimulationJob::SimulationJob(OpenProject open, const SimulationSettings& settings, const std::filesystem::path& folder,
                             const std::shared_ptr<Tell>& tell, QObject* parent)
    : Job(
          QCoreApplication::translate("SimulationJob", "Simulating corrections on run %1").arg(settings.runId),
          [tell, open = std::move(open), settings, folder](const Progress& progress, const std::stop_token& stop) {
              const Project project = open();
              static_cast<void>(runSimulation(project, *openEngine(), settings, folder, *tell, progress, stop));
          },
          parent),
      m_runId(settings.runId),
      m_folder(folder) {
    *tell = [this, call = ownersCall()](const Simulation& grown) {
        call([this, grown] {
            m_simulation = grown;
            Q_EMIT grew();
        });
    };
}

SimulationJob* simulationOn(const JobList& jobs, std::int64_t runId) {
    for (int row = 0; row < jobs.rowCount(); ++row) {
        auto* const job = qobject_cast<SimulationJob*>(jobs.at(row));
        if (job != nullptr && !job->hasEnded() && job->runId() == runId) {
            return job;
        }
    }
    return nullptr;
}

}  // namespace tandem
