#include "ui/theme/name_box.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <algorithm>

namespace tandem {

NameBox::NameBox(QWidget* parent, int leastCharacters) : QComboBox(parent) {
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(leastCharacters);
    connect(model(), &QAbstractItemModel::rowsInserted, this, &NameBox::widenList);
    connect(model(), &QAbstractItemModel::dataChanged, this, &NameBox::widenList);
    connect(this, &QComboBox::currentTextChanged, this, &QWidget::setToolTip);
}

void NameBox::widenList() {
    constexpr int kBesideText = 48;  // the mark of the chosen entry, margins and a scroll bar
    // The list itself asks for the width of the box, whatever its entries are.
    int widest = 0;
    for (int at = 0; at < count(); ++at) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(at)));
    }
    view()->setMinimumWidth(widest + kBesideText);
}

void NameBox::paintEvent(QPaintEvent* /*event*/) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    constexpr int kMargin = 4;
    const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideMiddle, field.width() - kMargin);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

}  // namespace tandem
