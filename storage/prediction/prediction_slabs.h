// A stored prediction as it passes by, slab by slab, with all that trust is made of.
//
// For one thread of the Project; maps are unpacked side by side. Invariant: a slab's voxels are whole slices along the
// third axis, in order, all maps on one grid.
#pragma once

#include "core/reliability/trust_signals.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct PredictionRecord;

struct PredictionSlab {
    std::int64_t firstSlice = 0;
    std::int64_t slices = 0;
    std::size_t firstVoxel = 0;
    VoxelMaps maps;
    std::vector<std::span<const float>> meanProbability;  ///< by class
};

/// Whether the prediction was stored with all maps.
[[nodiscard]] bool hasAllMaps(const PredictionRecord& prediction);

/// Of a prediction with all maps. label: that is judged, on the grid of the maps
/// (storage/prediction/predicted_label.h). slabVoxels: unless told otherwise, what two slabs of 16 MB a map hold.
/// Throws Error (InvalidInput without all maps, naming the case; NotFound, Corrupt, Cancelled).
void forSlabsOf(const Project& project, const PredictionRecord& prediction, const LabelVolume& label, int classes,
                const std::function<void(const PredictionSlab&)>& each, const std::stop_token& stop,
                std::int64_t slabVoxels = std::int64_t{1} << 22);

}  // namespace tandem
