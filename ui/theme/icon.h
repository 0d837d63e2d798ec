// The program's icons, in the colours of the palette.
#pragma once

#include <QIcon>
#include <QString>

class QPalette;

namespace tandem {

/// name: of a file in resources/icons, without .svg. Strokes are drawn in the palette's text colour, fainter where the
/// icon's button is not chosen or disabled.
[[nodiscard]] QIcon iconNamed(const QString& name, const QPalette& palette);

/// The program's own icon, in its own colours.
[[nodiscard]] QIcon programIcon();

}  // namespace tandem
