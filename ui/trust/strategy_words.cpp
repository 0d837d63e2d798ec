#include "ui/trust/strategy_words.h"

namespace tandem {

QString StrategyWords::name(RegionStrategy strategy) {
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

QString StrategyWords::meaning(RegionStrategy strategy) {
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

}  // namespace tandem
