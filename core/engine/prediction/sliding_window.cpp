#include "core/engine/prediction/sliding_window.h"

#include "core/base/error.h"
#include "core/engine/devices/device_memory.h"
#include "core/engine/network/mutual_vnet.h"
#include "core/engine/prediction/prediction_memory.h"
#include "core/engine/prediction/window_sums.h"

#include <c10/core/Event.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace tandem {
namespace {

/// Evaluation mode for as long as it lives.
class Evaluating {
public:
    explicit Evaluating(MutualVNetImpl& network) : m_network(network), m_wasTraining(network.is_training()) {
        m_network.eval();
    }
    ~Evaluating() { m_network.train(m_wasTraining); }
    Evaluating(const Evaluating&) = delete;
    Evaluating& operator=(const Evaluating&) = delete;

private:
    MutualVNetImpl& m_network;
    bool m_wasTraining;
};

/// The volume with its padding, third axis fastest, on the given device.
at::Tensor padded(const at::Tensor& image, const WindowGrid& grid, const at::Device& device) {
    at::Tensor result = torch::zeros({image.size(0), grid.padded[0], grid.padded[1], grid.padded[2]},
                                     torch::TensorOptions(torch::kFloat).device(device));
    at::Tensor inside = result;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        inside = inside.narrow(static_cast<std::int64_t>(axis) + 1, grid.before[axis], grid.size[axis]);
    }
    inside.copy_(image);
    return result;
}

/// Windows [first, first + count) of the grid as one batch (B,channels,X,Y,Z), channels last in memory.
at::Tensor cutWindows(const at::Tensor& volume, const WindowGrid& grid, std::int64_t first, std::int64_t count,
                      const at::Device& device) {
    const Index3& patch = grid.patch;
    at::Tensor batch = torch::empty({count, volume.size(0), patch[0], patch[1], patch[2]}, volume.options(),
                                    torch::MemoryFormat::ChannelsLast3d);
    for (std::int64_t i = 0; i < count; ++i) {
        const Index3 offset = grid.offset(first + i);
        at::Tensor window = volume;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            window = window.narrow(static_cast<std::int64_t>(axis) + 1, offset[axis], patch[axis]);
        }
        batch[i].copy_(window);
    }
    return batch.to(device);
}

/// The sums of everything that is averaged; each begins with the first window that has it.
class AllSums {
public:
    AllSums(const WindowGrid& grid, const at::Device& device) : m_grid(grid), m_device(device) {}

    void add(std::int64_t first, std::optional<WindowSums>& sums, const at::Tensor& batch) {
        if (!sums) {
            sums.emplace(m_grid, batch.size(1), m_device);
        }
        for (std::int64_t i = 0; i < batch.size(0); ++i) {
            sums->add(m_grid.offset(first + i), batch[i]);
        }
    }

    [[nodiscard]] WindowAverages take() {
        const auto averages = [](std::optional<WindowSums>& sums) {
            return sums ? sums->takeAverages() : at::Tensor();
        };
        return {averages(probabilityA), averages(probabilityB), averages(featuresA), averages(featuresB)};
    }

    std::optional<WindowSums> probabilityA;
    std::optional<WindowSums> probabilityB;
    std::optional<WindowSums> featuresA;
    std::optional<WindowSums> featuresB;

private:
    const WindowGrid& m_grid;
    at::Device m_device;
};

void addBatch(MutualVNetImpl& network, const at::Tensor& windows, std::int64_t first, WindowOutputs outputs,
              AllSums& sums) {
    const auto encoded = network.encode(windows);
    {
        const auto a = network.decodeA(encoded);
        sums.add(first, sums.probabilityA, a.logits.to(torch::kFloat).softmax(1));
        if (outputs == WindowOutputs::ProbabilitiesFeatures) {
            sums.add(first, sums.featuresA, a.features);
        }
    }
    if (outputs != WindowOutputs::ProbabilityA) {
        const auto b = network.decodeB(encoded);
        sums.add(first, sums.probabilityB, b.logits.to(torch::kFloat).softmax(1));
        if (outputs == WindowOutputs::ProbabilitiesFeatures) {
            sums.add(first, sums.featuresB, b.features);
        }
    }
}

/// Lets the host be one batch ahead of a device that computes by itself, and no more: progress would tell of what is
/// not done, and a stop wait for all that is queued.
class OneAhead {
public:
    explicit OneAhead(const at::Device& device) : m_device(device) {}

    /// After a batch was queued.
    void next() {
        if (m_device.is_cpu()) {
            return;
        }
        c10::Event queued(m_device.type());
        queued.record(c10::impl::VirtualGuardImpl(m_device.type()).getStream(m_device));
        if (m_before) {
            m_before->synchronize();
        }
        m_before.emplace(std::move(queued));
    }

private:
    at::Device m_device;
    std::optional<c10::Event> m_before;
};

}  // namespace

std::vector<std::int64_t> windowOffsets(std::int64_t size, std::int64_t patch, std::int64_t stride) {
    std::vector<std::int64_t> offsets;
    for (std::int64_t offset = 0; offset < size - patch; offset += stride) {
        offsets.push_back(offset);
    }
    offsets.push_back(size - patch);
    return offsets;
}

WindowAverages averageWindows(MutualVNetImpl& network, const at::Tensor& image, const SlidingWindow& window,
                              const Progress& progress, const std::stop_token& stop) {
    const torch::InferenceMode inference;
    const Evaluating evaluating(network);
    const at::Device device = network.parameters().front().device();
    const AutocastGuard precision(device, window.precision);
    const WindowGrid grid =
        WindowGrid::over({image.size(1), image.size(2), image.size(3)}, window.patch, window.stride);
    const bool onHost = window.accumulators == AccumulatorPlace::Host ||
                        (window.accumulators == AccumulatorPlace::Auto &&
                         !sumsFit(network.settings(), window, grid.size, memoryOf(device).freeBytes));
    const at::Device place = onHost ? at::Device(at::kCPU) : device;
    const at::Tensor volume = padded(image, grid, place);
    AllSums sums(grid, place);
    OneAhead pace(device);
    const std::int64_t count = grid.count();
    for (std::int64_t first = 0; first < count; first += window.windowBatch) {
        throwIfStopped(stop);
        const std::int64_t batch = std::min(window.windowBatch, count - first);
        addBatch(network, cutWindows(volume, grid, first, batch, device), first, window.outputs, sums);
        pace.next();
        if (progress) {
            progress(static_cast<double>(first + batch) / static_cast<double>(count), "Computing windows");
        }
    }
    throwIfStopped(stop);
    return sums.take();
}

at::Tensor imageTensor(const float* voxels, std::int64_t channels, const Index3& size) {
    // The tensor is never written to; from_blob takes no pointer to const.
    return torch::from_blob(const_cast<float*>(voxels), {channels, size[2], size[1], size[0]}, torch::kFloat)
        .permute({0, 3, 2, 1});
}

}  // namespace tandem
