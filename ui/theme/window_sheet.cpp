#include "ui/theme/window_sheet.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace tandem {

WindowSheet::WindowSheet(QApplication& application) : QObject(&application) {
    application.installEventFilter(this);
}

void WindowSheet::set(const QString& sheet) {
    m_sheet = sheet;
    for (QWidget* const window : QApplication::topLevelWidgets()) {
        dress(*window);
    }
}

bool WindowSheet::eventFilter(QObject* watched, QEvent* event) {
    // At the first, a window's size is not yet settled; it does not come where something has asked for a size before.
    if (watched->isWidgetType() && (event->type() == QEvent::Polish || event->type() == QEvent::Show)) {
        dress(*static_cast<QWidget*>(watched));
    }
    return QObject::eventFilter(watched, event);
}

void WindowSheet::dress(QWidget& widget) const {
    // What has not been shown without a parent may yet come into a window; taking a sheet off a table again leaves it
    // without its ground.
    const bool isWindow = widget.parentWidget() == nullptr && widget.testAttribute(Qt::WA_WState_ExplicitShowHide);
    if (isWindow && widget.styleSheet() != m_sheet) {
        widget.setStyleSheet(m_sheet);
    }
}

}  // namespace tandem
