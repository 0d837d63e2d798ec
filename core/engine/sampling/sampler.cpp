#include "core/engine/sampling/sampler.h"

#include "core/base/error.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <string>
#include <utility>

namespace tandem {
namespace {

/// Fisher and Yates' shuffle; std::shuffle is not the same everywhere.
std::vector<std::int64_t> shuffled(std::size_t count, RandomStream& random) {
    std::vector<std::int64_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t left = count; left > 1; --left) {
        std::swap(order[left - 1], order[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(left)))]);
    }
    return order;
}

bool isPassOver(const PassState& pass, std::size_t cases) {
    if (pass.order.empty()) {
        return pass.position == 0;
    }
    std::vector<std::int64_t> sorted = pass.order;
    std::ranges::sort(sorted);
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (sorted[i] != static_cast<std::int64_t>(i)) {
            return false;
        }
    }
    return sorted.size() == cases && pass.position >= 0 && pass.position <= static_cast<std::int64_t>(cases);
}

}  // namespace

BatchSampler::BatchSampler(const TrainingSettings& settings, CaseSizes sizes, BatchPart part)
    : m_patch(settings.patch),
      m_part(part),
      m_labelledBatch(settings.labelledBatch),
      m_unlabelledBatch(sizes.unlabelled.empty() ? 0 : settings.unlabelledBatch),
      m_turns(settings.augmentation == Augmentation::RotateFlip),
      m_turnedAxes(settings.turnedAxes),
      m_sampling(settings.sampling),
      m_knownShare(settings.knownShare),
      m_sizes(std::move(sizes)),
      m_state{.random = RandomStream(static_cast<std::uint64_t>(settings.seed))} {
    assert(!m_sizes.labelled.empty());
    const std::int64_t patches = m_labelledBatch + m_unlabelledBatch;
    if (patches % m_part.parts != 0) {
        throw Error(ErrorCode::InvalidInput,
                    "A batch of " + std::to_string(m_labelledBatch) + " labelled and " +
                        std::to_string(m_unlabelledBatch) + " unlabelled patches cannot be shared evenly by " +
                        std::to_string(m_part.parts) + " processes; start as many as divide " +
                        std::to_string(patches) + ", or change labelled-batch and unlabelled-batch.");
    }
}

void BatchSampler::beginPublishedEpoch() {
    const auto left = static_cast<std::int64_t>(m_state.labelled.order.size()) - m_state.labelled.position;
    if (left < m_labelledBatch && std::ssize(m_sizes.labelled) >= m_labelledBatch) {
        m_state.labelled = {};
        m_state.unlabelled = {};
    }
}

BatchDraw BatchSampler::next() {
    if (m_sampling == Sampling::Published) {
        beginPublishedEpoch();
    }
    BatchDraw batch;
    for (std::int64_t i = 0; i < m_labelledBatch; ++i) {
        batch.labelled.push_back(draw(m_state.labelled, m_sizes.labelled, true));
        batch.hasUnknown = batch.hasUnknown || m_sizes.known.contains(batch.labelled.back().caseIndex);
    }
    for (std::int64_t i = 0; i < m_unlabelledBatch; ++i) {
        batch.unlabelled.push_back(draw(m_state.unlabelled, m_sizes.unlabelled, false));
    }
    return m_part.parts == 1 ? batch : partOf(batch);
}

BatchDraw BatchSampler::partOf(const BatchDraw& batch) const {
    const std::int64_t size = (m_labelledBatch + m_unlabelledBatch) / m_part.parts;
    BatchDraw part{.hasUnknown = batch.hasUnknown};
    for (std::int64_t i = m_part.index * size; i < (m_part.index + 1) * size; ++i) {
        if (i < m_labelledBatch) {
            part.labelled.push_back(batch.labelled[static_cast<std::size_t>(i)]);
        } else {
            part.unlabelled.push_back(batch.unlabelled[static_cast<std::size_t>(i - m_labelledBatch)]);
        }
    }
    return part;
}

void BatchSampler::setState(SamplerState state) {
    if (!isPassOver(state.labelled, m_sizes.labelled.size()) ||
        !isPassOver(state.unlabelled, m_sizes.unlabelled.size())) {
        throw Error(ErrorCode::Corrupt, "The order of the cases in the checkpoint is damaged.");
    }
    m_state = std::move(state);
}

std::int64_t BatchSampler::nextCase(PassState& pass, std::size_t cases) {
    if (pass.position == static_cast<std::int64_t>(pass.order.size())) {
        pass = {.order = shuffled(cases, m_state.random)};
    }
    return pass.order[static_cast<std::size_t>(pass.position++)];
}

PatchDraw BatchSampler::draw(PassState& pass, const std::vector<Index3>& sizes, bool isLabelled) {
    PatchDraw patch;
    patch.caseIndex = nextCase(pass, sizes.size());
    if (m_turns) {
        patch.turn = drawTurn(m_state.random, m_turnedAxes);
    }
    const auto known = isLabelled ? m_sizes.known.find(patch.caseIndex) : m_sizes.known.end();
    patch.box = drawBox(sizes[static_cast<std::size_t>(patch.caseIndex)], sidesBefore(patch.turn, m_patch),
                        known == m_sizes.known.end() ? nullptr : &known->second);
    return patch;
}

Box BatchSampler::drawBox(const Index3& size, const Index3& sides, const KnownVoxels* known) {
    constexpr std::int64_t kParts = 1000;  // in which a share is told apart
    if (known == nullptr || static_cast<double>(m_state.random.below(kParts)) >= m_knownShare * kParts) {
        return drawCrop(size, sides, m_state.random, m_sampling);
    }
    const Index3 voxel = known->at(m_state.random.below(known->count()));
    return drawCropAround(voxel, size, sides, m_state.random);
}

}  // namespace tandem
