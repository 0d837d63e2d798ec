#include "ui/correction/slice_editor.h"

#include "core/correction/brush.h"
#include "core/correction/polygon_fill.h"
#include "core/correction/region_fill.h"
#include "core/study/label_scheme.h"
#include "core/volume/unknown_class.h"
#include "ui/correction/correction_session.h"
#include "ui/correction/tool_choice.h"
#include "ui/picture/slice_layer.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tandem {
namespace {

constexpr double kCornerApart = 3;  // points of the screen between the corners of a lasso
constexpr std::size_t kLeastCorners = 3;
const QColor kErasing(Qt::white);

/// So that it is seen on every tissue.
void drawTwice(QPainter& painter, const QColor& colour, const QPainterPath& path, Qt::PenStyle style = Qt::SolidLine) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 170), 3.2));
    painter.drawPath(path);
    painter.setPen(QPen(colour, 1.6, style));
    painter.drawPath(path);
}

Box around(const Box& a, const Box& b) {
    Box both;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        both.first[axis] = std::min(a.first[axis], b.first[axis]);
        both.size[axis] = std::max(a.first[axis] + a.size[axis], b.first[axis] + b.size[axis]) - both.first[axis];
    }
    return both;
}

bool isBrush(EditTool tool) {
    return tool == EditTool::Brush || tool == EditTool::Eraser || tool == EditTool::GreyBrush ||
           tool == EditTool::Unknown;
}

}  // namespace

SliceEditor::SliceEditor(CorrectionSession& session, ToolChoice& tools, QObject* parent)
    : QObject(parent), m_session(session), m_tools(tools) {
    connect(&session, &CorrectionSession::changed, this, [this] {
        m_stroke.reset();
        m_polygon.reset();
        Q_EMIT previewChanged();
    });
    connect(&tools, &ToolChoice::changed, this, [this] {
        if (m_tools.options().tool != EditTool::Polygon) {
            m_polygon.reset();
        }
        Q_EMIT previewChanged();
    });
}

void SliceEditor::setImage(const ImageVolume& image, const LabelScheme& scheme) {
    endStroke();  // what is on the screen stays
    m_image = image;
    m_colours.clear();
    for (const LabelClass& one : scheme.classes) {
        m_colours.emplace_back(one.colour[0], one.colour[1], one.colour[2]);
    }
    m_pointer.reset();
    m_polygon.reset();
    m_region.set({}, {});
}

void SliceEditor::setRegion(const VoxelRuns& voxels) {
    m_region.set(m_image.geometry(), voxels);
    Q_EMIT previewChanged();
}

std::optional<Index3> SliceEditor::nearestVoxel(const Vector3& place) const {
    Index3 voxel{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        voxel[axis] = std::llround(place[axis]);
        if (voxel[axis] < 0 || voxel[axis] >= m_image.geometry().size[axis]) {
            return {};
        }
    }
    return voxel;
}

std::uint8_t SliceEditor::paintedClass() const {
    switch (m_tools.options().tool.value()) {
        case EditTool::Eraser:
            return 0;
        case EditTool::Unknown:
            return kUnknownClass;
        default:
            return m_tools.options().labelClass;
    }
}

bool SliceEditor::press(const SliceCanvas& canvas, const QPointF& position, Qt::KeyboardModifiers /*modifiers*/,
                        bool isDouble) {
    Correction* const correction = m_session.edited();
    const auto& tool = m_tools.options().tool;
    if (correction == nullptr || !tool || correction->isActing()) {
        return false;
    }
    m_session.noteActivity();
    m_isPressed = true;
    const Vector3 at = canvas.voxelAt(position);
    m_pointer = Pointer{canvas.plane.plane, canvas.slice, at};
    if (*tool == EditTool::Polygon) {
        isDouble ? static_cast<void>(closePolygon()) : addCorner(canvas, at);
    } else if (*tool == EditTool::Fill) {
        fill(canvas, at);
    } else {
        beginStroke(canvas, at);
    }
    return true;
}

