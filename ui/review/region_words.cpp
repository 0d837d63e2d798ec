#include "ui/review/region_words.h"

#include "core/reliability/trust_evidence.h"
#include "ui/numbers/quantity.h"
#include "ui/trust/strategy_words.h"

namespace tandem {

QString RegionWords::state(int resolved, int of) {
    if (resolved >= of) {
        return tr("done");
    }
    return resolved == 0 ? tr("open", "a region that nobody answered") : tr("%1 of %2 done").arg(resolved).arg(of);
}

QString RegionWords::found(const Spread& spread) {
    // One word, so that no line ends within it.
    return tr("%1 (%2–%3)")
        .arg(Quantity::percent(spread.value, 0), Quantity::plain(100 * spread.low, 0),
             Quantity::plain(100 * spread.high, 0))
        .replace(' ', QChar::Nbsp);
}

QString RegionWords::headline(const RegionEvidence& evidence) {
    if (!evidence.isEnough()) {
        return tr("Not known yet");
    }
    const StrategyEvidence* const best = evidence.best();
    return best != nullptr ? StrategyWords::name(best->strategy) : tr("None is better than at random");
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
