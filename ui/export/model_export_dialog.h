// Asks which run's network shall leave the project as a model, and where to.
//
// Used on the GUI thread; the project is read once, when the dialog is made. Invariant: "Export" can be pressed only
// when there is a run with a checkpoint and a folder is named; its tooltip says why not.
#pragma once

#include "storage/export/model_export.h"

#include <QDialog>
#include <cstdint>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;

namespace tandem {

class ProjectSession;

class ModelExportDialog : public QDialog {
    Q_OBJECT

public:
    /// run: chosen at first; the newest if it has no checkpoint.
    ModelExportDialog(ProjectSession& session, std::int64_t run, QWidget* parent = nullptr);

    /// Without a threshold of its own.
    [[nodiscard]] ModelExportRequest request() const;

private:
    void build();
    /// The run's checkpoints, and a folder named for it.
    void showRun();
    [[nodiscard]] QString folderIn(const QString& parent) const;
    void chooseFolder();
    void check();
    [[nodiscard]] std::int64_t runId() const;

    ProjectSession& m_session;
    QComboBox* m_runs;
    QComboBox* m_checkpoints;
    QLineEdit* m_folder;
    QPushButton* m_browse;
    QCheckBox* m_overwrite;
    QPushButton* m_export = nullptr;
};

}  // namespace tandem
