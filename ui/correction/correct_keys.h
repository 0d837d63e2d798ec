// The keys of a correction: letters of tools, digits, answers about the region at hand, sizes, undo and redo.
//
// Used on the GUI thread. Invariant: they hold where the page has the keyboard, and only while a label is corrected
// there; each has the words by which the list of keys names it.
#pragma once

#include "core/correction/correction.h"
#include "core/correction/edit_tool.h"

#include <QObject>
#include <optional>
#include <utility>
#include <vector>

class QAction;
class QKeySequence;
class QWidget;

namespace tandem {

class CorrectKeys : public QObject {
    Q_OBJECT

public:
    /// views: where Enter closes and answers; elsewhere it presses buttons and ends numbers.
    CorrectKeys(QWidget& page, const std::vector<QWidget*>& views);

    void setEnabled(bool isEnabled);

Q_SIGNALS:
    void toolWanted(const std::optional<tandem::EditTool>& tool);
    void digitPressed(int digit);
    void answerWanted(tandem::RegionAnswer answer);
    void entered();
    /// 1 for a larger brush, -1 for a smaller one.
    void sizeStepped(int step);
    void undoWanted();
    void redoWanted();
    void markWanted();

private:
    QAction* add(const QKeySequence& key, QWidget& where);
    void retranslate();

    QWidget& m_page;
    std::vector<QAction*> m_all;
    std::vector<std::pair<std::optional<EditTool>, QAction*>> m_tools;
    std::vector<std::pair<RegionAnswer, QAction*>> m_answers;
    std::vector<QAction*> m_enters;
    QAction* m_smaller;
    QAction* m_larger;
    QAction* m_undo;
    QAction* m_redo;
    QAction* m_mark;
};

}  // namespace tandem
