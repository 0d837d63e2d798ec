#include "ui/simulation/simulation_remover.h"

#include "core/base/folder_bytes.h"
#include "storage/db/project.h"
#include "ui/jobs/job_list.h"
#include "ui/numbers/quantity.h"
#include "ui/session/project_session.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"

#include <QMessageBox>
#include <QPushButton>
#include <memory>
#include <utility>

namespace tandem {

SimulationRemover::SimulationRemover(ProjectSession& session, QWidget* over)
    : QObject(over), m_session(session), m_over(over) {}

void SimulationRemover::ask(const StoredSimulation& simulation, const QString& title) {
    auto job = std::make_unique<ResultJob<std::uint64_t>>(
        tr("Counting the files of a simulation"),
        [folder = simulation.folder](const Progress&, const std::stop_token&) { return folderBytes(folder); });
    auto* const counting = job.get();
    connect(counting, &Job::finished, this,
            [this, counting, simulation, title] { ask(simulation, title, counting->take()); });
    job->setMayStopUnasked();
    m_session.jobs().startNow(std::move(job));
}

void SimulationRemover::ask(const StoredSimulation& simulation, const QString& title, std::uint64_t bytes) {
    auto* const question =
        new QMessageBox(QMessageBox::Warning, tr("Delete a simulation"),
                        breakable(tr("The simulation of %1").arg(title)), QMessageBox::Cancel, m_over);
    question->setObjectName("deleteSimulationQuestion");
    question->setInformativeText(tr("Its curves, its table, and the project of its own with what it trained, %1 on "
                                    "disk.\n\nWhat is deleted does "
                                    "not come back. Cases, runs and labels of this project stay.")
                                     .arg(Quantity::bytes(bytes)));
    QPushButton* const remove = question->addButton(tr("&Delete"), QMessageBox::DestructiveRole);
    remove->setObjectName("deleteSimulationConfirmed");
    question->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, simulation] { start(simulation); });
    openDialog(*question);
}

void SimulationRemover::start(const StoredSimulation& simulation) {
    m_session.attempt([&] {
        auto job = std::make_unique<Job>(
            tr("Deleting a simulation"),
            [open = m_session.toWork(), folder = simulation.folder](const Progress&, const std::stop_token&) {
                removeStoredSimulation(open(), folder);
            });
        connect(job.get(), &Job::ended, this, [this] {
            m_isRemoving = false;
            Q_EMIT changed();
        });
        m_isRemoving = true;
        m_session.jobs().startNow(std::move(job));
        Q_EMIT changed();
    });
}

}  // namespace tandem
