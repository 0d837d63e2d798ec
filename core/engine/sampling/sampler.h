// Which patches a run sees, in which order: cases, crops and turns.
//
// An epoch is one pass over the labelled cases, freshly shuffled; unlabelled cases are drawn from endless shuffled
// passes beside it. Sampling::Published does as the field's TwoStreamBatchSampler (UA-MT, SSL4MIS): labelled cases that
// fill no batch are left out of their pass, and with each pass over the labelled cases a new one over the unlabelled
// begins; where there are fewer labelled cases than a batch has, which that code refuses, it is as ours. Everything is
// drawn from one stream, in one order, so the patches do not depend on how many threads cut them. Of a partly labelled
// case, a share of the patches is placed around a known voxel, every one alike, as a patch without any teaches nothing;
// of others nothing more is drawn. Not for two threads at once. Invariant: a state determines every patch that follows.
#pragma once

#include "core/engine/sampling/augmentation.h"
#include "core/engine/sampling/crop.h"
#include "core/engine/sampling/known_voxels.h"
#include "core/engine/sampling/random_stream.h"
#include "core/settings/training_settings.h"

#include <cstdint>
#include <map>
#include <vector>

namespace tandem {

/// How far a pass over cases is.
struct PassState {
    std::vector<std::int64_t> order;  ///< of the case indices; empty before the first pass
    std::int64_t position = 0;        ///< the next one in order

    bool operator==(const PassState&) const = default;
};

struct SamplerState {
    PassState labelled;
    PassState unlabelled;
    RandomStream random{0};

    bool operator==(const SamplerState&) const = default;
};

/// A patch to cut: from which case, where, and how to turn it.
struct PatchDraw {
    std::int64_t caseIndex = 0;  ///< among the labelled or among the unlabelled cases
    Box box;
    Turn turn;

    bool operator==(const PatchDraw&) const = default;
};

struct BatchDraw {
    std::vector<PatchDraw> labelled;
    std::vector<PatchDraw> unlabelled;
    bool hasUnknown = false;  ///< whether a labelled one is of a partly labelled case

    bool operator==(const BatchDraw&) const = default;
};

/// The sizes of the cases that patches are cut from, in voxels.
struct CaseSizes {
    std::vector<Index3> labelled;
    std::vector<Index3> unlabelled;
    std::map<std::int64_t, KnownVoxels> known{};  ///< of the labelled cases that are partly labelled, by their index
};

/// Which of the equal parts of each batch, its patches in their order, the labelled ones first.
struct BatchPart {
    int index = 0;
    int parts = 1;
};

class BatchSampler {
public:
    /// Of settings: patch, batch sizes, augmentation, sampling, share of known patches and seed. Without sizes of
    /// unlabelled cases none are drawn. Throws Error (InvalidInput) when a batch cannot be parted so.
    BatchSampler(const TrainingSettings& settings, CaseSizes sizes, BatchPart part = {});

    /// Draws a whole batch. Returns this sampler's part of it.
    [[nodiscard]] BatchDraw next();

    [[nodiscard]] const SamplerState& state() const noexcept { return m_state; }
    /// Throws Error (Corrupt) when the state is one of other cases.
    void setState(SamplerState state);

private:
    void beginPublishedEpoch();
    [[nodiscard]] std::int64_t nextCase(PassState& pass, std::size_t cases);
    [[nodiscard]] PatchDraw draw(PassState& pass, const std::vector<Index3>& sizes, bool isLabelled);
    [[nodiscard]] Box drawBox(const Index3& size, const Index3& sides, const KnownVoxels* known);

    [[nodiscard]] BatchDraw partOf(const BatchDraw& batch) const;

    Index3 m_patch;
    BatchPart m_part;
    std::int64_t m_labelledBatch;
    std::int64_t m_unlabelledBatch;
    bool m_turns;
    TurnedAxes m_turnedAxes;
    Sampling m_sampling;
    double m_knownShare;
    CaseSizes m_sizes;
    SamplerState m_state;
};

}  // namespace tandem
