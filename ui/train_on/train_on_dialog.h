// Asks with which new labels a run shall be trained on, from which of its checkpoints, for how long and how fast.
//
// Used on the GUI thread; the project is read once, when the dialog is made. Invariant: "Train on" can be pressed only
// when a case is ticked and the numbers hold; its tooltip says why not. A case that judged a run of the chain says so,
// and can only be ticked where the person lets such cases in.
#pragma once

#include "storage/training/train_on.h"

#include <QDialog>
#include <cstdint>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QListWidget;
class QPushButton;

namespace tandem {

class ProjectSession;
class SettingEditor;

class TrainOnDialog : public QDialog {
    Q_OBJECT

public:
    /// run: one that has a checkpoint. Throws Error as casesToTrainOn() and fineTuning().
    TrainOnDialog(ProjectSession& session, std::int64_t run, QWidget* parent = nullptr);

    [[nodiscard]] TrainOnRequest request() const;

private:
    void build();
    void addEditor(QFormLayout& form, const std::string& key);
    void fillCases();
    /// Lets cases that leak be ticked, or takes their ticks away.
    void allowLeaks();
    [[nodiscard]] std::vector<std::int64_t> ticked() const;
    [[nodiscard]] QString obstacle() const;
    void check();

    std::int64_t m_runId;
    std::vector<ComingCase> m_offered;
    TrainingSettings m_settings;
    QListWidget* m_cases;
    QCheckBox* m_acceptsLeak;
    QCheckBox* m_addsUnlabelled;
    QComboBox* m_checkpoints;
    std::vector<SettingEditor*> m_editors;
    QLabel* m_note;
    QPushButton* m_start = nullptr;
};

}  // namespace tandem
