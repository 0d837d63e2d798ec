// The whole of a name in the tooltip of a widget that has no room for it.
//
// Used on the GUI thread. Invariant: what the widget's tooltip says else stands below the name.
#pragma once

#include <QString>

class QHelpEvent;
class QWidget;

namespace tandem {

/// shown: the name as the widget shows it. False, and nothing is done, where that is the whole name.
[[nodiscard]] bool showWholeName(QWidget& widget, const QHelpEvent& event, const QString& shown, const QString& name);

}  // namespace tandem
