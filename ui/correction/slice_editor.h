// Brushes, fill and polygon on the slices of a correction, and what is drawn over the slices meanwhile.
//
// Used on the GUI thread. Invariant: a stroke is one action, in one slice; it ends with its button, and is taken back
// where the correction goes meanwhile.
#pragma once

#include "core/correction/edit_tool.h"
#include "core/volume/box.h"
#include "core/volume/volume.h"
#include "ui/correction/region_outline.h"
#include "ui/render/slice_tool.h"

#include <QColor>
#include <QObject>
#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

class Correction;
class CorrectionSession;
class ToolChoice;
struct LabelScheme;

class SliceEditor : public QObject, public SliceTool {
    Q_OBJECT

public:
    SliceEditor(CorrectionSession& session, ToolChoice& tools, QObject* parent = nullptr);

    void setImage(const ImageVolume& image, const LabelScheme& scheme);
    /// Is drawn over the slices: the region at hand; empty for none.
    void setRegion(const VoxelRuns& voxels);

    /// Closes the polygon that is drawn. Whether there was one.
    bool closePolygon();
    /// Drops the polygon, or takes back the stroke that is drawn. Whether there was one.
    bool drop();

    [[nodiscard]] bool press(const SliceCanvas& canvas, const QPointF& position, Qt::KeyboardModifiers modifiers,
                             bool isDouble) override;
    void move(const SliceCanvas& canvas, const QPointF& position) override;
    void release(const SliceCanvas& canvas, const QPointF& position) override;
    [[nodiscard]] bool wheel(int angle, Qt::KeyboardModifiers modifiers) override;
    void leave() override;
    void paint(QPainter& painter, const SliceCanvas& canvas) const override;

Q_SIGNALS:
    /// What is drawn over the slices is other than before, not by the mouse.
    void previewChanged();

private:
    struct Pointer {
        Plane plane = Plane::Axial;
        std::int64_t slice = 0;
        Vector3 voxel{};
    };
    struct Stroke {
        EditTool tool = EditTool::Brush;  ///< as when it began, whatever is chosen since
        std::uint8_t labelClass = 1;
        Plane plane = Plane::Axial;
        std::size_t through = 2;
        std::int64_t slice = 0;
        Vector3 last{};
        double low = 0;  ///< grey values that are painted, of the grey-limited brush
        double high = 0;
        std::optional<Box> changed;
    };
    struct Polygon {
        Plane plane = Plane::Axial;
        std::size_t through = 2;
        std::int64_t slice = 0;
        std::vector<Vector3> corners;
        bool isDragged = false;  ///< a lasso, which ends with its button
    };

    [[nodiscard]] std::optional<Index3> nearestVoxel(const Vector3& place) const;
    [[nodiscard]] std::uint8_t paintedClass() const;
    void beginStroke(const SliceCanvas& canvas, const Vector3& at);
    void brush(const Vector3& to);
    /// If one is on its way: it becomes an action.
    void endStroke();
    void fill(const SliceCanvas& canvas, const Vector3& at);
    void addCorner(const SliceCanvas& canvas, const Vector3& at);
    void paintAtOnce(EditTool tool, const VoxelRuns& voxels, std::size_t through, std::int64_t slice);
    void paintPointer(QPainter& painter, const SliceCanvas& canvas) const;
    void paintPolygon(QPainter& painter, const SliceCanvas& canvas) const;

    CorrectionSession& m_session;
    ToolChoice& m_tools;
    ImageVolume m_image;
    std::vector<QColor> m_colours;  ///< of the classes
    std::optional<Pointer> m_pointer;
    std::optional<Stroke> m_stroke;
    std::optional<Polygon> m_polygon;
    bool m_isPressed = false;
    int m_wheelRest = 0;
    RegionOutline m_region;
};

}  // namespace tandem
