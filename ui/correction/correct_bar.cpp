#include "ui/correction/correct_bar.h"

#include "ui/correction/class_picker.h"
#include "ui/correction/correction_words.h"
#include "ui/correction/size_boxes.h"
#include "ui/correction/tool_choice.h"
#include "ui/session/changing_controls.h"
#include "ui/theme/allow.h"
#include "ui/theme/icon.h"
#include "ui/theme/translated.h"
#include "ui/theme/wrapping_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {

CorrectBar::CorrectBar(ToolChoice& tools, QWidget* parent)
    : QWidget(parent),
      m_tools(tools),
      m_class(new ClassPicker(tools, this)),
      m_classLabel(new QLabel(this)),
      m_paintOver(new PaintOverButton(tools, this)),
      m_undo(addButton("correctUndo", &CorrectBar::undoWanted)),
      m_redo(addButton("correctRedo", &CorrectBar::redoWanted)),
      m_mark(addButton("correctMark", &CorrectBar::markWanted)),
      m_apply(addButton("correctApply", &CorrectBar::applyWanted)),
      m_origin(new QPushButton(this)),
      m_origins(new QMenu(m_origin)),
      m_done(addButton("correctDone", &CorrectBar::doneWanted)),
      m_aside(addButton("correctAside", &CorrectBar::asideWanted)),
      m_discard(addButton("correctDiscard", &CorrectBar::discardWanted)),
      m_text(new QLabel(this)) {
    setObjectName("correctBar");
    m_classLabel->setBuddy(m_class);
    m_origin->setObjectName("correctOrigin");
    m_origin->setMenu(m_origins);
    m_origin->setFocusPolicy(Qt::TabFocus);
    m_done->setProperty("primary", true);
    m_mark->setCheckable(true);
    m_text->setObjectName("correctText");
    m_text->setProperty("role", "faint");
    m_text->setWordWrap(true);
    build();
    noteChanging({m_done, m_aside, m_discard, m_undo, m_redo, m_mark, m_origin, m_apply});
    connect(&tools, &ToolChoice::changed, this, &CorrectBar::showTool);
    keepTranslated(*this, [this] { retranslate(); });
    dressTools();
}

QPushButton* CorrectBar::addButton(const char* name, void (CorrectBar::*wanted)()) {
    auto* const button = new QPushButton(this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::TabFocus);  // so that keys stay with the slices
    connect(button, &QPushButton::clicked, this, wanted);
    return button;
}

QPushButton* CorrectBar::addTool(const std::optional<EditTool>& tool) {
    auto* const button = new QPushButton(this);
    button->setObjectName("tool-" + (tool ? CorrectionWords::iconOf(tool).mid(5) : QStringLiteral("crosshair")));
    button->setProperty("tool", true);
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::TabFocus);
    const bool isChosen = !tool || isUsedOnSlices(*tool);
    button->setCheckable(isChosen);
    if (isChosen) {
        connect(button, &QPushButton::clicked, this, [this, tool] {
            m_tools.change([tool](ToolOptions& options) { options.tool = tool; });
            showTool();  // a press of the chosen one must not let it go
        });
    } else {
        connect(button, &QPushButton::clicked, this, [this, tool] { Q_EMIT shapeWanted(*tool); });
    }
    m_toolButtons.emplace_back(tool, button);
    noteChanging({button});
    return button;
}

void CorrectBar::build() {
    auto* const tools = new WrappingBar(this);
    QHBoxLayout* const choice = tools->addGroup();
    choice->setSpacing(2);
    choice->addWidget(addTool(std::nullopt));
    for (const EditTool tool : {EditTool::Brush, EditTool::Eraser, EditTool::GreyBrush, EditTool::Unknown,
                                EditTool::Fill, EditTool::Polygon}) {
        choice->addWidget(addTool(tool));
    }
    choice->addSpacing(8);
    choice->addWidget(m_classLabel);
    choice->addWidget(m_class);
    choice->addWidget(m_paintOver);
    choice->addStretch();
    tools->addGroup(1)->addWidget(new SliceToolBoxes(m_tools, this));

    auto* const shapes = new WrappingBar(this);
    QHBoxLayout* const clean = shapes->addGroup();
    clean->setSpacing(2);
    for (const EditTool tool :
         {EditTool::FillHoles, EditTool::RemoveIslands, EditTool::Smooth, EditTool::Interpolate}) {
        clean->addWidget(addTool(tool));
    }
    clean->addSpacing(8);
    clean->addWidget(new CleanUpBoxes(m_tools, this));
    clean->addStretch();
    QHBoxLayout* const history = shapes->addGroup(1);
    for (QPushButton* const button : {m_undo, m_redo}) {
        button->setProperty("tool", true);
        history->addWidget(button);
    }
    history->addWidget(m_mark);
    history->addStretch();

    auto* const end = new QHBoxLayout;
    end->addWidget(m_text, 1);
    for (QPushButton* const button : {m_apply, m_origin, m_done, m_aside, m_discard}) {
        end->addWidget(button);
    }
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 0, 12, 6);
    rows->setSpacing(4);
    rows->addWidget(tools);
    rows->addWidget(shapes);
    rows->addLayout(end);
}

