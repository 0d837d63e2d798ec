// Pictures of widgets for a person to look at, in both themes, when the environment names a folder for them in
// TANDEM_PICTURES; otherwise nothing.
#pragma once

#include "ui/theme/theme.h"

#include <QApplication>
#include <QPixmap>
#include <QString>
#include <QWidget>

namespace tandem {

inline void keepPicture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("TANDEM_PICTURES");
    if (folder.isEmpty()) {
        return;
    }
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        applyTheme(*qApp, theme);
        QCoreApplication::processEvents();
        widget.grab().save(folder + "/" + name + "-" + nameOf(theme) + ".png");
    }
}

}  // namespace tandem
