// The snapshots of a run's pinned case: the reliability timeline. Plain functions on files, thread-safe.
//
// Invariant: files of other names in the folder are left alone.
#pragma once

#include "storage/training/snapshot_file.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

namespace tandem {

struct SnapshotEntry {
    std::int64_t iteration = 0;
    std::filesystem::path file;

    bool operator==(const SnapshotEntry&) const = default;
};

/// "000200.snapshot" in the folder.
[[nodiscard]] std::filesystem::path snapshotPath(const std::filesystem::path& folder, std::int64_t iteration);
/// Sorted by iteration; empty when there is no such folder.
[[nodiscard]] std::vector<SnapshotEntry> listSnapshots(const std::filesystem::path& folder);
/// Before a run continues from an older checkpoint.
void removeSnapshotsAfter(const std::filesystem::path& folder, std::int64_t iteration);

/// A voxel through the snapshots.
struct TimelinePoint {
    std::int64_t iteration = 0;
    SnapshotValues values;
};

/// Throws Error (Cancelled; InvalidInput for a voxel outside; Corrupt).
[[nodiscard]] std::vector<TimelinePoint> timelineOf(const std::vector<SnapshotEntry>& snapshots, const Index3& voxel,
                                                    const std::stop_token& stop);

}  // namespace tandem
