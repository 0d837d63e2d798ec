#include "core/metrics/case_metrics.h"

#include <cassert>

namespace tandem {

std::vector<ClassMetrics> evaluateCase(const LabelVolume& prediction, const LabelVolume& reference, int classes) {
    assert(classes >= 2 && classes <= 255);
    const std::vector<Overlap> overlaps = measureOverlap(prediction, reference, classes);
    std::vector<ClassMetrics> metrics;
    for (int c = 1; c < classes; ++c) {
        metrics.push_back({.classIndex = c,
                           .overlap = overlaps[static_cast<std::size_t>(c)],
                           .surface = measureSurface(prediction, reference, static_cast<std::uint8_t>(c))});
    }
    return metrics;
}

}  // namespace tandem
