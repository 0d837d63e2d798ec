// The network as TorchScript, which runs where this program is not: the layers one by one, and the reliability maps.
//
// The methods, their shapes and what they return are told in model.torchscript. Thread-safe. Invariant: parameters and
// statistics keep the field's names, and the methods give what the engine gives but for the order of float additions.
#pragma once

#include "core/engine/network/mutual_vnet.h"

#include <filesystem>

namespace tandem {

/// The network in evaluation mode, on the CPU. Appears whole or not at all. Throws Error (Io).
void saveScript(const MutualVNet& network, const std::filesystem::path& file);

}  // namespace tandem
