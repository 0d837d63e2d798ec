// Simulates what correcting would be worth on a run: asks for strategies and budget, runs the simulation as a job, and
// shows the curves as they grow; those that were made before can be looked at again, gone on with and deleted.
//
// Used on the GUI thread; the project is read once, when the dialog is made. Invariant: at most one simulation on the
// run goes on at a time; it goes on when the dialog is closed, and is found again when it is opened.
#pragma once

#include "storage/simulation/simulation_estimate.h"
#include "storage/simulation/stored_simulations.h"
#include "ui/jobs/latest_job.h"

#include <QDialog>
#include <QPointer>
#include <cstdint>
#include <filesystem>
#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace tandem {

class ProjectSession;
class SimulationForm;
class SimulationJob;
class SimulationRemover;
class SimulationView;

class SimulationDialog : public QDialog {
    Q_OBJECT

public:
    /// run: one that has a checkpoint. Throws Error as suggestedSimulation(); Conflict as whyNotSimulated().
    SimulationDialog(ProjectSession& session, std::int64_t run, QWidget* parent = nullptr);

private:
    void build();
    /// The one in the folder is shown, else the newest.
    void readStored(const std::filesystem::path& shown);
    /// nullptr where a new one is asked for.
    [[nodiscard]] const StoredSimulation* chosen() const;
    void showChosen();
    void check();
    void estimate();
    void showEstimate(const SimulationEstimate& estimate);
    void start();
    void follow(SimulationJob* job);
    void showJob();

    ProjectSession& m_session;
    std::int64_t m_runId;
    SimulationSettings m_suggested;
    std::vector<StoredSimulation> m_stored;
    QPointer<SimulationJob> m_job;
    SimulationRemover* m_remover;
    QComboBox* m_which;
    QPushButton* m_delete;
    SimulationForm* m_form;
    SimulationView* m_view;
    QLabel* m_note;
    QProgressBar* m_progress;
    QPushButton* m_start;
    QPushButton* m_stop;
    LatestJob<SimulationEstimate> m_estimating;
};

/// Opens the dialog over a widget; why it cannot is told where failures are shown.
void openSimulation(ProjectSession& session, std::int64_t run, QWidget& over);

}  // namespace tandem
