#include "core/reliability/region_evidence.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/metrics/same_grid.h"
#include "core/reliability/trust_evidence.h"
#include "core/volume/unknown_class.h"

#include <algorithm>
#include <format>
#include <utility>

namespace tandem {
namespace {

constexpr int kSeeds = 10;
constexpr std::size_t kStrategies = kChoiceTexts<RegionStrategy>.size();

/// Parts of the voxels at which something is said: those of the curve, then kLookedAt.
std::vector<double> budgets() {
    std::vector<double> parts;
    for (int percent = 0; percent <= kCurvePercents; ++percent) {
        parts.push_back(percent / 100.0);
    }
    parts.insert(parts.end(), kLookedAt.begin(), kLookedAt.end());
    return parts;
}

/// The candidates of all cases, in a list.
struct Pool {
    struct Part {
        std::size_t caseAt = 0;
        double voxels = 0;
        double wrong = 0;
    };
    std::vector<CandidateRegion> candidates;
    std::vector<Part> parts;     ///< of each
    std::vector<double> voxels;  ///< of each case
    std::vector<double> wrong;   ///< of each case
};

Pool pooled(std::span<const JudgedCase> cases) {
    Pool pool;
    for (std::size_t at = 0; at < cases.size(); ++at) {
        double voxels = 0;
        double wrong = 0;
        for (std::size_t place = 0; place < cases[at].candidates.size(); ++place) {
            const RegionTruth& truth = cases[at].truth[place];
            pool.candidates.push_back(cases[at].candidates[place]);
            pool.parts.push_back({at, static_cast<double>(truth.voxels), static_cast<double>(truth.wrong)});
            voxels += static_cast<double>(truth.voxels);
            wrong += static_cast<double>(truth.wrong);
        }
        pool.voxels.push_back(voxels);
        pool.wrong.push_back(wrong);
    }
    return pool;
}

/// Parts in the order of a strategy.
using Walk = std::vector<Pool::Part>;

std::vector<Walk> walksOf(const Pool& pool, RegionStrategy strategy, RegionOrderSettings settings) {
    std::vector<Walk> walks;
    for (int seed = 0; seed < (isRandom(strategy) ? kSeeds : 1); ++seed) {
        Walk& walk = walks.emplace_back();
        for (const std::size_t place : orderRegions(pool.candidates, strategy, settings)) {
            walk.push_back(pool.parts[place]);
        }
        ++settings.seed;
    }
    return walks;
}

/// Part of the wrong voxels that is found at each budget, in ascending order, where case i counts times[i] times. Of a
/// region within which a budget ends, as much is found as of its voxels was looked at.
void addFound(const Walk& walk, const std::vector<int>& times, double allVoxels, double allWrong,
              const std::vector<std::pair<double, std::size_t>>& ascending, std::vector<double>& found, double weight) {
    double looked = 0;
    double wrong = 0;
    auto budget = ascending.begin();
    for (const Pool::Part& part : walk) {
        const double voxels = times[part.caseAt] * part.voxels;
        const double here = times[part.caseAt] * part.wrong;
        while (budget != ascending.end() && budget->first * allVoxels <= looked + voxels) {
            const double share = voxels > 0 ? (budget->first * allVoxels - looked) / voxels : 0;
            found[budget->second] += weight * (wrong + share * here) / allWrong;
            ++budget;
        }
        if (budget == ascending.end()) {
            return;
        }
        looked += voxels;
        wrong += here;
    }
    for (; budget != ascending.end(); ++budget) {
        found[budget->second] += weight * wrong / allWrong;
    }
}

/// What each strategy finds in one draw of cases, at each budget; empty where no voxel of them is wrong.
std::vector<std::vector<double>> foundBy(const std::vector<std::vector<Walk>>& walks, const Pool& pool,
                                         const std::vector<int>& times) {
    double voxels = 0;
    double wrong = 0;
    for (std::size_t at = 0; at < times.size(); ++at) {
        voxels += times[at] * pool.voxels[at];
        wrong += times[at] * pool.wrong[at];
    }
    if (wrong <= 0) {
        return {};
    }
    const std::vector<double> parts = budgets();
    std::vector<std::pair<double, std::size_t>> ascending;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        ascending.emplace_back(parts[at], at);
    }
    std::ranges::sort(ascending);
    std::vector<std::vector<double>> found;
    for (const std::vector<Walk>& ofStrategy : walks) {
        std::vector<double>& ofBudgets = found.emplace_back(parts.size());
        for (const Walk& walk : ofStrategy) {
            addFound(walk, times, voxels, wrong, ascending, ofBudgets, 1.0 / static_cast<double>(ofStrategy.size()));
        }
    }
    return found;
}

std::string text(const Spread& spread) {
    return intervalText(spread.value, spread.low, spread.high, 2);
}

}  // namespace

