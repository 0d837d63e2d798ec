// What the strategies are called that order regions, and what they do.
//
// Thread-safe, without widgets. Invariant: every strategy has both.
#pragma once

#include "core/reliability/region_order.h"

#include <QCoreApplication>
#include <QString>

namespace tandem {

class StrategyWords {
    Q_DECLARE_TR_FUNCTIONS(tandem::StrategyWords)

public:
    /// "Least reliable", ...
    [[nodiscard]] static QString name(RegionStrategy strategy);
    /// What it does, in a sentence.
    [[nodiscard]] static QString meaning(RegionStrategy strategy);
};

}  // namespace tandem
