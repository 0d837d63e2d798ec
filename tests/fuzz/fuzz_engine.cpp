// The readers of weights and checkpoints.
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/network/safetensors.h"
#include "core/engine/network/weights.h"
#include "tests/fuzz/fuzz.h"

#include <array>
#include <fstream>
#include <sstream>

using namespace tandem;

namespace {

constexpr std::size_t kChecksumBytes = 64;

std::vector<std::string> safetensorsSeeds() {
    const TensorFile file{.tensors = {{"a", torch::ones({2, 3})}, {"b", torch::zeros({4}, torch::kInt64)}},
                          .metadata = {{"in_channels", "1"}}};
    std::string bytes;
    writeSafetensors(
        [&](std::span<const std::byte> more) { bytes.append(reinterpret_cast<const char*>(more.data()), more.size()); },
        file);
    return {bytes};
}

void takeSafetensors(const std::string& input) {
    static_cast<void>(parseSafetensors(std::as_bytes(std::span(input)), "input"));
}

std::filesystem::path written(const std::string& bytes) {
    const std::filesystem::path file = fuzzFolder() / "a.ckpt";
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

/// Without the checksum, which the target puts behind whatever it is given.
std::vector<std::string> checkpointSeeds() {
    Checkpoint checkpoint;
    checkpoint.about = {.classNames = {"background", "a"}, .channels = 1, .iteration = 7};
    checkpoint.about.settings.filters = 2;
    checkpoint.weights = weightsOf(MutualVNet(networkSettingsOf(checkpoint.about), 1));
    const std::filesystem::path file = fuzzFolder() / "seed.ckpt";
    writeCheckpoint(file, checkpoint);
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    std::string seed = bytes.str();
    seed.resize(seed.size() - kChecksumBytes);
    return {seed};
}

void takeCheckpoint(const std::string& input) {
    const auto file = written(input + contentHash(std::as_bytes(std::span(input))));
    static_cast<void>(describeCheckpoint(file));
    static_cast<void>(networkOf(readCheckpoint(file)));
}

constexpr std::array kTargets{FuzzTarget{"safetensors", safetensorsSeeds, takeSafetensors},
                              FuzzTarget{"checkpoint", checkpointSeeds, takeCheckpoint}};

}  // namespace

int main(int count, char** arguments) {
    return fuzz(kTargets, count, arguments);
}
