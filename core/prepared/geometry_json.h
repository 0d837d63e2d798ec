// A geometry as headers of plain files write it. Thread-safe.
#pragma once

#include "core/volume/geometry.h"

#include <nlohmann/json_fwd.hpp>

namespace tandem {

/// Three whole numbers; what they are sizes of is not asked. Throws Error (InvalidInput) for anything else.
[[nodiscard]] Index3 indexFrom(const nlohmann::json& json);
[[nodiscard]] nlohmann::json jsonOf(const Geometry& geometry);
/// Throws nlohmann::json::exception for what is missing or of the wrong type, Error (InvalidInput) for what is no
/// geometry.
[[nodiscard]] Geometry geometryFrom(const nlohmann::json& json);

}  // namespace tandem
