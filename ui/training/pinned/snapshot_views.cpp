#include "ui/training/pinned/snapshot_views.h"

#include "ui/render/slice_view.h"
#include "ui/session/reliability_words.h"
#include "ui/training/pinned/map_title.h"

#include <QEvent>
#include <QGridLayout>
#include <QLocale>
#include <cmath>

namespace tandem {
namespace {

constexpr std::array<ColourMapName, 4> kColours{ColourMapName::Grey, ColourMapName::Magma, ColourMapName::Cividis,
                                                ColourMapName::Viridis};

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

SnapshotViews::SnapshotViews(QWidget* parent) : QWidget(parent) {
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    addView(Prediction, "pinnedPrediction", *grid);
    addView(Uncertainty, "pinnedUncertainty", *grid);
    addView(Similarity, "pinnedSimilarity", *grid);
    addView(Reliability, "pinnedReliability", *grid);
    grid->setRowStretch(1, 1);
    grid->setRowStretch(3, 1);
    retranslate();
}

void SnapshotViews::addView(Map map, const char* objectName, QGridLayout& grid) {
    m_titles[map] = new MapTitle(this);
    SliceView* const view = m_views[map] = new SliceView(Plane::Axial, this);
    view->setObjectName(objectName);
    view->setMinimumSize(110, 84);
    grid.addWidget(m_titles[map], map / 2 * 2, map % 2);
    grid.addWidget(view, map / 2 * 2 + 1, map % 2);
    connect(view, &SliceView::crosshairMoved, this, [this](const Index3& voxel) {
        setCrosshair(voxel);
        Q_EMIT voxelChosen(voxel);
    });
    connect(view, &SliceView::lookChanged, this, [this, view](const SliceLook& look) {
        for (SliceView* const one : m_views) {
            if (one != view) {
                one->setLook(look);
            }
        }
    });
    connect(view, &SliceView::greyWindowChanged, this, [this](const GreyWindow& window) {
        for (SliceView* const one : m_views) {
            one->setGreyWindow(window);
        }
    });
}

void SnapshotViews::retranslate() {
    m_titles[Prediction]->setTitle(tr("Prediction"));
    m_titles[Uncertainty]->setTitle(tr("Uncertainty"));
    m_titles[Similarity]->setTitle(tr("Similarity"));
    m_titles[Reliability]->setTitle(tr("Reliability"));
    m_titles[Reliability]->setToolTip(ReliabilityWords::ofADecoder());
    const QLocale locale;
    if (m_mostUncertain > 0) {
        m_titles[Uncertainty]->setScale(kColours[Uncertainty], locale.toString(0),
                                        tr("%1 nats").arg(locale.toString(m_mostUncertain, 'f', 2)));
        m_titles[Similarity]->setScale(kColours[Similarity], locale.toString(0), locale.toString(1));
        m_titles[Reliability]->setScale(kColours[Reliability], locale.toString(0), locale.toString(1));
    }
}

void SnapshotViews::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
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

SliceLayer SnapshotViews::labelLayer(const LabelVolume& label, bool isFilled) const {
    SliceLayer layer{.id = "label", .name = tr("Prediction"), .voxels = label, .isVisible = true};
    layer.fill = isFilled ? LayerFill::Filled : LayerFill::Contour;
    layer.opacity = isFilled ? 0.5 : 0.9;
    for (std::size_t index = 0; index < m_scheme.classes.size(); ++index) {
        const auto& [red, green, blue] = m_scheme.classes[index].colour;
        layer.classColours.push_back(index == 0 ? QColor() : QColor(red, green, blue));
        layer.classNames.push_back(QString::fromStdString(m_scheme.classes[index].name));
    }
    return layer;
}

void SnapshotViews::showSnapshot(const SnapshotView& snapshot) {
    const SliceLayer outline = labelLayer(snapshot.prediction, false);
    m_views[Prediction]->setLayers({labelLayer(snapshot.prediction, true)});
    m_views[Uncertainty]->setLayers({mapLayer("uncertainty", tr("Uncertainty"), snapshot.uncertainty,
                                              kColours[Uncertainty], snapshot.mostUncertain),
                                     outline});
    m_views[Similarity]->setLayers(
        {mapLayer("similarity", tr("Similarity"), snapshot.similarity, kColours[Similarity], 1), outline});
    m_views[Reliability]->setLayers(
        {mapLayer("reliability", tr("Reliability"), snapshot.reliability, kColours[Reliability], 1), outline});
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
