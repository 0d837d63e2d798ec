#include "ui/review/region_words.h"

#include "core/reliability/trust_evidence.h"
#include "ui/numbers/quantity.h"

namespace tandem {

QString RegionWords::name(RegionStrategy strategy) {
    switch (strategy) {
        case RegionStrategy::LeastReliable:
            return tr("Least reliable");
        case RegionStrategy::MostDisagreement:
            return tr("Most disagreement");
        case RegionStrategy::ClassBalanced:
            return tr("Balanced classes");
        case RegionStrategy::ForegroundRandom:
            return tr("At random");
    }
    return {};
}

QString RegionWords::meaning(RegionStrategy strategy) {
    switch (strategy) {
        case RegionStrategy::LeastReliable:
            return tr("The regions first in which most voxels are expected to be wrong.");
        case RegionStrategy::MostDisagreement:
            return tr("The regions first in which the decoders differ in most voxels.");
        case RegionStrategy::ClassBalanced:
            return tr(
                "Two of three from the classes in turn, by the doubt in each, and the third by all doubt, with "
                "noise that shrinks from run to run (ClaSP PE).");
        case RegionStrategy::ForegroundRandom:
            return tr(
                "Two of three at random among the regions with a predicted structure, the third among all: what "
                "any other strategy has to beat.");
    }
    return {};
}

QString RegionWords::state(int resolved, int of) {
    if (resolved >= of) {
        return tr("done");
    }
    return resolved == 0 ? tr("open", "a region that nobody answered") : tr("%1 of %2 done").arg(resolved).arg(of);
}

QString RegionWords::found(const Spread& spread) {
    return tr("%1 (%2–%3)")
        .arg(Quantity::percent(spread.value, 0), Quantity::plain(100 * spread.low, 0),
             Quantity::plain(100 * spread.high, 0));
}

QString RegionWords::headline(const RegionEvidence& evidence) {
    if (!evidence.isEnough()) {
        return tr("Not known yet");
    }
    const StrategyEvidence* const best = evidence.best();
    return best != nullptr ? name(best->strategy) : tr("None is better than at random");
}

QString RegionWords::reason(const RegionEvidence& evidence) {
    if (evidence.cases == 0) {
        return tr("Trust was not measured on validation cases yet; predict them with all maps (above).");
    }
    if (evidence.strategies.empty()) {
        return tr("No voxel of the %n validation case(s) is wrong.", nullptr, evidence.cases);
    }
    if (!evidence.isEnough()) {
        return tr("%n validation case(s) cannot tell; it takes %1.", nullptr, evidence.cases).arg(kLeastTrustCases);
    }
    const QString percent = Quantity::percent(kLookedAt[kJudgedBy], 0);
    const QString random = found(evidence.of(RegionStrategy::ForegroundRandom)->found[kJudgedBy]);
    const StrategyEvidence* const best = evidence.best();
    if (best == nullptr) {
        return tr("In the first %1 of the voxels of %2 validation cases no strategy finds more of the wrong ones than "
                  "picking at random does, which finds %3.")
            .arg(percent)
            .arg(evidence.cases)
            .arg(random);
    }
    return tr("In the first %1 of the voxels of %2 validation cases it finds %3 of the wrong ones; picking at random "
              "finds %4.")
        .arg(percent)
        .arg(evidence.cases)
        .arg(found(best->found[kJudgedBy]), random);
}

}  // namespace tandem
