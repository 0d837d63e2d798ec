// How far a whole case's prediction can be trusted, as one number, for ranking unlabelled cases.
#pragma once

#include "core/engine.h"

namespace tandem {

struct ReliabilityScore {
    double reliability = 0;  ///< mean over the region of min(r_A, r_B) where the decoders agree, 0 where they do not
    double meanUncertainty = 0;  ///< mean over the region of (H_A + H_B) / 2, nats
    double agreement = 0;        ///< Dice of the two decoders' foregrounds; 1 where both are empty
    double regionFraction = 0;   ///< part of the volume that the region takes
};

/// The region is where either decoder gives the foreground a probability of 0.05 or more, so that an empty background
/// does not hide a doubtful structure; the whole volume when there is no such voxel. Needs maps "all"; throws Error
/// (InvalidInput) without them.
[[nodiscard]] ReliabilityScore scoreReliability(const PredictedMaps& maps);

}  // namespace tandem
