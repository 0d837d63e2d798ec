#include "core/engine/memory/memory_estimate.h"

#include "core/base/error.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/device_memory.h"
#include "core/engine/memory/training_memory.h"
#include "core/engine/prediction/pinned_case.h"

#include <vector>

namespace tandem {
namespace {

template <SplitRole R>
std::uint64_t volumeBytes(const std::vector<CaseFor<R>>& cases, std::uint64_t bytesPerLabelVoxel, int& channels) {
    std::uint64_t bytes = 0;
    for (const CaseFor<R>& one : cases) {
        const PreparedHeader header = PreparedCase(one.prepared()).header();
        channels = header.channels;
        bytes += static_cast<std::uint64_t>(header.geometry.voxelCount()) *
                 (static_cast<std::uint64_t>(header.channels) * sizeof(float) + bytesPerLabelVoxel);
    }
    return bytes;
}

RunShape shapeOf(const TrainingPlan& plan) {
    const c10::Device device = resolveDevice(plan.settings.device);
    RunShape shape{.network = {.classes = static_cast<int>(plan.classNames.size()),
                               .filters = static_cast<int>(plan.settings.filters)},
                   .device = device,
                   .precision = expectedPrecision(plan.settings.precision, device)};
    shape.volumeBytes = volumeBytes(plan.labelled, 1, shape.network.channels);
    if (plan.settings.usesUnlabelled()) {
        shape.volumeBytes += volumeBytes(plan.unlabelled, 0, shape.network.channels);
    }
    return shape;
}

}  // namespace

MemoryEstimate estimateTraining(const TrainingPlan& plan) {
    checkSettings(plan.settings);
    const RunShape shape = shapeOf(plan);
    const std::uint64_t free = memoryOf(shape.device).freeBytes;
    const TrainingMemory memory = trainingMemory(plan.settings, shape);
    const Placement placement = placementOf(plan.settings, shape, free);
    MemoryEstimate estimate{.deviceBytes = deviceBytes(memory, placement)};
    if (!shape.device.is_cpu() && placement == Placement::Stream) {
        estimate.hostBytes = memory.prefetch;
    }
    estimate.fits = estimate.deviceBytes <= free;
    if (!estimate.fits) {
        estimate.advice = adviceToLower(plan.settings, shape, free);
    }
    return plan.pinned ? withPinnedCase(estimate, plan, free) : estimate;
}

}  // namespace tandem
