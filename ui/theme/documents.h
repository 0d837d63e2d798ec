// Where dialogs for files begin. Thread-safe.
#pragma once

#include <QString>

namespace tandem {

/// The person's folder for documents, or their own where there is none: not the folder from which the program was
/// started, which may be that of the data. It exists.
[[nodiscard]] QString documentsFolder();

}  // namespace tandem
