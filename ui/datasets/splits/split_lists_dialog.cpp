#include "ui/datasets/splits/split_lists_dialog.h"

#include "ui/datasets/cases/case_words.h"
#include "ui/theme/attempt.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {

SplitListsDialog::SplitListsDialog(std::vector<SplitCandidate> candidates, QWidget* parent)
    : QDialog(parent), m_candidates(std::move(candidates)), m_state(new QLabel(this)) {
    setObjectName("splitListsDialog");
    setWindowTitle(tr("Split from lists"));
    auto* const text = new QLabel(
        tr("A list is a text file with the name of a case on each line. Leave out the lists there are not."), this);
    text->setWordWrap(true);
    auto* const form = new QFormLayout;
    for (std::size_t index = 0; index < kSplitRoles.size(); ++index) {
        auto* const row = new QWidget(this);
        m_files[index] = new QLineEdit(row);
        m_files[index]->setObjectName("splitList" + QString::number(index));
        auto* const browseButton = new QPushButton(tr("Browse…"), row);
        browseButton->setAutoDefault(false);
        auto* const layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_files[index], 1);
        layout->addWidget(browseButton);
        auto* const label = new QLabel(roleText(kSplitRoles[index]), this);
        label->setBuddy(m_files[index]);
        form->addRow(label, row);
        connect(m_files[index], &QLineEdit::textChanged, this, &SplitListsDialog::showState);
        connect(browseButton, &QPushButton::clicked, this, [this, index] { browse(m_files[index]); });
    }
    m_state->setObjectName("splitListsState");
    m_state->setProperty("role", "wrong");
    m_state->setWordWrap(true);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_use = buttons->addButton(tr("&Use lists"), QDialogButtonBox::AcceptRole);
    m_use->setObjectName("splitListsUse");
    connect(buttons, &QDialogButtonBox::accepted, this, &SplitListsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addLayout(form);
    layout->addWidget(m_state);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(560, 300);
    showState();
}

void SplitListsDialog::browse(QLineEdit* edit) {
    askForFile(*this, tr("A list of cases"), {tr("Lists (*.list *.txt)"), tr("All files (*)")},
               [edit](const QString& file) { edit->setText(file); });
}

void SplitListsDialog::showState() {
    const bool isAny =
        std::ranges::any_of(m_files, [](const QLineEdit* file) { return !file->text().trimmed().isEmpty(); });
    m_use->setEnabled(isAny);
    m_use->setToolTip(isAny ? QString() : tr("Name at least one list."));
    m_state->hide();
}

std::vector<SplitAssignment> SplitListsDialog::read() const {
    std::map<SplitRole, std::vector<std::string>> names;
    for (std::size_t index = 0; index < kSplitRoles.size(); ++index) {
        if (const QString file = m_files[index]->text().trimmed(); !file.isEmpty()) {
            names[kSplitRoles[index]] = readNameList(file.toStdString());
        }
    }
    return splitFromNames(m_candidates, names);
}

void SplitListsDialog::accept() {
    const auto take = [this] {
        Q_EMIT listed(read());
        QDialog::accept();
    };
    attempt(take, [this](const QString& sentence, const QString&) {
        m_state->setText(breakable(sentence));
        m_state->show();
    });
}

}  // namespace tandem
