// Turns a case's source images into what the engine works on: reorient, resample, clip, crop, normalise, in this order.
//
// Thread-safe. Invariant: image and label of the result have the size of header.geometry, which together with
// header.original is all that is needed to bring a prediction back (storage/preparation/restore.h).
#pragma once

#include "core/base/progress.h"
#include "core/prepared/prepared_case.h"
#include "core/settings/preparation_settings.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// A case as it was read. All volumes lie on one grid, within the default GeometryTolerance.
struct SourceCase {
    std::vector<ImageVolume> channels;  ///< at least one
    std::optional<LabelVolume> label;   ///< class indices; unknown voxels too
    std::optional<LabelVolume> guide;   ///< a prediction of the label, to crop around where there is none
    std::vector<bool> isFromHdf5{};     ///< of each channel; empty for none
};

struct Prepared {
    PreparedHeader header;             ///< cacheKey and notices are left empty
    std::vector<float> image;          ///< channels one after another, x fastest
    std::vector<std::uint8_t> label;   ///< class indices, x fastest; empty when the case has no label
    std::vector<std::string> notices;  ///< sentences on what could not be done as the settings say
};

/// - Orientation: an exact permutation and flipping of the axes; oblique directions stay as they are.
/// - Resampling: the new grid shares its centre with the old and covers it wholly. The image is interpolated, the
///   label takes the nearest voxel, known or unknown; beyond the outer voxel centres the outer voxels' values hold. An
///   axis whose spacing is already the wanted one, within 0.01 %, is left alone.
/// - Crop: the non-zero box holds every voxel that is not 0 in the source image, in any channel; the label's or the
///   guide's box every voxel of any structure, of which an unknown voxel is none. Where the box would be empty, or
///   there is nothing to crop around, all is kept and a notice says so.
/// - Normalisation, per channel over the cropped volume: (value - mean) / standard deviation (of the population).
///   z-score-non-zero takes both over the voxels that are not 0 in the source and leaves the others 0. A constant image
///   becomes 0, with a notice. z-score-of-positive takes both over the prepared voxels over 0 and applies them to all.
/// - A channel from HDF5 that was normalised before (areNormalised()) is neither clipped at a percentile nor normalised
///   where settings keep such files.
///
/// Throws Error (InvalidInput: no channel, grids that differ, voxels that are not finite, settings that do not fit;
/// OutOfMemory; Cancelled).
[[nodiscard]] Prepared prepare(const SourceCase& source, const PreparationSettings& settings, const Progress& progress,
                               const std::stop_token& stop);

}  // namespace tandem
