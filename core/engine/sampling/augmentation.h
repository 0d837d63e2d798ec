// The augmentation of the method: a number of quarter turns in the first two axes, then a flip of one of them.
//
// Thread-safe. Invariant: drawn numbers come from the stream that is handed in, and voxels are only moved, never mixed.
#pragma once

#include "core/engine/sampling/random_stream.h"
#include "core/volume/geometry.h"

#include <ATen/core/Tensor.h>

namespace tandem {

/// What is done to a patch; by default nothing.
struct Turn {
    int quarters = 0;   ///< from the first axis towards the second, as numpy.rot90 turns
    int flipAxis = -1;  ///< 0 or 1, after the turn; -1 for none

    bool operator==(const Turn&) const = default;
};

/// 0 to 3 quarter turns, then a flip of the first or the second axis, all eight alike.
[[nodiscard]] Turn drawTurn(RandomStream& random);

/// The sides to crop so that the turned result has the given sides: the first two change places for odd turns.
[[nodiscard]] Index3 sidesBefore(const Turn& turn, const Index3& patch);

/// patch: (...,X,Y,Z); its last three axes are turned. May share memory with patch.
[[nodiscard]] at::Tensor turned(const at::Tensor& patch, const Turn& turn);

}  // namespace tandem
