// Whether corrections that wait can go on when the project has other classes.
//
// For the thread of the Project. Invariant: a step of a journal speaks of classes by their indices, so each must mean
// what it meant: it has its name or its value in label files; classes behind them may have come.
#pragma once

#include "core/study/label_scheme.h"

#include <string>
#include <vector>

namespace tandem {

class Project;
struct JournalHeader;

[[nodiscard]] bool canGoOnWith(const JournalHeader& header, const LabelScheme& scheme);
/// Names of cases whose corrections wait, can go on, and could not any more; one that cannot be read cannot anyhow.
/// Throws Error (Io; Corrupt as Project::inside()).
[[nodiscard]] std::vector<std::string> correctionsEndedBy(const Project& project, const LabelScheme& scheme);

}  // namespace tandem
