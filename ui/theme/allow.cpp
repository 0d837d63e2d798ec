#include "ui/theme/allow.h"

#include <QPushButton>
#include <QVariant>

namespace tandem {

namespace {

/// Of a button: it had the focus when it was forbidden.
constexpr const char* kHadFocus = "hadFocus";

/// Qt would hand the focus to the next button, which a second press of Space would press.
void holdFocus(QPushButton& button) {
    if (button.hasFocus() && button.parentWidget() != nullptr) {
        button.setProperty(kHadFocus, true);
        button.parentWidget()->setFocus(Qt::OtherFocusReason);
    }
}

/// Unless the person has gone elsewhere since.
void giveFocusBack(QPushButton& button) {
    if (button.property(kHadFocus).toBool()) {
        button.setProperty(kHadFocus, QVariant());
        if (button.parentWidget()->hasFocus()) {
            button.setFocus(Qt::OtherFocusReason);
        }
    }
}

}  // namespace

void allow(QPushButton& button, const QString& obstacle, const QString& purpose) {
    const bool isAllowed = obstacle.isEmpty();
    if (!isAllowed) {
        holdFocus(button);
    }
    button.setEnabled(isAllowed);
    button.setToolTip(isAllowed ? purpose : obstacle);
    if (isAllowed) {
        giveFocusBack(button);
    }
}

}  // namespace tandem
