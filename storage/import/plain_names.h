// Names of cases, patients and files that can be kept. Internal to storage/import. Thread-safe.
//
// Invariant: what stands in a project is UTF-8 without control characters and short enough to be the name of a file.
#pragma once

#include "storage/import/draft_case.h"

#include <vector>

namespace tandem {

/// A case with another name, patient or path gets a refusal, and a name that can be shown.
void requirePlainNames(std::vector<DraftCase>& drafts);

}  // namespace tandem
