#include "core/engine/sampling/augmentation.h"

#include <torch/types.h>

#include <utility>

namespace tandem {

Turn drawTurn(RandomStream& random, TurnedAxes axes) {
    Turn turn;
    if (axes == TurnedAxes::LastTwo) {
        turn.fromAxis = 2;
        turn.toAxis = 1;
    }
    turn.quarters = static_cast<int>(random.below(4));
    turn.flipAxis = random.below(2) == 0 ? turn.fromAxis : turn.toAxis;
    return turn;
}

Index3 sidesBefore(const Turn& turn, const Index3& patch) {
    Index3 sides = patch;
    if (turn.quarters % 2 != 0) {
        std::swap(sides.at(static_cast<std::size_t>(turn.fromAxis)), sides.at(static_cast<std::size_t>(turn.toAxis)));
    }
    return sides;
}

at::Tensor turned(const at::Tensor& patch, const Turn& turn) {
    constexpr std::int64_t kFirst = -3;
    at::Tensor result =
        turn.quarters == 0 ? patch : patch.rot90(turn.quarters, {kFirst + turn.fromAxis, kFirst + turn.toAxis});
    return turn.flipAxis < 0 ? result : result.flip({kFirst + turn.flipAxis});
}

}  // namespace tandem
