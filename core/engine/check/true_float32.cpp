#include "core/engine/check/true_float32.h"

#include <ATen/Context.h>

namespace tandem {

TrueFloat32::TrueFloat32()
    : m_convolutions(at::globalContext().allowTF32CuDNN()), m_products(at::globalContext().allowTF32CuBLAS()) {
    at::globalContext().setAllowTF32CuDNN(false);
    at::globalContext().setAllowTF32CuBLAS(false);
}

TrueFloat32::~TrueFloat32() {
    at::globalContext().setAllowTF32CuDNN(m_convolutions);
    at::globalContext().setAllowTF32CuBLAS(m_products);
}

}  // namespace tandem
