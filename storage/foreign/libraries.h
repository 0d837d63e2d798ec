// The libraries that this folder calls. Thread-safe.
//
// Invariant: after they are made ready they read no file of their own any more, and say nothing to a terminal.
#pragma once

#include "storage/image/reader_messages.h"

namespace tandem {

/// Loads their tables and keeps them from printing.
void makeLibrariesReady();

[[nodiscard]] LibraryVersions foreignVersions();

}  // namespace tandem
