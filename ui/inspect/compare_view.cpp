#include "ui/inspect/compare_view.h"

#include "ui/inspect/compare_tile.h"
#include "ui/inspect/layer_stack.h"
#include "ui/session/project_session.h"
#include "ui/theme/translated.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

namespace tandem {
namespace {

constexpr int kLeastTiles = 2;

}  // namespace

CompareView::CompareView(ProjectSession& session, const LayerStack& stack, QWidget* parent)
    : QWidget(parent), m_session(session), m_grid(new QGridLayout) {
    setObjectName("compareView");
    auto* const bar = new QHBoxLayout;
    bar->setContentsMargins(12, 0, 12, 4);
    bar->setSpacing(6);
    makeBar(*bar);
    m_grid->setSpacing(3);
    for (std::size_t at = 0; at < m_tiles.size(); ++at) {
        m_tiles[at] = new CompareTile(session, stack, static_cast<int>(at) + 1, this);
        connectTile(*m_tiles[at]);
    }
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addLayout(m_grid, 1);
    connect(m_plane, &QComboBox::currentIndexChanged, this, &CompareView::choosePlane);
    connect(&stack, &LayerStack::changed, this, [this] {
        for (CompareTile* const tile : m_tiles) {
            if (tile->isVisible()) {
                tile->showLayers();
            }
        }
    });
    connect(m_count, &QComboBox::currentIndexChanged, this, [this] {
        m_fullSize = nullptr;
        arrange();
        refresh();
    });
    retranslate();
    arrange();
    whenLanguageChanges(*this, [this] {
        retranslate();
        readSources();
    });
}

void CompareView::makeBar(QHBoxLayout& bar) {
    const auto add = [&](std::size_t at, QComboBox*& box, const char* name, int items) {
        box = new QComboBox(this);
        box->setObjectName(name);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        for (int item = 0; item < items; ++item) {
            box->addItem(QString());
        }
        m_labels[at] = new QLabel(this);
        m_labels[at]->setBuddy(box);
        bar.addWidget(m_labels[at]);
        bar.addWidget(box);
        bar.addSpacing(10);
    };
    add(0, m_count, "compareCount", 3);
    add(1, m_plane, "comparePlane", 3);
    bar.addStretch();
}

void CompareView::retranslate() {
    m_labels[0]->setText(tr("&Tiles"));
    m_labels[1]->setText(tr("P&lane"));
    const QString planes[]{tr("Axial"), tr("Coronal"), tr("Sagittal")};
    for (int at = 0; at < 3; ++at) {
        m_count->setItemText(at, QString::number(at + kLeastTiles));
        m_plane->setItemText(at, planes[at]);
    }
}

void CompareView::connectTile(CompareTile& tile) {
    SliceView* const view = &tile.view();
    connect(view, &SliceView::crosshairMoved, this, &CompareView::crosshairMoved);
    connect(view, &SliceView::greyWindowChanged, this, &CompareView::greyWindowChanged);
    connect(view, &SliceView::hovered, this, [this](const Index3& voxel) { Q_EMIT hovered(voxel); });
    connect(view, &SliceView::unhovered, this, [this] { Q_EMIT hovered(std::nullopt); });
    connect(view, &SliceView::lookChanged, this, [this, view](const SliceLook& look) { spreadLook(view, look); });
    connect(view, &SliceView::fullSizeAsked, this, [this, shown = &tile] { toggleFullSizeOf(shown); });
}

void CompareView::setCase(const std::shared_ptr<const InspectedCase>& inspected, const GreyWindow& window) {
    if (m_case == nullptr || m_case->caseId != inspected->caseId) {
        m_look = {};
    }
    m_case = inspected;
    m_window = window;
    refresh();
}

void CompareView::readSources() {
    refresh();
}

void CompareView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void CompareView::refresh() {
    if (m_case == nullptr || !isVisible()) {
        return;
    }
    m_session.attempt([this] {
        const std::vector<CompareSource> sources = compareSources(m_session.project(), m_case->caseId);
        for (std::size_t at = 0; at < m_tiles.size(); ++at) {
            if (m_tiles[at]->isVisibleTo(this) && !sources.empty()) {
                m_tiles[at]->setCase(m_case, sources, defaultSource(at, sources), m_window);
                m_tiles[at]->showLayers();  // the switches may have been used meanwhile
                m_tiles[at]->view().setGreyWindow(m_window);
                m_tiles[at]->view().setCrosshair(m_crosshair);
                m_tiles[at]->view().setLook(m_look);
            }
        }
    });
}

/// The inspected run beside the other runs, then the label, then the decoder B.
std::size_t CompareView::defaultSource(std::size_t tile, const std::vector<CompareSource>& sources) const {
    std::vector<std::size_t> order;
    const auto add = [&](const auto& isWanted) {
        for (std::size_t at = 0; at < sources.size(); ++at) {
            if (std::ranges::find(order, at) == order.end() && isWanted(sources[at])) {
                order.push_back(at);
            }
        }
    };
    add([this](const CompareSource& one) {
        return one.runId == m_case->runId && one.checkpointHash == m_case->checkpointHash && one.decoder == Decoder::A;
    });
    add([](const CompareSource& one) { return !one.isLabel() && one.decoder == Decoder::A; });
    add([](const CompareSource& one) { return one.isLabel(); });
    add([this](const CompareSource& one) { return one.runId == m_case->runId; });
    add([](const CompareSource& /*one*/) { return true; });
    return order[std::min(tile, order.size() - 1)];
}

void CompareView::arrange() {
    const int count = m_count->currentIndex() + kLeastTiles;
    const int columns = count == 4 ? 2 : count;
    for (int at = 0; at < 4; ++at) {
        m_grid->setRowStretch(at, 0);
        m_grid->setColumnStretch(at, 0);
    }
    for (int at = 0; at < 4; ++at) {
        CompareTile* const tile = m_tiles[static_cast<std::size_t>(at)];
        const bool isShown = at < count && (m_fullSize == nullptr || m_fullSize == tile);
        m_grid->addWidget(tile, at / columns, at % columns);
        tile->setVisible(isShown);
        if (isShown) {
            m_grid->setRowStretch(at / columns, 1);
            m_grid->setColumnStretch(at % columns, 1);
        }
    }
}

void CompareView::choosePlane(int index) {
    m_look = {};
    for (CompareTile* const tile : m_tiles) {
        tile->view().setPlane(static_cast<Plane>(index));
    }
}

void CompareView::spreadLook(const SliceView* from, const SliceLook& look) {
    m_look = look;
    for (CompareTile* const tile : m_tiles) {
        if (&tile->view() != from) {
            tile->view().setLook(look);
        }
    }
}

void CompareView::setCrosshair(const Index3& voxel) {
    m_crosshair = voxel;
    for (CompareTile* const tile : m_tiles) {
        tile->view().setCrosshair(voxel);
    }
}

void CompareView::setGreyWindow(const GreyWindow& window) {
    m_window = window;
    for (CompareTile* const tile : m_tiles) {
        tile->view().setGreyWindow(window);
    }
}

void CompareView::setLayersHidden(bool areHidden) {
    for (CompareTile* const tile : m_tiles) {
        tile->view().setLayersHidden(areHidden);
    }
}

void CompareView::toggleFullSize() {
    const auto focused =
        std::ranges::find_if(m_tiles, [this](const CompareTile* tile) { return tile->isAncestorOf(focusWidget()); });
    toggleFullSizeOf(focused == m_tiles.end() ? m_tiles[0] : *focused);
}

void CompareView::toggleFullSizeOf(CompareTile* tile) {
    m_fullSize = m_fullSize == nullptr ? tile : nullptr;
    arrange();
    refresh();
    tile->view().setFocus();
}

void CompareView::focusFirst() {
    m_tiles[0]->view().setFocus();
}

void CompareView::showAll() {
    m_fullSize = nullptr;
    arrange();
    refresh();
}

}  // namespace tandem
