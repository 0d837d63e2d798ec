// Two to four predictions of one case beside each other, or its label: the same slice, look, window and layers.
//
// Used on the GUI thread. Invariant: all tiles that are shown look at the same voxel in the same plane, and follow the
// switches of the layers.
#pragma once

#include "ui/inspect/compare_source.h"
#include "ui/inspect/inspected_case.h"
#include "ui/render/slice_view.h"

#include <QWidget>
#include <array>
#include <memory>
#include <optional>

class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;

namespace tandem {

class CompareTile;
class LayerStack;
class ProjectSession;

class CompareView : public QWidget {
    Q_OBJECT

public:
    /// stack: of the inspected case.
    CompareView(ProjectSession& session, const LayerStack& stack, QWidget* parent = nullptr);

    /// Maps are read once the view is shown.
    void setCase(const std::shared_ptr<const InspectedCase>& inspected, const GreyWindow& window);
    /// Predictions were made or removed.
    void readSources();
    void setCrosshair(const Index3& voxel);
    void setGreyWindow(const GreyWindow& window);
    /// While a person blinks.
    void setLayersHidden(bool areHidden);

    /// Of the tile that has the focus, or had it last.
    void toggleFullSize();
    void showAll();
    [[nodiscard]] bool isFullSize() const { return m_fullSize != nullptr; }
    void focusFirst();

Q_SIGNALS:
    void crosshairMoved(const tandem::Index3& voxel);
    void hovered(const std::optional<tandem::Index3>& voxel);
    void greyWindowChanged(const tandem::GreyWindow& window);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void makeBar(QHBoxLayout& bar);
    void connectTile(CompareTile& tile);
    void retranslate();
    void refresh();
    void arrange();
    void choosePlane(int index);
    void spreadLook(const SliceView* from, const SliceLook& look);
    void toggleFullSizeOf(CompareTile* tile);
    [[nodiscard]] std::size_t defaultSource(std::size_t tile, const std::vector<CompareSource>& sources) const;

    ProjectSession& m_session;
    std::array<QLabel*, 2> m_labels{};
    QComboBox* m_plane = nullptr;
    QComboBox* m_count = nullptr;
    QGridLayout* m_grid = nullptr;
    std::array<CompareTile*, 4> m_tiles{};
    CompareTile* m_fullSize = nullptr;

    std::shared_ptr<const InspectedCase> m_case;
    GreyWindow m_window;
    Index3 m_crosshair{};
    SliceLook m_look;
};

}  // namespace tandem
