#include "core/reliability/region_order.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <random>
#include <utility>

namespace tandem {
namespace {

using Places = std::vector<std::size_t>;

/// In (0,1): the same on every platform, as a distribution of the standard library is not.
double uniform(std::mt19937_64& random) {
    constexpr double kStep = 0x1p-53;
    return (static_cast<double>(random() >> 11U) + 0.5) * kStep;
}

void shuffle(Places& places, std::mt19937_64& random) {
    for (std::size_t left = places.size(); left > 1; --left) {
        std::swap(places[left - 1], places[random() % left]);
    }
}

/// A place with what it is ordered by.
using Scored = std::vector<std::pair<double, std::size_t>>;

Places byScore(Scored scored) {
    std::ranges::stable_sort(scored, std::greater{}, &Scored::value_type::first);
    Places places;
    places.reserve(scored.size());
    for (const auto& [score, place] : scored) {
        places.push_back(place);
    }
    return places;
}

/// scored: scores above 0, which become log s + Gumbel / beta.
Places byNoisedScore(Scored scored, double beta, std::mt19937_64& random) {
    for (auto& [score, place] : scored) {
        score = std::log(score) - std::log(-std::log(uniform(random))) / beta;
    }
    return byScore(std::move(scored));
}

template <class Score>
Scored scoredBy(std::span<const CandidateRegion> candidates, const Score& score) {
    Scored scored;
    scored.reserve(candidates.size());
    for (std::size_t place = 0; place < candidates.size(); ++place) {
        scored.emplace_back(score(candidates[place]), place);
    }
    return scored;
}

/// Takes places from several lists, each place once.
class Taking {
public:
    explicit Taking(std::size_t places) : m_isTaken(places) { m_order.reserve(places); }

    struct List {
        Places places;
        std::size_t next = 0;
    };
    /// The next of a list that was not taken; false where there is none.
    bool takeFrom(List& list) {
        while (list.next < list.places.size()) {
            const std::size_t place = list.places[list.next++];
            if (!m_isTaken[place]) {
                m_isTaken[place] = true;
                m_order.push_back(place);
                return true;
            }
        }
        return false;
    }
    /// The others in their order.
    [[nodiscard]] Places take() && {
        for (std::size_t place = 0; place < m_isTaken.size(); ++place) {
            if (!m_isTaken[place]) {
                m_order.push_back(place);
            }
        }
        return std::move(m_order);
    }
    /// Whether the next one is among a share that is spread evenly over the order.
    [[nodiscard]] bool isOfShare(double share) const {
        const auto taken = static_cast<double>(m_order.size());
        return std::ceil((taken + 1) * share) > std::ceil(taken * share);
    }

private:
    Places m_order;
    std::vector<bool> m_isTaken;
};

Places classBalanced(std::span<const CandidateRegion> candidates, const RegionOrderSettings& settings) {
    std::map<int, Scored> ofClasses;
    Scored ofAll;
    for (std::size_t place = 0; place < candidates.size(); ++place) {
        if (candidates[place].expectedErrors > 0) {
            ofAll.emplace_back(candidates[place].expectedErrors, place);
        }
        for (const ClassDoubt& one : candidates[place].ofClasses) {
            if (one.expectedErrors > 0) {
                ofClasses[one.labelClass].emplace_back(one.expectedErrors, place);
            }
        }
    }
    std::mt19937_64 random(settings.seed);
    Taking::List all{byNoisedScore(std::move(ofAll), settings.beta, random)};
    std::vector<Taking::List> classes;
    for (auto& [labelClass, scored] : ofClasses) {
        classes.push_back({byNoisedScore(std::move(scored), settings.beta, random)});
    }
    // In turn; a class that has none left passes.
    Taking taking(candidates.size());
    std::size_t turn = 0;
    const auto takeFromClasses = [&] {
        for (std::size_t tried = 0; tried < classes.size(); ++tried) {
            if (taking.takeFrom(classes[turn++ % classes.size()])) {
                return true;
            }
        }
        return false;
    };
    while (taking.isOfShare(settings.stratifiedShare) ? takeFromClasses() || taking.takeFrom(all)
                                                      : taking.takeFrom(all) || takeFromClasses()) {
    }
    return std::move(taking).take();
}

Places foregroundRandom(std::span<const CandidateRegion> candidates, const RegionOrderSettings& settings) {
    Taking::List all;
    Taking::List foreground;
    for (std::size_t place = 0; place < candidates.size(); ++place) {
        all.places.push_back(place);
        if (candidates[place].foregroundVoxels > 0) {
            foreground.places.push_back(place);
        }
    }
    std::mt19937_64 random(settings.seed);
    shuffle(foreground.places, random);
    shuffle(all.places, random);
    Taking taking(candidates.size());
    while ((taking.isOfShare(settings.foregroundShare) && taking.takeFrom(foreground)) || taking.takeFrom(all)) {
    }
    return std::move(taking).take();
}

}  // namespace

std::vector<std::size_t> orderRegions(std::span<const CandidateRegion> candidates, RegionStrategy strategy,
                                      const RegionOrderSettings& settings) {
    switch (strategy) {
        case RegionStrategy::MostDisagreement:
            return byScore(scoredBy(
                candidates, [](const CandidateRegion& one) { return static_cast<double>(one.disagreementVoxels); }));
        case RegionStrategy::ClassBalanced:
            return classBalanced(candidates, settings);
        case RegionStrategy::ForegroundRandom:
            return foregroundRandom(candidates, settings);
        case RegionStrategy::LeastReliable:
            break;
    }
    return byScore(scoredBy(candidates, [](const CandidateRegion& one) { return one.expectedErrors; }));
}

double scheduledBeta(int round, int rounds) {
    constexpr double kLast = 100;
    const double part = rounds > 1 ? std::clamp(static_cast<double>(round) / (rounds - 1), 0.0, 1.0) : 1;
    return std::pow(kLast, part);
}

}  // namespace tandem
