#include "storage/training/pinned_snapshots.h"

#include "core/base/error.h"
#include "core/base/file_system.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <string>
#include <system_error>

namespace tandem {
namespace {

constexpr const char* kExtension = ".snapshot";

}  // namespace

std::filesystem::path snapshotPath(const std::filesystem::path& folder, std::int64_t iteration) {
    return folder / (std::format("{:06}", iteration) + kExtension);
}

std::vector<SnapshotEntry> listSnapshots(const std::filesystem::path& folder) {
    std::vector<SnapshotEntry> found;
    for (const std::filesystem::path& entry : entriesOf(folder)) {
        const std::string stem = entry.stem().string();
        std::int64_t iteration = 0;
        const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), iteration);
        if (entry.extension() == kExtension && error == std::errc() && end == stem.data() + stem.size()) {
            found.push_back({iteration, entry});
        }
    }
    std::ranges::sort(found, {}, &SnapshotEntry::iteration);
    return found;
}

void removeSnapshotsAfter(const std::filesystem::path& folder, std::int64_t iteration) {
    for (const SnapshotEntry& one : listSnapshots(folder)) {
        if (one.iteration > iteration) {
            std::error_code ignored;  // a snapshot that stays is replaced when its iteration comes again
            std::filesystem::remove(one.file, ignored);
        }
    }
}

std::vector<TimelinePoint> timelineOf(const std::vector<SnapshotEntry>& snapshots, const Index3& voxel,
                                      const std::stop_token& stop) {
    std::vector<TimelinePoint> points;
    for (const SnapshotEntry& one : snapshots) {
        throwIfStopped(stop);
        points.push_back({one.iteration, SnapshotFile(one.file).valuesAt(voxel)});
    }
    return points;
}

}  // namespace tandem
