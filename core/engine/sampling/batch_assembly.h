// A batch put together from patches as they were cut. Thread-safe. Invariant: patches are only moved and turned.
#pragma once

#include "core/engine/sampling/patch_source.h"

#include <torch/types.h>

#include <cstdint>

namespace tandem {

class BatchAssembly {
public:
    BatchAssembly(const BatchDraw& draw, std::int64_t channels, const Index3& patch, const c10::Device& device)
        : m_images(torch::empty({static_cast<std::int64_t>(draw.labelled.size() + draw.unlabelled.size()), channels,
                                 patch[0], patch[1], patch[2]},
                                torch::TensorOptions(torch::kFloat).device(device),
                                torch::MemoryFormat::ChannelsLast3d)),
          m_labels(torch::empty({static_cast<std::int64_t>(draw.labelled.size()), patch[0], patch[1], patch[2]},
                                torch::TensorOptions(torch::kByte).device(device))),
          m_hasUnknown(draw.hasUnknown) {}

    /// image: (channels,X,Y,Z) and label: (X,Y,Z), or undefined, as cut; index: among the patches of the batch.
    void add(std::int64_t index, const Turn& turn, const at::Tensor& image, const at::Tensor& label) {
        m_images[index].copy_(turned(image, turn));
        if (label.defined()) {
            m_labels[index].copy_(turned(label, turn));
        }
    }

    [[nodiscard]] Batch take(SamplerState after) && {
        return {.images = std::move(m_images),
                .labels = std::move(m_labels),
                .hasUnknown = m_hasUnknown,
                .after = std::move(after)};
    }

private:
    at::Tensor m_images;
    at::Tensor m_labels;
    bool m_hasUnknown;
};

}  // namespace tandem
