#include "core/correction/label_change.h"

#include <algorithm>
#include <numeric>

namespace tandem {
namespace {

std::int64_t endOf(const ChangedRun& run) {
    return run.first + run.length;
}

/// Runs in ascending order, in which what touches and changes alike within a row is one run.
class RunList {
public:
    RunList(std::vector<ChangedRun>& runs, std::int64_t rowLength) : m_runs(runs), m_rowLength(rowLength) {}

    void append(const ChangedRun& run) {
        if (run.before == run.after) {
            return;
        }
        if (!m_runs.empty() && run.first % m_rowLength != 0) {
            ChangedRun& last = m_runs.back();
            if (endOf(last) == run.first && last.before == run.before && last.after == run.after) {
                last.length += run.length;
                return;
            }
        }
        m_runs.push_back(run);
    }

private:
    std::vector<ChangedRun>& m_runs;
    std::int64_t m_rowLength;
};

/// The runs of a change, from which parts are taken off at the front.
class RunQueue {
public:
    explicit RunQueue(const std::vector<ChangedRun>& runs) : m_runs(runs) { next(); }

    [[nodiscard]] bool isEmpty() const { return m_rest.length == 0; }
    [[nodiscard]] const ChangedRun& front() const { return m_rest; }
    ChangedRun take(std::int64_t voxels) {
        ChangedRun part = m_rest;
        part.length = static_cast<std::int32_t>(std::min<std::int64_t>(voxels, m_rest.length));
        m_rest.first += part.length;
        m_rest.length -= part.length;
        if (m_rest.length == 0) {
            next();
        }
        return part;
    }

private:
    void next() {
        if (m_next < m_runs.size()) {
            m_rest = m_runs[m_next++];
        }
    }

    const std::vector<ChangedRun>& m_runs;
    std::size_t m_next = 0;
    ChangedRun m_rest;
};

}  // namespace

std::int64_t LabelChange::voxelCount() const noexcept {
    return std::accumulate(runs.begin(), runs.end(), std::int64_t{0},
                           [](std::int64_t sum, const ChangedRun& run) { return sum + run.length; });
}

std::optional<Box> LabelChange::box(const Index3& grid) const noexcept {
    if (runs.empty()) {
        return std::nullopt;
    }
    Index3 low = grid;
    Index3 high{-1, -1, -1};
    for (const ChangedRun& run : runs) {
        const std::int64_t row = run.first / grid[0];
        const Index3 begin{run.first % grid[0], row % grid[1], row / grid[1]};
        const Index3 end{begin[0] + run.length - 1, begin[1], begin[2]};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            low[axis] = std::min(low[axis], begin[axis]);
            high[axis] = std::max(high[axis], end[axis]);
        }
    }
    return Box{low, {high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1}};
}

LabelChange joined(const LabelChange& first, const LabelChange& second, std::int64_t rowLength) {
    LabelChange both;
    both.runs.reserve(first.runs.size() + second.runs.size());
    RunList list(both.runs, rowLength);
    RunQueue a(first.runs);
    RunQueue b(second.runs);
    while (!a.isEmpty() && !b.isEmpty()) {
        if (a.front().first < b.front().first) {
            list.append(a.take(b.front().first - a.front().first));
        } else if (b.front().first < a.front().first) {
            list.append(b.take(a.front().first - b.front().first));
        } else {
            const std::int64_t shared = std::min(a.front().length, b.front().length);
            ChangedRun run = a.take(shared);
            run.after = b.take(shared).after;
            list.append(run);
        }
    }
    while (!a.isEmpty()) {
        list.append(a.take(a.front().length));
    }
    while (!b.isEmpty()) {
        list.append(b.take(b.front().length));
    }
    return both;
}

}  // namespace tandem
