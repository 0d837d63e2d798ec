// Weights of a network with other image channels or classes, as the beginning of one that is to learn on.
//
// What fits by name and shape is taken, what cannot be taken stays as the network was drawn: the first convolution
// where the number of channels differs, and of the output layers the rows of classes that the weights do not know.
// Weights of any other network, such as one with other filters, are refused as setWeights() does. Not for two threads
// on one network. Invariant: a tensor is taken as it is, row by row where it is an output layer's, or not at all.
#pragma once

#include "core/engine/network/mutual_vnet.h"
#include "core/engine/network/safetensors.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tandem {

/// What became of the network's tensors.
struct TakenWeights {
    std::size_t taken = 0;  ///< as they are
    std::size_t all = 0;
    std::vector<std::string> madeAnew;  ///< the others, in words

    /// "Of the 122 tensors of weights.safetensors ..."; empty where all were taken. source: what the origin is called.
    [[nodiscard]] std::string sentence(const std::string& source) const;
};

/// classNames: of the network, background first. As many classes as before keep their rows under other names, unless
/// one of the names stood elsewhere; else rows are found by the names that the file tells (weights.h), and by none
/// where it tells none. The background is always the first. Throws Error (InvalidInput) as setWeights().
TakenWeights takeWeights(MutualVNet& network, const TensorFile& given, const std::vector<std::string>& classNames,
                         const std::string& source);

}  // namespace tandem
