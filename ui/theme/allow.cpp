#include "ui/theme/allow.h"

#include <QPushButton>

namespace tandem {

void allow(QPushButton& button, const QString& obstacle, const QString& purpose) {
    button.setEnabled(obstacle.isEmpty());
    button.setToolTip(obstacle.isEmpty() ? purpose : obstacle);
}

}  // namespace tandem
