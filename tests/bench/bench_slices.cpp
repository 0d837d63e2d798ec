// How fast a large volume with three layers scrolls, as a person scrolls it: wheel events to a window of 1280x800; and
// how soon a stroke of a brush is seen on it.
//
// Start it on a screen (or xvfb-run); LIBGL_ALWAYS_SOFTWARE=1 for figures of software rendering.
#include "core/correction/brush.h"
#include "core/correction/correction.h"
#include "ui/inspect/linked_views.h"
#include "ui/render/reduced_volume.h"
#include "ui/render/slice_view.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QComboBox>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

using namespace tandem;

namespace {

const Geometry kGrid{{512, 512, 300}, {0.7, 0.7, 1}, {0, 0, 0}, kIdentity3};

/// A ball of soft tissue in air with a brighter ball in it, as values of a map.
ImageVolume balls(float inner, float outer) {
    std::vector<float> voxels;
    voxels.reserve(static_cast<std::size_t>(kGrid.voxelCount()));
    for (int z = 0; z < 300; ++z) {
        for (int y = 0; y < 512; ++y) {
            for (int x = 0; x < 512; ++x) {
                const double radius = std::hypot(x - 256, y - 256, (z - 150) * 1.5);
                voxels.push_back(radius < 90 ? inner : radius < 220 ? outer : 0.0F);
            }
        }
    }
    return {kGrid, std::move(voxels)};
}

/// The case that is scrolled, made once.
const InspectedCase& large() {
    static const InspectedCase inspected = [] {
        InspectedCase made;
        made.image = balls(0.8F, 0.5F);
        std::vector<std::uint8_t> inside;
        inside.reserve(made.image.voxels().size());
        for (const float value : made.image.voxels()) {
            inside.push_back(value > 0.7F ? 1 : 0);
        }
        const LabelVolume label(kGrid, std::move(inside));
        made.reduced = reducedVolume(made.image, 160);
        made.surfaces = {surfaceOf(label, 1, Qt::red)};
        made.layers = {{.voxels = balls(0.1F, 0.9F), .isVisible = true, .opacity = 0.5},
                       {.voxels = balls(0.7F, 0.2F), .isVisible = true, .opacity = 0.5},
                       {.voxels = label, .isVisible = true, .opacity = 0.5, .classColours = {QColor(), Qt::red}}};
        return made;
    }();
    return inspected;
}

/// Counts the paintings of a widget.
class PaintCounter : public QObject {
public:
    int count = 0;

protected:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

/// One notch, until the view is painted.
void scroll(SliceView& view, PaintCounter& painted, int& direction) {
    if (view.slice() == 0 || view.slice() == view.slicePlane().slices() - 1) {
        direction = view.slice() == 0 ? 1 : -1;
    }
    const QPointF at(view.width() / 2.0, view.height() / 2.0);
    QWheelEvent event(at, view.mapToGlobal(at), {}, {0, 120 * direction}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    const int before = painted.count;
    QApplication::sendEvent(&view, &event);
    while (painted.count == before) {
        QApplication::processEvents();
    }
}

void scrollView(benchmark::State& state) {
    SliceView view(static_cast<Plane>(state.range(0)));
    view.resize(1280, 800);
    view.setImage(large().image, {0, 1});
    view.setLayers(large().layers);
    view.show();
    PaintCounter painted;
    view.installEventFilter(&painted);
    int direction = 1;
    for (auto _ : state) {
        scroll(view, painted, direction);
    }
    state.SetItemsProcessed(state.iterations());
}

/// With each content of the view in space.
void scrollLinkedViews(benchmark::State& state) {
    LinkedViews views;
    views.resize(1280, 800);
    views.showCase(large(), {0, 1});
    views.setLayers(large().layers);
    QObject::connect(&views, &LinkedViews::crosshairMoved, &views, &LinkedViews::setCrosshair);
    views.findChild<QComboBox*>("spaceContent")->setCurrentIndex(static_cast<int>(state.range(0)));
    views.show();
    auto* const axial = views.findChild<SliceView*>("axialView");
    PaintCounter painted;
    axial->installEventFilter(&painted);
    int direction = 1;
    for (auto _ : state) {
        scroll(*axial, painted, direction);
    }
    state.SetItemsProcessed(state.iterations());
}

/// Paints and erases with a brush of 20 mm, as the window's tool does: voxels, then all views that show some of them.
class BenchBrush : public SliceTool {
public:
    /// layers: all of which the views compose anew, as if more had changed than the box; or none.
    BenchBrush(Correction& correction, LinkedViews& views, BrushShape shape, std::vector<SliceLayer> layers)
        : m_correction(correction), m_views(views), m_shape(shape), m_layers(std::move(layers)) {}

    bool press(const SliceCanvas& canvas, const QPointF& position, Qt::KeyboardModifiers /*modifiers*/,
               bool /*isDouble*/) override {
        m_last = canvas.voxelAt(position);
        m_correction.begin(EditTool::Brush);
        m_class = 1 - m_class;
        return true;
    }
    void move(const SliceCanvas& canvas, const QPointF& position) override {
        if (m_correction.isActing()) {
            constexpr double kRadiusMm = 10;
            const Vector3 to = canvas.voxelAt(position);
            const Brush brush{m_shape, kRadiusMm, canvas.plane.through};
            const LabelChange change = m_correction.paint(brushedVoxels(kGrid, brush, m_last, to), m_class);
            m_last = to;
            if (const auto box = change.box(kGrid.size)) {
                m_layers.empty() ? m_views.showChange(kCorrectionMap, *box) : composeWhole(*box);
            }
        }
    }
    void release(const SliceCanvas& /*canvas*/, const QPointF& /*position*/) override { m_correction.end(); }
    bool wheel(int /*angle*/, Qt::KeyboardModifiers /*modifiers*/) override { return false; }
    void leave() override {}
    void paint(QPainter& /*painter*/, const SliceCanvas& /*canvas*/) const override {}

private:
    void composeWhole(const Box& changed) const {
        for (SliceView* const view : m_views.findChildren<SliceView*>()) {
            const std::size_t through = view->slicePlane().through;
            const std::int64_t behind = view->slice() - changed.first[through];
            if (behind >= 0 && behind < changed.size[through]) {
                view->setLayers(m_layers);
            }
        }
    }

    Correction& m_correction;
    LinkedViews& m_views;
    BrushShape m_shape;
    std::vector<SliceLayer> m_layers;
    Vector3 m_last{};
    std::uint8_t m_class = 0;
};

/// A move of 20 points with the button, until every view is painted: in each plane, with a disc and a ball, composing
/// what has changed or the whole slices.
void stroke(benchmark::State& state) {
    LinkedViews views;
    views.resize(1280, 800);
    views.showCase(large(), {0, 1});
    Correction correction(LabelVolume(kGrid, std::vector<std::uint8_t>(static_cast<std::size_t>(kGrid.voxelCount()))));
    std::vector<SliceLayer> layers = large().layers;
    layers.push_back({.map = kCorrectionMap,
                      .voxels = correction.label(),
                      .isVisible = true,
                      .opacity = 0.5,
                      .classColours = {QColor(), Qt::green}});
    views.setLayers(layers);
    BenchBrush brush(correction, views, static_cast<BrushShape>(state.range(1)),
                     state.range(2) == 0 ? std::vector<SliceLayer>() : layers);
    views.setTool(&brush);
    views.show();
    const char* names[]{"axialView", "coronalView", "sagittalView"};
    auto* const view = views.findChild<SliceView*>(names[state.range(0)]);
    PaintCounter painted;
    view->installEventFilter(&painted);
    QPointF at = view->rect().center();
    const auto send = [&](QEvent::Type type, Qt::MouseButton button) {
        QMouseEvent event(type, at, view->mapToGlobal(at), button, Qt::LeftButton, {});
        QApplication::sendEvent(view, &event);
    };
    while (painted.count == 0) {  // all is seen once before the first stroke
        QApplication::processEvents();
    }
    send(QEvent::MouseButtonPress, Qt::LeftButton);
    int moves = 0;
    for (auto _ : state) {
        if (++moves % 10 == 0) {  // back, with the other class
            send(QEvent::MouseButtonRelease, Qt::LeftButton);
            at = view->rect().center();
            send(QEvent::MouseButtonPress, Qt::LeftButton);
        }
        at += QPointF(12, 16) * (moves % 10 < 5 ? 1 : -1);
        const int before = painted.count;
        send(QEvent::MouseMove, Qt::NoButton);
        while (painted.count == before) {
            QApplication::processEvents();
        }
        QApplication::processEvents();
    }
    send(QEvent::MouseButtonRelease, Qt::LeftButton);
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(stroke)
    ->ArgNames({"plane", "ball", "whole"})
    ->ArgsProduct({{0, 1, 2}, {0, 1}, {0, 1}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(scrollView)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(scrollLinkedViews)->ArgName("content")->DenseRange(0, 3)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
