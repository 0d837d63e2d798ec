#include "ui/picture/grey_window.h"

#include "ui/picture/volume_slice.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace tandem {

GreyWindow greyWindowOf(const ImageVolume& image, const SlicePlane& plane, std::int64_t slice) {
    const VolumeSlice<float> shown(image, plane, slice);
    std::vector<float> values;
    for (std::int64_t row = 0; row < shown.rows(); ++row) {
        for (std::int64_t column = 0; column < shown.columns(); ++column) {
            if (const float value = shown.at(column, row); std::isfinite(value)) {
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
