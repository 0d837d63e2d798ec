// What a report says of trust: what to go by, what finds wrong voxels, what tells the Dice of a case, and whether the
// teaching weights do what the method claims.
//
// Thread-safe. Invariant: whatever is not calibrated is called so.
#pragma once

#include "core/maps/map_name.h"
#include "storage/reliability/run_trust.h"

#include <QString>

namespace tandem {

/// The section "What to trust". label: that the trust is in.
[[nodiscard]] QString trustMarkup(const RunTrust& trust, Decoder label = Decoder::A);

}  // namespace tandem
