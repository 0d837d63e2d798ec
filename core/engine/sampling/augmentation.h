// The augmentation of the method, as its published code has it: 0 to 3 quarter turns in two axes, then always a flip of
// one of them.
//
// Turns and flips make eight pairs but only four poses, each of two pairs: the patch mirrored along the one axis, along
// the other, and along either diagonal of their plane. As a flip always follows, the patch as it is and its pure turns
// never occur. Thread-safe. Invariant: drawn numbers come from the stream that is handed in, and voxels are only moved,
// never mixed.
#pragma once

#include "core/engine/sampling/random_stream.h"
#include "core/settings/training_settings.h"
#include "core/volume/geometry.h"

#include <ATen/core/Tensor.h>

namespace tandem {

/// What is done to a patch; by default nothing.
struct Turn {
    int quarters = 0;   ///< from one axis towards the other, as numpy.rot90 turns
    int flipAxis = -1;  ///< one of the two, after the turn; -1 for none
    int fromAxis = 0;
    int toAxis = 1;

    bool operator==(const Turn&) const = default;
};

/// 0 to 3 quarter turns, then a flip of either axis, all eight pairs alike. The last two axes are taken from the third
/// to the second, as numpy has them in an array whose axes are z, y, x.
[[nodiscard]] Turn drawTurn(RandomStream& random, TurnedAxes axes);

/// The sides to crop so that the turned result has the given sides: the two axes change places for odd turns.
[[nodiscard]] Index3 sidesBefore(const Turn& turn, const Index3& patch);

/// patch: (...,X,Y,Z); its last three axes are turned. May share memory with patch.
[[nodiscard]] at::Tensor turned(const at::Tensor& patch, const Turn& turn);

}  // namespace tandem
