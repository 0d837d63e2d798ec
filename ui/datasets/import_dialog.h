// Shows what files and folders would bring into the project, and lets the person choose, before anything is written.
//
// Used on the GUI thread; files are found and checked by jobs. Invariant: importWanted() is emitted at most once, when
// the dialog is accepted, with the cases that are ticked and not refused.
#pragma once

#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"
#include "ui/datasets/import_preview_model.h"
#include "ui/jobs/job.h"

#include <QDialog>
#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace tandem {

class ProjectSession;

class ImportDialog : public QDialog {
    Q_OBJECT

public:
    ImportDialog(ProjectSession& session, LabelScheme scheme, std::vector<std::filesystem::path> inputs,
                 QWidget* parent = nullptr);
    ~ImportDialog() override;

Q_SIGNALS:
    void importWanted(const tandem::ImportPlan& plan, const tandem::ImportOptions& options);

private:
    /// Checked cases on their way from the job to the dialog.
    struct Mailbox {
        std::mutex mutex;
        std::vector<CheckedCase> cases;  ///< guarded by mutex
    };

    void build();
    [[nodiscard]] QWidget* makeOptions();
    /// Throws Error (InvalidInput).
    [[nodiscard]] ImportOptions options() const;
    void startPlanning();
    void takePlan();
    void startChecking();
    void takeChecked();
    void endChecking();
    void accept() override;
    void showState(const QString& sentence);
    [[nodiscard]] bool needsSpacing() const;

    ProjectSession& m_session;
    LabelScheme m_scheme;
    std::vector<std::filesystem::path> m_inputs;
    ImportPreviewModel* m_preview;
    std::shared_ptr<Mailbox> m_mailbox;
    bool m_mustPlanAgain = false;
    std::unique_ptr<ResultJob<ImportPlan>> m_planning;
    std::unique_ptr<Job> m_checking;

    QTableView* m_table = nullptr;
    QLabel* m_state = nullptr;
    QProgressBar* m_progress = nullptr;
    QWidget* m_spacingRow = nullptr;
    QWidget* m_spacingLabel = nullptr;
    std::array<QDoubleSpinBox*, 3> m_spacing{};
    QLineEdit* m_suffix = nullptr;
    QLineEdit* m_values = nullptr;
    QPushButton* m_import = nullptr;
};

}  // namespace tandem
