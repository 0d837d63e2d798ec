#include "ui/inspect/correction_link.h"

#include "ui/correction/correction_desk.h"
#include "ui/inspect/correction_surfaces.h"
#include "ui/inspect/layer_stack.h"
#include "ui/inspect/linked_views.h"
#include "ui/inspect/region_list.h"
#include "ui/render/slice_view.h"

#include <algorithm>
#include <utility>

namespace tandem {

CorrectionLink::CorrectionLink(ProjectSession& session, LinkedViews& views, LayerStack& stack, RegionList& regions,
                               QWidget& page)
    : QObject(&page),
      m_views(views),
      m_stack(stack),
      m_regions(regions),
      m_desk(new CorrectionDesk(session, page, {&views, &regions}, [&views] {
          const SliceView& view = views.sliceInUse();
          return SliceOf{view.slicePlane().through, view.slice()};
      })) {
    connectDesk();
    new CorrectionSurfaces(*m_desk, views, this);
}

void CorrectionLink::connectDesk() {
    connect(m_desk, &CorrectionDesk::changed, this, [this] {
        showLayers();
        showRegions();
        m_views.setMarks([this](std::size_t through) { return m_desk->marks(through); });
        if (!std::exchange(m_wasEditing, m_desk->isEditing()) && m_desk->isEditing()) {
            m_regions.goOn();  // to what a person came for before there was anything to answer with
        }
        Q_EMIT changed();
    });
    connect(m_desk, &CorrectionDesk::toolChanged, this, [this] { m_views.setTool(m_desk->tool()); });
    connect(m_desk, &CorrectionDesk::previewChanged, &m_views, &LinkedViews::showPreview);
    connect(m_desk, &CorrectionDesk::voxelsChanged, &m_views,
            [this](const Box& changed) { m_views.showChange(kCorrectionMap, changed); });
    connect(m_desk, &CorrectionDesk::acted, this, [this] {
        m_views.setMarks([this](std::size_t through) { return m_desk->marks(through); });
        m_views.showChangeInSpace();
        showRegions();
        Q_EMIT valuesChanged();
    });
    connect(m_desk, &CorrectionDesk::regionAnswered, &m_regions, &RegionList::jumpToOpen);
    connect(&m_regions, &RegionList::jumped, m_desk, &CorrectionDesk::chooseRegion);
    connect(&m_views, &LinkedViews::crosshairMoved, m_desk, &CorrectionDesk::noteSlice);
}

void CorrectionLink::showCase(const std::shared_ptr<const InspectedCase>& inspected) {
    m_case = inspected;
    if (m_case == nullptr) {
        m_outlined.clear();
        m_shownCase.reset();
        m_shownVoxels.reset();
        m_desk->showNone();
        return;
    }
    m_desk->showCase(CorrectedCase{.caseId = m_case->caseId,
                                   .runId = m_case->runId,
                                   .checkpointHash = m_case->checkpointHash,
                                   .hasLabel = !m_case->reference().isEmpty(),
                                   .name = m_case->name,
                                   .scheme = m_case->scheme,
                                   .image = m_case->image,
                                   .greySpan = m_case->grey.usual.high - m_case->grey.usual.low});
    m_desk->setRegionSources(sources());
}

void CorrectionLink::setThreshold(double threshold) {
    m_threshold = threshold;
    if (m_case != nullptr) {
        m_desk->setRegionSources(sources());
    }
}

RegionSources CorrectionLink::sources() const {
    RegionSources sources{.threshold = m_threshold};
    const auto label = [this](const MapName& map) {
        const SliceLayer* const layer = m_case->layer(map);
        return layer == nullptr ? LabelVolume() : std::get<LabelVolume>(layer->voxels);
    };
    if (const SliceLayer* const trust = m_case->layer(kTrustMap)) {
        sources.trust = std::get<ImageVolume>(trust->voxels);
    }
    sources.a = label(kLabelMap);
    sources.b = label({MapKind::Label, Decoder::B});
    sources.mean = label({MapKind::Label, Decoder::Mean});
    return sources;
}

void CorrectionLink::showLayers() {
    if (m_case == nullptr) {
        return;
    }
    std::vector<SliceLayer> layers;
    std::shared_ptr<const std::uint8_t[]> voxels;
    if (auto correction = m_desk->layer()) {
        voxels = std::get<LabelVolume>(correction->voxels).share();
        layers.push_back(*std::move(correction));
    }
    const bool isShown = std::exchange(m_shownCase, m_case) == m_case;
    if (std::exchange(m_shownVoxels, voxels) == voxels && isShown) {
        return;
    }
    const bool isCorrected = !layers.empty();
    layers.insert(layers.end(), m_case->layers.begin(), m_case->layers.end());
    if (!isCorrected) {
        fillLabels();
    }
    m_stack.setLayers(layers);
    if (isCorrected) {
        outlineLabels();
    }
}

void CorrectionLink::outlineLabels() {
    for (std::size_t at = 0; at < m_stack.layers().size(); ++at) {
        const SliceLayer& layer = m_stack.layers()[at];
        const bool isOfClasses = layer.map.kind == MapKind::Label || layer.map.kind == MapKind::Reference;
        if (isOfClasses && layer.fill == LayerFill::Filled &&
            std::ranges::find(m_outlined, layer.map, &std::pair<MapName, double>::first) == m_outlined.end()) {
            m_outlined.emplace_back(layer.map, layer.opacity);
            m_stack.change(at, [](SliceLayer& changed) {
                changed.fill = LayerFill::Contour;
                changed.opacity = 1;
            });
        }
    }
}

void CorrectionLink::fillLabels() {
    for (const auto& [map, opacity] : std::exchange(m_outlined, {})) {
        const auto found = std::ranges::find(m_stack.layers(), map, &SliceLayer::map);
        if (found != m_stack.layers().end()) {
            m_stack.change(static_cast<std::size_t>(found - m_stack.layers().begin()),
                           [before = opacity](SliceLayer& changed) {
                               changed.fill = LayerFill::Filled;
                               changed.opacity = before;
                           });
        }
    }
}

void CorrectionLink::showRegions() {
    const bool isShown = m_desk->layer().has_value();
    m_regions.setResolved(isShown ? std::optional(m_desk->resolvedRegions()) : std::nullopt);
}

}  // namespace tandem
