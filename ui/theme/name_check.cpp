#include "ui/theme/name_check.h"

#include "ui/theme/whole_name.h"

#include <QHelpEvent>
#include <QStyleOptionButton>
#include <QStylePainter>
#include <algorithm>

namespace tandem {

NameCheck::NameCheck(QWidget* parent) : QCheckBox(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize NameCheck::minimumSizeHint() const {
    constexpr int kLeastCharacters = 8;
    const QSize whole = sizeHint();
    const int besideName = whole.width() - fontMetrics().horizontalAdvance(text());
    return {std::min(whole.width(), besideName + kLeastCharacters * fontMetrics().averageCharWidth()), whole.height()};
}

QString NameCheck::shownName() const {
    QStyleOptionButton option;
    initStyleOption(&option);
    const int width = style()->subElementRect(QStyle::SE_CheckBoxContents, &option, this).width();
    return fontMetrics().elidedText(text(), Qt::ElideMiddle, width);
}

bool NameCheck::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip &&
        showWholeName(*this, *static_cast<QHelpEvent*>(event), shownName(), text())) {
        return true;
    }
    return QCheckBox::event(event);
}

void NameCheck::paintEvent(QPaintEvent* /*event*/) {
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text = shownName();
    painter.drawControl(QStyle::CE_CheckBox, option);
}

}  // namespace tandem
