#include "core/volume/voxel_runs.h"

#include <algorithm>

namespace tandem {
namespace {

std::int64_t endOf(const VoxelRun& run) {
    return run.first + run.length;
}

/// Appends a run that begins no earlier than those that are there.
void append(VoxelRuns& runs, const VoxelRun& run, std::int64_t rowLength) {
    const bool joins =
        !runs.empty() && run.first <= endOf(runs.back()) && run.first / rowLength == runs.back().first / rowLength;
    if (joins) {
        runs.back().length = std::max(endOf(runs.back()), endOf(run)) - runs.back().first;
    } else {
        runs.push_back(run);
    }
}

}  // namespace

std::int64_t voxelCount(const VoxelRuns& runs) noexcept {
    std::int64_t count = 0;
    for (const VoxelRun& run : runs) {
        count += run.length;
    }
    return count;
}

VoxelRuns united(const VoxelRuns& a, const VoxelRuns& b, std::int64_t rowLength) {
    VoxelRuns either;
    either.reserve(a.size() + b.size());
    auto atA = a.begin();
    auto atB = b.begin();
    while (atA != a.end() || atB != b.end()) {
        const bool isOfA = atB == b.end() || (atA != a.end() && atA->first <= atB->first);
        append(either, isOfA ? *atA++ : *atB++, rowLength);
    }
    return either;
}

VoxelRuns runsOf(std::vector<std::int64_t> voxels, std::int64_t rowLength) {
    std::ranges::sort(voxels);
    VoxelRuns runs;
    for (const std::int64_t voxel : voxels) {
        append(runs, {voxel, 1}, rowLength);
    }
    return runs;
}

}  // namespace tandem
