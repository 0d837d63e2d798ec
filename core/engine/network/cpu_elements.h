// Elements of CPU tensors as plain loops take them: float, or bfloat16 as its bits. Thread-safe.
#pragma once

#include <ATen/core/Tensor.h>

#include <bit>
#include <cstdint>
#include <type_traits>

namespace tandem {

using BFloat16Bits = std::uint16_t;

[[nodiscard]] inline float load(float value) {
    return value;
}
[[nodiscard]] inline float load(BFloat16Bits value) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}
inline void store(float& to, float value) {
    to = value;
}
/// To the nearest, ties to even; NaN stays NaN.
inline void store(BFloat16Bits& to, float value) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
    to = static_cast<BFloat16Bits>(value != value ? 0x7fc0u : rounded);
}

template <class T>
[[nodiscard]] T* elements(const at::Tensor& x) {
    return static_cast<T*>(x.data_ptr());
}

/// Calls work with the type of the tensor's elements, float32 or bfloat16, as std::type_identity.
template <class Work>
void withElements(const at::Tensor& x, const Work& work) {
    if (x.scalar_type() == at::kFloat) {
        work(std::type_identity<float>());
    } else {
        work(std::type_identity<BFloat16Bits>());
    }
}

}  // namespace tandem
