#include "ui/review/editor_dialog.h"

#include "ui/theme/breakable.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {

EditorDialog::EditorDialog(const EditorCommand& command, QWidget* parent)
    : QDialog(parent),
      m_choice(new QComboBox(this)),
      m_command(new QLineEdit(command.text(), this)),
      m_problem(new QLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setObjectName("editorDialog");
    setWindowTitle(tr("External editor"));
    setMinimumWidth(620);
    for (const KnownEditor& editor : EditorCommand::known()) {
        m_choice->addItem(editor.name, editor.command);
    }
    m_choice->addItem(tr("Another program"));
    m_choice->setObjectName("editorChoice");
    m_command->setObjectName("editorCommand");
    m_problem->setObjectName("editorProblem");
    m_problem->setWordWrap(true);
    auto* const help = new QLabel(tr("%image stands for the image and %label for a copy of the prediction, each as an "
                                     "argument of its own; code finds them in the variables TANDEM_IMAGE and "
                                     "TANDEM_LABEL. Save the label under its own name, then close the editor: the "
                                     "result is checked and taken back. In 3D Slicer, edit the label map, or export "
                                     "the segmentation to it, before saving."),
                                  this);
    help->setWordWrap(true);
    help->setProperty("role", "faint");
    auto* const form = new QFormLayout;
    form->addRow(tr("&Editor"), m_choice);
    form->addRow(tr("&Command"), m_command);
    auto* const rows = new QVBoxLayout(this);
    rows->addLayout(form);
    rows->addWidget(help);
    rows->addWidget(m_problem);
    rows->addWidget(m_buttons);
    const int known = m_choice->findData(command.text());
    m_choice->setCurrentIndex(command.isEmpty() ? 0 : known >= 0 ? known : m_choice->count() - 1);
    if (command.isEmpty()) {
        choose(0);
    }
    connect(m_choice, &QComboBox::activated, this, &EditorDialog::choose);
    connect(m_command, &QLineEdit::textChanged, this, &EditorDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

EditorCommand EditorDialog::command() const {
    return EditorCommand(m_command->text());
}

void EditorDialog::choose(int index) {
    const QString command = m_choice->itemData(index).toString();
    if (!command.isEmpty()) {
        m_command->setText(command);
    } else {
        m_command->setFocus();
        m_command->selectAll();
    }
}

void EditorDialog::check() {
    const int known = m_choice->findData(command().text());
    m_choice->setCurrentIndex(known >= 0 ? known : m_choice->count() - 1);
    const QString problem = command().problem();
    m_problem->setText(breakable(problem));
    QPushButton* const ok = m_buttons->button(QDialogButtonBox::Ok);
    ok->setEnabled(problem.isEmpty());
    ok->setToolTip(problem);
}

}  // namespace tandem
