// Deletes a simulation that the window keeps, after a person has seen what goes.
//
// Used on the GUI thread; files are counted and deleted in jobs. Invariant: nothing is deleted without an answer.
#pragma once

#include "storage/simulation/stored_simulations.h"

#include <QObject>
#include <QString>

class QWidget;

namespace tandem {

class ProjectSession;

class SimulationRemover : public QObject {
    Q_OBJECT

public:
    /// over: the widget over which is asked.
    SimulationRemover(ProjectSession& session, QWidget* over);

    /// title: of the simulation, for the question.
    void ask(const StoredSimulation& simulation, const QString& title);
    /// From the answer until it has ended.
    [[nodiscard]] bool isRemoving() const noexcept { return m_isRemoving; }

Q_SIGNALS:
    /// One begins to be deleted, or it has ended: the simulation is gone, or not.
    void changed();

private:
    void ask(const StoredSimulation& simulation, const QString& title, std::uint64_t bytes);
    void start(const StoredSimulation& simulation);

    ProjectSession& m_session;
    QWidget* m_over;
    bool m_isRemoving = false;
};

}  // namespace tandem
