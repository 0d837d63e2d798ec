#include "ui/review/review_bar.h"

#include "ui/correction/correction_words.h"
#include "ui/review/correction_costs.h"
#include "ui/review/editor_dialog.h"
#include "ui/review/review_actions.h"
#include "ui/review/review_words.h"
#include "ui/session/changing_controls.h"
#include "ui/session/project_session.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/translated.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>
#include <algorithm>

namespace tandem {

ReviewBar::ReviewBar(ProjectSession& session, ReviewActions& actions, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_actions(actions),
      m_description(new QLabel(this)),
      m_noteLabel(new QLabel(this)),
      m_note(new QLineEdit(this)),
      m_accept(add("acceptButton")),
      m_reject(add("rejectButton")),
      m_undo(add("undoButton")),
      m_inspect(add("inspectButton")),
      m_correct(add("correctCaseButton")),
      m_edit(add("editButton")),
      m_editor(add("editorButton")),
      m_takeBack(add("takeBackButton")),
      m_discard(add("discardButton")),
      m_costs(add("correctionCosts")) {
    setObjectName("reviewBar");
    noteChanging({m_note, m_accept, m_reject, m_undo, m_correct, m_edit, m_takeBack, m_discard});
    build();
    connect(m_accept, &QPushButton::clicked, this, &ReviewBar::accept);
    connect(m_reject, &QPushButton::clicked, this, [this] {
        m_actions.reject(m_runId, caseIds(), m_note->text());
        m_note->clear();
        Q_EMIT decided();
    });
    connect(m_undo, &QPushButton::clicked, this, [this] { m_actions.undo(caseIds()); });
    connect(m_inspect, &QPushButton::clicked, this, &ReviewBar::inspect);
    connect(m_correct, &QPushButton::clicked, this, &ReviewBar::correct);
    connect(m_edit, &QPushButton::clicked, this, &ReviewBar::edit);
    connect(m_editor, &QPushButton::clicked, this, [this] { chooseEditor(false); });
    connect(m_takeBack, &QPushButton::clicked, this, [this] { m_actions.takeBack(m_cases.front().caseId); });
    connect(m_discard, &QPushButton::clicked, this, [this] { m_actions.discard(m_cases.front().caseId); });
    connect(m_costs, &QPushButton::clicked, this, [this] { openDialog(*new CorrectionCosts(m_session, this)); });
    keepTranslated(*this, [this] { retranslate(); });
}

QPushButton* ReviewBar::add(const char* objectName) {
    auto* const button = new QPushButton(this);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    return button;
}

void ReviewBar::build() {
    m_description->setObjectName("caseDescription");
    m_description->setWordWrap(true);
    m_note->setObjectName("reviewNote");
    m_noteLabel->setBuddy(m_note);
    m_accept->setProperty("primary", true);
    auto* const note = new QHBoxLayout;
    note->addWidget(m_noteLabel);
    note->addWidget(m_note, 1);
    auto* const decisions = new QHBoxLayout;
    for (QPushButton* const button : {m_accept, m_reject, m_undo}) {
        decisions->addWidget(button);
    }
    decisions->addStretch();
    decisions->addWidget(m_inspect);
    auto* const editing = new QHBoxLayout;
    for (QPushButton* const button : {m_correct, m_edit, m_editor, m_takeBack, m_discard}) {
        editing->addWidget(button);
    }
    editing->addStretch();
    editing->addWidget(m_costs);
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(m_description);
    rows->addLayout(note);
    rows->addLayout(decisions);
    rows->addLayout(editing);
    setTabOrder(
        {m_note, m_accept, m_reject, m_undo, m_inspect, m_correct, m_edit, m_editor, m_takeBack, m_discard, m_costs});
}

void ReviewBar::setCases(std::int64_t runId, const std::vector<const QueuedCase*>& cases) {
    m_runId = runId;
    m_cases.clear();
    for (const QueuedCase* const one : cases) {
        m_cases.push_back(*one);
    }
    m_waiting.reset();
    if (m_cases.size() == 1) {
        m_session.attempt([this] { m_waiting = waitingCorrection(m_session.project(), m_cases.front().caseId); });
    }
    showCases();
}

std::vector<std::int64_t> ReviewBar::caseIds() const {
    std::vector<std::int64_t> ids;
    for (const QueuedCase& one : m_cases) {
        ids.push_back(one.caseId);
    }
    return ids;
}

void ReviewBar::retranslate() {
    m_noteLabel->setText(tr("N&ote"));
    m_note->setPlaceholderText(tr("Why it is accepted or rejected; may be left out"));
    m_accept->setText(tr("&Accept as label"));
    m_reject->setText(tr("&Reject"));
    m_undo->setText(tr("&Undo review"));
    m_inspect->setText(tr("&Inspect"));
    m_correct->setText(tr("Correct"));
    m_editor->setText(tr("E&ditor…"));
    m_editor->setToolTip(tr("Chooses the program that corrects labels"));
    m_costs->setText(tr("Corrections…"));
    m_costs->setToolTip(tr("What finished corrections have cost: time, actions and voxels"));
    m_takeBack->setText(tr("&Take back"));
    m_takeBack->setToolTip(tr("Checks what was saved and makes it the label of the case"));
    m_discard->setText(tr("Di&scard"));
    m_discard->setToolTip(tr("Removes the working copy with all corrections"));
    showCases();
}

template <typename Question>
QString ReviewBar::whyNot(const Question& question) const {
    if (m_cases.empty()) {
        return tr("Select a case");
    }
    for (const QueuedCase& one : m_cases) {
        const QString reason = question(one);
        if (!reason.isEmpty()) {
            return m_cases.size() == 1 ? reason : QString::fromStdString(one.name) + QStringLiteral(": ") + reason;
        }
    }
    return {};
}

void ReviewBar::showCases() {
    const EditorCommand editor = EditorCommand::load(QSettings());
    m_edit->setText(editor.isEmpty() ? tr("&Edit in another program") : tr("&Edit in %1").arg(editor.name()));
    m_description->setText(describe());
    const QString one = m_cases.size() > 1 ? tr("Select one case") : QString();
    allow(*m_accept, whyNot([this](const QueuedCase& queued) { return ReviewWords::whyNotAccept(queued, m_runId); }),
          tr("A copy of the prediction in the project becomes the label of the case"));
    allow(*m_reject, whyNot(&ReviewWords::whyNotReject), tr("Remembers that the prediction is not good enough"));
    allow(*m_undo, whyNot(&ReviewWords::whyNotUndo), tr("The case becomes what it was before its last review"));
    allow(*m_inspect,
          one.isEmpty() ? whyNot([](const QueuedCase& queued) {
              return queued.predictionId != 0 ? QString() : tr("Predict the case first");
          })
                        : one,
          tr("Shows the case with its maps"));
    allow(*m_correct, one.isEmpty() ? whyNot(&ReviewWords::whyNotCorrect) : one,
          tr("Corrects the prediction with a brush and other tools, on the page Inspect"));
    allow(*m_edit, one.isEmpty() ? whyNot(&ReviewWords::whyNotEdit) : one,
          tr("Opens the image and a copy of the prediction; what is saved becomes the label of the case"));
    const bool isBeingEdited = m_cases.size() == 1 && m_cases.front().isBeingEdited;
    m_takeBack->setVisible(isBeingEdited);
    m_discard->setVisible(isBeingEdited);
    if (isBeingEdited) {
        allow(*m_edit, m_actions.isOpenInEditor(m_cases.front().caseId) ? tr("The editor is open") : QString(),
              tr("Goes on with the working copy"));
    }
}

QString ReviewBar::describe() const {
    if (m_cases.empty()) {
        return tr("Select a case to review its prediction.");
    }
    if (m_cases.size() > 1) {
        return tr("%n case(s) selected", nullptr, static_cast<int>(m_cases.size()));
    }
    const QueuedCase& queued = m_cases.front();
    QStringList parts{QStringLiteral("<b>") + breakable(QString::fromStdString(queued.name)).toHtmlEscaped() +
                      QStringLiteral("</b>")};
    if (queued.isBeingEdited) {
        parts << tr("A copy of the prediction is being corrected.");
    }
    if (m_waiting) {
        parts << tr("A correction of it waits.") + QChar(' ') + CorrectionWords::accountOf(*m_waiting);
    }
    const QString review = breakable(ReviewWords::reviewSentence(queued)).toHtmlEscaped();
    if (!review.isEmpty()) {
        parts << review;
    } else if (queued.predictionId == 0) {
        parts << tr("Not predicted with all maps yet.");
    } else if (queued.hasLabel) {
        parts << tr("The run did not see the label that this case has; accepting replaces it in the project.");
    } else {
        parts << tr("Not reviewed yet.");
    }
    return parts.join(QStringLiteral("  "));
}

void ReviewBar::inspect() {
    if (m_inspect->isEnabled()) {
        Q_EMIT m_session.showCase(m_runId, m_cases.front().caseId);
    }
}

void ReviewBar::correct() {
    Q_EMIT m_session.correctCase(m_runId, m_cases.front().caseId);
}

void ReviewBar::accept() {
    const auto labelled = std::ranges::count_if(m_cases, &QueuedCase::hasLabel);
    if (labelled == 0) {
        acceptNow();
        return;
    }
    auto* const question = new QMessageBox(
        QMessageBox::Question, tr("Replace labels"),
        tr("%n of the selected cases have a label already. In the project the prediction takes its place; the file "
           "stays as it is, and the review can be undone.",
           nullptr, static_cast<int>(labelled)),
        QMessageBox::Cancel, this);
    question->setObjectName("replaceQuestion");
    QPushButton* const replace = question->addButton(tr("&Replace"), QMessageBox::AcceptRole);
    connect(replace, &QPushButton::clicked, this, &ReviewBar::acceptNow);
    openDialog(*question);
}

void ReviewBar::acceptNow() {
    m_actions.accept(m_runId, caseIds(), m_note->text());
    m_note->clear();
    Q_EMIT decided();
}

void ReviewBar::edit() {
    const EditorCommand editor = EditorCommand::load(QSettings());
    if (!editor.problem().isEmpty()) {
        chooseEditor(true);
    } else {
        m_actions.edit(m_runId, m_cases.front().caseId, editor);
    }
}

void ReviewBar::chooseEditor(bool opensThen) {
    auto* const dialog = new EditorDialog(EditorCommand::load(QSettings()), this);
    connect(dialog, &QDialog::accepted, this, [this, dialog, opensThen] {
        QSettings settings;
        dialog->command().store(settings);
        showCases();
        if (opensThen) {
            edit();
        }
    });
    openDialog(*dialog);
}

}  // namespace tandem
