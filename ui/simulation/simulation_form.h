// Asks what a simulation of corrections shall do: which strategies, how much in each round, for how long.
//
// Used on the GUI thread. Invariant: settings() holds where obstacle() is empty.
#pragma once

#include "storage/simulation/simulation_settings.h"

#include <QWidget>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace tandem {

class SimulationForm : public QWidget {
    Q_OBJECT

public:
    /// suggested: what is chosen at first. voxels: that can be corrected. canJudgeByTest: whether the split has test
    /// cases.
    SimulationForm(const SimulationSettings& suggested, std::int64_t voxels, bool canJudgeByTest,
                   QWidget* parent = nullptr);

    [[nodiscard]] SimulationSettings settings() const;
    /// To be seen, or changed.
    void setSettings(const SimulationSettings& settings);
    /// Why it cannot be begun with what is chosen; empty where it can.
    [[nodiscard]] QString obstacle() const;

Q_SIGNALS:
    void changed();

private:
    void build();
    void addRow(QFormLayout& form, const QString& title, QWidget& field, const char* name);
    /// Nothing for what is no list of seeds.
    [[nodiscard]] std::optional<std::vector<std::int64_t>> seeds() const;
    [[nodiscard]] std::int64_t budgetVoxels() const;
    void noteChange();

    SimulationSettings m_base;
    std::int64_t m_voxels;
    std::vector<std::pair<RegionStrategy, QCheckBox*>> m_strategies;
    QCheckBox* m_fullLabels;
    QSpinBox* m_rounds;
    QDoubleSpinBox* m_budget;
    QLabel* m_budgetNote;
    QComboBox* m_budgetOf;
    QComboBox* m_unit;
    QLineEdit* m_seeds;
    QSpinBox* m_iterations;
    QComboBox* m_judgedBy;
    QLabel* m_judgeNote;
    bool m_isSetting = false;
};

}  // namespace tandem
