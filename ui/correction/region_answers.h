// The doubtful region at hand, and what a person answers about it: decoder A's, B's or the mean's label, a class,
// unknown, or that it is right as it is.
//
// Used on the GUI thread. Invariant: a region is at hand only while the correction is edited here and the maps that
// tell its voxels are there.
#pragma once

#include "core/correction/correction.h"
#include "core/reliability/doubtful_regions.h"
#include "core/volume/volume.h"

#include <QObject>
#include <QString>
#include <cstdint>
#include <optional>

namespace tandem {

class CorrectionSession;

/// What tells and answers doubtful regions; volumes that there are not are empty.
struct RegionSources {
    ImageVolume trust;
    double threshold = 0;
    LabelVolume a;
    LabelVolume b;
    LabelVolume mean;
};

class RegionAnswers : public QObject {
    Q_OBJECT

public:
    explicit RegionAnswers(CorrectionSession& session, QObject* parent = nullptr);

    void setSources(const RegionSources& sources);
    /// Of a place that is in no region, which somebody asked for all the same, the whole box is at hand: see
    /// core/reliability/candidate_regions.h.
    void choose(const DoubtfulRegion& region);
    /// Whether one was at hand.
    bool letGo();
    [[nodiscard]] bool hasRegion() const noexcept { return m_region.has_value(); }
    [[nodiscard]] const VoxelRuns& voxels() const noexcept { return m_voxels; }

    /// Why the region at hand cannot be answered so; empty when it can.
    [[nodiscard]] QString whyNot(RegionAnswer answer) const;
    /// labelClass: of RegionAnswer::Class. Does nothing where it cannot be answered so.
    void answer(RegionAnswer answer, std::uint8_t labelClass = 0);

Q_SIGNALS:
    /// Another region is at hand, or none.
    void changed();
    /// The one that was at hand is resolved.
    void answered();

private:
    [[nodiscard]] LabelVolume labelOf(RegionAnswer answer, std::uint8_t labelClass) const;

    CorrectionSession& m_session;
    RegionSources m_sources;
    std::optional<DoubtfulRegion> m_region;
    VoxelRuns m_voxels;
};

}  // namespace tandem
