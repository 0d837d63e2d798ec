#include "ui/simulation/simulation_dialog.h"

#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/simulation/run_simulation.h"
#include "storage/simulation/simulated_cases.h"
#include "ui/jobs/job_list.h"
#include "ui/numbers/quantity.h"
#include "ui/session/changing_controls.h"
#include "ui/session/project_session.h"
#include "ui/simulation/simulation_form.h"
#include "ui/simulation/simulation_job.h"
#include "ui/simulation/simulation_remover.h"
#include "ui/simulation/simulation_view.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <memory>
#include <utility>

namespace tandem {
namespace {

constexpr int kFormWidth = 300;
constexpr int kProgressSteps = 1000;

bool hasTestCases(const Project& project, std::int64_t run) {
    try {
        return !casesToJudgeBy(project, run, JudgedBy::Test).empty();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound) {
            throw;
        }
        return false;
    }
}

}  // namespace

SimulationDialog::SimulationDialog(ProjectSession& session, std::int64_t run, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_runId(run),
      m_suggested(suggestedSimulation(session.project(), run)),
      m_remover(new SimulationRemover(session, this)),
      m_which(new QComboBox(this)),
      m_delete(new QPushButton(tr("De&lete…"), this)),
      m_form(new SimulationForm(m_suggested, voxelsOf(casesToSimulate(session.project(), run)),
                                hasTestCases(session.project(), run), this)),
      m_view(new SimulationView(session, this)),
      m_note(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_start(new QPushButton(this)),
      m_stop(new QPushButton(tr("Sto&p"), this)),
      m_estimating([this](const SimulationEstimate& estimate) { showEstimate(estimate); }, session.teller()) {
    if (const std::string why = whyNotSimulated(session.project(), run); !why.empty()) {
        throw Error(ErrorCode::Conflict, why);
    }
    setObjectName("simulationDialog");
    setWindowTitle(tr("Simulate corrections on run %1").arg(run));
    build();
    follow(simulationOn(session.jobs(), run));
    readStored(m_job ? m_job->folder() : std::filesystem::path());
}

void SimulationDialog::build() {
    m_which->setObjectName("simulationChoice");
    m_which->setAccessibleName(tr("Simulation"));
    m_note->setObjectName("simulationNote");
    m_note->setProperty("role", "faint");
    m_note->setWordWrap(true);
    m_start->setObjectName("simulationStart");
    m_stop->setObjectName("simulationStop");
    m_stop->setToolTip(tr("Stops the simulation; what is done stays, and it can go on from there"));
    m_progress->setObjectName("simulationProgress");
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_delete->setObjectName("simulationDelete");
    m_delete->setAutoDefault(false);  // not by Enter, where nothing is to be begun
    noteChanging({m_start, m_delete});
    auto* const left = new QWidget(this);
    left->setFixedWidth(kFormWidth);
    auto* const leftRows = new QVBoxLayout(left);
    leftRows->setContentsMargins(0, 0, 0, 0);
    auto* const which = new QHBoxLayout;
    which->addWidget(m_which, 1);
    which->addWidget(m_delete);
    leftRows->addLayout(which);
    leftRows->addWidget(m_form);
    leftRows->addWidget(m_note);
    leftRows->addWidget(m_start);
    leftRows->addWidget(m_progress);
    leftRows->addWidget(m_stop);
    leftRows->addStretch(1);
    auto* const middle = new QHBoxLayout;
    middle->addWidget(left);
    middle->addSpacing(12);
    middle->addWidget(m_view, 1);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* const rows = new QVBoxLayout(this);
    rows->addLayout(middle, 1);
    rows->addWidget(buttons);
    constexpr QSize kSize(1060, 660);
    resize(kSize);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_which, &QComboBox::currentIndexChanged, this, &SimulationDialog::showChosen);
    connect(m_form, &SimulationForm::changed, this, &SimulationDialog::check);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        if (const StoredSimulation* const stored = chosen()) {
            m_remover->ask(*stored, m_which->currentText());
        }
    });
    connect(m_remover, &SimulationRemover::changed, this, [this] { readStored({}); });
    connect(m_start, &QPushButton::clicked, this, &SimulationDialog::start);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_job) {
            m_job->cancel();
        }
    });
    holdChanging(*this, m_session);
}

void SimulationDialog::readStored(const std::filesystem::path& shown) {
    m_session.attempt([&] { m_stored = storedSimulations(m_session.project(), m_runId); });
    {
        const QSignalBlocker blocker(m_which);
        m_which->clear();
        m_which->addItem(tr("A new simulation"));
        for (const StoredSimulation& one : m_stored) {
            const QString begun = QString::fromStdString(one.simulation.startedAt).left(16).replace('T', ' ');
            m_which->addItem(one.simulation.isDone() ? begun
                                                     : tr("%1, %2 of %3 rounds done")
                                                           .arg(begun, Quantity::count(one.simulation.roundsDone()),
                                                                Quantity::count(one.simulation.roundsAskedFor())));
        }
        const auto found = std::ranges::find(m_stored, shown, &StoredSimulation::folder);
        const auto place = found == m_stored.end() ? 0 : found - m_stored.begin();
        m_which->setCurrentIndex(m_stored.empty() ? 0 : static_cast<int>(place) + 1);
    }
    showChosen();
}