void SliceEditor::beginStroke(const SliceCanvas& canvas, const Vector3& at) {
    const ToolOptions& options = m_tools.options();
    Stroke stroke{.tool = *options.tool,
                  .labelClass = paintedClass(),
                  .plane = canvas.plane.plane,
                  .through = canvas.plane.through,
                  .slice = canvas.slice,
                  .last = at};
    if (*options.tool == EditTool::GreyBrush) {
        const auto voxel = nearestVoxel(at);
        if (!voxel) {
            return;  // there is no grey to keep to
        }
        const auto grey = static_cast<double>(m_image.at((*voxel)[0], (*voxel)[1], (*voxel)[2]));
        stroke.low = grey - options.tolerance;
        stroke.high = grey + options.tolerance;
    }
    m_session.edited()->setPaintOver(options.paintOver);
    m_session.edited()->begin(*options.tool, SliceOf{canvas.plane.through, canvas.slice});
    m_stroke = stroke;
    brush(at);
}

void SliceEditor::brush(const Vector3& to) {
    const ToolOptions& options = m_tools.options();
    const Brush brush{options.shape, options.radiusMm, m_stroke->through};
    VoxelRuns voxels = brushedVoxels(m_image.geometry(), brush, m_stroke->last, to);
    if (m_stroke->tool == EditTool::GreyBrush) {
        voxels = withinGrey(m_image, voxels, m_stroke->low, m_stroke->high);
    }
    m_stroke->last = to;
    const LabelChange change = m_session.edited()->paint(voxels, m_stroke->labelClass);
    if (const auto box = change.box(m_image.geometry().size)) {
        m_stroke->changed = m_stroke->changed ? around(*m_stroke->changed, *box) : *box;
        m_session.announce(*box);
    }
}

void SliceEditor::fill(const SliceCanvas& canvas, const Vector3& at) {
    const auto voxel = nearestVoxel(at);
    if (!voxel) {
        return;
    }
    const ToolOptions& options = m_tools.options();
    FillReach reach{.radiusMm = options.reachMm};
    if (!options.isIn3d) {
        reach.through = canvas.plane.through;
    }
    paintAtOnce(EditTool::Fill, likeGrey(m_image, *voxel, options.tolerance, reach), canvas.plane.through,
                canvas.slice);
}

/// As one action.
void SliceEditor::paintAtOnce(EditTool tool, const VoxelRuns& voxels, std::size_t through, std::int64_t slice) {
    Correction& correction = *m_session.edited();
    correction.setPaintOver(m_tools.options().paintOver);
    correction.begin(tool, SliceOf{through, slice});
    const LabelChange change = correction.paint(voxels, m_tools.options().labelClass);
    correction.end();
    if (const auto box = change.box(m_image.geometry().size)) {
        m_session.announce(*box);
    }
    m_session.noteAction();
}

void SliceEditor::addCorner(const SliceCanvas& canvas, const Vector3& at) {
    const bool isElsewhere = m_polygon && (m_polygon->plane != canvas.plane.plane || m_polygon->slice != canvas.slice);
    if (!m_polygon || isElsewhere) {
        m_polygon = Polygon{canvas.plane.plane, canvas.plane.through, canvas.slice, {}, false};
    }
    m_polygon->corners.push_back(at);
}

bool SliceEditor::closePolygon() {
    if (!m_polygon) {
        return false;
    }
    const Polygon polygon = *std::exchange(m_polygon, std::nullopt);
    if (m_session.edited() != nullptr && polygon.corners.size() >= kLeastCorners) {
        paintAtOnce(EditTool::Polygon,
                    voxelsInPolygon(m_image.geometry(), polygon.through, polygon.slice, polygon.corners),
                    polygon.through, polygon.slice);
    }
    Q_EMIT previewChanged();
    return true;
}

bool SliceEditor::drop() {
    if (m_stroke) {
        const Stroke stroke = *std::exchange(m_stroke, std::nullopt);
        m_session.edited()->cancel();
        if (stroke.changed) {
            m_session.announce(*stroke.changed);
        }
        return true;
    }
    const bool wasDrawn = std::exchange(m_polygon, std::nullopt).has_value();
    Q_EMIT previewChanged();
    return wasDrawn;
}

