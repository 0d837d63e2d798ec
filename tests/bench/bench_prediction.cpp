// Seconds and peak memory per predicted volume, at the size and with the network of the left-atrium benchmark:
// 208x144x88 voxels, patch 112x112x80, 16 filters. On a GPU the stride is the protocol's, 18x18x4; on the CPU it is
// half the patch, and what the protocol takes follows from the seconds per window.
#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/device_memory.h"
#include "core/engine/libtorch_engine.h"
#include "core/engine/network/weights.h"
#include "core/prepared/prepared_case.h"
#include "tests/core/written_case.h"

#include <benchmark/benchmark.h>
#include <torch/utils.h>

#include <cstdlib>
#include <filesystem>
#include <random>

using namespace tandem;

namespace {

constexpr Index3 kSize{208, 144, 88};
constexpr Index3 kPatch{112, 112, 80};
constexpr Index3 kProtocolStride{18, 18, 4};
constexpr Index3 kCoarseStride{56, 56, 40};

/// A folder that is gone with its last file.
class Scratch {
public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "bench-XXXXXX").string();
        m_folder = ::mkdtemp(name.data());
    }
    ~Scratch() { std::filesystem::remove_all(m_folder); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder / name; }

private:
    std::filesystem::path m_folder;
};

std::filesystem::path writeVolume(const Scratch& scratch) {
    const Geometry geometry{.size = kSize};
    std::vector<float> voxels(static_cast<std::size_t>(geometry.voxelCount()));
    std::mt19937 random(1);
    std::ranges::generate(voxels, [&] { return static_cast<float>(random() % 1000) / 500 - 1; });
    writePreparedCase(scratch.path("case"), {.geometry = geometry, .original = geometry}, voxels, {});
    return scratch.path("case");
}

std::filesystem::path writeCheckpoint(const Scratch& scratch, const LibTorchEngine& engine) {
    TrainingSettings settings;
    settings.patch = kPatch;
    saveWeights(MutualVNet(NetworkSettings{}), scratch.path("weights.safetensors"));
    engine.importWeights(scratch.path("weights.safetensors"), settings, {"background", "atrium"},
                         scratch.path("network.ckpt"));
    return scratch.path("network.ckpt");
}

std::int64_t windowCount(const Index3& stride) {
    std::int64_t count = 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        count *= (kSize[axis] - kPatch[axis] + stride[axis] - 1) / stride[axis] + 1;
    }
    return count;
}

void predictedVolume(benchmark::State& state, KeptMaps maps) {
    torch::set_num_threads(2);
    const Scratch scratch;
    const LibTorchEngine engine;
    const c10::Device device = resolveDevice("auto");
    const Index3 stride = device.is_cuda() ? kProtocolStride : kCoarseStride;
    const auto predictor = engine.openPredictor(writeCheckpoint(scratch, engine),
                                                {.device = nameOf(device), .stride = stride, .maps = maps});
    const PreparedCase volume({.caseId = 1, .caseName = "volume", .stem = writeVolume(scratch)});
    resetPeakBytesInUse(device);
    for ([[maybe_unused]] const auto _ : state) {
        benchmark::DoNotOptimize(predictor->predict(volume, {}, {}));
    }
    const auto windows = static_cast<double>(windowCount(stride));
    state.counters["windows"] = windows;
    state.counters["s_per_window"] =
        benchmark::Counter(windows, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["peak_MiB"] = static_cast<double>(peakBytesInUse(device)) / (1 << 20);
    state.SetLabel(nameOf(device));
}

BENCHMARK_CAPTURE(predictedVolume, label, KeptMaps::Label)->Unit(benchmark::kSecond)->UseRealTime();
BENCHMARK_CAPTURE(predictedVolume, all_maps, KeptMaps::All)->Unit(benchmark::kSecond)->UseRealTime();

}  // namespace
