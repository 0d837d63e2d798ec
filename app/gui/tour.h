// Visits every page of the window and saves a picture of each, for the README and for looking at one's own work.
//
// Used on the GUI thread, once, before the event loop runs.
#pragma once

#include <QString>

namespace tandem {

class MainWindow;

/// Writes FOLDER/NAME.png for the start page and for each page named. Returns whether all could be written.
[[nodiscard]] bool takeTour(MainWindow& window, const QStringList& pages, const QString& project,
                            const QString& folder);

}  // namespace tandem
