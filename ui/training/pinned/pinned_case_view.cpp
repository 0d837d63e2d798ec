#include "ui/training/pinned/pinned_case_view.h"

#include "core/base/error.h"
#include "core/prepared/prepared_case.h"
#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/run_trust.h"
#include "storage/training/pinned_case.h"

#include <array>

namespace tandem {
namespace {

std::optional<Index3> centreOf(const LabelVolume& label) {
    const Index3& size = label.geometry().size;
    std::array<std::int64_t, 3> sums{};
    std::int64_t count = 0;
    const auto voxels = label.voxels();
    std::size_t at = 0;
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x, ++at) {
                if (voxels[at] != 0) {
                    sums = {sums[0] + x, sums[1] + y, sums[2] + z};
                    ++count;
                }
            }
        }
    }
    return count == 0 ? std::nullopt : std::optional(Index3{sums[0] / count, sums[1] / count, sums[2] / count});
}

TrustModels presentTrust(const Project& project, std::int64_t runId) {
    const auto weights = presentWeights(project, runId);
    if (!weights) {
        return {};
    }
    return {recordedTrust(project, runId, weights->hash, Decoder::A).fitted.model,
            recordedTrust(project, runId, weights->hash, Decoder::B).fitted.model};
}

}  // namespace

PinnedCaseView readPinnedCase(const std::filesystem::path& projectFolder, std::int64_t runId) {
    const Project project = Project::open(projectFolder, ProjectAccess::ReadOnly);
    const RunRecord run = project.runs().get(runId);
    const auto caseId = pinnedCase(project, run);
    if (!caseId) {
        throw Error(ErrorCode::NotFound, "Run " + std::to_string(runId) + " watches no case.");
    }
    const CaseRecord record = project.cases().get(*caseId);
    PinnedCaseView view{.runId = runId,
                        .caseName = QString::fromStdString(record.name),
                        .scheme = project.labels().scheme(),
                        .snapshots = listSnapshots(snapshotFolder(project, run)),
                        .trust = presentTrust(project, runId)};
    const auto preparation = storedSettings<PreparationSettings>(run.preparationJson).forWork();
    if (const auto prepared = findPrepared(project, record, preparation)) {
        view.image = PreparedCase(*prepared).image(0);
        const SlicePlane axial = SlicePlane::of(view.image.geometry(), Plane::Axial);
        view.window = greyWindowOf(view.image, axial, axial.slices() / 2);
    }
    return view;
}

SnapshotView readSnapshot(const SnapshotEntry& entry, Decoder decoder, const TrustModels& trust,
                          const Geometry& geometry, const std::stop_token& stop) {
    const SnapshotFile file(entry.file);
    SnapshotView view{.iteration = entry.iteration, .decoder = decoder, .classes = file.classCount()};
    const LabelVolume label = file.labels({MapKind::Label, decoder}, geometry);
    view.centreOfMass = centreOf(label);
    view.maps.set({MapKind::Label}, label);
    for (const MapKind kind : {MapKind::Uncertainty, MapKind::Similarity, MapKind::Reliability}) {
        throwIfStopped(stop);
        view.maps.set({kind}, file.values({kind, decoder}, geometry));
    }
    view.maps.set(kTrustMap, trustOf(file, decoder, trust, geometry, stop));
    view.isTrustCalibrated = trust[static_cast<std::size_t>(decoder)].isCalibrated;
    return view;
}

VoxelTimeline readTimeline(const std::vector<SnapshotEntry>& snapshots, const Index3& voxel, const TrustModels& trust,
                           const Geometry& geometry, const std::stop_token& stop) {
    VoxelTimeline timeline{.voxel = voxel,
                           .points = timelineOf(snapshots, voxel, stop),
                           .isTrustCalibrated = {trust[0].isCalibrated, trust[1].isCalibrated}};
    for (const SnapshotEntry& one : snapshots) {
        throwIfStopped(stop);
        timeline.trust.push_back(trustAt(SnapshotFile(one.file), voxel, trust, geometry));
    }
    return timeline;
}

}  // namespace tandem
