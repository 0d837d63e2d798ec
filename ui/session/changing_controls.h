// Controls that change the project: where it is only looked at, they cannot be used and say so.
//
// Used on the GUI thread. Invariant: while a control is held nothing enables it.
#pragma once

#include <initializer_list>

class QWidget;

namespace tandem {

class ProjectSession;

/// To be told when the control is made.
void noteChanging(std::initializer_list<QWidget*> controls);

/// Holds the controls within the page or dialog, as it is now, if the project is only looked at.
void holdChanging(QWidget& within, const ProjectSession& session);

}  // namespace tandem
