// Gives the project other classes, after a person was asked where corrections would wait in vain.
//
// A plain function for the GUI thread.
#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace tandem {

class ProjectSession;
struct LabelScheme;

/// stored: called with why not, or without a sentence when the classes were stored and the session has told of it; not
/// at all where the person leaves them as they are.
void storeClasses(ProjectSession& session, QWidget& over, const LabelScheme& scheme,
                  const std::function<void(const QString& complaint)>& stored);

}  // namespace tandem
