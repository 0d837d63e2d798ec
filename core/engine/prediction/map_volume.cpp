#include "core/engine/prediction/map_volume.h"

#include <torch/types.h>

#include <cassert>
#include <memory>

namespace tandem {

template <class T>
at::Tensor emptyMap(const Index3& size) {
    return torch::empty({size[2], size[1], size[0]}, torch::TensorOptions(c10::CppTypeToScalarType<T>::value))
        .permute({2, 1, 0});
}

template <class T>
Volume<T> volumeOf(const at::Tensor& map, const Geometry& geometry) {
    assert(map.permute({2, 1, 0}).is_contiguous() && map.numel() == geometry.voxelCount());
    const auto owner = std::make_shared<const at::Tensor>(map);
    return {geometry, std::shared_ptr<const T[]>(owner, map.const_data_ptr<T>())};
}

template at::Tensor emptyMap<float>(const Index3& size);
template at::Tensor emptyMap<std::uint8_t>(const Index3& size);
template Volume<float> volumeOf<float>(const at::Tensor& map, const Geometry& geometry);
template Volume<std::uint8_t> volumeOf<std::uint8_t>(const at::Tensor& map, const Geometry& geometry);

}  // namespace tandem
