// The two things that are called reliability, each with its formula: the weight of a decoder's pseudo-label, and how
// far a voxel of the label can be trusted. For tooltips, in the language of the window. Thread-safe.
#pragma once

#include <QCoreApplication>
#include <QString>

namespace tandem {

class ReliabilityWords {
    Q_DECLARE_TR_FUNCTIONS(tandem::ReliabilityWords)

public:
    /// r of one decoder: core/engine/method.
    [[nodiscard]] static QString ofADecoder();
    /// Of both together: storage/study/reliability_score.h.
    [[nodiscard]] static QString ofAVoxel();
    /// The mean of ofAVoxel() over a region or a case.
    [[nodiscard]] static QString ofARegion();
    [[nodiscard]] static QString ofACase();
};

}  // namespace tandem
