// Asks for the external editor: a known one, or a command.
//
// Used on the GUI thread. Invariant: only a command that can be run is accepted.
#pragma once

#include "ui/review/editor_command.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace tandem {

class EditorDialog : public QDialog {
    Q_OBJECT

public:
    explicit EditorDialog(const EditorCommand& command, QWidget* parent = nullptr);

    [[nodiscard]] EditorCommand command() const;

private:
    void choose(int index);
    void check();

    QComboBox* m_choice;
    QLineEdit* m_command;
    QLabel* m_problem;
    QDialogButtonBox* m_buttons;
};

}  // namespace tandem
