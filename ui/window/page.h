// What the window needs to know of a page: the program that composes the window lists its pages.
//
// A plain value.
#pragma once

#include <QString>
#include <filesystem>
#include <functional>
#include <vector>

class QWidget;

namespace tandem {

class ProjectSession;

/// Keys, or what is done with the mouse, that a page handles itself, for the list of them.
struct PageKeys {
    const char* keys;     ///< in English; shown as translated: "N, P", "Wheel on a slice"
    const char* purpose;  ///< in English; shown as QCoreApplication::translate("Page", purpose)
};

struct Page {
    QString id;         ///< in settings and for --tour, e.g. "datasets"
    QString icon;       ///< see ui/theme/icon.h
    const char* title;  ///< in English; shown as QCoreApplication::translate("Page", title)
    std::function<QWidget*(ProjectSession& session, QWidget* parent)> make;
    /// Offers to import the files and folders that were dropped onto the window; of one page at most.
    std::function<void(QWidget& page, const std::vector<std::filesystem::path>& files)> takeFiles;
    std::vector<PageKeys> keys;
};

}  // namespace tandem