void SliceEditor::move(const SliceCanvas& canvas, const QPointF& position) {
    const Vector3 at = canvas.voxelAt(position);
    m_pointer = Pointer{canvas.plane.plane, canvas.slice, at};
    m_session.noteActivity();
    if (m_isPressed && m_stroke && m_stroke->plane == canvas.plane.plane && m_stroke->slice == canvas.slice) {
        brush(at);
    } else if (m_polygon && m_isPressed) {
        const QPointF apart = position - canvas.positionOf(m_polygon->corners.back());
        if (std::hypot(apart.x(), apart.y()) >= kCornerApart) {
            m_polygon->isDragged = true;
            m_polygon->corners.push_back(at);
        }
    }
}

void SliceEditor::release(const SliceCanvas& /*canvas*/, const QPointF& /*position*/) {
    m_isPressed = false;
    if (m_stroke) {
        endStroke();
    } else if (m_polygon && m_polygon->isDragged) {
        closePolygon();
    }
}

void SliceEditor::endStroke() {
    const auto stroke = std::exchange(m_stroke, std::nullopt);
    if (!stroke || m_session.edited() == nullptr) {
        return;
    }
    m_session.edited()->end();
    m_session.noteAction();
}

bool SliceEditor::wheel(int angle, Qt::KeyboardModifiers modifiers) {
    if (!modifiers.testFlag(Qt::ShiftModifier) || !m_tools.options().tool || m_session.edited() == nullptr) {
        return false;
    }
    constexpr int kNotch = 120;
    m_wheelRest += angle;
    if (const int steps = m_wheelRest / kNotch; steps != 0) {
        m_tools.stepSize(steps);
    }
    m_wheelRest %= kNotch;
    return true;
}

void SliceEditor::leave() {
    m_pointer.reset();
}

void SliceEditor::paint(QPainter& painter, const SliceCanvas& canvas) const {
    m_region.paint(painter, canvas);
    paintPolygon(painter, canvas);
    if (m_pointer && m_pointer->plane == canvas.plane.plane && m_session.edited() != nullptr) {
        paintPointer(painter, canvas);
    }
}

void SliceEditor::paintPointer(QPainter& painter, const SliceCanvas& canvas) const {
    const ToolOptions& options = m_tools.options();
    if (!options.tool) {
        return;
    }
    const QPointF at = canvas.positionOf(m_pointer->voxel);
    QPainterPath path;
    if (isBrush(*options.tool)) {
        const double radius = options.radiusMm * canvas.scale();
        path.addEllipse(at, radius, radius);
        const QColor colour = *options.tool == EditTool::Eraser    ? kErasing
                              : *options.tool == EditTool::Unknown ? unknownColour()
                                                                   : m_colours[options.labelClass];
        drawTwice(painter, options.labelClass == 0 ? kErasing : colour, path);
    } else if (*options.tool == EditTool::Fill) {
        const double radius = options.reachMm * canvas.scale();
        path.addEllipse(at, radius, radius);
        drawTwice(painter, options.labelClass == 0 ? kErasing : m_colours[options.labelClass], path, Qt::DashLine);
    }
}

void SliceEditor::paintPolygon(QPainter& painter, const SliceCanvas& canvas) const {
    if (!m_polygon || m_polygon->plane != canvas.plane.plane || m_polygon->slice != canvas.slice) {
        return;
    }
    const std::uint8_t labelClass = m_tools.options().labelClass;
    QPainterPath path(canvas.positionOf(m_polygon->corners.front()));
    for (const Vector3& corner : m_polygon->corners) {
        path.lineTo(canvas.positionOf(corner));
    }
    if (m_pointer && m_pointer->plane == canvas.plane.plane) {
        path.lineTo(canvas.positionOf(m_pointer->voxel));
    }
    const QColor colour = labelClass == 0 ? kErasing : m_colours[labelClass];
    drawTwice(painter, colour, path);
    painter.setBrush(colour);
    painter.setPen(Qt::NoPen);
    constexpr double kDot = 2.5;
    for (const Vector3& corner : m_polygon->corners) {
        painter.drawEllipse(canvas.positionOf(corner), kDot, kDot);
    }
}

}  // namespace tandem
