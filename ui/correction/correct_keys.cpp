#include "ui/correction/correct_keys.h"

#include "ui/correction/correction_words.h"
#include "ui/theme/translated.h"

#include <QAction>
#include <QWidget>

namespace tandem {

CorrectKeys::CorrectKeys(QWidget& page, const std::vector<QWidget*>& views)
    : QObject(&page),
      m_page(page),
      m_smaller(add(QKeySequence(Qt::Key_BracketLeft), page)),
      m_larger(add(QKeySequence(Qt::Key_BracketRight), page)),
      m_undo(add(QKeySequence(Qt::CTRL | Qt::Key_Z), page)),
      m_redo(add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), page)),
      m_mark(add(QKeySequence(Qt::CTRL | Qt::Key_D), page)) {
    std::vector<std::optional<EditTool>> tools{std::nullopt};
    for (std::size_t at = 0; at < kChoiceTexts<EditTool>.size(); ++at) {
        tools.emplace_back(static_cast<EditTool>(at));
    }
    for (const auto& tool : tools) {
        if (const QKeySequence key = CorrectionWords::keyOf(tool); !key.isEmpty()) {
            m_tools.emplace_back(tool, add(key, page));
            connect(m_tools.back().second, &QAction::triggered, this, [this, tool] { Q_EMIT toolWanted(tool); });
        }
    }
    for (int digit = 0; digit <= 9; ++digit) {
        connect(add(QKeySequence(Qt::Key_0 + digit), page), &QAction::triggered, this,
                [this, digit] { Q_EMIT digitPressed(digit); });
    }
    for (const auto& [answer, key] : {std::pair(RegionAnswer::DecoderA, Qt::Key_A),
                                      {RegionAnswer::DecoderB, Qt::Key_B},
                                      {RegionAnswer::Mean, Qt::Key_M},
                                      {RegionAnswer::Unknown, Qt::Key_U}}) {
        m_answers.emplace_back(answer, add(QKeySequence(key), page));
        connect(m_answers.back().second, &QAction::triggered, this,
                [this, given = answer] { Q_EMIT answerWanted(given); });
    }
    for (QWidget* const view : views) {
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
            m_enters.push_back(add(QKeySequence(key), *view));
            connect(m_enters.back(), &QAction::triggered, this, &CorrectKeys::entered);
        }
    }
    m_smaller->setAutoRepeat(true);
    m_larger->setAutoRepeat(true);
    m_undo->setAutoRepeat(true);
    m_redo->setAutoRepeat(true);
    connect(m_smaller, &QAction::triggered, this, [this] { Q_EMIT sizeStepped(-1); });
    connect(m_larger, &QAction::triggered, this, [this] { Q_EMIT sizeStepped(1); });
    connect(m_undo, &QAction::triggered, this, &CorrectKeys::undoWanted);
    connect(m_redo, &QAction::triggered, this, &CorrectKeys::redoWanted);
    connect(m_mark, &QAction::triggered, this, &CorrectKeys::markWanted);
    setEnabled(false);
    keepTranslated(page, [this] { retranslate(); });
}

QAction* CorrectKeys::add(const QKeySequence& key, QWidget& where) {
    auto* const action = new QAction(&m_page);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    where.addAction(action);
    m_all.push_back(action);
    return action;
}

void CorrectKeys::setEnabled(bool isEnabled) {
    for (QAction* const action : m_all) {
        action->setEnabled(isEnabled);
    }
}

void CorrectKeys::retranslate() {
    const auto whileCorrecting = [](const QString& purpose) {
        return tr("While correcting: %1", "what a key does").arg(purpose);
    };
    for (const auto& [tool, action] : m_tools) {
        action->setText(whileCorrecting(CorrectionWords::nameOf(tool)));
    }
    for (const auto& [answer, action] : m_answers) {
        action->setText(whileCorrecting(
            tr("the region at hand is %1", "as A, unknown, ...").arg(CorrectionWords::answerOf(answer))));
    }
    for (QAction* const action : m_enters) {
        action->setText(whileCorrecting(tr("close the polygon, remove islands, or the region at hand is right")));
    }
    m_smaller->setText(whileCorrecting(tr("smaller brush")));
    m_larger->setText(whileCorrecting(tr("larger brush")));
    m_undo->setText(whileCorrecting(tr("undo")));
    m_redo->setText(whileCorrecting(tr("do again")));
    m_mark->setText(whileCorrecting(tr("mark the slice as done, or no more")));
}

}  // namespace tandem
