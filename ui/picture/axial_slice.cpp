#include "ui/picture/axial_slice.h"

#include <string>
#include <vector>

namespace tandem {

AxialPlane AxialPlane::of(const Geometry& geometry) {
    AxialPlane plane;
    const std::string letters = geometry.orientation();
    for (std::size_t axis = 0; axis < letters.size(); ++axis) {
        switch (letters[axis]) {
            case 'L':
            case 'R':
                plane.right = axis;
                plane.isRightReversed = letters[axis] == 'R';
                break;
            case 'P':
            case 'A':
                plane.down = axis;
                plane.isDownReversed = letters[axis] == 'A';
                break;
            default:
                plane.through = axis;
        }
    }
    return plane;
}

GreyWindow greyWindowOf(const AxialSlice<float>& slice) {
    std::vector<float> values;
    for (std::int64_t row = 0; row < slice.rows(); ++row) {
        for (std::int64_t column = 0; column < slice.columns(); ++column) {
            if (const float value = slice.at(column, row); std::isfinite(value)) {
                values.push_back(value);
            }
        }
    }
    if (values.empty()) {
        return {};
    }
    std::ranges::sort(values);
    const auto last = static_cast<double>(values.size() - 1);
    const double low = values[static_cast<std::size_t>(std::lround(0.01 * last))];
    const double high = values[static_cast<std::size_t>(std::lround(0.99 * last))];
    return {low, high > low ? high : low + 1};
}

}  // namespace tandem
