#include "core/engine/numerics/math_scope.h"

#include <ATen/Context.h>

#include <mutex>

namespace tandem {
namespace {

struct Choices {
    bool tensorFloat32InConvolutions;
    bool tensorFloat32InProducts;
    bool isRepeatable;
    bool triesAll;
};

Choices current() {
    const at::Context& context = at::globalContext();
    return {context.allowTF32CuDNN(), context.allowTF32CuBLAS(), context.deterministicCuDNN(),
            context.benchmarkCuDNN()};
}

void choose(const Choices& choices) {
    at::Context& context = at::globalContext();
    context.setAllowTF32CuDNN(choices.tensorFloat32InConvolutions);
    context.setAllowTF32CuBLAS(choices.tensorFloat32InProducts);
    context.setDeterministicCuDNN(choices.isRepeatable);
    context.setBenchmarkCuDNN(choices.triesAll);
}

/// Who is at work, and what was set before the first of them.
struct Living {
    std::mutex mutex;
    int all = 0;
    int exact = 0;
    int repeatable = 0;
    Choices before{};

    void apply() const {
        if (all == 0) {
            choose(before);
        } else {
            choose({exact == 0, exact == 0, repeatable > 0, repeatable == 0});
        }
    }
};

Living& living() {
    static Living scopes;
    return scopes;
}

}  // namespace

MathScope::MathScope(const c10::Device& device, Precision precision, bool isRepeatable)
    : m_isForCuda(device.is_cuda()), m_isExact(precision == Precision::Float32), m_isRepeatable(isRepeatable) {
    if (!m_isForCuda) {
        return;
    }
    Living& scopes = living();
    const std::scoped_lock lock(scopes.mutex);
    if (scopes.all == 0) {
        scopes.before = current();
    }
    scopes.all += 1;
    scopes.exact += m_isExact ? 1 : 0;
    scopes.repeatable += m_isRepeatable ? 1 : 0;
    scopes.apply();
}

MathScope::~MathScope() {
    if (!m_isForCuda) {
        return;
    }
    Living& scopes = living();
    const std::scoped_lock lock(scopes.mutex);
    scopes.all -= 1;
    scopes.exact -= m_isExact ? 1 : 0;
    scopes.repeatable -= m_isRepeatable ? 1 : 0;
    scopes.apply();
}

}  // namespace tandem
