// The curves of the runs that were looked at or trained since the project was opened.
//
// Used on the GUI thread. Invariant: a curve's points are sorted by iteration, one value for each; a point that comes
// again, as when a run continues from an older checkpoint, forgets all behind it.
#pragma once

#include "storage/db/run_record.h"

#include <QPointF>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;

using Curve = std::vector<QPointF>;  ///< x: iteration
using Curves = std::map<std::string, Curve>;

/// What a run reported before, from an iteration on. For the thread of the Project.
[[nodiscard]] Curves readCurves(const Project& project, std::int64_t runId, std::int64_t firstIteration = 0);

class RunCurves {
public:
    void append(const std::vector<MetricPoint>& points);
    /// What was read from the project. From the first iteration that was appended on, the appended points hold.
    void setStored(std::int64_t runId, Curves stored);
    /// What was read of it since: from the first of these points on, they hold.
    void extend(std::int64_t runId, const Curves& stored);
    void forget(std::int64_t runId);

    [[nodiscard]] bool isStoredKnown(std::int64_t runId) const;
    /// Empty when there is none.
    [[nodiscard]] const Curve& curve(std::int64_t runId, const std::string& name) const;
    /// The last value of a curve.
    [[nodiscard]] std::optional<double> last(std::int64_t runId, const std::string& name) const;
    [[nodiscard]] std::int64_t lastIteration(std::int64_t runId) const;

private:
    struct Run {
        Curves curves;
        std::optional<std::int64_t> firstAppended;
        bool isStoredKnown = false;
    };

    std::map<std::int64_t, Run> m_runs;
};

}  // namespace tandem
