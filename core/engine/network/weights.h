// A network's weights and batch-norm statistics as named tensors, and their exchange as safetensors.
//
// Not for two threads on one network. Invariant: the network is changed wholly or not at all.
#pragma once

#include "core/engine/network/mutual_vnet.h"
#include "core/engine/network/safetensors.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tandem {

/// Parameters and batch-norm statistics by the field's names, as copies on the CPU. The counters of batches
/// (num_batches_tracked), which nothing reads, are left out.
[[nodiscard]] std::map<std::string, torch::Tensor> weightsOf(const MutualVNet& network);

/// Throws Error (InvalidInput) naming a tensor that is missing, of a wrong shape, not of numbers or not finite; source
/// is what the sentence calls the origin. Tensors that the network has not are refused too, but for batch counters.
void setWeights(MutualVNet& network, const std::map<std::string, torch::Tensor>& weights, const std::string& source);

/// Metadata: in_channels, classes, filters, and class_names, a JSON array, where they are told. Throws Error (Io).
void saveWeights(const MutualVNet& network, const std::filesystem::path& file,
                 const std::vector<std::string>& classNames = {});
/// The names that saveWeights() told; empty without them.
[[nodiscard]] std::vector<std::string> classNamesIn(const TensorFile& weights);
/// Throws what readSafetensors and setWeights throw.
void loadWeights(MutualVNet& network, const std::filesystem::path& file);

}  // namespace tandem
