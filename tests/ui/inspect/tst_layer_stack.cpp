#include "core/maps/derived_maps.h"
#include "core/volume/unknown_class.h"
#include "ui/inspect/layer_panel.h"
#include "ui/inspect/layer_stack.h"

#include <QSignalSpy>
#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace tandem;

namespace {

constexpr MapName kUncertaintyOfA{MapKind::Uncertainty, Decoder::A};
constexpr MapName kPredictionOfB{MapKind::Label, Decoder::B};
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
    MapSet maps;
    maps.set(kLabelMap, labels(1));
    if (withReference) {
        maps.set(kReferenceMap, labels(0));
    }
    if (withMaps) {
        maps.set(kUncertaintyOfA, scalars(0.2F));
        maps.setClasses(MapKind::Probability, Decoder::B, {scalars(0.4F), scalars(0.6F)});
    }
    addDerived(maps, 2);
    return layersOf(maps, scheme(), {});
}

const SliceLayer& layerOf(const LayerStack& stack, const MapName& map) {
    const auto found = std::ranges::find(stack.layers(), map, &SliceLayer::map);
    if (found == stack.layers().end()) {
        qFatal("no %s", textOf(map).c_str());
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
        QCOMPARE(layerOf(stack, kPredictionOfB).valueAt({0, 0, 0}), 1.0);
        QCOMPARE(layerOf(stack, kErrorMap).valueAt({0, 0, 0}), 2.0);  // invented
        QCOMPARE(layerOf(stack, kUncertaintyOfA).high, std::log(2.0));
        const MapSet back = mapsOf(stack.layers());
        const auto isLabelMap = [](const auto& one) { return one.first.isLabelMap(); };
        QCOMPARE(std::ranges::count_if(back, isLabelMap), 4);
        QCOMPARE(std::ranges::distance(back), 7);
    }

    void sayWhatTheyAre() {
        LayerStack stack;
        stack.setLayers(layers(true, true));
        QStringList names;
        std::ranges::transform(stack.layers(), std::back_inserter(names), &SliceLayer::name);
        QCOMPARE(names, (QStringList{"Label", "Prediction A", "Prediction B", "Uncertainty of A", "Error against label",
                                     "Probability B, atrium", "Probability B, background"}));
        QCOMPARE(layerOf(stack, kUncertaintyOfA).unit, QString("nats"));
        QCOMPARE(layerOf(stack, {MapKind::Probability, Decoder::B, 1}).unit, QString());
    }

    void unknownVoxelsHaveANameAndAGrey() {
        const auto layerFor = [](std::uint8_t value) {
            MapSet maps;
            maps.set(kReferenceMap, labels(value));
            LayerStack stack;
            stack.setLayers(layersOf(maps, scheme(), {}));
            return layerOf(stack, kReferenceMap);
        };
        const SliceLayer partly = layerFor(kUnknownClass);
        QCOMPARE(valueText(partly, {0, 0, 0}), "unknown");
        const QColor grey = partly.colourOfClass(kUnknownClass);
        QVERIFY(grey.isValid() && grey.saturation() == 0);
        QVERIFY(!layerFor(1).colourOfClass(kUnknownClass).isValid());  // the legend tells of what is there
        QCOMPARE(layerFor(1).classNames.size(), std::size_t{2});
    }

    void remembersHowLayersWereShown() {
        LayerStack stack;
        stack.setLayers(layers(true, true));
        QVERIFY(layerOf(stack, kLabelMap).isVisible);
        QVERIFY(layerOf(stack, kReferenceMap).isVisible);
        stack.toggleKey(1);
        stack.toggleKey(7);
        QVERIFY(!layerOf(stack, kReferenceMap).isVisible);
        QVERIFY(layerOf(stack, kUncertaintyOfA).isVisible);
        stack.setLayers(layers(false, false));  // a case without a label and maps
        stack.setLayers(layers(true, true));
        QVERIFY(!layerOf(stack, kReferenceMap).isVisible);
        QVERIFY(layerOf(stack, kUncertaintyOfA).isVisible);
        stack.toggleKey(6);  // the teaching weight of A is not there
    }

    void presetsReachLayersThatComeLater() {
        LayerStack stack;
        stack.setLayers(layers(true, false));
        stack.choose(LayerPreset::WhichDecoder);
        stack.setLayers(layers(true, true));
        QVERIFY(layerOf(stack, kPredictionOfB).isVisible);
        QVERIFY(layerOf(stack, kPredictionOfB).fill == LayerFill::Contour);
        QVERIFY(!layerOf(stack, kUncertaintyOfA).isVisible);
    }

    void changesAndRestores() {
        LayerStack stack;
        stack.setLayers(layers(false, true));
        const auto& all = stack.layers();
        const auto at = static_cast<std::size_t>(&layerOf(stack, kUncertaintyOfA) - all.data());
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
        QVERIFY(order.back().map == kReferenceMap);
        QCOMPARE(order.size(), stack.layers().size());
    }
};

QTEST_MAIN(TestLayerStack)
#include "tst_layer_stack.moc"
