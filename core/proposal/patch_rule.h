// How large the patches are that fit a volume and a machine, and what is lowered so that they do.
//
// Pure functions, thread-safe. Invariant: each side of a patch is a multiple of 16 and at least 16.
#pragma once

#include "core/settings/training_settings.h"
#include "core/volume/geometry.h"

#include <cstdint>
#include <functional>
#include <string>

namespace tandem {

/// Where a run shall compute.
struct ProposalDevice {
    std::string title;  ///< "NVIDIA H200"
    bool isCpu = true;
    std::uint64_t freeBytes = 0;
    /// What a run with the settings needs of it, apart from the volumes, which may be streamed.
    std::function<std::uint64_t(const TrainingSettings&)> bytesOf;

    /// Of the free memory, the part that a run is given: an estimate may be a quarter off.
    [[nodiscard]] std::uint64_t budgetBytes() const;
};

enum class PatchLimit { Volume, Memory, Most };

struct PatchChoice {
    TrainingSettings settings;  ///< with the patch, and batches and filters that leave it room
    PatchLimit limit = PatchLimit::Volume;
    bool hasSmallerBatch = false;
    bool hasFewerFilters = false;
};

/// As large as the volume, and where that is too much, cut along the axis that is longest in the patient: what a patch
/// shows is then alike in all directions. Batches, then filters are lowered where else a patch would be smaller than a
/// cube of 64. Of start: all other settings.
[[nodiscard]] PatchChoice choosePatch(const TrainingSettings& start, const Index3& medianSize, const Vector3& spacingMm,
                                      const ProposalDevice& device);

}  // namespace tandem
