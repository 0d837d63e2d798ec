#include "storage/correction/correction_cost.h"

#include "core/base/csv_text.h"
#include "core/base/error.h"
#include "core/base/json_depth.h"
#include "core/base/number_text.h"
#include "core/base/regular_file.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/review_repository.h"

#include <nlohmann/json.hpp>

namespace tandem {
namespace {

using Json = nlohmann::json;

/// Nothing where the label was not corrected here, or its provenance cannot be read.
std::optional<Json> correctionOf(const Project& project, const ReviewRecord& review) {
    try {
        std::filesystem::path file = project.inside(review.labelFile);
        // NAME.nii.gz has NAME.json beside it.
        std::string name = file.filename().string();
        name.resize(std::min(name.find('.'), name.size()));
        const Json json = Json::parse(shallowJson(ownText(file.replace_filename(name + ".json"))), nullptr, false);
        const auto found = json.is_object() ? json.find("correction") : json.end();
        return json.is_object() && found != json.end() && found->is_object() ? std::optional<Json>(*found)
                                                                             : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// Throws what nlohmann-json throws for values that are none.
CorrectionCost costOf(const Json& json) {
    CorrectionCost cost{
        .origin = choiceNamed<CorrectionOrigin>(json.at("origin").get<std::string>()).value_or(CorrectionOrigin::Empty),
        .seconds = json.at("seconds").get<double>(),
        .actions = json.at("actions").get<std::int64_t>(),
        .regions = static_cast<std::int64_t>(json.at("regions").size())};
    if (json.contains("run")) {
        cost.runId = json.at("run").get<std::int64_t>();
    }
    for (const Json& one : json.at("changed")) {
        cost.voxels += one.at("voxels").get<std::int64_t>();
    }
    for (const Json& axis : json.at("slicesLookedAt")) {
        cost.slices += static_cast<std::int64_t>(axis.size());
    }
    return cost;
}

}  // namespace

std::vector<CorrectionCost> correctionCosts(const Project& project) {
    std::vector<CorrectionCost> costs;
    for (const ReviewRecord& review : project.reviews().list()) {
        const auto json = review.labelFile.empty() ? std::nullopt : correctionOf(project, review);
        if (!json) {
            continue;
        }
        try {
            CorrectionCost cost = costOf(*json);
            cost.caseId = review.caseId;
            cost.caseName = project.cases().get(review.caseId).name;
            cost.finishedAt = review.createdAt;
            costs.push_back(std::move(cost));
        } catch (const Json::exception&) {
            continue;
        }
    }
    return costs;
}

std::string costCsv(const std::vector<CorrectionCost>& costs) {
    std::string table = "case,begun_from,run,seconds,actions,corrected_voxels,regions,slices_looked_at,finished_at\n";
    for (const CorrectionCost& cost : costs) {
        table += csvField(cost.caseName) + ',' + std::string(nameOf(cost.origin)) + ',' +
                 (cost.runId ? std::to_string(*cost.runId) : std::string()) + ',' + fixedText(cost.seconds, 1) + ',' +
                 std::to_string(cost.actions) + ',' + std::to_string(cost.voxels) + ',' + std::to_string(cost.regions) +
                 ',' + std::to_string(cost.slices) + ',' + csvField(cost.finishedAt) + '\n';
    }
    return table;
}

}  // namespace tandem
