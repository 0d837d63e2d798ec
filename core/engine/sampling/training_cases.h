// The cases of a run, mapped and checked against the plan and each other.
//
// A labelled case of which no voxel is known, as when preparation cropped to others, is an unlabelled one. Thread-safe
// for reading. Invariant: all cases have the same channels; labelled and validation cases have labels whose values are
// classes of the plan or unknown, and of each some voxel is known. Labels of unlabelled cases are never read.
#pragma once

#include "core/engine.h"
#include "core/engine/sampling/sampler.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace tandem {

struct TrainingCases {
    std::vector<PreparedCase> labelled;
    std::vector<PreparedCase> unlabelled;  ///< empty where the method does not use them
    std::vector<PreparedCase> validation;
    std::map<std::int64_t, KnownVoxels> known;  ///< of the partly labelled ones of labelled, by their index
    std::optional<PreparedCase> pinned;
    int channels = 1;

    /// Throws Error (NotFound, Io, Corrupt; InvalidInput naming the case that does not fit).
    [[nodiscard]] static TrainingCases open(const TrainingPlan& plan);

    [[nodiscard]] CaseSizes sizes() const;
    /// Of the images and labels that patches are cut from.
    [[nodiscard]] std::uint64_t patchVolumeBytes() const;
    /// As PreparedCase::requireWhole(), of all.
    void requireWhole() const;
};

}  // namespace tandem
