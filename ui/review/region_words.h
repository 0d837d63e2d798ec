// How the page Review says what it knows of regions and of how well strategies order them.
//
// Used on the GUI thread. Invariant: as ReviewWords.
#pragma once

#include "core/reliability/region_evidence.h"

#include <QCoreApplication>
#include <QString>

namespace tandem {

class RegionWords {
    Q_DECLARE_TR_FUNCTIONS(tandem::RegionWords)

public:
    /// "open", "1 of 3 done", "done"
    [[nodiscard]] static QString state(int resolved, int of);

    /// Which strategy finds errors here, in a few words, and why, with the figures.
    [[nodiscard]] static QString headline(const RegionEvidence& evidence);
    [[nodiscard]] static QString reason(const RegionEvidence& evidence);
    /// "62 % (51–70)"
    [[nodiscard]] static QString found(const Spread& spread);
};

}  // namespace tandem
