// What tests do on any page: find a widget, press a button, keep its picture.
#pragma once

#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QWidget>
#include <QtTest>

namespace tandem {

/// Ends the test program where the page has no such widget.
template <class Widget>
Widget* childNamed(const QWidget& page, const QString& name) {
    auto* const widget = page.findChild<Widget*>(name);
    if (widget == nullptr) {
        qFatal("there is no %s", qPrintable(name));
    }
    return widget;
}

/// Empty, or why the button cannot be pressed.
inline QString pressButton(QPushButton& button) {
    if (!button.isVisible() || !button.isEnabled()) {
        return button.objectName() + " cannot be pressed: " + button.toolTip();
    }
    QTest::mouseClick(&button, Qt::LeftButton);
    return {};
}

/// For a person to look at: in both themes, where TANDEM_PICTURES names a folder.
inline void keepPicture(QWidget& page, const QString& name) {
    const QString folder = qEnvironmentVariable("TANDEM_PICTURES");
    if (folder.isEmpty()) {
        return;
    }
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        applyTheme(*qApp, theme);
        // What is drawn later comes with it.
        QTest::qWait(100);
        QVERIFY(page.grab().save(QDir(folder).filePath(name + "-" + nameOf(theme) + ".png")));
    }
}

}  // namespace tandem
