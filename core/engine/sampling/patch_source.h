// Where the batches of a run come from: volumes that live on the device, or patches streamed from the mapped cache.
//
// Both give the same batches, voxel for voxel, whatever the number of threads: the sampler draws in one order, threads
// only cut. Not for two threads at once. Invariant: a batch carries the sampler's state after its own draw, not after
// those drawn ahead, so a run saved after the batch continues with the next one.
#pragma once

#include "core/engine/sampling/sampler.h"
#include "core/engine/sampling/training_cases.h"

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <cstdint>
#include <memory>

namespace tandem {

struct Batch {
    at::Tensor images;  ///< (B,channels,X,Y,Z) float32 on the device, channels last in memory; labelled patches first
    at::Tensor labels;  ///< (L,X,Y,Z) uint8 on the device; kUnknownClass where a class is not known
    bool hasUnknown = false;  ///< whether a labelled patch is of a partly labelled case
    SamplerState after;       ///< of the sampler, once this batch was drawn
};

class PatchSource {
public:
    virtual ~PatchSource() = default;
    [[nodiscard]] virtual Batch next() = 0;
};

/// Volumes on the device: copied there, or on the CPU used where they are mapped. The cases must outlive the source.
[[nodiscard]] std::unique_ptr<PatchSource> residentPatches(const TrainingCases& cases, BatchSampler sampler,
                                                           const Index3& patch, const c10::Device& device);

/// Patches cut from the mapped cache by so many threads, some batches ahead; 0 cuts when asked. Of the volumes nothing
/// stays in memory. The cases must outlive the source.
[[nodiscard]] std::unique_ptr<PatchSource> streamedPatches(const TrainingCases& cases, BatchSampler sampler,
                                                           const Index3& patch, const c10::Device& device,
                                                           std::int64_t threads);

/// Batches that are kept ready beside the one in use.
[[nodiscard]] std::int64_t batchesAhead(std::int64_t threads) noexcept;

}  // namespace tandem
