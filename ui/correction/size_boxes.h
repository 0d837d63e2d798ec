// The numbers of the chosen tool: size and form of the brush, tolerance and reach; and those of cleaning up.
//
// Used on the GUI thread. Invariant: only what the tool in use reads is shown; numbers follow the choice of tools,
// whoever changes it.
#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace tandem {

class ToolChoice;

/// Of the tools that are used on slices.
class SliceToolBoxes : public QWidget {
    Q_OBJECT

public:
    explicit SliceToolBoxes(ToolChoice& tools, QWidget* parent = nullptr);

private:
    void build();
    void connectBoxes();
    void showChoice();
    void retranslate();

    ToolChoice& m_tools;
    QLabel* m_sizeLabel = nullptr;
    QDoubleSpinBox* m_size = nullptr;  ///< diameter
    QComboBox* m_unit = nullptr;
    QComboBox* m_shape = nullptr;
    QLabel* m_toleranceLabel = nullptr;
    QDoubleSpinBox* m_tolerance = nullptr;
    QLabel* m_reachLabel = nullptr;
    QDoubleSpinBox* m_reach = nullptr;
};

/// Of the tools that work on a class as a whole.
class CleanUpBoxes : public QWidget {
    Q_OBJECT

public:
    explicit CleanUpBoxes(ToolChoice& tools, QWidget* parent = nullptr);

private:
    void showChoice();
    void retranslate();

    ToolChoice& m_tools;
    QCheckBox* m_isIn3d = nullptr;
    QLabel* m_islandLabel = nullptr;
    QSpinBox* m_leastVoxels = nullptr;
    QLabel* m_sigmaLabel = nullptr;
    QDoubleSpinBox* m_sigma = nullptr;
};

}  // namespace tandem
