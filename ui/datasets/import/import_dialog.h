// Shows what files and folders would bring into the project, and lets the person choose, before anything is written.
//
// Used on the GUI thread. Invariant: importWanted() is emitted at most once, when the dialog is accepted, with the
// cases that are ticked and not refused, and the options with which they were found. While these are looked at anew
// the buttons stay as they are; pressing Import then imports what will be found. What was chosen about the pairing is
// remembered for the next import of the same files.
#pragma once

#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"

#include <QDialog>
#include <filesystem>
#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace tandem {

class ImportOptionsForm;
class ImportPreviewModel;
class ImportProbe;
class PairingBar;
class ProjectSession;

class ImportDialog : public QDialog {
    Q_OBJECT

public:
    ImportDialog(ProjectSession& session, std::vector<std::filesystem::path> inputs, QWidget* parent = nullptr);

Q_SIGNALS:
    void importWanted(const tandem::ImportPlan& plan, const tandem::ImportOptions& options);

private:
    void build();
    void buildTable();
    [[nodiscard]] QWidget* makeFixes();
    void connectParts();
    void look();
    void takePlan(const ImportPlan& plan);
    void takeEnd(const QString& failure);
    void showState(const QString& sentence);
    void showFindings();
    void mapValues();
    void editClasses();
    void takeClasses();
    void takeForLabels(const std::vector<int>& rows);
    void forgetChoices();
    [[nodiscard]] std::vector<int> selectedRows() const;
    void accept() override;
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString lookingSentence() const;

    ProjectSession& m_session;
    ImportPreviewModel* m_preview;
    ImportProbe* m_probe;
    ImportOptionsForm* m_options;
    PairingBar* m_pairing;
    PairingChoices m_choices;  ///< but for the patterns, which stand in the bar
    std::vector<std::filesystem::path> m_inputs;
    QTableView* m_table;
    QLabel* m_findings;
    QPushButton* m_mapValues;
    QPushButton* m_classes;
    QLabel* m_state;
    QProgressBar* m_progress;
    QPushButton* m_import = nullptr;
    bool m_areOptionsGood = true;
    bool m_isWanted = false;  ///< Import was pressed before it was known what there is
};

}  // namespace tandem
