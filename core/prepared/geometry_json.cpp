#include "core/prepared/geometry_json.h"

#include <nlohmann/json.hpp>

namespace tandem {

nlohmann::json jsonOf(const Geometry& geometry) {
    return {{"size", geometry.size},
            {"spacingMm", geometry.spacingMm},
            {"originMm", geometry.originMm},
            {"direction", geometry.direction}};
}

Geometry geometryFrom(const nlohmann::json& json) {
    Geometry geometry;
    json.at("size").get_to(geometry.size);
    json.at("spacingMm").get_to(geometry.spacingMm);
    json.at("originMm").get_to(geometry.originMm);
    json.at("direction").get_to(geometry.direction);
    geometry.check();
    return geometry;
}

}  // namespace tandem
