#include "core/engine/checkpoint/checkpoint_writer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace tandem {
namespace {

/// Of tensors on the CPU. A plain loop: LibTorch would start a second set of threads for this one.
bool areFinite(const std::map<std::string, torch::Tensor>& tensors) {
    return std::ranges::all_of(tensors, [](const auto& named) {
        const torch::Tensor values = named.second.contiguous().to(torch::kFloat32);
        const float* first = values.template const_data_ptr<float>();
        return std::all_of(first, first + values.numel(), [](float value) { return std::isfinite(value); });
    });
}

}  // namespace

void CheckpointWriter::begin(CheckpointSaved about, Checkpoint checkpoint) {
    m_about = std::move(about);
    m_checkpoint = std::make_shared<const Checkpoint>(std::move(checkpoint));
    beginAgain();
}

void CheckpointWriter::beginAgain() {
    m_onItsWay = std::async(std::launch::async, [about = m_about, checkpoint = m_checkpoint]() mutable {
        if (!areFinite(checkpoint->weights)) {
            return Outcome{.saved = std::move(about), .isFinite = false};
        }
        about.contentHash = writeCheckpoint(about.file, *checkpoint);
        return Outcome{.saved = std::move(about)};
    });
}

std::optional<CheckpointWriter::Outcome> CheckpointWriter::collect(bool wait) {
    if (!m_onItsWay.valid() || (!wait && m_onItsWay.wait_for(std::chrono::seconds(0)) != std::future_status::ready)) {
        return std::nullopt;
    }
    Outcome outcome = m_onItsWay.get();
    m_checkpoint.reset();
    return outcome;
}

}  // namespace tandem
