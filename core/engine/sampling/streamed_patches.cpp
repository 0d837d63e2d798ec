#include "core/engine/devices/mapped_pages.h"
#include "core/engine/sampling/batch_assembly.h"
#include "core/engine/sampling/device_copies.h"
#include "core/engine/sampling/patch_source.h"
#include "core/engine/sampling/worker_threads.h"

#include <deque>
#include <future>
#include <memory>
#include <utility>
#include <vector>

namespace tandem {
namespace {

/// The order of axes is that of the file, the first spatial axis fastest.
struct CutPatch {
    at::Tensor image;  ///< (channels,Z,Y,X)
    at::Tensor label;  ///< (Z,Y,X), or undefined
};

struct PendingPatch {
    std::shared_ptr<CutPatch> patch;  ///< on the device once it is cut
    Turn turn;
    std::future<void> cut;
};

struct PendingBatch {
    BatchDraw draw;
    SamplerState after;
    std::vector<PendingPatch> patches;
};

/// The bytes from the first to the last voxel of the box in one channel that begins at volume.
template <class T>
std::span<const std::byte> bytesOf(const T* volume, const Index3& size, const Box& box) {
    const Box inside = insideOf(box, size);
    if (inside.voxelCount() == 0) {
        return {};
    }
    const auto at = [&](std::int64_t x, std::int64_t y, std::int64_t z) { return x + size[0] * (y + size[1] * z); };
    const std::int64_t first = at(inside.first[0], inside.first[1], inside.first[2]);
    const std::int64_t last = at(inside.first[0] + inside.size[0] - 1, inside.first[1] + inside.size[1] - 1,
                                 inside.first[2] + inside.size[2] - 1);
    return std::as_bytes(std::span(volume + first, static_cast<std::size_t>(last - first + 1)));
}

template <class T>
void cutAndRelease(const T* volume, const Index3& size, const Box& box, T* out) {
    cutBox(volume, size, box, out);
    releaseMappedPages(bytesOf(volume, size, box));
}

/// label: null where none is wanted.
void cutPatch(const PreparedCase& prepared, const Box& box, float* image, std::uint8_t* label) {
    const PreparedHeader& header = prepared.header();
    const Index3& size = header.geometry.size;
    for (int channel = 0; channel < header.channels; ++channel) {
        cutAndRelease(prepared.image(channel).voxels().data(), size, box, image + channel * box.voxelCount());
    }
    if (label != nullptr) {
        cutAndRelease(prepared.label().voxels().data(), size, box, label);
    }
}

class StreamedPatches : public PatchSource {
public:
    StreamedPatches(const TrainingCases& cases, BatchSampler sampler, const Index3& patch, const c10::Device& device,
                    std::int64_t threads)
        : m_cases(cases),
          m_sampler(std::move(sampler)),
          m_patch(patch),
          m_device(device),
          m_copies(device),
          m_ahead(static_cast<std::size_t>(batchesAhead(threads))),
          m_workers(threads) {}

    [[nodiscard]] Batch next() override {
        while (m_pending.size() <= m_ahead) {
            m_pending.push_back(begin());
        }
        PendingBatch pending = std::move(m_pending.front());
        m_pending.pop_front();
        BatchAssembly batch(pending.draw, m_cases.channels, m_patch, m_device);
        for (std::size_t index = 0; index < pending.patches.size(); ++index) {
            PendingPatch& one = pending.patches[index];
            one.cut.get();
            const at::Tensor& label = one.patch->label;
            batch.add(static_cast<std::int64_t>(index), one.turn, one.patch->image.transpose(-1, -3),
                      label.defined() ? label.transpose(-1, -3) : label);
        }
        return std::move(batch).take(std::move(pending.after));
    }

private:
    [[nodiscard]] PendingBatch begin() {
        PendingBatch pending{.draw = m_sampler.next(), .after = m_sampler.state()};
        for (const PatchDraw& one : pending.draw.labelled) {
            pending.patches.push_back(begin(m_cases.labelled[static_cast<std::size_t>(one.caseIndex)], one, true));
        }
        for (const PatchDraw& one : pending.draw.unlabelled) {
            pending.patches.push_back(begin(m_cases.unlabelled[static_cast<std::size_t>(one.caseIndex)], one, false));
        }
        return pending;
    }

    [[nodiscard]] PendingPatch begin(const PreparedCase& prepared, const PatchDraw& draw, bool withLabel) {
        // Only from pinned memory does a copy to the device run beside the computation.
        const auto options = torch::TensorOptions().pinned_memory(m_device.is_cuda());
        const Index3& side = draw.box.size;
        CutPatch patch{.image =
                           torch::empty({m_cases.channels, side[2], side[1], side[0]}, options.dtype(torch::kFloat))};
        if (withLabel) {
            patch.label = torch::empty({side[2], side[1], side[0]}, options.dtype(torch::kByte));
        }
        PendingPatch pending{.patch = std::make_shared<CutPatch>(std::move(patch)), .turn = draw.turn};
        pending.cut = m_workers.run([this, &prepared, box = draw.box, cut = pending.patch] {
            cutPatch(prepared, box, cut->image.mutable_data_ptr<float>(),
                     cut->label.defined() ? cut->label.mutable_data_ptr<std::uint8_t>() : nullptr);
            cut->image = m_copies.copied(cut->image);
            cut->label = m_copies.copied(cut->label);
        });
        return pending;
    }

    const TrainingCases& m_cases;
    BatchSampler m_sampler;
    Index3 m_patch;
    c10::Device m_device;
    DeviceCopies m_copies;
    std::size_t m_ahead;
    std::deque<PendingBatch> m_pending;
    WorkerThreads m_workers;  // the last member: its threads end before what they write to
};

}  // namespace

std::int64_t batchesAhead(std::int64_t threads) noexcept {
    constexpr std::int64_t kReady = 2;
    return threads == 0 ? 0 : kReady;
}

std::unique_ptr<PatchSource> streamedPatches(const TrainingCases& cases, BatchSampler sampler, const Index3& patch,
                                             const c10::Device& device, std::int64_t threads) {
    return std::make_unique<StreamedPatches>(cases, std::move(sampler), patch, device, threads);
}

}  // namespace tandem
