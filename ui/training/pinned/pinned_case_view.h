// What the pinned panel shows, read from a project: the case, its snapshots, and the maps of one of them. Plain values
// and the functions that read them, on threads of their own.
//
// Invariant: all volumes of a case have the geometry of its prepared image.
#pragma once

#include "core/maps/map_set.h"
#include "core/study/label_scheme.h"
#include "storage/reliability/snapshot_trust.h"
#include "storage/training/pinned_snapshots.h"
#include "ui/picture/grey_window.h"

#include <QString>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace tandem {

struct PinnedCaseView {
    std::int64_t runId = 0;
    QString caseName;
    ImageVolume image;  ///< the first channel; empty while the case is not prepared
    GreyWindow window;
    LabelScheme scheme;
    std::vector<SnapshotEntry> snapshots;
    TrustModels trust;  ///< of the run's present checkpoint; uncalibrated until it is measured
};

/// Throws Error (NotFound when the run pins no case).
[[nodiscard]] PinnedCaseView readPinnedCase(const std::filesystem::path& projectFolder, std::int64_t runId);

/// The maps of one decoder at an iteration.
struct SnapshotView {
    std::int64_t iteration = 0;
    Decoder decoder = Decoder::A;
    int classes = 0;
    MapSet maps;  ///< named as of whichever decoder is shown: label, uncertainty, similarity, reliability and trust
    bool isTrustCalibrated = false;
    std::optional<Index3> centreOfMass;  ///< of what is predicted beside the background
};

/// A voxel through the snapshots.
struct VoxelTimeline {
    Index3 voxel{};
    std::vector<TimelinePoint> points;
    std::vector<std::array<double, 2>> trust;  ///< at each point, by decoder
    std::array<bool, 2> isTrustCalibrated{};
};

/// geometry: of the prepared case. Throw Error (Corrupt; Cancelled).
[[nodiscard]] SnapshotView readSnapshot(const SnapshotEntry& entry, Decoder decoder, const TrustModels& trust,
                                        const Geometry& geometry, const std::stop_token& stop);
[[nodiscard]] VoxelTimeline readTimeline(const std::vector<SnapshotEntry>& snapshots, const Index3& voxel,
                                         const TrustModels& trust, const Geometry& geometry,
                                         const std::stop_token& stop);

}  // namespace tandem
