// The four views of a case: three planes and space, linked by one crosshair, each of which can take the whole place.
//
// Used on the GUI thread. Invariant: all show the same voxel, window and layers.
#pragma once

#include "ui/inspect/inspected_case.h"
#include "ui/render/slice_marks.h"

#include <QPointer>
#include <QWidget>
#include <array>
#include <functional>
#include <optional>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;

namespace tandem {

class SliceTool;
class SliceView;
class SurfaceView;
struct Box;

class LinkedViews : public QWidget {
    Q_OBJECT

public:
    explicit LinkedViews(QWidget* parent = nullptr);

    /// Fits all views to it; layers and crosshair follow by their own functions.
    void showCase(const InspectedCase& inspected, const GreyWindow& window);
    /// More surfaces of the case that is shown.
    void setSurfaces(const std::vector<ClassSurface>& surfaces);
    /// Of the label that is corrected, beside which the others let light through; empty for none.
    void setCorrectionSurfaces(const std::vector<ClassSurface>& surfaces);
    /// Whether somebody sees surfaces.
    [[nodiscard]] bool areSurfacesShown() const;
    void setLayers(const std::vector<SliceLayer>& layers);
    /// While a person blinks.
    void setLayersHidden(bool areHidden);
    void setGreyWindow(const GreyWindow& window);
    void setCrosshair(const Index3& voxel);

    /// What the left button does on the slices; nullptr for the crosshair.
    void setTool(SliceTool* tool);
    /// What the tool draws over the slices is another.
    void showPreview();
    /// By the axis that runs through the slices.
    void setMarks(const std::function<std::optional<SliceMarks>(std::size_t through)>& marksOf);
    /// Voxels of the layer with this map have changed in place, all within the box; the view in space follows by
    /// showChangeInSpace().
    void showChange(const MapName& map, const Box& changed);
    void showChangeInSpace();
    /// The one of the planes that has the focus, or had it last.
    [[nodiscard]] const SliceView& sliceInUse() const;

    /// Of the view that has the focus, or had it last.
    void toggleFullSize();
    void showAll();
    [[nodiscard]] bool isFullSize() const { return m_fullSize != nullptr; }
    void focusFirst();

Q_SIGNALS:
    void crosshairMoved(const tandem::Index3& voxel);
    /// Nothing when the mouse left.
    void hovered(const std::optional<tandem::Index3>& voxel);
    void greyWindowChanged(const tandem::GreyWindow& window);
    /// From now on; see areSurfacesShown().
    void surfacesShown();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void makeSpace();
    void noteSpace();
    void connectSlice(SliceView& view);
    void retranslate();
    void toggleFullSizeOf(QWidget* view);
    void arrange();
    [[nodiscard]] std::array<QWidget*, 4> places() const;

    QGridLayout* m_grid = nullptr;
    std::array<SliceView*, 3> m_slices{};  ///< axial, coronal, sagittal
    SurfaceView* m_space = nullptr;
    QLabel* m_spaceTitle = nullptr;
    QComboBox* m_spaceContent = nullptr;
    QWidget* m_fullSize = nullptr;
    Geometry m_geometry;
    std::vector<SliceLayer> m_layers;
};

}  // namespace tandem
