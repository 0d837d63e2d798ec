// How fast a large volume with three layers scrolls, as a person scrolls it: wheel events to a window of 1280x800.
//
// Start it on a screen (or xvfb-run); LIBGL_ALWAYS_SOFTWARE=1 for figures of software rendering.
#include "ui/inspect/linked_views.h"
#include "ui/render/reduced_volume.h"
#include "ui/render/slice_view.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QComboBox>
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

BENCHMARK(scrollView)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(scrollLinkedViews)->ArgName("content")->DenseRange(0, 3)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
