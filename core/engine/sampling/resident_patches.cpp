#include "core/engine/sampling/batch_assembly.h"
#include "core/engine/sampling/patch_source.h"

#include <utility>
#include <vector>

namespace tandem {
namespace {

struct ResidentVolume {
    at::Tensor image;  ///< (channels,X,Y,Z) float32, the first spatial axis fastest in memory
    at::Tensor label;  ///< (X,Y,Z) uint8, likewise; undefined where there is none
};

/// Shares the mapped voxels, which are only read; from_blob takes no pointer to const.
template <class T>
at::Tensor mappedTensor(const T* voxels, const std::vector<std::int64_t>& fileShape, at::ScalarType type) {
    return torch::from_blob(const_cast<T*>(voxels), fileShape, type).transpose(-1, -3);
}

ResidentVolume residentVolume(const PreparedCase& prepared, bool withLabel, const c10::Device& device) {
    const Index3& size = prepared.header().geometry.size;
    ResidentVolume volume{.image = mappedTensor(prepared.imageVoxels().data(),
                                                {prepared.header().channels, size[2], size[1], size[0]}, torch::kFloat)
                                       .to(device)};
    if (withLabel) {
        volume.label =
            mappedTensor(prepared.label().voxels().data(), {size[2], size[1], size[0]}, torch::kByte).to(device);
    }
    return volume;
}

class ResidentPatches : public PatchSource {
public:
    ResidentPatches(const TrainingCases& cases, BatchSampler sampler, const Index3& patch, const c10::Device& device)
        : m_sampler(std::move(sampler)), m_channels(cases.channels), m_patch(patch), m_device(device) {
        for (const PreparedCase& one : cases.labelled) {
            m_labelled.push_back(residentVolume(one, true, device));
        }
        for (const PreparedCase& one : cases.unlabelled) {
            m_unlabelled.push_back(residentVolume(one, false, device));
        }
    }

    [[nodiscard]] Batch next() override {
        const BatchDraw draw = m_sampler.next();
        BatchAssembly batch(draw, m_channels, m_patch, m_device);
        std::int64_t index = 0;
        for (const PatchDraw& one : draw.labelled) {
            const ResidentVolume& volume = m_labelled[static_cast<std::size_t>(one.caseIndex)];
            batch.add(index++, one.turn, cropped(volume.image, one.box), cropped(volume.label, one.box));
        }
        for (const PatchDraw& one : draw.unlabelled) {
            const ResidentVolume& volume = m_unlabelled[static_cast<std::size_t>(one.caseIndex)];
            batch.add(index++, one.turn, cropped(volume.image, one.box), {});
        }
        return std::move(batch).take(m_sampler.state());
    }

private:
    BatchSampler m_sampler;
    std::int64_t m_channels;
    Index3 m_patch;
    c10::Device m_device;
    std::vector<ResidentVolume> m_labelled;
    std::vector<ResidentVolume> m_unlabelled;
};

}  // namespace

std::unique_ptr<PatchSource> residentPatches(const TrainingCases& cases, BatchSampler sampler, const Index3& patch,
                                             const c10::Device& device) {
    return std::make_unique<ResidentPatches>(cases, std::move(sampler), patch, device);
}

}  // namespace tandem
