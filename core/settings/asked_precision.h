// The number type that a person asks the network to compute in; what auto becomes is the engine's to say.
#pragma once

#include "core/base/choice.h"

namespace tandem {

enum class AskedPrecision { Auto, Float32, TensorFloat32, BFloat16 };
template <>
inline constexpr std::array<std::string_view, 4> kChoiceTexts<AskedPrecision>{"auto", "float32", "tf32", "bfloat16"};

}  // namespace tandem
