#include "storage/image/dicom_structures.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/free_memory.h"
#include "storage/image/byte_source.h"
#include "storage/image/decoded_pieces.h"
#include "storage/image/reader_call.h"
#include "storage/image/segmentation_grid.h"
#include "storage/image/usable_grid.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

namespace tandem {
namespace {

DicomStructureSet readStructureSet(const std::filesystem::path& file, const std::stop_token& stop) {
    requireRegularFile(file);
    ReaderCall call({.task = ReaderTask::StructureSet,
                     .files = {file},
                     .memoryLimitBytes = memoryLimitOf(0),
                     .secondsForEach = decodingSeconds(static_cast<double>(fileBytes(file)))},
                    stop);
    try {
        return unwired<DicomStructureSet>(call.next(file).bytes);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::InvalidInput && error.code() != ErrorCode::OutOfMemory) {
            throw;
        }
        DicomStructureSet unread;
        unread.file = file;
        unread.problem = error.what();
        return unread;
    }
}

/// What a reader says is not believed.
void check(std::span<const std::int32_t> voxels, const std::vector<RankPair>& overlaps, std::size_t classes) {
    const auto isRank = [&](std::int32_t value) { return value >= 0 && static_cast<std::size_t>(value) <= classes; };
    std::vector<bool> isShared(classes + 1, false);  // by rank
    bool areGood = true;
    for (const auto& [lower, higher] : overlaps) {
        areGood = areGood && lower > 0 && lower < higher && isRank(higher);
        if (areGood) {
            isShared[static_cast<std::size_t>(higher)] = true;
        }
    }
    areGood = areGood && std::ranges::all_of(voxels, [&](std::int32_t voxel) {
                  const std::int32_t rank = voxel & ~ClassPainter::kShared;
                  return isRank(rank) && (rank == voxel || isShared[static_cast<std::size_t>(rank)]);
              });
    if (!areGood) {
        throw Error(ErrorCode::Internal, "tandem-reader told of structures that were not asked for.");
    }
}

}  // namespace

std::vector<DicomStructureSet> readStructureSets(const std::vector<std::filesystem::path>& files,
                                                 const std::stop_token& stop) {
    std::vector<DicomStructureSet> sets;
    for (const std::filesystem::path& file : files) {
        throwIfStopped(stop);
        sets.push_back(readStructureSet(file, stop));
    }
    return sets;
}

StructureLabel readStructures(const DicomStructureSet& set, const std::vector<std::vector<std::int32_t>>& classes,
                              const Geometry& image, const std::stop_token& stop, std::uint64_t memoryLimitBytes) {
    if (!set.problem.empty()) {
        throw Error(ErrorCode::InvalidInput, set.problem);
    }
    const StructureOrder order{
        .kind = set.kind,
        .grid = set.kind == StructureKind::Segments ? gridOfFrames(set.frames, image, set.file) : image,
        .classes = classes};
    requireUsableGrid(order.grid, set.file);
    const auto voxels = static_cast<std::size_t>(order.grid.voxelCount());
    const double bytes = static_cast<double>(voxels) * sizeof(std::int32_t);
    requireMemory(set.file, bytes, memoryLimitBytes);
    ReaderCall call({.task = ReaderTask::Structures,
                     .files = {set.file},
                     .memoryLimitBytes = memoryLimitOf(memoryLimitBytes),
                     .secondsForEach = decodingSeconds(bytes + static_cast<double>(fileBytes(set.file))),
                     .order = wired(order)},
                    stop);
    const ReaderCall::Value value = call.next(set.file);
    const auto owner = call.data(voxels * sizeof(std::int32_t), set.file);
    const std::shared_ptr<const std::int32_t[]> label(owner, reinterpret_cast<const std::int32_t*>(owner.get()));
    auto overlaps = unwired<std::vector<RankPair>>(value.bytes);
    check({label.get(), voxels}, overlaps, classes.size());
    return {RawLabelVolume(order.grid, label), std::move(overlaps)};
}

}  // namespace tandem
