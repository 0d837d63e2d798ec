// The NVIDIA cards of this machine, found without CUDA: no context is made on any, so nothing of their memory is taken.
//
// Thread-safe. Invariant: a card is told of also where no LibTorch here could use it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

struct GraphicsCard {
    std::string name;
    std::uint64_t memoryBytes = 0;  ///< 0 where it is not told
    std::string driver;             ///< its version; empty where it is not told
};

/// As NVIDIA's management library (NVML) tells, else as the driver's folder does. Empty where neither is there.
[[nodiscard]] std::vector<GraphicsCard> graphicsCards();

/// As the driver's folder tells. proc: /proc/driver/nvidia.
[[nodiscard]] std::vector<GraphicsCard> cardsOfDriver(const std::filesystem::path& proc);

}  // namespace tandem
