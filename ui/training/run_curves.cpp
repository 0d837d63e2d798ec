#include "ui/training/run_curves.h"

#include "core/training_metrics.h"
#include "storage/db/metric_repository.h"
#include "storage/db/project.h"

#include <algorithm>
#include <utility>

namespace tandem {
namespace {

/// The first point at or behind an iteration.
auto from(Curve& curve, std::int64_t iteration) {
    return std::lower_bound(curve.begin(), curve.end(), static_cast<double>(iteration),
                            [](const QPointF& point, double value) { return point.x() < value; });
}

}  // namespace

Curves readCurves(const Project& project, std::int64_t runId, std::int64_t firstIteration) {
    Curves curves;
    for (const std::string& name : project.metrics().names(runId)) {
        Curve& curve = curves[name];
        for (const MetricPoint& point : project.metrics().list(runId, name, firstIteration)) {
            curve.emplace_back(static_cast<double>(point.iteration), point.value);
        }
    }
    return curves;
}

void RunCurves::append(const std::vector<MetricPoint>& points) {
    for (const MetricPoint& point : points) {
        Run& run = m_runs[point.runId];
        if (!run.firstAppended || point.iteration < *run.firstAppended) {
            run.firstAppended = point.iteration;
        }
        Curve& curve = run.curves[point.name];
        if (!curve.empty() && curve.back().x() >= static_cast<double>(point.iteration)) {
            curve.erase(from(curve, point.iteration), curve.end());
        }
        curve.emplace_back(static_cast<double>(point.iteration), point.value);
    }
}

void RunCurves::setStored(std::int64_t runId, Curves stored) {
    Run& run = m_runs[runId];
    run.isStoredKnown = true;
    if (run.firstAppended) {
        for (auto& [name, curve] : run.curves) {
            Curve& merged = stored[name];
            merged.erase(from(merged, *run.firstAppended), merged.end());
            merged.insert(merged.end(), from(curve, *run.firstAppended), curve.end());
        }
    }
    run.curves = std::move(stored);
}

void RunCurves::extend(std::int64_t runId, const Curves& stored) {
    for (const auto& [name, points] : stored) {
        if (!points.empty()) {
            Curve& curve = m_runs[runId].curves[name];
            curve.erase(from(curve, static_cast<std::int64_t>(points.front().x())), curve.end());
            curve.insert(curve.end(), points.begin(), points.end());
        }
    }
}

void RunCurves::forget(std::int64_t runId) {
    m_runs.erase(runId);
}

bool RunCurves::isStoredKnown(std::int64_t runId) const {
    const auto run = m_runs.find(runId);
    return run != m_runs.end() && run->second.isStoredKnown;
}

const Curve& RunCurves::curve(std::int64_t runId, const std::string& name) const {
    static const Curve kNone;
    const auto run = m_runs.find(runId);
    if (run == m_runs.end()) {
        return kNone;
    }
    const auto curve = run->second.curves.find(name);
    return curve == run->second.curves.end() ? kNone : curve->second;
}

std::optional<double> RunCurves::last(std::int64_t runId, const std::string& name) const {
    const Curve& points = curve(runId, name);
    return points.empty() ? std::nullopt : std::optional(points.back().y());
}

std::int64_t RunCurves::lastIteration(std::int64_t runId) const {
    const Curve& points = curve(runId, idOf(Metric::LossTotal));
    return points.empty() ? 0 : static_cast<std::int64_t>(points.back().x());
}

}  // namespace tandem
