#include "core/base/error.h"
#include "core/engine/method/mutual_reliable.h"
#include "core/engine/method/supervised.h"
#include "core/engine/method/training_method.h"

#include <algorithm>
#include <array>
#include <string>

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

StepStatistics StepResult::read() const {
    const torch::Tensor host = statistics.to(torch::kCPU, torch::kFloat64).contiguous();
    const double* value = host.const_data_ptr<double>();
    return {.lossTotal = value[0],
            .lossSupervisedA = value[1],
            .lossSupervisedB = value[2],
            .lossMutualA = value[3],
            .lossMutualB = value[4],
            .fractionATeachesB = value[5],
            .fractionBTeachesA = value[6],
            .meanReliability = value[7]};
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
