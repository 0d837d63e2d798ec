#include "core/engine/sampling/augmentation.h"

#include <torch/types.h>

#include <utility>

namespace tandem {

Turn drawTurn(RandomStream& random) {
    Turn turn;
    turn.quarters = static_cast<int>(random.below(4));
    turn.flipAxis = static_cast<int>(random.below(2));
    return turn;
}

Index3 sidesBefore(const Turn& turn, const Index3& patch) {
    Index3 sides = patch;
    if (turn.quarters % 2 != 0) {
        std::swap(sides[0], sides[1]);
    }
    return sides;
}

at::Tensor turned(const at::Tensor& patch, const Turn& turn) {
    constexpr std::int64_t kFirst = -3;
    constexpr std::int64_t kSecond = -2;
    at::Tensor result = turn.quarters == 0 ? patch : patch.rot90(turn.quarters, {kFirst, kSecond});
    return turn.flipAxis < 0 ? result : result.flip({kFirst + turn.flipAxis});
}

}  // namespace tandem
