// The label classes of the project: names, colours and voxel values.
//
// Used on the GUI thread. Invariant: the project changes only when the dialog is accepted, and then to a scheme that
// holds.
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;
class QTableView;

namespace tandem {

class LabelClassesModel;
class ProjectSession;

class LabelClassesDialog : public QDialog {
    Q_OBJECT

public:
    explicit LabelClassesDialog(ProjectSession& session, QWidget* parent = nullptr);

private:
    void build();
    void addClass();
    void removeCurrent();
    void askForColour();
    void showState();
    void accept() override;
    [[nodiscard]] int currentRow() const;

    ProjectSession& m_session;
    LabelClassesModel* m_classes;
    QTableView* m_table;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_colour;
    QPushButton* m_store = nullptr;
    QLabel* m_state;
};

}  // namespace tandem