std::vector<RegionTruth> truthOf(std::span<const CandidateRegion> candidates, const LabelVolume& label,
                                 const LabelVolume& reference) {
    requireSameGrid(reference.geometry(), label.geometry(), "reference", "label");
    const Index3& size = label.geometry().size;
    std::vector<RegionTruth> truth;
    truth.reserve(candidates.size());
    for (const CandidateRegion& one : candidates) {
        RegionTruth& here = truth.emplace_back();
        for (std::int64_t z = one.box.first[2]; z < one.box.first[2] + one.box.size[2]; ++z) {
            for (std::int64_t y = one.box.first[1]; y < one.box.first[1] + one.box.size[1]; ++y) {
                const auto first = static_cast<std::size_t>(one.box.first[0] + size[0] * (y + size[1] * z));
                for (std::size_t at = first; at < first + static_cast<std::size_t>(one.box.size[0]); ++at) {
                    const std::uint8_t right = reference.voxels()[at];
                    here.voxels += right != kUnknownClass ? 1 : 0;
                    here.wrong += right != kUnknownClass && right != label.voxels()[at] ? 1 : 0;
                }
            }
        }
    }
    return truth;
}

const StrategyEvidence* RegionEvidence::of(RegionStrategy strategy) const {
    const auto found = std::ranges::find(strategies, strategy, &StrategyEvidence::strategy);
    return found == strategies.end() ? nullptr : &*found;
}

bool RegionEvidence::isEnough() const noexcept {
    return cases >= kLeastTrustCases && !strategies.empty();
}

bool RegionEvidence::isBetterThanRandom(RegionStrategy strategy) const {
    const StrategyEvidence* const found = of(strategy);
    return isEnough() && found != nullptr && found->beyondRandom[kJudgedBy].low > 0;
}

const StrategyEvidence* RegionEvidence::best() const {
    const StrategyEvidence* best = nullptr;
    for (const StrategyEvidence& one : strategies) {
        if (isBetterThanRandom(one.strategy) &&
            (best == nullptr || one.found[kJudgedBy].value > best->found[kJudgedBy].value)) {
            best = &one;
        }
    }
    return best;
}

RegionEvidence judgeStrategies(std::span<const JudgedCase> cases, const RegionOrderSettings& settings,
                               const std::stop_token& stop) {
    const Pool pool = pooled(cases);
    RegionEvidence evidence{.cases = static_cast<int>(cases.size())};
    for (const double wrong : pool.wrong) {
        evidence.wrongVoxels += static_cast<std::int64_t>(wrong);
    }
    if (evidence.wrongVoxels == 0) {
        return evidence;
    }
    std::vector<std::vector<Walk>> walks;
    for (std::size_t at = 0; at < kStrategies; ++at) {
        throwIfStopped(stop);
        walks.push_back(walksOf(pool, static_cast<RegionStrategy>(at), settings));
    }
    const auto values = foundBy(walks, pool, std::vector<int>(cases.size(), 1));
    std::vector<std::vector<std::vector<double>>> drawn;
    for (const std::vector<int>& times : caseDraws(cases.size())) {
        throwIfStopped(stop);
        if (auto found = foundBy(walks, pool, times); !found.empty()) {
            drawn.push_back(std::move(found));
        }
    }
    constexpr auto kRandom = static_cast<std::size_t>(RegionStrategy::ForegroundRandom);
    for (std::size_t at = 0; at < kStrategies; ++at) {
        StrategyEvidence& one = evidence.strategies.emplace_back();
        one.strategy = static_cast<RegionStrategy>(at);
        one.curve.assign(values[at].begin(), values[at].begin() + kCurvePercents + 1);
        for (std::size_t look = 0; look < kLookedAt.size(); ++look) {
            const std::size_t budget = one.curve.size() + look;
            std::vector<double> found;
            std::vector<double> beyond;
            for (const auto& draw : drawn) {
                found.push_back(draw[at][budget]);
                beyond.push_back(draw[at][budget] - draw[kRandom][budget]);
            }
            one.found[look] = spreadOf(values[at][budget], std::move(found), evidence.cases);
            one.beyondRandom[look] =
                spreadOf(values[at][budget] - values[kRandom][budget], std::move(beyond), evidence.cases);
        }
    }
    return evidence;
}

std::string sentenceOf(const RegionEvidence& evidence) {
    if (evidence.cases == 0) {
        return "Nothing says yet which strategy finds errors here: trust was not measured on validation cases.";
    }
    if (evidence.strategies.empty()) {
        return "No voxel of the validation cases is wrong, so nothing says which strategy finds errors here.";
    }
    if (!evidence.isEnough()) {
        return std::format("{} validation {} too few to say which strategy finds errors here; {} would do.",
                           evidence.cases, evidence.cases == 1 ? "case is" : "cases are", kLeastTrustCases);
    }
    const std::string looked = percentText(kLookedAt[kJudgedBy], 0);
    const Spread& random = evidence.of(RegionStrategy::ForegroundRandom)->found[kJudgedBy];
    const StrategyEvidence* const best = evidence.best();
    if (best == nullptr) {
        return std::format(
            "No strategy is better than foreground-random by the {} validation cases, which finds {} of the wrong "
            "voxels in the first {} of the voxels.",
            evidence.cases, text(random), looked);
    }
    return std::format(
        "By the {} validation cases {} finds most, {} of the wrong voxels in the first {} of the voxels; "
        "foreground-random finds {}.",
        evidence.cases, nameOf(best->strategy), text(best->found[kJudgedBy]), looked, text(random));
}

}  // namespace tandem
