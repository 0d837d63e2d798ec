// Trust: the probability that the label shown at a voxel is right.
//
// Either calibrated, that is fitted on validation cases (core/reliability/trust_fit.h): the log-odds of an error are a
// sum over the signals of core/reliability/trust_signals.h, one sum for voxels of the background and one for those of
// structures. Or not: then the entropy of the mean and the disagreement
// of the decoders, scaled to 0..1, stand in for it. Thread-safe. Invariant: trust is in 0..1, the same everywhere.
#pragma once

#include "core/reliability/trust_signals.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tandem {

/// Log-odds of an error.
struct TrustSum {
    double offset = 0;                           ///< where all signals are 0
    std::array<double, kTrustSignals> slopes{};  ///< for one of each signal

    bool operator==(const TrustSum&) const = default;
};

struct TrustModel {
    bool isCalibrated = false;         ///< without it the rest means nothing
    TrustSum background;               ///< where the label is the background: is a structure missing?
    TrustSum structure;                ///< where it is a structure: is it too much, or another one?
    std::vector<double> classOffsets;  ///< added where the label is of the class

    bool operator==(const TrustModel&) const = default;
};

/// signals: by voxel, as many as labels. label: class indices the model knows, 0..C-1. Trust of every voxel, 0..1.
[[nodiscard]] std::vector<float> trustOf(const TrustModel& model, const SignalColumns& signals,
                                         std::span<const std::uint8_t> label);

}  // namespace tandem
