// What a person can say about an import: which images, what label values mean, the patient's part of names, spacing.
//
// Used on the GUI thread. Invariant: changed() follows every change that is complete, not every key.
#pragma once

#include "storage/import/import_options.h"

#include <QWidget>
#include <array>

class QDoubleSpinBox;
class QGridLayout;
class QCheckBox;
class QLineEdit;

namespace tandem {

class ImportOptionsForm : public QWidget {
    Q_OBJECT

public:
    explicit ImportOptionsForm(QWidget* parent = nullptr);

    /// Throws Error (InvalidInput) naming what cannot be used.
    [[nodiscard]] ImportOptions options() const;
    void setLabelValues(const LabelValueMap& classOfValue);
    /// Shows the fields for the spacing, which some files do not say.
    void setSpacingWanted(bool isWanted);
    /// Shows the fields for labels that come structure by structure.
    void setStructuresWanted(bool areWanted);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QLineEdit* addField(const QString& title, const QString& name, const QString& placeholder,
                                      const QString& tip);
    void addRow(const QString& title, QWidget* field, QWidget* buddy);
    /// With its title.
    void showRow(QWidget& field, bool isShown);
    [[nodiscard]] QWidget* makeSpacing();

    QGridLayout* m_grid;
    QLineEdit* m_suffix;
    QLineEdit* m_values;
    QLineEdit* m_patient;
    QLineEdit* m_structures;
    QLineEdit* m_priority;
    QCheckBox* m_resample;
    std::array<QDoubleSpinBox*, 3> m_spacing{};
    QWidget* m_spacingRow;
};

}  // namespace tandem
