#include "core/engine/network/channel_kernels.h"

#include "core/engine/network/cpu_elements.h"
#include "core/engine/network/instruction_sets.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace tandem {
namespace {

// Elements that the compiler turns into vectors. Coefficients are repeated until they fill a multiple of it, so that
// few channels cost no more than many.
constexpr std::int64_t kLanes = 16;
constexpr std::int64_t kShortestPeriod = 64;
// Voxels whose sums are kept in float32 before they are added in float64.
constexpr std::int64_t kVoxelsPerSum = 512;
constexpr std::int64_t kVoxelsPerTask = 8192;

/// Calls body(element, coefficient) for count elements; the coefficients repeat with the period.
template <class Body>
[[gnu::always_inline]] inline void forElements(std::int64_t count, std::int64_t period, Body body) {
    std::int64_t start = 0;
    for (; start + period <= count; start += period) {
        for (std::int64_t j = 0; j < period; j += kLanes) {
            for (std::int64_t k = 0; k < kLanes; ++k) {
                body(start + j + k, j + k);
            }
        }
    }
    for (std::int64_t i = start; i < count; ++i) {
        body(i, i - start);
    }
}

template <class T>
[[gnu::always_inline]] inline void momentsOf(const T* __restrict x, std::int64_t count, std::int64_t period,
                                             const float* __restrict centre, float* __restrict sum,
                                             float* __restrict squares) {
    forElements(count, period, [&](std::int64_t i, std::int64_t c) {
        const float distance = load(x[i]) - centre[c];
        sum[c] += distance;
        squares[c] += distance * distance;
    });
}

template <class T>
[[gnu::always_inline]] inline void reluOf(const T* x, T* y, std::int64_t count, std::int64_t period,
                                          const float* __restrict scale, const float* __restrict shift) {
    forElements(count, period,
                [&](std::int64_t i, std::int64_t c) { store(y[i], std::max(load(x[i]) * scale[c] + shift[c], 0.0f)); });
}

template <class T>
[[gnu::always_inline]] inline void reluPlusOf(const T* x, const T* __restrict skipped, T* y, std::int64_t count,
                                              std::int64_t period, const float* __restrict scale,
                                              const float* __restrict shift) {
    forElements(count, period, [&](std::int64_t i, std::int64_t c) {
        store(y[i], std::max(load(x[i]) * scale[c] + shift[c], 0.0f) + load(skipped[i]));
    });
}

template <class T>
[[gnu::always_inline]] inline void gradientSumsOf(const T* __restrict x, const T* __restrict g, std::int64_t count,
                                                  std::int64_t period, const float* __restrict scale,
                                                  const float* __restrict shift, const float* __restrict mean,
                                                  float* __restrict sum, float* __restrict products) {
    forElements(count, period, [&](std::int64_t i, std::int64_t c) {
        const float value = load(x[i]);
        const float passed = value * scale[c] + shift[c] > 0.0f ? load(g[i]) : 0.0f;
        sum[c] += passed;
        products[c] += passed * (value - mean[c]);
    });
}

template <class T>
[[gnu::always_inline]] inline void gradientOf(T* __restrict x, const T* __restrict g, std::int64_t count,
                                              std::int64_t period, const float* __restrict scale,
                                              const float* __restrict shift, const float* __restrict factor,
                                              const float* __restrict slope, const float* __restrict offset) {
    forElements(count, period, [&](std::int64_t i, std::int64_t c) {
        const float value = load(x[i]);
        const float passed = value * scale[c] + shift[c] > 0.0f ? load(g[i]) : 0.0f;
        store(x[i], passed * factor[c] + (value * slope[c] + offset[c]));
    });
}

// Overloads, as a template cannot be compiled for several instruction sets.
#define TANDEM_KERNELS(T)                                                                                            \
    TANDEM_FOR_EACH_INSTRUCTION_SET void moments(const T* x, std::int64_t count, std::int64_t period,                \
                                                 const float* centre, float* sum, float* squares) {                  \
        momentsOf(x, count, period, centre, sum, squares);                                                           \
    }                                                                                                                \
    TANDEM_FOR_EACH_INSTRUCTION_SET void relu(const T* x, T* y, std::int64_t count, std::int64_t period,             \
                                              const float* scale, const float* shift) {                              \
        reluOf(x, y, count, period, scale, shift);                                                                   \
    }                                                                                                                \
    TANDEM_FOR_EACH_INSTRUCTION_SET void reluPlus(const T* x, const T* skipped, T* y, std::int64_t count,            \
                                                  std::int64_t period, const float* scale, const float* shift) {     \
        reluPlusOf(x, skipped, y, count, period, scale, shift);                                                      \
    }                                                                                                                \
    TANDEM_FOR_EACH_INSTRUCTION_SET void sums(const T* x, const T* g, std::int64_t count, std::int64_t period,       \
                                              const float* scale, const float* shift, const float* mean, float* sum, \
                                              float* products) {                                                     \
        gradientSumsOf(x, g, count, period, scale, shift, mean, sum, products);                                      \
    }                                                                                                                \
    TANDEM_FOR_EACH_INSTRUCTION_SET void gradient(T* x, const T* g, std::int64_t count, std::int64_t period,         \
                                                  const float* scale, const float* shift, const float* factor,       \
                                                  const float* slope, const float* offset) {                         \
        gradientOf(x, g, count, period, scale, shift, factor, slope, offset);                                        \
    }
TANDEM_KERNELS(float)
TANDEM_KERNELS(BFloat16Bits)
#undef TANDEM_KERNELS

struct Layout {
    explicit Layout(const at::Tensor& x)
        : batch(x.size(0)), channels(x.size(1)), voxels(x.numel() / (x.size(0) * x.size(1))) {
        period = std::lcm(channels, kLanes);
        period *= (kShortestPeriod + period - 1) / period;
        tasksPerItem = (voxels + kVoxelsPerTask - 1) / kVoxelsPerTask;
    }

