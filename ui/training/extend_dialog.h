// To how many iterations a run shall train on, and what becomes of its learning rate.
//
// Used on the GUI thread. Invariant: where the rate would change, both rates are shown before anything is done.
#pragma once

#include "core/settings/training_settings.h"
#include "storage/training/run_extension.h"

#include <QDialog>
#include <cstdint>

class QCheckBox;
class QLabel;
class QSpinBox;

namespace tandem {

class ExtendDialog : public QDialog {
    Q_OBJECT

public:
    /// doneIterations: of the checkpoint that the run goes on from.
    ExtendDialog(std::int64_t runId, const TrainingSettings& settings, std::int64_t doneIterations,
                 QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const tandem::RunExtension& extension);

private:
    [[nodiscard]] RunExtension extension() const;
    void describeRate();

    TrainingSettings m_settings;
    std::int64_t m_done;
    QSpinBox* m_iterations = nullptr;
    QCheckBox* m_keepRate = nullptr;
    QLabel* m_rate = nullptr;
};

}  // namespace tandem
