// A simulation as a chart, with its curves and costs in words.
//
// Thread-safe, without widgets. Invariant: the window and the file show the same points.
#pragma once

#include "storage/simulation/simulation_curves.h"
#include "ui/picture/band_chart.h"

#include <QCoreApplication>
#include <array>

namespace tandem {

/// What the curves are drawn against: of all rounds up to a point.
enum class SimulationAxis { LookedAt, Changed, Slices };
inline constexpr std::array kSimulationAxes{SimulationAxis::LookedAt, SimulationAxis::Changed, SimulationAxis::Slices};

class SimulationChart {
    Q_DECLARE_TR_FUNCTIONS(SimulationChart)

public:
    [[nodiscard]] static QString nameOf(const SimulationArm& arm);
    /// In a sentence: what the arm asks for first, or what it is compared for.
    [[nodiscard]] static QString explanationOf(const SimulationArm& arm);
    [[nodiscard]] static QString nameOf(SimulationAxis axis);
    [[nodiscard]] static QColor colourOf(const SimulationArm& arm);

    /// Baselines, whose rounds cost nothing that could be compared, stand where the strategies are in the same round.
    [[nodiscard]] static BandChart chartOf(const Simulation& simulation, SimulationAxis axis);
};

}  // namespace tandem
