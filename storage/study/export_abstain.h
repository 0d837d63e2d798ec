// Which voxels of a prediction are not to be trusted, and a label map that abstains there.
//
// A voxel's reliability is min(r_A, r_B) where the decoders agree and 0 where they do not. Only voxels that may belong
// to a structure count, those to which either decoder gives the foreground a probability of 0.05 or more: elsewhere
// both are sure of the background. It is the rule by which cases are ranked (storage/study/reliability_score.h).
//
// Thread-safe. Invariant: a voxel that does not count has the reliability 1.
#pragma once

#include "core/volume/volume.h"
#include "storage/db/result_records.h"
#include "storage/study/export_request.h"

#include <cstdint>
#include <filesystem>

namespace tandem {

class Project;

/// Whether the prediction was stored with the maps that are needed.
[[nodiscard]] bool canAbstain(const PredictionRecord& prediction);

/// Of every voxel, 0..1. Throws Error (InvalidInput) naming the case when it was predicted without all maps.
[[nodiscard]] ImageVolume voxelReliability(const std::filesystem::path& projectFolder,
                                           const PredictionRecord& prediction, const std::string& caseName);

struct AbstainCount {
    std::int64_t voxels = 0;               ///< of the volume
    std::int64_t abstained = 0;            ///< of them
    std::int64_t foreground = 0;           ///< that the prediction gives to a structure
    std::int64_t foregroundAbstained = 0;  ///< of them

    [[nodiscard]] double fraction() const { return voxels > 0 ? double(abstained) / double(voxels) : 0; }
    [[nodiscard]] double foregroundFraction() const {
        return foreground > 0 ? double(foregroundAbstained) / double(foreground) : 0;
    }
};

struct AbstainedLabel {
    LabelVolume label;  ///< abstainIndex where the reliability is under the threshold
    AbstainCount count;
};

/// Both on one grid. Throws Error (InvalidInput) when they are not.
[[nodiscard]] AbstainedLabel abstained(const LabelVolume& label, const ImageVolume& reliability, double threshold,
                                       std::uint8_t abstainIndex);

}  // namespace tandem
