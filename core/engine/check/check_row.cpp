#include "core/engine/check/check_row.h"

#include <cmath>
#include <limits>

namespace tandem {

double distance(const at::Tensor& actual, const at::Tensor& expected) {
    if (actual.sizes() != expected.sizes()) {
        return std::numeric_limits<double>::infinity();
    }
    const auto exact = [](const at::Tensor& tensor) { return tensor.detach().to(at::kCPU, at::kDouble); };
    const double largest = (exact(actual) - exact(expected)).abs().max().item<double>();
    return std::isnan(largest) ? std::numeric_limits<double>::infinity() : largest;
}

}  // namespace tandem
