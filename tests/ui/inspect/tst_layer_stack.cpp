#include "ui/inspect/layer_stack.h"

#include <QSignalSpy>
#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace tandem;

namespace {

const Geometry kGrid{{2, 2, 2}, {1, 1, 1}, {0, 0, 0}, kIdentity3};

LabelVolume labels(std::uint8_t value) {
    return {kGrid, std::vector<std::uint8_t>(8, value)};
}

ImageVolume scalars(float value) {
    return {kGrid, std::vector<float>(8, value)};
}

LabelScheme scheme() {
    return LabelScheme::fromNames({"background", "atrium"});
}

std::vector<SliceLayer> layers(bool withReference, bool withMaps) {
    NamedVoxels voxels{.labels = {{"label", labels(1)}}};
    if (withReference) {
        voxels.labels["reference"] = labels(0);
    }
    if (withMaps) {
        voxels.scalars = {
            {"uncertainty-a", scalars(0.2F)}, {"probability-b-0", scalars(0.4F)}, {"probability-b-1", scalars(0.6F)}};
    }
    addDerived(voxels, 2);
    return layersOf(voxels, scheme());
}

const SliceLayer& layerOf(const LayerStack& stack, const QString& id) {
    const auto found = std::ranges::find(stack.layers(), id, &SliceLayer::id);
    if (found == stack.layers().end()) {
        qFatal("no %s", qPrintable(id));
    }
    return *found;
}

}  // namespace

class TestLayerStack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void derivesPredictionsAndErrors() {
        LayerStack stack;
        stack.setLayers(layers(true, true));
        QCOMPARE(layerOf(stack, "prediction-b").valueAt({0, 0, 0}), 1.0);
        QCOMPARE(layerOf(stack, "error").valueAt({0, 0, 0}), 2.0);  // invented
        QCOMPARE(layerOf(stack, "uncertainty-a").high, std::log(2.0));
        const NamedVoxels back = voxelsOf(stack.layers());
        QCOMPARE(back.labels.size(), 4U);
        QCOMPARE(back.scalars.size(), 3U);
    }

    void remembersHowLayersWereShown() {
        LayerStack stack;
        stack.setLayers(layers(true, true));
        QVERIFY(layerOf(stack, "label").isVisible);
        QVERIFY(layerOf(stack, "reference").isVisible);
        stack.toggleKey(1);
        stack.toggleKey(7);
        QVERIFY(!layerOf(stack, "reference").isVisible);
        QVERIFY(layerOf(stack, "uncertainty-a").isVisible);
        stack.setLayers(layers(false, false));  // a case without a label and maps
        stack.setLayers(layers(true, true));
        QVERIFY(!layerOf(stack, "reference").isVisible);
        QVERIFY(layerOf(stack, "uncertainty-a").isVisible);
        stack.toggleKey(6);  // the teaching weight of A is not there
    }

    void presetsReachLayersThatComeLater() {
        LayerStack stack;
        stack.setLayers(layers(true, false));
        stack.choose(LayerPreset::WhichDecoder);
        stack.setLayers(layers(true, true));
        QVERIFY(layerOf(stack, "prediction-b").isVisible);
        QVERIFY(layerOf(stack, "prediction-b").fill == LayerFill::Contour);
        QVERIFY(!layerOf(stack, "uncertainty-a").isVisible);
    }

    void changesAndRestores() {
        LayerStack stack;
        stack.setLayers(layers(false, true));
        const auto& all = stack.layers();
        const auto at = static_cast<std::size_t>(&layerOf(stack, "uncertainty-a") - all.data());
        const QSignalSpy changed(&stack, &LayerStack::changed);
        stack.change(at, [](SliceLayer& layer) {
            layer.opacity = 0.2;
            layer.low = 0.1;
            layer.colourMap = ColourMapName::Grey;
            layer.voxels = LabelVolume();
        });
        QCOMPARE(changed.count(), 1);
        QVERIFY(!all[at].isLabelMap());  // voxels stay
        QCOMPARE(all[at].low, 0.1);
        stack.restore(at);
        QCOMPARE(all[at].low, 0.0);
        QVERIFY(all[at].colourMap == ColourMapName::Magma);
        QCOMPARE(all[at].opacity, 0.2);
    }

    void drawsContoursLast() {
        LayerStack stack;
        stack.setLayers(layers(true, true));
        stack.toggleKey(7);
        const std::vector<SliceLayer> order = stack.drawingOrder();
        QVERIFY(!order.front().isLabelMap());
        QCOMPARE(order.back().id, "reference");
        QCOMPARE(order.size(), stack.layers().size());
    }
};

QTEST_MAIN(TestLayerStack)
#include "tst_layer_stack.moc"
