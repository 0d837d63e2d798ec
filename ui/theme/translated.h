// What a widget says is said again when a person changes the language.
//
// Used on the GUI thread. Invariant: a widget says its words before its children say theirs, and no more once it is
// gone.
#pragma once

#include <functional>

class QWidget;

namespace tandem {

/// say: sets the widget's words; called now, and after every change of the language.
void keepTranslated(QWidget& widget, std::function<void()> say);

/// The same, but not now.
void whenLanguageChanges(QWidget& widget, std::function<void()> say);

}  // namespace tandem
