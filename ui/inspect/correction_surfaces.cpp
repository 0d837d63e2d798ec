#include "ui/inspect/correction_surfaces.h"

#include "core/volume/unknown_class.h"
#include "ui/correction/correction_desk.h"
#include "ui/inspect/linked_views.h"

#include <chrono>
#include <cstdint>
#include <utility>
#include <variant>

namespace tandem {
namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 400ms;  // between strokes that follow each other the label is not copied

std::vector<ClassSurface> surfacesIn(const LabelVolume& label, const std::vector<QColor>& colours,
                                     const std::stop_token& stop) {
    std::vector<ClassSurface> surfaces;
    for (std::size_t value = 1; value < colours.size(); ++value) {
        if (value == kUnknownClass || !colours[value].isValid()) {
            continue;  // no structure
        }
        ClassSurface surface = surfaceOf(label, static_cast<std::uint8_t>(value), colours[value], stop);
        if (!surface.mesh.isEmpty()) {
            surface.layer = kCorrectionMap;
            surfaces.push_back(std::move(surface));
        }
    }
    return surfaces;
}

}  // namespace

CorrectionSurfaces::CorrectionSurfaces(CorrectionDesk& desk, LinkedViews& views, QObject* parent)
    : QObject(parent),
      m_desk(desk),
      m_views(views),
      m_making([this](const std::vector<ClassSurface>& surfaces) { m_views.setCorrectionSurfaces(surfaces); }) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &CorrectionSurfaces::make);
    connect(&desk, &CorrectionDesk::changed, this, &CorrectionSurfaces::replace);
    connect(&desk, &CorrectionDesk::acted, this, &CorrectionSurfaces::note);
    connect(&views, &LinkedViews::surfacesShown, this, &CorrectionSurfaces::make);
}

void CorrectionSurfaces::replace() {
    const auto layer = m_desk.layer();
    const LabelVolume label = layer ? std::get<LabelVolume>(layer->voxels) : LabelVolume();
    if (label.voxels().data() != m_label.voxels().data()) {
        m_label = label;
        m_making.forget();
        m_views.setCorrectionSurfaces({});
    }
    if (layer) {
        note();
    } else {
        m_pause.stop();
        m_isOutdated = false;
    }
}

void CorrectionSurfaces::note() {
    m_isOutdated = true;
    m_pause.start();
}

void CorrectionSurfaces::make() {
    const auto layer = m_desk.layer();
    if (!m_isOutdated || m_pause.isActive() || !layer || !m_views.areSurfacesShown()) {
        return;
    }
    if (m_desk.isActing()) {
        m_pause.start();  // copying a label takes longer than a step of a stroke may
        return;
    }
    m_isOutdated = false;
    const LabelVolume& label = std::get<LabelVolume>(layer->voxels);
    const auto voxels = label.voxels();
    const LabelVolume copy(label.geometry(), std::vector<std::uint8_t>(voxels.begin(), voxels.end()));
    m_making.askNext(tr("Make the surfaces of a correction"),
                     [copy, colours = layer->classColours](const Progress&, const std::stop_token& stop) {
                         return surfacesIn(copy, colours, stop);
                     });
}

}  // namespace tandem
