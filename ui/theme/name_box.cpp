#include "ui/theme/name_box.h"

#include "ui/theme/whole_name.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QListView>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <algorithm>

namespace tandem {

NameBox::NameBox(QWidget* parent, int leastCharacters) : QComboBox(parent) {
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(leastCharacters);
    if (auto* const entries = qobject_cast<QListView*>(view())) {
        entries->setUniformItemSizes(true);  // thousands of cases are not measured one by one
    }
}

void NameBox::showPopup() {
    constexpr int kBesideText = 48;  // the mark of the chosen entry, margins and a scroll bar
    // The list itself asks for the width of the box, whatever its entries are.
    int widest = 0;
    for (int at = 0; at < count(); ++at) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(at)));
    }
    view()->setMinimumWidth(widest + kBesideText);
    QComboBox::showPopup();
}

QString NameBox::shownName() const {
    constexpr int kMargin = 4;
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    return fontMetrics().elidedText(currentText(), Qt::ElideMiddle, field.width() - kMargin);
}

bool NameBox::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip &&
        showWholeName(*this, *static_cast<QHelpEvent*>(event), shownName(), currentText())) {
        return true;
    }
    return QComboBox::event(event);
}

void NameBox::paintEvent(QPaintEvent* /*event*/) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    option.currentText = shownName();
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

}  // namespace tandem
