// Long words on labels. Used on any thread.
#pragma once

#include <QString>

namespace tandem {

/// The plain text with places, which are not seen, at which words of more than 24 characters can be broken: paths and
/// identifiers would else make a label, and its window, as wide as they are. Not for text that is copied.
[[nodiscard]] QString breakable(const QString& text);

}  // namespace tandem
