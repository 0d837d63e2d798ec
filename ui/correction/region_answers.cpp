#include "ui/correction/region_answers.h"

#include "core/volume/box_grid.h"
#include "core/volume/unknown_class.h"
#include "ui/correction/correction_session.h"

#include <utility>
#include <vector>

namespace tandem {

RegionAnswers::RegionAnswers(CorrectionSession& session, QObject* parent) : QObject(parent), m_session(session) {
    connect(&session, &CorrectionSession::changed, this, &RegionAnswers::letGo);
}

void RegionAnswers::setSources(const RegionSources& sources) {
    m_sources = sources;
    letGo();
}

void RegionAnswers::choose(const DoubtfulRegion& region) {
    if (m_session.edited() == nullptr || m_sources.trust.isEmpty()) {
        return;
    }
    m_session.noteActivity();
    m_region = region;
    const DoubtSettings settings{.threshold = m_sources.threshold};
    m_voxels = voxelsOfRegion(m_sources.trust, region.centre, settings);
    if (voxelCount(m_voxels) < settings.leastVoxels) {
        const Geometry& grid = m_sources.trust.geometry();
        const BoxGrid boxes(grid, settings.extentMm);
        m_voxels = runsWhere(grid.size, boxes.box(boxes.numberAt(region.centre)), [](std::int64_t) { return true; });
    }
    Q_EMIT changed();
}

bool RegionAnswers::letGo() {
    m_voxels.clear();
    const bool wasThere = std::exchange(m_region, std::nullopt).has_value();
    if (wasThere) {
        Q_EMIT changed();
    }
    return wasThere;
}

QString RegionAnswers::whyNot(RegionAnswer answer) const {
    const bool isMissing = (answer == RegionAnswer::DecoderA && m_sources.a.isEmpty()) ||
                           (answer == RegionAnswer::DecoderB && m_sources.b.isEmpty()) ||
                           (answer == RegionAnswer::Mean && m_sources.mean.isEmpty());
    if (!m_region) {
        return tr("Go to a doubtful region first (N).");
    }
    return isMissing ? tr("The prediction was stored without this label.") : QString();
}

LabelVolume RegionAnswers::labelOf(RegionAnswer answer, std::uint8_t labelClass) const {
    const Geometry& grid = m_sources.trust.geometry();
    const auto filled = [&grid](std::uint8_t value) {
        return LabelVolume(grid, std::vector<std::uint8_t>(static_cast<std::size_t>(grid.voxelCount()), value));
    };
    switch (answer) {
        case RegionAnswer::DecoderA:
            return m_sources.a;
        case RegionAnswer::DecoderB:
            return m_sources.b;
        case RegionAnswer::Mean:
            return m_sources.mean;
        case RegionAnswer::Class:
            return filled(labelClass);
        case RegionAnswer::Unknown:
            return filled(kUnknownClass);
        case RegionAnswer::AsItIs:
            break;
    }
    return m_session.edited()->label();
}

void RegionAnswers::answer(RegionAnswer answer, std::uint8_t labelClass) {
    Correction* const correction = m_session.edited();
    if (!whyNot(answer).isEmpty() || correction == nullptr || correction->isActing()) {
        return;
    }
    const ResolvedRegion resolved{.centre = m_region->centre,
                                  .answer = answer,
                                  .voxels = voxelCount(m_voxels),
                                  .expectedErrors = m_region->expectedErrors};
    m_session.announce(correction->resolve(resolved, m_voxels, labelOf(answer, labelClass)));
    m_session.noteAction();
    letGo();
    Q_EMIT answered();
}

}  // namespace tandem
