// The numbers of a training as the points that a project keeps.
//
// Thread-safe. Invariant: what is shown while a run trains and what is read of it later are the same points.
#pragma once

#include "core/training_metrics.h"
#include "storage/db/run_record.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace tandem {

/// Metrics: of an iteration or of a validation.
template <class Metrics>
[[nodiscard]] std::vector<MetricPoint> pointsOf(std::int64_t runId, const Metrics& metrics) {
    std::vector<MetricPoint> points;
    for (MetricValue& one : valuesOf(metrics)) {
        points.push_back({runId, metrics.iteration, std::move(one.id), one.value});
    }
    return points;
}

}  // namespace tandem
