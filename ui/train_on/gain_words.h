// What a run that goes on from another has gained, in the language of the window. Thread-safe.
//
// Invariant: every page says it through here.
#pragma once

#include <QString>

namespace tandem {

struct BeforeAndAfter;

/// "Goes on from run 1 (last, iteration 60). Validation Dice on 4 case(s): 0.7123 before, 0.7455 after (+0.0332)."
/// with the classes behind it where there are several.
[[nodiscard]] QString gainText(const BeforeAndAfter& gain);

}  // namespace tandem
