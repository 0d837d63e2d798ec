#include "core/prepared/geometry_json.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tandem {

Index3 indexFrom(const nlohmann::json& json) {
    // A number with a fraction, or too large, would be cut to some other one.
    const auto isWhole = [](const nlohmann::json& one) { return one.is_number_integer(); };
    if (!json.is_array() || json.size() != 3 || !std::ranges::all_of(json, isWhole)) {
        throw Error(ErrorCode::InvalidInput, "The size of a volume is no three whole numbers.");
    }
    return json.get<Index3>();
}

nlohmann::json jsonOf(const Geometry& geometry) {
    return {{"size", geometry.size},
            {"spacingMm", geometry.spacingMm},
            {"originMm", geometry.originMm},
            {"direction", geometry.direction}};
}

Geometry geometryFrom(const nlohmann::json& json) {
    Geometry geometry;
    geometry.size = indexFrom(json.at("size"));
    json.at("spacingMm").get_to(geometry.spacingMm);
    json.at("originMm").get_to(geometry.originMm);
    json.at("direction").get_to(geometry.direction);
    geometry.check();
    return geometry;
}

}  // namespace tandem
