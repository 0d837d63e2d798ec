#include "core/base/error.h"
#include "core/engine/method/mutual_reliable.h"
#include "core/engine/method/supervised.h"
#include "core/engine/method/training_method.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace tandem {
namespace {

const SupervisedMethod kSupervised;
const MutualReliableMethod kMutualReliable;

// A new method is a file of its own and a line here.
constexpr std::array<const TrainingMethod*, 2> kMethods{
    &kSupervised,
    &kMutualReliable,
};

}  // namespace

IterationMetrics StepResult::read() const {
    struct Number {
        const torch::Tensor& onDevice;
        double& read;
    };
    IterationMetrics metrics;
    std::vector<Number> numbers{{loss, metrics.lossTotal},
                                {supervisedA, metrics.lossSupervisedA},
                                {supervisedB, metrics.lossSupervisedB},
                                {mutualA, metrics.lossMutualA},
                                {mutualB, metrics.lossMutualB},
                                {fractionATeachesB, metrics.fractionATeachesB},
                                {fractionBTeachesA, metrics.fractionBTeachesA},
                                {meanReliability, metrics.meanReliability}};
    std::vector<torch::Tensor> known;
    for (const Number& one : numbers) {
        if (one.onDevice.defined()) {
            known.push_back(one.onDevice.detach());
        }
    }
    const torch::Tensor host = torch::stack(known).to(torch::kCPU, torch::kFloat64).contiguous();
    const double* value = host.const_data_ptr<double>();
    for (const Number& one : numbers) {
        one.read = one.onDevice.defined() ? *value++ : 0;
    }
    return metrics;
}

const TrainingMethod& methodNamed(std::string_view name) {
    const auto found = std::ranges::find_if(kMethods, [&](const auto* method) { return method->name() == name; });
    if (found != kMethods.end()) {
        return **found;
    }
    std::string known;
    for (const std::string_view each : methodNames()) {
        known += (known.empty() ? "" : ", ") + std::string(each);
    }
    throw Error(ErrorCode::InvalidInput,
                "The setting method is " + std::string(name) + ", but the engine has only: " + known + ".");
}

std::vector<std::string_view> methodNames() {
    std::vector<std::string_view> names;
    for (const TrainingMethod* method : kMethods) {
        names.push_back(method->name());
    }
    return names;
}

}  // namespace tandem
