// Asks which cases a trained run shall segment, with which checkpoint, and how.
//
// Used on the GUI thread; the project is read once, when the dialog is made. Invariant: "Predict" can be pressed only
// when there is a run with a checkpoint, at least one case and settings that hold; its tooltip says why not. Excluded
// cases that were meant are left out, and named.
#pragma once

#include "core/settings/prediction_settings.h"
#include "core/study/split_role.h"
#include "storage/db/case_record.h"
#include "storage/prediction/prediction_study.h"
#include "ui/settings/settings_form.h"

#include <QDialog>
#include <cstdint>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace tandem {

class CaseChecklist;
class ProjectSession;

class PredictDialog : public QDialog {
    Q_OBJECT

public:
    /// run: chosen at first; the newest if it cannot predict. chosen: cases that are ticked at first.
    explicit PredictDialog(ProjectSession& session, std::int64_t run = 0, QWidget* parent = nullptr,
                           const std::vector<std::int64_t>& chosen = {});

    [[nodiscard]] PredictionRequest request() const;

private:
    void build();
    void fillCases();
    void nameTicked();
    [[nodiscard]] QString leftOut() const;
    [[nodiscard]] std::vector<std::int64_t> chosenCases() const;
    [[nodiscard]] QString obstacle() const;
    void check();
    [[nodiscard]] std::int64_t runId() const;
    /// Those of a role in the run's split; without a role, all that are not excluded. Sorted by id.
    [[nodiscard]] std::vector<std::int64_t> casesOf(const std::optional<SplitRole>& role) const;

    ProjectSession& m_session;
    QComboBox* m_runs;
    QComboBox* m_checkpoints;
    QComboBox* m_cases;
    std::vector<CaseRecord> m_all;
    std::vector<std::int64_t> m_asked;  ///< the cases with which the dialog was opened
    CaseChecklist* m_list;
    FormOf<PredictionSettings>* m_settings;
    QLabel* m_note;
    QPushButton* m_predict = nullptr;
    QString m_missingEngine;  ///< why nothing can be predicted at all
};

}  // namespace tandem