    std::int64_t batch;
    std::int64_t channels;
    std::int64_t voxels;  // of one item of the batch
    std::int64_t period;
    std::int64_t tasksPerItem;
};

/// Rows of channels, each repeated to the layout's period.
class Coefficients {
public:
    /// values: (B,C), or (C) for all items of the batch.
    Coefficients(const at::Tensor& values, const Layout& layout)
        : m_period(layout.period), m_rows(values.dim() == 2 ? values.size(0) : 1) {
        const at::Tensor plain = values.contiguous();
        const float* from = plain.const_data_ptr<float>();
        m_values.resize(static_cast<std::size_t>(m_rows * m_period));
        for (std::int64_t i = 0; i < m_rows * m_period; ++i) {
            const std::int64_t row = i / m_period;
            m_values[static_cast<std::size_t>(i)] = from[row * layout.channels + i % m_period % layout.channels];
        }
    }
    [[nodiscard]] const float* of(std::int64_t item) const {
        return m_values.data() + (m_rows == 1 ? 0 : item * m_period);
    }

private:
    std::int64_t m_period;
    std::int64_t m_rows;
    std::vector<float> m_values;
};

/// Calls work(item, offset, count, task) for pieces of whole voxels, on all threads.
template <class Work>
void forPieces(const Layout& layout, const Work& work) {
    at::parallel_for(0, layout.batch * layout.tasksPerItem, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t task = begin; task < end; ++task) {
            const std::int64_t item = task / layout.tasksPerItem;
            const std::int64_t first = (task % layout.tasksPerItem) * kVoxelsPerTask;
            const std::int64_t count = std::min(kVoxelsPerTask, layout.voxels - first);
            work(item, (item * layout.voxels + first) * layout.channels, count * layout.channels, task);
        }
    });
}

/// Two sums per item of the batch and channel. add(offset, count, item, sum, other) adds into one period of each.
template <class Add>
std::vector<double> sumPieces(const Layout& layout, const Add& add) {
    const std::int64_t channels = layout.channels;
    std::vector<double> ofTasks(static_cast<std::size_t>(layout.batch * layout.tasksPerItem * 2 * channels), 0.0);
    forPieces(layout, [&](std::int64_t item, std::int64_t offset, std::int64_t count, std::int64_t task) {
        double* total = ofTasks.data() + task * 2 * channels;
        std::vector<float> sums(static_cast<std::size_t>(2 * layout.period));
        for (std::int64_t done = 0; done < count; done += kVoxelsPerSum * channels) {
            std::ranges::fill(sums, 0.0f);
            add(offset + done, std::min(kVoxelsPerSum * channels, count - done), item, sums.data(),
                sums.data() + layout.period);
            for (std::int64_t i = 0; i < 2 * layout.period; ++i) {
                const std::int64_t which = i / layout.period;
                total[which * channels + i % layout.period % channels] += sums[static_cast<std::size_t>(i)];
            }
        }
    });
    // In the order of tasks, whoever did them.
    std::vector<double> totals(static_cast<std::size_t>(layout.batch * 2 * channels), 0.0);
    for (std::int64_t task = 0; task < layout.batch * layout.tasksPerItem; ++task) {
        double* total = totals.data() + task / layout.tasksPerItem * 2 * channels;
        for (std::int64_t i = 0; i < 2 * channels; ++i) {
            total[i] += ofTasks[static_cast<std::size_t>(task * 2 * channels + i)];
        }
    }
    return totals;
}

}  // namespace

