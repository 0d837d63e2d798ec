// The bars under that of the page while a label is corrected: tools and their sizes, the class, cleaning up, undo and
// redo, the mark of the slice, and how the correction ends.
//
// Used on the GUI thread. Invariant: a button that cannot be pressed says why; what is pressed goes out as a signal.
#pragma once

#include "core/correction/edit_tool.h"
#include "core/study/label_scheme.h"
#include "storage/correction/correction_work.h"

#include <QString>
#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QMenu;
class QPushButton;

namespace tandem {

class ClassPicker;
class PaintOverButton;
class ToolChoice;

/// What the bar says of the correction.
struct CorrectBarState {
    bool isEditing = false;  ///< else a step is on its way
    bool canUndo = false;
    bool canRedo = false;
    bool isSliceMarked = false;
    bool isUntouched = true;
    bool isOffering = false;  ///< islands wait to be removed
    QString origin;           ///< what it was begun from
    QString text;
    QString note;  ///< what happened last
};

class CorrectBar : public QWidget {
    Q_OBJECT

public:
    explicit CorrectBar(ToolChoice& tools, QWidget* parent = nullptr);

    void setScheme(const LabelScheme& scheme);
    /// What a correction of the case can begin from.
    void setOrigins(const std::vector<CorrectionOrigin>& origins);
    void showState(const CorrectBarState& state);
    /// Whether the slice in use is marked.
    void showSlice(bool isMarked);

Q_SIGNALS:
    void shapeWanted(tandem::EditTool tool);
    void undoWanted();
    void redoWanted();
    void markWanted();
    void applyWanted();
    void originWanted(tandem::CorrectionOrigin origin);
    void doneWanted();
    void asideWanted();
    void discardWanted();

private:
    QPushButton* addButton(const char* name, void (CorrectBar::*wanted)());
    QPushButton* addTool(const std::optional<EditTool>& tool);
    void build();
    void dressTools();
    void showTool();
    void retranslate();
    void changeEvent(QEvent* event) override;

    ToolChoice& m_tools;
    std::vector<std::pair<std::optional<EditTool>, QPushButton*>> m_toolButtons;
    ClassPicker* m_class = nullptr;
    QLabel* m_classLabel = nullptr;
    PaintOverButton* m_paintOver = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_redo = nullptr;
    QPushButton* m_mark = nullptr;
    QPushButton* m_apply = nullptr;
    QPushButton* m_origin = nullptr;
    QMenu* m_origins = nullptr;
    QPushButton* m_done = nullptr;
    QPushButton* m_aside = nullptr;
    QPushButton* m_discard = nullptr;
    QLabel* m_text = nullptr;
    CorrectBarState m_state;
};

}  // namespace tandem
