// A button that cannot be pressed says why, and keeps its place: the focus that it had goes to no other button, and
// comes back with the permission. Used on the GUI thread.
#pragma once

class QPushButton;
class QString;

namespace tandem {

/// obstacle: why not, for the tooltip; empty when it can be pressed, which is for purpose.
void allow(QPushButton& button, const QString& obstacle, const QString& purpose);

}  // namespace tandem
