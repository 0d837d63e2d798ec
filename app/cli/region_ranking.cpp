#include "app/cli/region_ranking.h"

#include "app/cli/command_line.h"
#include "app/cli/progress_line.h"
#include "core/base/number_text.h"
#include "core/reliability/region_evidence.h"
#include "core/study/label_scheme.h"
#include "storage/cases/leak_notices.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/db/run_repository.h"
#include "storage/prediction/provenance.h"
#include "storage/regions/region_queue.h"
#include "storage/regions/strategy_evidence.h"
#include "storage/reliability/run_trust.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <format>
#include <string>
#include <vector>

namespace tandem::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string classOf(const CandidateRegion& candidate, const LabelScheme& scheme) {
    const auto at = static_cast<std::size_t>(candidate.labelClass);
    return at < scheme.classes.size() ? scheme.classes[at].name : std::to_string(candidate.labelClass);
}

std::vector<std::string> rowOf(const RegionQueue& queue, const CandidateRegion& candidate, const LabelScheme& scheme) {
    const Index3 centre = candidate.centre();
    return {queue.caseOf(candidate).name,
            classOf(candidate, scheme),
            std::format("{}, {}, {}", centre[0] + 1, centre[1] + 1, centre[2] + 1),
            std::to_string(candidate.box.voxelCount()),
            std::to_string(candidate.doubtfulVoxels),
            fixedText(candidate.expectedErrors, 1),
            std::to_string(candidate.disagreementVoxels),
            std::format("{}/{}", queue.resolved(candidate), candidate.answersNeeded())};
}

nlohmann::ordered_json jsonOf(const RegionQueue& queue, const CandidateRegion& candidate, const LabelScheme& scheme) {
    return {{"case", queue.caseOf(candidate).name},
            {"class", classOf(candidate, scheme)},
            {"centre", candidate.centre()},
            {"box", {{"first", candidate.box.first}, {"size", candidate.box.size}}},
            {"volumeMm3", candidate.volumeMm3},
            {"doubtfulVoxels", candidate.doubtfulVoxels},
            {"expectedErrors", candidate.expectedErrors},
            {"disagreementVoxels", candidate.disagreementVoxels},
            {"regions", candidate.regions.size()},
            {"resolved", queue.resolved(candidate)},
            {"done", queue.isDone(candidate)}};
}

std::string evidenceTable(const RegionEvidence& evidence) {
    Rows rows{{"strategy"}};
    for (const double part : kLookedAt) {
        rows.front().push_back("found in " + percentText(part, 0));
    }
    for (const StrategyEvidence& one : evidence.strategies) {
        std::vector<std::string>& row = rows.emplace_back();
        row.emplace_back(nameOf(one.strategy));
        for (const Spread& found : one.found) {
            row.push_back(intervalText(found.value, found.low, found.high, 2));
        }
    }
    return tableText(rows);
}

nlohmann::ordered_json jsonOf(const RegionEvidence& evidence) {
    nlohmann::ordered_json json{{"validationCases", evidence.cases},
                                {"wrongVoxels", evidence.wrongVoxels},
                                {"strategies", nlohmann::json::array()}};
    for (const StrategyEvidence& one : evidence.strategies) {
        nlohmann::ordered_json found = nlohmann::json::array();
        for (std::size_t at = 0; at < kLookedAt.size(); ++at) {
            found.push_back({{"voxels", kLookedAt.at(at)},
                             {"found", one.found.at(at).value},
                             {"low", one.found.at(at).low},
                             {"high", one.found.at(at).high}});
        }
        json["strategies"].push_back({{"strategy", nameOf(one.strategy)},
                                      {"found", std::move(found)},
                                      {"betterThanRandom", evidence.isBetterThanRandom(one.strategy)}});
    }
    return json;
}

}  // namespace

void rankRegions(const CommandLine& line, const Project& project, std::int64_t runId, const Weights& weights,
                 const RegionRanking& ranking) {
    RegionQueue queue;
    RegionEvidence evidence;
    {
        ProgressLine progress("Reading regions");
        queue = readRegionQueue(project, runId, {}, progress.asProgress(), line.stop);
    }
    const RegionOrderSettings settings = queue.orderSettings(ranking.seed);
    {
        ProgressLine progress("Judging");
        evidence = measureStrategies(project, runId, weights, queue.orderSettings(RegionOrderSettings().seed),
                                     progress.asProgress(), line.stop);
    }
    const LabelScheme scheme = project.labels().scheme();
    const RunTrust trust = recordedTrust(project, runId, weights.hash);
    const std::vector<std::string> notices = leakNotices(project, project.runs().get(runId).splitId);
    nlohmann::ordered_json report{{"run", runId}};
    report.update(weightsJson(weights));
    report["calibrated"] = trust.fitted.model.isCalibrated;
    report["strategy"] = nameOf(ranking.strategy);
    report["seed"] = ranking.seed;
    report["beta"] = settings.beta;
    report["verdict"] = sentenceOf(evidence);
    report["evidence"] = jsonOf(evidence);
    report["remarks"] = notices;
    report["casesToPredict"] = queue.toPredict;
    report["regionsInAll"] = queue.candidates->size();
    report["regions"] = nlohmann::json::array();
    Rows rows{{"case", "class", "voxel", "voxels", "doubtful", "wrong, about", "differ", "done"}};
    std::vector<std::size_t> order = orderRegions(*queue.candidates, ranking.strategy, settings);
    order.resize(std::min(order.size(), ranking.first));
    for (const std::size_t place : order) {
        const CandidateRegion& candidate = (*queue.candidates)[place];
        rows.push_back(rowOf(queue, candidate, scheme));
        report["regions"].push_back(jsonOf(queue, candidate, scheme));
    }
    if (order.empty()) {
        line.say(std::format("Run {}, {}: there is no region of a case to review.", runId, textOf(weights)));
    } else {
        line.say(std::format("Run {}, {}: the first {} of {} regions in {} cases, {}.", runId, textOf(weights),
                             order.size(), queue.candidates->size(), queue.cases.size(), nameOf(ranking.strategy)));
        line.say(tableText(rows));
    }
    if (!evidence.strategies.empty()) {
        line.say("Of the wrong voxels of the validation cases, the part that is found:");
        line.say(evidenceTable(evidence));
    }
    line.say(sentenceOf(evidence));
    if (!trust.fitted.model.isCalibrated) {
        line.say("Trust is uncalibrated, so the wrong voxels are no more than a guess.");
    }
    if (queue.toPredict > 0) {
        line.say(
            std::format("{} {} not predicted with all maps yet: tandem-cli predict {} --run {} --cases unlabelled "
                        "--maps all",
                        queue.toPredict, queue.toPredict == 1 ? "case is" : "cases are",
                        shellWord(project.folder().string()), runId));
    }
    for (const std::string& notice : notices) {
        line.say(notice);
    }
    line.answer(report);
}

}  // namespace tandem::cli
