// Maps on their way from tensors (X,Y,Z) to volumes, x fastest, without a copy at the end.
//
// Not thread-safe. Invariant: the volume shares the tensor's memory, which lives as long as either.
#pragma once

#include "core/volume/volume.h"

#include <ATen/core/Tensor.h>

namespace tandem {

/// A tensor (X,Y,Z) on the host whose first axis varies fastest in memory; T is float or std::uint8_t.
template <class T>
[[nodiscard]] at::Tensor emptyMap(const Index3& size);

/// map: made by emptyMap<T>() and not written to any more.
template <class T>
[[nodiscard]] Volume<T> volumeOf(const at::Tensor& map, const Geometry& geometry);

}  // namespace tandem
