#include "ui/training/pinned/snapshot_views.h"

#include "ui/render/slice_view.h"
#include "ui/theme/translated.h"
#include "ui/training/pinned/map_title.h"
#include "ui/trust/trust_words.h"

#include <QGridLayout>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

constexpr std::array<ColourMapName, 5> kColours{ColourMapName::Grey, ColourMapName::Magma, ColourMapName::Viridis,
                                                ColourMapName::Viridis, ColourMapName::Cividis};

SliceLayer mapLayer(const QString& id, const QString& name, const ImageVolume& map, ColourMapName colours,
                    double highest) {
    return {.id = id,
            .name = name,
            .voxels = map,
            .isVisible = true,
            .opacity = 1,
            .colourMap = colours,
            .low = 0,
            .high = highest};
}

}  // namespace

SnapshotViews::SnapshotViews(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(6);
    m_grid->setVerticalSpacing(2);
    addView(Prediction, "pinnedPrediction");
    addView(Uncertainty, "pinnedUncertainty");
    addView(Trust, "pinnedTrust");
    addView(Similarity, "pinnedSimilarity");
    addView(TeachingWeight, "pinnedTeachingWeight");
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
    for (int map = 0; map < MapCount; ++map) {
        const auto at = static_cast<std::size_t>(map);
        m_grid->addWidget(m_titles[at], map / columns * 2, map % columns);
        m_grid->addWidget(m_views[at], map / columns * 2 + 1, map % columns);
    }
    for (int place = 0; place < kMostColumns; ++place) {
        m_grid->setColumnStretch(place, place < columns ? 1 : 0);
        m_grid->setRowStretch(2 * place + 1, place * columns < MapCount ? 1 : 0);
    }
}

/// As the pictures become the larger.
void SnapshotViews::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange(std::min(width() / 3, height() / 2) >= std::min(width() / 2, height() / 3) ? 3 : 2);
}

void SnapshotViews::addView(Map map, const char* objectName) {
    m_titles[map] = new MapTitle(this);
    SliceView* const view = m_views[map] = new SliceView(Plane::Axial, this);
    view->setObjectName(objectName);
    view->setMinimumSize(86, 60);
}

void SnapshotViews::retranslate() {
    m_titles[Prediction]->setTitle(tr("Prediction"));
    m_titles[Uncertainty]->setTitle(tr("Uncertainty"));
    m_titles[Trust]->setTitle(TrustWords::name(m_isTrustCalibrated));
    m_titles[Similarity]->setTitle(tr("Similarity"));
    m_titles[TeachingWeight]->setTitle(tr("Teaching weight"));
    const QLocale locale;
    if (m_mostUncertain > 0) {
        m_titles[Uncertainty]->setScale(kColours[Uncertainty], locale.toString(0),
                                        tr("%1 nats").arg(locale.toString(m_mostUncertain, 'f', 2)));
        for (const Map map : {Trust, Similarity, TeachingWeight}) {
            m_titles[map]->setScale(kColours[map], locale.toString(0), locale.toString(1));
        }
    }
    explain(Trust, TrustWords::ofAVoxel(m_isTrustCalibrated));
    explain(TeachingWeight, TrustWords::ofTeachingWeight());
}

/// Below the scale, which may be too long to be read beside the picture.
void SnapshotViews::explain(Map map, const QString& explanation) {
    const QString scale = m_mostUncertain > 0 ? m_titles[map]->toolTip() + '\n' : QString();
    m_titles[map]->setToolTip(scale + explanation);
}

void SnapshotViews::setScheme(const LabelScheme& scheme) {
    m_scheme = scheme;
}

void SnapshotViews::showCase(const PinnedCaseView& pinned) {
    m_scheme = pinned.scheme;
    for (SliceView* const view : m_views) {
        view->setImage(pinned.image, pinned.window);
    }
    m_mostUncertain = std::log(static_cast<double>(m_scheme.classes.size()));
    retranslate();
}

void SnapshotViews::clear() {
    for (SliceView* const view : m_views) {
        view->clear();
    }
}

void SnapshotViews::showSnapshot(const SnapshotView& snapshot) {
    m_isTrustCalibrated = snapshot.isTrustCalibrated;
    retranslate();
    const SliceLayer outline = classLayer(snapshot.prediction, m_scheme, LayerFill::Contour, 0.9);
    m_views[Prediction]->setLayers({classLayer(snapshot.prediction, m_scheme, LayerFill::Filled, 0.5)});
    m_views[Uncertainty]->setLayers({mapLayer("uncertainty", tr("Uncertainty"), snapshot.uncertainty,
                                              kColours[Uncertainty], snapshot.mostUncertain),
                                     outline});
    const auto show = [&](Map map, const QString& id, const QString& name, const ImageVolume& voxels) {
        m_views[map]->setLayers({mapLayer(id, name, voxels, kColours[map], 1), outline});
    };
    show(Trust, "trust", TrustWords::name(m_isTrustCalibrated), snapshot.trust);
    show(Similarity, "similarity", tr("Similarity"), snapshot.similarity);
    show(TeachingWeight, "teaching-weight", tr("Teaching weight"), snapshot.teachingWeight);
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
    return m_views[Prediction]->crosshair();
}

}  // namespace tandem