bool areChannelLoopsFor(const at::Tensor& x) {
    return x.is_cpu() && x.dim() == 5 && x.numel() > 0 && x.is_contiguous(at::MemoryFormat::ChannelsLast3d) &&
           (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16);
}

ChannelMoments channelMoments(const at::Tensor& x) {
    const Layout layout(x);
    // Distances from a value of each channel: the squares of large values would lose their differences.
    const Coefficients centre(x.select(0, 0).select(1, 0).select(1, 0).select(1, 0).to(at::kFloat), layout);
    std::vector<double> totals;
    withElements(x, [&]<class T>(std::type_identity<T>) {
        totals =
            sumPieces(layout, [&](std::int64_t offset, std::int64_t count, std::int64_t, float* sum, float* squares) {
                moments(elements<const T>(x) + offset, count, layout.period, centre.of(0), sum, squares);
            });
    });
    ChannelMoments result{at::empty({layout.channels}, at::kFloat), at::empty({layout.channels}, at::kFloat)};
    const double voxels = static_cast<double>(layout.batch * layout.voxels);
    for (std::int64_t c = 0; c < layout.channels; ++c) {
        double sum = 0;
        double squares = 0;
        for (std::int64_t item = 0; item < layout.batch; ++item) {
            sum += totals[static_cast<std::size_t>(item * 2 * layout.channels + c)];
            squares += totals[static_cast<std::size_t>((item * 2 + 1) * layout.channels + c)];
        }
        const double distance = sum / voxels;
        result.mean.mutable_data_ptr<float>()[c] = static_cast<float>(centre.of(0)[c] + distance);
        result.variance.mutable_data_ptr<float>()[c] =
            static_cast<float>(std::max(0.0, squares / voxels - distance * distance));
    }
    return result;
}

void scaleRelu(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift, const at::Tensor& skipped,
               at::Tensor& y) {
    const Layout layout(x);
    const Coefficients scales(scale, layout);
    const Coefficients shifts(shift, layout);
    withElements(x, [&]<class T>(std::type_identity<T>) {
        forPieces(layout, [&](std::int64_t item, std::int64_t offset, std::int64_t count, std::int64_t) {
            const T* from = elements<const T>(x) + offset;
            T* to = elements<T>(y) + offset;
            if (skipped.defined()) {
                reluPlus(from, elements<const T>(skipped) + offset, to, count, layout.period, scales.of(item),
                         shifts.of(item));
            } else {
                relu(from, to, count, layout.period, scales.of(item), shifts.of(item));
            }
        });
    });
}

ChannelGradientSums gradientSums(const at::Tensor& x, const at::Tensor& g, const at::Tensor& scale,
                                 const at::Tensor& shift, const at::Tensor& mean) {
    const Layout layout(x);
    const Coefficients scales(scale, layout);
    const Coefficients shifts(shift, layout);
    const Coefficients means(mean, layout);
    std::vector<double> totals;
    withElements(x, [&]<class T>(std::type_identity<T>) {
        totals = sumPieces(
            layout, [&](std::int64_t offset, std::int64_t count, std::int64_t item, float* sum, float* products) {
                sums(elements<const T>(x) + offset, elements<const T>(g) + offset, count, layout.period,
                     scales.of(item), shifts.of(item), means.of(item), sum, products);
            });
    });
    const at::Tensor both = at::empty({layout.batch, 2, layout.channels}, at::kFloat);
    std::ranges::transform(totals, both.mutable_data_ptr<float>(),
                           [](double value) { return static_cast<float>(value); });
    return {both.select(1, 0), both.select(1, 1)};
}

void replaceByGradient(at::Tensor& x, const at::Tensor& g, const at::Tensor& scale, const at::Tensor& shift,
                       const at::Tensor& factor, const at::Tensor& slope, const at::Tensor& offset) {
    const Layout layout(x);
    const Coefficients scales(scale, layout);
    const Coefficients shifts(shift, layout);
    const Coefficients factors(factor, layout);
    const Coefficients slopes(slope, layout);
    const Coefficients offsets(offset, layout);
    withElements(x, [&]<class T>(std::type_identity<T>) {
        forPieces(layout, [&](std::int64_t item, std::int64_t start, std::int64_t count, std::int64_t) {
            gradient(elements<T>(x) + start, elements<const T>(g) + start, count, layout.period, scales.of(item),
                     shifts.of(item), factors.of(item), slopes.of(item), offsets.of(item));
        });
    });
}

}  // namespace tandem
