#include "storage/study/ranking.h"

#include "core/base/error.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/study/prediction_weights.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tandem {

std::vector<double> ranksOf(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t index) { return values[index]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) {
            ++last;
        }
        for (std::size_t position = first; position <= last; ++position) {
            ranks[order[position]] = 0.5 * static_cast<double>(first + last);
        }
        first = last + 1;
    }
    return ranks;
}

std::optional<double> rankCorrelation(const std::vector<ScoredCase>& cases) {
    std::vector<double> reliability, dice;
    for (const ScoredCase& one : cases) {
        reliability.push_back(one.reliability);
        dice.push_back(one.dice);
    }
    const std::vector<double> a = ranksOf(reliability);
    const std::vector<double> b = ranksOf(dice);
    const double mean = 0.5 * (static_cast<double>(cases.size()) - 1);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        ab += (a[i] - mean) * (b[i] - mean);
        aa += (a[i] - mean) * (a[i] - mean);
        bb += (b[i] - mean) * (b[i] - mean);
    }
    return cases.size() >= 3 && aa > 0 && bb > 0 ? std::optional(ab / std::sqrt(aa * bb)) : std::nullopt;
}

std::vector<RankedCase> rankCases(const Project& project, std::int64_t runId, const Weights& weights,
                                  const std::vector<std::int64_t>& caseIds) {
    std::vector<RankedCase> ranked;
    for (const std::int64_t id : caseIds) {
        const CaseRecord record = project.cases().get(id);
        const PredictionRecord prediction = predictionBy(project, runId, weights, record);
        if (!prediction.scores.contains("reliability")) {
            throw Error(ErrorCode::NotFound, "The case " + record.name + " has no reliability maps of run " +
                                                 std::to_string(runId) + " by its " + textOf(weights) +
                                                 " yet; predict it with all maps first.");
        }
        const auto& scores = prediction.scores;
        ranked.push_back(
            {id, record.name, scores.at("reliability"), scores.at("mean-uncertainty"), scores.at("agreement")});
    }
    std::ranges::stable_sort(ranked, {}, &RankedCase::reliability);
    return ranked;
}

}  // namespace tandem
