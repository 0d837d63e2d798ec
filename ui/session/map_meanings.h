// What the two maps mean that must not be taken for each other: trust, by which a person decides, and the method's
// teaching weight. In the language of the window. Thread-safe.
#pragma once

#include <QCoreApplication>
#include <QString>

namespace tandem {

class MapMeanings {
    Q_DECLARE_TR_FUNCTIONS(tandem::MapMeanings)

public:
    /// "Trust", or that it is uncalibrated.
    [[nodiscard]] static QString name(bool isCalibrated);
    /// What its numbers are, for a legend.
    [[nodiscard]] static QString meaning(bool isCalibrated);
    /// Of a voxel, for a tooltip.
    [[nodiscard]] static QString explained(bool isCalibrated);
    /// How to make an uncalibrated one a calibrated one.
    [[nodiscard]] static QString whyUncalibrated();

    /// What its numbers are, for a legend.
    [[nodiscard]] static QString meaningOfTeachingWeight();
    /// With its formula, for a tooltip.
    [[nodiscard]] static QString teachingWeight();
};

}  // namespace tandem
