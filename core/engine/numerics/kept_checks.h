// Self-checks that this person's programs made before, each for a device and the libraries that computed, so that a
// program that starts need not make it again.
//
// Thread-safe, also for several programs. Invariant: what cannot be read or written is as if it had never been kept;
// no call fails for that.
#pragma once

#include "core/engine.h"

#include <c10/core/Device.h>

#include <filesystem>
#include <optional>

namespace tandem {

/// Of the device as it is now, with the libraries as they are now.
[[nodiscard]] std::optional<SelfCheck> keptCheck(const c10::Device& device);

/// check: of the device. One that only says that bfloat16 is slower is not kept: other work may have held it up.
void keepCheck(const c10::Device& device, const SelfCheck& check);

/// tandem/self-checks in the person's folder for what can be made again (XDG_CACHE_HOME, else ~/.cache); empty where
/// there is none.
[[nodiscard]] std::filesystem::path keptChecksFolder();

}  // namespace tandem
