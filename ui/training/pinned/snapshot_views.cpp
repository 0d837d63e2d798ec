#include "ui/training/pinned/snapshot_views.h"

#include "ui/numbers/quantity.h"
#include "ui/render/slice_view.h"
#include "ui/theme/translated.h"
#include "ui/training/pinned/map_title.h"
#include "ui/trust/map_words.h"
#include "ui/trust/trust_words.h"

#include <QGridLayout>
#include <QLocale>
#include <algorithm>

namespace tandem {
namespace {

struct Place {
    MapName map;  ///< of whichever decoder is shown
    const char* objectName;
};

/// The prediction first, whose outline lies over the others.
constexpr std::array<Place, SnapshotViews::kMaps> kPlaces{{{{MapKind::Label}, "pinnedPrediction"},
                                                           {{MapKind::Uncertainty}, "pinnedUncertainty"},
                                                           {kTrustMap, "pinnedTrust"},
                                                           {{MapKind::Similarity}, "pinnedSimilarity"},
                                                           {{MapKind::Reliability}, "pinnedTeachingWeight"}}};

}  // namespace

SnapshotViews::SnapshotViews(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(6);
    m_grid->setVerticalSpacing(2);
    for (std::size_t at = 0; at < kMaps; ++at) {
        addView(at);
    }
    linkViews(m_views);
    for (SliceView* const view : m_views) {
        connect(view, &SliceView::crosshairMoved, this, &SnapshotViews::voxelChosen);
    }
    arrange(2);
    // Else three columns could not become two.
    setMinimumSize(270, 200);
    keepTranslated(*this, [this] { retranslate(); });
}

void SnapshotViews::arrange(int columns) {
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    constexpr int kMostColumns = 3;
    for (int map = 0; map < static_cast<int>(kMaps); ++map) {
        const auto at = static_cast<std::size_t>(map);
        m_grid->addWidget(m_titles[at], map / columns * 2, map % columns);
        m_grid->addWidget(m_views[at], map / columns * 2 + 1, map % columns);
    }
    for (int place = 0; place < kMostColumns; ++place) {
        m_grid->setColumnStretch(place, place < columns ? 1 : 0);
        m_grid->setRowStretch(2 * place + 1, place * columns < static_cast<int>(kMaps) ? 1 : 0);
    }
}

/// As the pictures become the larger.
void SnapshotViews::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange(std::min(width() / 3, height() / 2) >= std::min(width() / 2, height() / 3) ? 3 : 2);
}

void SnapshotViews::addView(std::size_t at) {
    m_titles[at] = new MapTitle(this);
    SliceView* const view = m_views[at] = new SliceView(Plane::Axial, this);
    view->setObjectName(kPlaces[at].objectName);
    view->setMinimumSize(86, 60);
}

QString SnapshotViews::titleOf(const MapName& map) const {
    return map == kTrustMap ? TrustWords::name(m_isTrustCalibrated) : MapWords::title(map);
}

double SnapshotViews::highest(const MapName& map) const {
    return map.highest(m_classes);
}

void SnapshotViews::retranslate() {
    const QLocale locale;
    for (std::size_t at = 0; at < kMaps; ++at) {
        const MapName& map = kPlaces[at].map;
        m_titles[at]->setTitle(titleOf(map));
        if (m_classes > 0 && !map.isLabelMap()) {
            const QString high =
                map.isInNats() ? tr("%1 nats").arg(Quantity::fixed(highest(map), 2)) : locale.toString(highest(map));
            m_titles[at]->setScale(coloursOf(map.kind), locale.toString(0), high);
        }
        if (map == kTrustMap) {
            explain(at, TrustWords::ofAVoxel(m_isTrustCalibrated));
        } else if (map.kind == MapKind::Reliability) {
            explain(at, TrustWords::ofTeachingWeight());
        }
    }
}

/// Below the scale, which may be too long to be read beside the picture.
void SnapshotViews::explain(std::size_t at, const QString& explanation) {
    const QString scale = m_classes > 0 ? m_titles[at]->toolTip() + '\n' : QString();
    m_titles[at]->setToolTip(scale + explanation);
}

void SnapshotViews::setScheme(const LabelScheme& scheme) {
    m_scheme = scheme;
}

void SnapshotViews::showCase(const PinnedCaseView& pinned) {
    m_scheme = pinned.scheme;
    for (SliceView* const view : m_views) {
        view->setImage(pinned.image, pinned.window);
    }
    m_classes = m_scheme.count();
    retranslate();
}

void SnapshotViews::clear() {
    for (SliceView* const view : m_views) {
        view->clear();
    }
}

void SnapshotViews::showSnapshot(const SnapshotView& snapshot) {
    m_isTrustCalibrated = snapshot.isTrustCalibrated;
    m_classes = snapshot.classes;
    retranslate();
    const LabelVolume& label = snapshot.maps.label({MapKind::Label});
    const SliceLayer outline = classLayer(label, m_scheme, LayerFill::Contour, 0.9);
    for (std::size_t at = 0; at < kMaps; ++at) {
        const MapName& map = kPlaces[at].map;
        if (map.isLabelMap()) {
            m_views[at]->setLayers({classLayer(label, m_scheme, LayerFill::Filled, 0.5)});
            continue;
        }
        m_views[at]->setLayers({{.map = map,
                                 .name = titleOf(map),
                                 .voxels = snapshot.maps.scalar(map),
                                 .isVisible = true,
                                 .colourMap = coloursOf(map.kind),
                                 .high = highest(map)},
                                outline});
    }
}

void SnapshotViews::setPlane(Plane plane) {
    for (SliceView* const view : m_views) {
        view->setPlane(plane);
    }
}

void SnapshotViews::setCrosshair(const Index3& voxel) {
    for (SliceView* const view : m_views) {
        view->setCrosshair(voxel);
    }
}

const Index3& SnapshotViews::crosshair() const {
    return m_views.front()->crosshair();
}

}  // namespace tandem
