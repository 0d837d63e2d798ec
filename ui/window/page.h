// What the window needs to know of a page: the program that composes the window lists its pages.
//
// A plain value.
#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace tandem {

class ProjectSession;

struct Page {
    QString id;         ///< in settings and for --tour, e.g. "datasets"
    QString icon;       ///< see ui/theme/icon.h
    const char* title;  ///< in English; shown as QCoreApplication::translate("Page", title)
    std::function<QWidget*(ProjectSession& session, QWidget* parent)> make;
};

}  // namespace tandem