const StoredSimulation* SimulationDialog::chosen() const {
    const int row = m_which->currentIndex() - 1;
    return row >= 0 && row < static_cast<int>(m_stored.size()) ? &m_stored[static_cast<std::size_t>(row)] : nullptr;
}

void SimulationDialog::showChosen() {
    const StoredSimulation* const stored = chosen();
    if (!m_job) {
        m_view->setSimulation(stored != nullptr ? std::optional(stored->simulation) : std::nullopt);
    }
    m_form->setSettings(stored != nullptr ? stored->simulation.settings : m_suggested);
}

void SimulationDialog::check() {
    const StoredSimulation* const stored = chosen();
    const bool isRunning = !m_job.isNull();
    const bool isRemoving = m_remover->isRemoving();
    m_which->setEnabled(!isRunning && !isRemoving);
    m_form->setEnabled(!isRunning && stored == nullptr);
    m_start->setText(stored != nullptr ? tr("&Go on") : tr("&Simulate"));
    allow(*m_delete,
          isRunning           ? tr("A simulation goes on.")
          : isRemoving        ? tr("A simulation is being deleted.")
          : stored == nullptr ? tr("Choose a simulation that was made.")
                              : QString(),
          tr("Deletes the simulation with its files, after asking"));
    const QString obstacle = isRunning                                          ? tr("A simulation goes on.")
                             : isRemoving                                       ? tr("A simulation is being deleted.")
                             : stored != nullptr && stored->simulation.isDone() ? tr("All of its rounds are done.")
                                                                                : m_form->obstacle();
    allow(*m_start, obstacle,
          tr("An oracle that knows the hidden labels answers in their place; the project stays as it is"));
    m_progress->setVisible(isRunning);
    m_stop->setVisible(isRunning);
    m_estimating.forget();
    m_note->setText(obstacle.isEmpty() ? QString() : breakable(obstacle));
    if (obstacle.isEmpty()) {
        estimate();
    }
}

void SimulationDialog::estimate() {
    const StoredSimulation* const stored = chosen();
    m_estimating.ask(tr("Estimating a simulation"),
                     [project = m_session.folder(), settings = m_form->settings(),
                      folder = stored != nullptr ? stored->folder : simulationsFolder(m_session.project()) / "new"](
                         const Progress&, const std::stop_token&) {
                         return estimateSimulation(Project::open(project, ProjectAccess::ReadOnly), *openEngine(),
                                                   settings, folder);
                     });
}

void SimulationDialog::showEstimate(const SimulationEstimate& estimate) {
    const QString work =
        tr("%n training(s) of %1 iterations, and %2 predictions of whole cases", nullptr, estimate.trainings)
            .arg(Quantity::count(estimate.iterations / std::max(1, estimate.trainings)),
                 Quantity::count(estimate.predictions));
    const QString time =
        estimate.seconds ? tr("%1: about %2 on the device of the run.").arg(work, Quantity::duration(*estimate.seconds))
                         : tr("%1; how long that takes is not known, as the run did too few iterations.").arg(work);
    const QString needed = Quantity::bytes(estimate.disk.neededBytes());
    const QString free = Quantity::bytes(estimate.disk.freeBytes + estimate.disk.thereBytes);
    if (estimate.disk.fits()) {
        m_note->setText(time + '\n' + tr("Disk: up to %1 of %2 free.").arg(needed, free));
    } else {
        const QString obstacle =
            tr("It needs up to %1 on the disk, where %2 are free; make room, or ask for less.").arg(needed, free);
        m_note->setText(time + '\n' + obstacle);
        allow(*m_start, obstacle, {});
    }
}

void SimulationDialog::start() {
    m_session.attempt([&] {
        const StoredSimulation* const stored = chosen();
        auto job = std::make_unique<SimulationJob>(
            m_session.toWork(), stored != nullptr ? stored->simulation.settings : m_form->settings(),
            stored != nullptr ? stored->folder : newSimulationFolder(m_session.project()));
        SimulationJob* const queued = job.get();
        m_session.jobs().queue(std::move(job));
        follow(queued);
        check();
    });
}

void SimulationDialog::follow(SimulationJob* job) {
    m_job = job;
    if (job == nullptr) {
        return;
    }
    connect(job, &SimulationJob::grew, this, &SimulationDialog::showJob);
    connect(job, &Job::started, this, &SimulationDialog::showJob);
    connect(job, &Job::progressed, this, &SimulationDialog::showJob);
    connect(job, &Job::ended, this, [this, folder = job->folder()] {
        m_job.clear();
        readStored(folder);
    });
    showJob();
}

void SimulationDialog::showJob() {
    if (!m_job) {
        return;
    }
    m_progress->setValue(qRound(kProgressSteps * m_job->fraction()));
    m_note->setText(m_job->state() == JobState::Waiting ? tr("The simulation waits for its turn.") : m_job->message());
    if (m_job->simulation()) {
        m_view->setSimulation(m_job->simulation());
    }
}

void openSimulation(ProjectSession& session, std::int64_t run, QWidget& over) {
    session.attempt([&] { openDialog(*new SimulationDialog(session, run, &over)); });
}

}  // namespace tandem
