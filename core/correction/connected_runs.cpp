#include "core/correction/connected_runs.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace tandem {
namespace {

/// Sets of runs that are joined step by step; the first run of each stands for it.
class JoinedRuns {
public:
    explicit JoinedRuns(std::size_t count) : m_before(count) { std::iota(m_before.begin(), m_before.end(), 0U); }

    [[nodiscard]] std::size_t firstOf(std::size_t run) {
        while (m_before[run] != run) {
            m_before[run] = m_before[m_before[run]];
            run = m_before[run];
        }
        return run;
    }

    void join(std::size_t a, std::size_t b) {
        const auto [first, second] = std::minmax({firstOf(a), firstOf(b)});
        m_before[second] = first;
    }

private:
    std::vector<std::size_t> m_before;  ///< a run of the same set that comes earlier, or the run itself
};

/// Joins each run with those that it touches in the row that lies so many rows and planes away, which comes earlier.
class RowJoiner {
public:
    RowJoiner(const Index3& grid, const VoxelRuns& runs, std::array<std::int64_t, 2> away, std::int64_t sideways)
        : m_grid(grid), m_runs(runs), m_away(away), m_sideways(sideways) {}

    void join(std::size_t run, JoinedRuns& joined) {
        const std::int64_t row = m_runs[run].first / m_grid[0];
        const std::int64_t y = row % m_grid[1] + m_away[0];
        const std::int64_t z = row / m_grid[1] + m_away[1];
        if (y < 0 || y >= m_grid[1] || z < 0) {
            return;
        }
        const std::int64_t x = m_runs[run].first % m_grid[0];
        const std::int64_t begin = m_grid[0] * (y + m_grid[1] * z);
        const std::int64_t first = begin + std::max<std::int64_t>(x - m_sideways, 0);
        const std::int64_t last = begin + std::min(x + m_runs[run].length - 1 + m_sideways, m_grid[0] - 1);
        // Runs come in order, and so do the places that they look at.
        while (m_runs[m_next].first + m_runs[m_next].length <= first) {
            ++m_next;
        }
        for (std::size_t other = m_next; m_runs[other].first <= last; ++other) {
            joined.join(run, other);
        }
    }

private:
    Index3 m_grid;
    const VoxelRuns& m_runs;
    std::array<std::int64_t, 2> m_away;
    std::int64_t m_sideways;
    std::size_t m_next = 0;  ///< those before it end before what is looked at; the run itself never does
};

std::vector<RowJoiner> joinersFor(const Index3& grid, const VoxelRuns& runs, Neighbours neighbours) {
    if (neighbours == Neighbours::Faces) {
        return {{grid, runs, {-1, 0}, 0}, {grid, runs, {0, -1}, 0}};
    }
    return {{grid, runs, {-1, 0}, 1}, {grid, runs, {-1, -1}, 1}, {grid, runs, {0, -1}, 1}, {grid, runs, {1, -1}, 1}};
}

}  // namespace

Pieces connectedPieces(const Index3& grid, const VoxelRuns& runs, Neighbours neighbours, const std::stop_token& stop) {
    JoinedRuns joined(runs.size());
    std::vector<RowJoiner> joiners = joinersFor(grid, runs, neighbours);
    constexpr std::size_t kBetweenStops = 1 << 14;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        if (run % kBetweenStops == 0) {
            throwIfStopped(stop);
        }
        const bool touchesLast =
            run > 0 && runs[run - 1].first + runs[run - 1].length == runs[run].first && runs[run].first % grid[0] != 0;
        if (touchesLast) {
            joined.join(run - 1, run);
        }
        for (RowJoiner& joiner : joiners) {
            joiner.join(run, joined);
        }
    }
    Pieces pieces;
    pieces.ofRun.resize(runs.size());
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const std::size_t first = joined.firstOf(run);
        pieces.ofRun[run] = first == run ? pieces.count++ : pieces.ofRun[first];
    }
    return pieces;
}

}  // namespace tandem
