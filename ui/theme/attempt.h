// Work that may fail, and the sentence that says why.
//
// Used on the GUI thread. Invariant: an Error never leaves; what else is thrown does.
#pragma once

#include <QString>
#include <functional>

namespace tandem {

using TellFailure = std::function<void(const QString& sentence, const QString& detail)>;

/// Does the work and tells of the Error that it throws. Returns whether there was none.
bool attempt(const std::function<void()>& work, const TellFailure& tell);

/// Does the work and gives the sentence of the Error that it throws; empty when it throws none.
[[nodiscard]] QString complaintOf(const std::function<void()>& work);

}  // namespace tandem
