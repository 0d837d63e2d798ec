#include "ui/simulation/simulation_view.h"

#include "core/base/atomic_file.h"
#include "storage/simulation/simulation_curves.h"
#include "ui/numbers/quantity.h"
#include "ui/session/project_session.h"
#include "ui/simulation/band_chart_view.h"
#include "ui/simulation/picture/simulation_chart.h"
#include "ui/simulation/picture/simulation_picture.h"
#include "ui/theme/allow.h"
#include "ui/theme/dialogs.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <utility>

namespace tandem {
namespace {

constexpr int kDigits = 4;

QStringList cellsOf(const SimulationCurve& curve, const SimulationPoint& point) {
    return {SimulationChart::nameOf(curve.arm),
            Quantity::count(point.round),
            Quantity::count(point.seeds),
            Quantity::roundedCount(point.lookedAt),
            Quantity::roundedCount(point.changed),
            Quantity::roundedCount(point.slices),
            Quantity::fixed(point.dice, kDigits),
            Quantity::fixed(point.lowestDice, kDigits),
            Quantity::fixed(point.highestDice, kDigits)};
}

}  // namespace

SimulationView::SimulationView(ProjectSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_axis(new QComboBox(this)),
      m_chart(new BandChartView(this)),
      m_table(new QTableWidget(this)),
      m_saveChart(new QPushButton(tr("Save the c&hart…"), this)),
      m_saveTable(new QPushButton(tr("Save the &table…"), this)) {
    build();
    setSimulation(std::nullopt);
}

void SimulationView::build() {
    m_axis->setObjectName("simulationAxis");
    for (const SimulationAxis axis : kSimulationAxes) {
        m_axis->addItem(SimulationChart::nameOf(axis), static_cast<int>(axis));
    }
    m_chart->setObjectName("simulationChart");
    m_table->setObjectName("simulationTable");
    m_table->setColumnCount(9);
    m_table->setHorizontalHeaderLabels({tr("Strategy"), tr("Round"), tr("Seeds"), tr("Looked at"), tr("Changed"),
                                        tr("Slices"), tr("Mean Dice"), tr("Lowest"), tr("Highest")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_saveChart->setObjectName("saveSimulationChart");
    m_saveTable->setObjectName("saveSimulationTable");
    auto* const against = new QLabel(tr("&Against"), this);
    against->setBuddy(m_axis);
    auto* const top = new QHBoxLayout;
    top->addWidget(against);
    top->addWidget(m_axis);
    top->addStretch(1);
    top->addWidget(m_saveChart);
    top->addWidget(m_saveTable);
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(top);
    rows->addWidget(m_chart, 3);
    rows->addWidget(m_table, 2);
    connect(m_axis, &QComboBox::currentIndexChanged, this, &SimulationView::showChart);
    connect(m_saveChart, &QPushButton::clicked, this, &SimulationView::saveChart);
    connect(m_saveTable, &QPushButton::clicked, this, &SimulationView::saveTable);
}

void SimulationView::setSimulation(std::optional<Simulation> simulation) {
    m_simulation = std::move(simulation);
    const QString obstacle = m_simulation && !m_simulation->rows.empty() ? QString() : tr("No round is done yet.");
    allow(*m_saveChart, obstacle, tr("Saves the curves as a PNG picture"));
    allow(*m_saveTable, obstacle, tr("Saves every round, case and class as comma-separated values"));
    showChart();
    showTable();
}

void SimulationView::showChart() {
    const auto axis = static_cast<SimulationAxis>(m_axis->currentData().toInt());
    m_chart->setChart(SimulationChart::chartOf(m_simulation.value_or(Simulation{}), axis));
}

void SimulationView::showTable() {
    m_table->setRowCount(0);
    for (const SimulationCurve& curve : m_simulation ? curvesOf(*m_simulation) : std::vector<SimulationCurve>()) {
        for (const SimulationPoint& point : curve.points) {
            if (point.round == 0 && m_table->rowCount() > 0) {
                continue;  // the start is that of all
            }
            const int row = m_table->rowCount();
            m_table->insertRow(row);
            QStringList cells = cellsOf(curve, point);
            cells.front() = point.round == 0 ? tr("before") : cells.front();
            for (int column = 0; column < m_table->columnCount(); ++column) {
                auto* const item = new QTableWidgetItem(cells[column]);
                item->setTextAlignment((column > 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
                m_table->setItem(row, column, item);
            }
        }
    }
}

void SimulationView::saveChart() {
    askWhereToSave(*this, tr("Save the chart of the simulation"), QDir(documentsFolder()).filePath("simulation"),
                   {tr("PNG picture (*.png)")}, [this](const QString& file) {
                       m_session.attempt([&] { writeSimulationPng(m_simulation.value(), file.toStdString()); });
                   });
}

void SimulationView::saveTable() {
    askWhereToSave(
        *this, tr("Save the table of the simulation"), QDir(documentsFolder()).filePath("simulation"),
        {tr("Table (*.csv)")}, [this](const QString& file) {
            m_session.attempt([&] { writeAtomically(file.toStdString(), simulationCsv(m_simulation.value())); });
        });
}

}  // namespace tandem
