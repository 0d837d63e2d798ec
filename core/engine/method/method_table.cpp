#include "core/engine/method/mutual_reliable.h"
#include "core/engine/method/supervised.h"
#include "core/engine/method/training_method.h"

#include <array>
#include <vector>

namespace tandem {
namespace {

const SupervisedMethod kSupervised;
const MutualReliableMethod kMutualReliable;

// A new method is a file of its own, a line here, in the order of Method, and one in core/settings/method.h.
constexpr std::array<const TrainingMethod*, kChoiceTexts<Method>.size()> kMethods{
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

const TrainingMethod& trainingMethod(Method method) {
    return *kMethods.at(static_cast<std::size_t>(method));
}

}  // namespace tandem
