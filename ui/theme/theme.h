// The two looks of the window: one palette for the application and one style sheet for all its windows.
//
// Used on the GUI thread. Invariant: widgets take their colours from the palette, so that a change of theme reaches
// all.
#pragma once

#include <QString>

class QApplication;
class QPalette;

namespace tandem {

enum class Theme { Dark, Light };

/// "dark" or "light", as settings and --theme say it.
[[nodiscard]] QString nameOf(Theme theme);
/// Dark for a name that is none.
[[nodiscard]] Theme themeNamed(const QString& name);

/// For what is drawn in a look that is not the window's, such as a picture to print.
[[nodiscard]] QPalette paletteOf(Theme theme);

void applyTheme(QApplication& application, Theme theme);

}  // namespace tandem
