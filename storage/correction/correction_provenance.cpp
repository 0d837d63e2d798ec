#include "storage/correction/correction_provenance.h"

#include "core/correction/correction.h"
#include "core/study/label_scheme.h"
#include "core/volume/unknown_class.h"
#include "storage/correction/correction_start.h"

#include <nlohmann/json.hpp>

#include <string>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

std::string classText(const LabelScheme& scheme, std::uint8_t index) {
    if (index == kUnknownClass) {
        return "unknown";
    }
    return index < scheme.classes.size() ? scheme.classes[index].name : std::to_string(index);
}

Json changedJson(const CorrectionTally& tally, const LabelScheme& scheme) {
    Json changed = Json::array();
    for (const auto& [classes, voxels] : tally.changed) {
        changed.push_back({{"from", classText(scheme, classes.first)},
                           {"to", classText(scheme, classes.second)},
                           {"voxels", voxels}});
    }
    return changed;
}

Json toolsJson(const CorrectionTally& tally) {
    Json tools = Json::object();
    for (const auto& [tool, uses] : tally.uses) {
        tools[std::string(nameOf(tool))] = uses;
    }
    return tools;
}

Json regionsJson(const Correction& correction) {
    Json regions = Json::array();
    for (const ResolvedRegion& region : correction.resolvedRegions()) {
        regions.push_back({{"centre", region.centre},
                           {"answer", nameOf(region.answer)},
                           {"voxels", region.voxels},
                           {"expectedErrors", region.expectedErrors}});
    }
    return regions;
}

}  // namespace

nlohmann::ordered_json correctionJson(const CorrectionStart& start, const Correction& correction,
                                      const LabelScheme& scheme) {
    const CorrectionTally tally = correction.tally();
    Json json{{"origin", nameOf(start.origin)}};
    if (start.origin == CorrectionOrigin::Prediction) {
        json["run"] = start.runId;
        json["checkpointSha256"] = start.checkpointHash;
    }
    json["seconds"] = tally.seconds;
    json["actions"] = tally.actions;
    json["tools"] = toolsJson(tally);
    json["changed"] = changedJson(tally, scheme);
    json["slicesLookedAt"] = correction.slicesLookedAt();
    json["regions"] = regionsJson(correction);
    return json;
}

}  // namespace tandem
