#include "ui/theme/whole_name.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QWidget>

namespace tandem {

bool showWholeName(QWidget& widget, const QHelpEvent& event, const QString& shown, const QString& name) {
    if (shown == name) {
        return false;
    }
    const QString whole = name.trimmed();
    QToolTip::showText(event.globalPos(), widget.toolTip().isEmpty() ? whole : whole + '\n' + widget.toolTip(),
                       &widget);
    return true;
}

}  // namespace tandem
