// A simulation to be looked at: its curves, against whatever cost a person chooses, and the table of what they are
// drawn from; both can be saved.
//
// Used on the GUI thread. Invariant: chart and table show the same rounds.
#pragma once

#include "storage/simulation/simulation_record.h"

#include <QWidget>
#include <optional>

class QComboBox;
class QPushButton;
class QTableWidget;

namespace tandem {

class BandChartView;
class ProjectSession;

class SimulationView : public QWidget {
    Q_OBJECT

public:
    explicit SimulationView(ProjectSession& session, QWidget* parent = nullptr);

    void setSimulation(std::optional<Simulation> simulation);
    [[nodiscard]] const std::optional<Simulation>& simulation() const noexcept { return m_simulation; }

private:
    void build();
    void showChart();
    void showTable();
    void saveChart();
    void saveTable();

    ProjectSession& m_session;
    std::optional<Simulation> m_simulation;
    QComboBox* m_axis;
    BandChartView* m_chart;
    QTableWidget* m_table;
    QPushButton* m_saveChart;
    QPushButton* m_saveTable;
};

}  // namespace tandem