void CorrectBar::dressTools() {
    for (const auto& [tool, button] : m_toolButtons) {
        button->setIcon(iconNamed(CorrectionWords::iconOf(tool), palette()));
    }
    m_undo->setIcon(iconNamed("undo", palette()));
    m_redo->setIcon(iconNamed("redo", palette()));
}

void CorrectBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        dressTools();
    }
    QWidget::changeEvent(event);
}

void CorrectBar::setScheme(const LabelScheme& scheme) {
    m_class->setScheme(scheme);
    m_paintOver->setScheme(scheme);
}

void CorrectBar::setOrigins(const std::vector<CorrectionOrigin>& origins) {
    m_origins->clear();
    for (const CorrectionOrigin origin : origins) {
        QAction* const action = m_origins->addAction(origin == CorrectionOrigin::Prediction ? tr("From the &prediction")
                                                     : origin == CorrectionOrigin::Label ? tr("From the case's &label")
                                                                                         : tr("From an &empty label"));
        action->setObjectName("origin-" +
                              QString::fromUtf8(nameOf(origin).data(), static_cast<qsizetype>(nameOf(origin).size())));
        connect(action, &QAction::triggered, this, [this, origin] { Q_EMIT originWanted(origin); });
    }
}

void CorrectBar::showTool() {
    for (const auto& [tool, button] : m_toolButtons) {
        if (button->isCheckable()) {
            button->setChecked(m_tools.options().tool == tool);
        }
    }
}

void CorrectBar::showState(const CorrectBarState& state) {
    m_state = state;
    const QString busy = state.isEditing ? QString() : tr("Wait until the correction has been read or written.");
    const auto unless = [&busy](bool isPossible, const QString& why) {
        return !busy.isEmpty() ? busy : isPossible ? QString() : why;
    };
    for (const auto& [tool, button] : m_toolButtons) {
        allow(*button, busy, CorrectionWords::purposeOf(tool));
    }
    allow(*m_undo, unless(state.canUndo, tr("There is nothing to undo.")), tr("Undo (Ctrl+Z)"));
    allow(*m_redo, unless(state.canRedo, tr("There is nothing to do again.")), tr("Do again (Ctrl+Shift+Z)"));
    allow(*m_mark, busy,
          tr("Says that the shown slice of the plane in use was looked at: what is in it is right as it is (Ctrl+D)"));
    showSlice(state.isSliceMarked);
    m_apply->setVisible(state.isOffering);
    allow(*m_origin, unless(state.isUntouched, tr("What was done already began from %1.").arg(state.origin)),
          tr("What the correction begins from"));
    allow(*m_done, busy, tr("Makes it the label of the case, in the project"));
    allow(*m_aside, busy, tr("Keeps it, to go on another time"));
    allow(*m_discard, busy, tr("Throws away what was corrected, after a question"));
    m_text->setText(state.note.isEmpty() ? state.text : state.note);
}

void CorrectBar::showSlice(bool isMarked) {
    m_state.isSliceMarked = isMarked;
    m_mark->setChecked(isMarked);
}

void CorrectBar::retranslate() {
    m_classLabel->setText(tr("Class"));
    m_mark->setText(tr("Slice done"));
    m_apply->setText(tr("Remove islands"));
    m_origin->setText(tr("Begin from"));
    m_done->setText(tr("Done"));
    m_aside->setText(tr("Put aside"));
    m_discard->setText(tr("Discard…"));
    m_undo->setAccessibleName(tr("Undo"));
    m_redo->setAccessibleName(tr("Do again"));
    for (const auto& [tool, button] : m_toolButtons) {
        button->setAccessibleName(CorrectionWords::nameOf(tool));
    }
    showTool();
    showState(m_state);
}

}  // namespace tandem
