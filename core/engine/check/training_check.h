// Whether a training on a device repeats itself, and goes on from a checkpoint as if there had been no break.
//
// On cases made on the spot, in float32, in a folder that the caller gives and takes away. Throws what train() throws.
// Invariant: the CPU repeats to the last digit; what another device's sums differ by is told, and for a resumed run
// bounded by kResumeTolerance.
#pragma once

#include "core/engine/check/check_row.h"

#include <c10/core/Device.h>

#include <filesystem>
#include <stop_token>

namespace tandem {

/// Of losses and weights, where a device adds in no fixed order.
inline constexpr double kResumeTolerance = 1e-3;

/// Two runs of five iterations from one seed.
[[nodiscard]] CheckRows repetition(const c10::Device& device, const std::filesystem::path& folder,
                                   const std::stop_token& stop);

/// Six iterations against three and, continued, three more.
[[nodiscard]] CheckRows continuation(const c10::Device& device, const std::filesystem::path& folder,
                                     const std::stop_token& stop);

}  // namespace tandem
