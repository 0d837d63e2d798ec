#include "storage/simulation/simulation_settings.h"

#include "core/base/error.h"

#include <algorithm>
#include <set>

namespace tandem {

std::optional<SimulationArm> armNamed(std::string_view text) {
    if (const auto strategy = choiceNamed<RegionStrategy>(text)) {
        return SimulationArm{.strategy = *strategy};
    }
    const auto baseline = choiceNamed<SimulationBaseline>(text);
    return baseline ? std::optional(SimulationArm{.strategy = {}, .baseline = *baseline}) : std::nullopt;
}

std::vector<SimulationArm> SimulationSettings::arms() const {
    std::vector<SimulationArm> all{{.strategy = {}, .baseline = SimulationBaseline::NoCorrection}};
    for (const RegionStrategy one : strategies) {
        all.push_back({.strategy = one});
    }
    if (withFullLabels) {
        all.push_back({.strategy = {}, .baseline = SimulationBaseline::FullLabels});
    }
    return all;
}

void SimulationSettings::check() const {
    const auto refuse = [](bool isWrong, const char* sentence) {
        if (isWrong) {
            throw Error(ErrorCode::InvalidInput, sentence);
        }
    };
    refuse(strategies.empty(), "No strategy is to be simulated; name one or more.");
    refuse(std::set(strategies.begin(), strategies.end()).size() != strategies.size(),
           "A strategy is named twice; name each once.");
    refuse(seeds.empty(), "No seed is given; give one or more.");
    refuse(std::set(seeds.begin(), seeds.end()).size() != seeds.size(), "A seed is given twice; give each once.");
    refuse(std::ranges::any_of(seeds, [](std::int64_t seed) { return seed < 0; }),
           "A seed is a whole number of 0 or more.");
    refuse(rounds < 1 || rounds > kMostRounds, "A simulation has 1 to 100 rounds; ask for as many.");
    refuse(budgetVoxels < 1, "The budget of a round is less than a voxel; give more.");
    checkSettings(training);
}

bool areOfOneKind(const SimulationSettings& a, const SimulationSettings& b) {
    return a.runId == b.runId && a.checkpoint == b.checkpoint && a.rounds == b.rounds &&
           a.budgetVoxels == b.budgetVoxels && a.budgetOf == b.budgetOf && a.unit == b.unit &&
           a.judgedBy == b.judgedBy && a.training == b.training;
}

}  // namespace tandem
