#include "app/worker/kernel_times.h"

#include <torch/csrc/autograd/profiler_kineto.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace tandem::worker {
namespace {

struct Total {
    std::string name;
    double milliseconds = 0;
    int calls = 0;
};

}  // namespace

void printKernelTimes(const c10::Device& device, int steps, const std::function<void()>& work) {
    namespace profiler = torch::autograd::profiler;
    const torch::profiler::impl::ProfilerConfig config(torch::profiler::impl::ProfilerState::KINETO);
    std::set<torch::profiler::impl::ActivityType> activities{torch::profiler::impl::ActivityType::CPU};
    if (device.is_cuda()) {
        activities.insert(torch::profiler::impl::ActivityType::CUDA);
    }
    profiler::prepareProfiler(config, activities);
    profiler::enableProfiler(config, activities);
    work();
    const auto result = profiler::disableProfiler();
    std::map<std::string, Total> totals;
    for (const auto& event : result->events()) {
        if (event.deviceType() == device.type()) {
            Total& total = totals[event.name()];
            total.milliseconds += static_cast<double>(event.durationNs()) / 1e6 / steps;
            total.calls += 1;
        }
    }
    std::vector<Total> rows;
    double all = 0;
    for (auto& [name, total] : totals) {
        total.name = name;
        all += total.milliseconds;
        rows.push_back(total);
    }
    std::ranges::sort(rows, std::greater(), &Total::milliseconds);
    constexpr std::size_t kRows = 45;
    std::printf("%9.3f ms in kernels per step\n", all);
    for (std::size_t i = 0; i < std::min(rows.size(), kRows); ++i) {
        std::printf("%9.3f ms %5.1f calls  %.110s\n", rows[i].milliseconds, static_cast<double>(rows[i].calls) / steps,
                    rows[i].name.c_str());
    }
    std::fflush(stdout);
}

}  // namespace tandem::worker
