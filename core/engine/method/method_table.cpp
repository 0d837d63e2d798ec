#include "core/engine/method/mutual_reliable.h"
#include "core/engine/method/supervised.h"
#include "core/engine/method/training_method.h"

#include <array>

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

const TrainingMethod& trainingMethod(Method method) {
    return *kMethods.at(static_cast<std::size_t>(method));
}

}  // namespace tandem
