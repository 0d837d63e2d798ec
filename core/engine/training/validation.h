// The Dice of a network on validation cases. Not for two threads on one network.
//
// Invariant: only cases of the role Validation get here (see CaseFor), and the network is the same before and after.
#pragma once

#include "core/engine.h"
#include "core/engine/prediction/sliding_window.h"
#include "core/engine/ranks/rank_group.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tandem {

/// Dice of classes 1..C-1: 2 |P and Y| / (|P| + |Y|), 1 where both are empty; where the label
/// is kUnknownClass it is neither. Both (X,Y,Z), integers, on one device.
[[nodiscard]] std::vector<double> dicePerClass(const at::Tensor& prediction, const at::Tensor& label, int classes);

/// Argmax of decoder A's probabilities, averaged over the windows, against the labels; iteration and fullProtocol are
/// left to the caller. cases: at least one. Throws Error (Cancelled) within one window batch of a stop. ranks: which
/// predict a part of the cases each, and all learn of all; they stop together. Null for one process alone.
[[nodiscard]] ValidationMetrics validate(MutualVNetImpl& network, const std::vector<PreparedCase>& cases,
                                         const SlidingWindow& window, const std::stop_token& stop,
                                         const RankGroup* ranks = nullptr);

}  // namespace tandem
