#include "ui/correction/class_picker.h"

#include "core/volume/unknown_class.h"
#include "ui/correction/tool_choice.h"
#include "ui/picture/slice_layer.h"
#include "ui/theme/translated.h"

#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QSignalBlocker>

namespace tandem {
namespace {

QColor colourOf(const LabelClass& one) {
    return {one.colour[0], one.colour[1], one.colour[2]};
}

}  // namespace

QIcon colourIcon(const QColor& colour) {
    constexpr int kSide = 14;
    QPixmap square(kSide, kSide);
    square.fill(Qt::transparent);
    QPainter painter(&square);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(square.rect(), 3, 3);
    return square;
}

ClassPicker::ClassPicker(ToolChoice& tools, QWidget* parent) : QComboBox(parent), m_tools(tools) {
    setObjectName("correctClass");
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    constexpr int kCharacters = 12;
    setMinimumContentsLength(kCharacters);
    connect(this, &QComboBox::activated, this, [this](int index) {
        m_tools.change([index](ToolOptions& options) { options.labelClass = static_cast<std::uint8_t>(index); });
    });
    connect(&tools, &ToolChoice::changed, this, &ClassPicker::showChoice);
    keepTranslated(*this, [this] {
        setAccessibleName(tr("Class to paint"));
        setToolTip(tr("The class that is painted (keys 0 to 9, while no region is at hand)"));
    });
}

void ClassPicker::setScheme(const LabelScheme& scheme) {
    const QSignalBlocker quiet(this);
    clear();
    for (int value = 0; value < scheme.count(); ++value) {
        const LabelClass& one = scheme.classes[static_cast<std::size_t>(value)];
        addItem(value == 0 ? QIcon() : colourIcon(colourOf(one)),
                QString("%1  %2").arg(value).arg(QString::fromStdString(one.name)));
    }
    showChoice();
}

void ClassPicker::showChoice() {
    setCurrentIndex(std::min<int>(m_tools.options().labelClass, count() - 1));
}

PaintOverButton::PaintOverButton(ToolChoice& tools, QWidget* parent)
    : QPushButton(parent), m_tools(tools), m_menu(new QMenu(this)) {
    setObjectName("correctPaintOver");
    setAutoDefault(false);
    setFocusPolicy(Qt::TabFocus);
    setMenu(m_menu);
    connect(&tools, &ToolChoice::changed, this, &PaintOverButton::showChoice);
    keepTranslated(*this, [this] { setScheme(LabelScheme(m_scheme)); });
}

void PaintOverButton::addClass(int value, const QString& name, const QColor& colour) {
    QAction* const action = m_menu->addAction(name);
    action->setObjectName(QString("paintOver-%1").arg(value));
    action->setCheckable(true);
    action->setData(value);
    if (colour.isValid()) {
        action->setIcon(colourIcon(colour));
    }
    connect(action, &QAction::triggered, this, [this, value](bool isAllowed) {
        m_tools.change([value, isAllowed](ToolOptions& options) {
            options.paintOver.set(static_cast<std::size_t>(value), isAllowed);
        });
    });
}

void PaintOverButton::setScheme(const LabelScheme& scheme) {
    m_scheme = scheme;
    m_menu->clear();
    QAction* const all = m_menu->addAction(tr("All classes"));
    all->setObjectName("paintOver-all");
    connect(all, &QAction::triggered, this,
            [this] { m_tools.change([](ToolOptions& options) { options.paintOver.set(); }); });
    m_menu->addSeparator();
    for (int value = 0; value < scheme.count(); ++value) {
        const LabelClass& one = scheme.classes[static_cast<std::size_t>(value)];
        addClass(value, QString::fromStdString(one.name), value == 0 ? QColor() : colourOf(one));
    }
    addClass(kUnknownClass, tr("unknown"), unknownColour());
    showChoice();
}

void PaintOverButton::showChoice() {
    int isProtected = 0;
    for (QAction* const action : m_menu->actions()) {
        if (action->data().isValid()) {
            const bool isAllowed = m_tools.options().paintOver.test(static_cast<std::size_t>(action->data().toInt()));
            action->setChecked(isAllowed);
            isProtected += isAllowed ? 0 : 1;
        }
    }
    setText(isProtected == 0 ? tr("over all classes") : tr("%n class(es) protected", nullptr, isProtected));
    setToolTip(tr("Over which classes may be painted; the others are protected from every tool"));
}

}  // namespace tandem
