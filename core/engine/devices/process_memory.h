// How much of the machine's memory this process occupies, as closely as the system counts: Linux sums the pages of
// each processor in batches, so that a peak may be told some megabytes short. Thread-safe.
#pragma once

#include <cstdint>

namespace tandem {

/// Resident bytes now (VmRSS); 0 where the system does not tell.
[[nodiscard]] std::uint64_t residentBytes();

/// The most bytes that were resident at once (VmHWM); 0 where the system does not tell.
[[nodiscard]] std::uint64_t peakResidentBytes();

/// Starts peakResidentBytes() anew from what is resident now. Returns false where the system does not allow it.
bool resetPeakResidentBytes();

}  // namespace tandem
