#include "ui/inspect/layer_catalogue.h"

#include "ui/trust/map_words.h"
#include "ui/trust/trust_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <utility>

namespace tandem {
namespace {

QString text(const char* source) {
    return QCoreApplication::translate("LayerCatalogue", source);
}

/// Blue and orange are told apart by every kind of eye.
const QColor kTeacherA(0x3b, 0x8e, 0xea);
const QColor kTeacherB(0xf2, 0x8e, 0x2b);
constexpr int kLightnessOfB = 165;
constexpr double kWhiteOfLabel = 0.75;  ///< mixed into the classes' colours
constexpr double kWorthALook = 0.95;    ///< trust above it is not coloured, unless a person wants it
const QColor kDiffers(0xe8, 0x3f, 0x8f);
const QColor kMissed(0xf0, 0x4e, 0x4e);
const QColor kInvented(0x46, 0xc3, 0xe6);
const QColor kConfused(0xd9, 0x7b, 0xf0);

/// Adds layers of the maps that are there.
class Catalogue {
public:
    Catalogue(const MapSet& maps, const LabelScheme& scheme) : m_maps(maps), m_scheme(scheme) {}

    /// In the classes' colours, as shade changes them.
    template <class Shade>
    SliceLayer* addClasses(const MapName& map, const Shade& shade) {
        std::vector<QColor> colours{QColor()};
        std::vector<QString> names{QString()};
        for (std::size_t index = 1; index < m_scheme.classes.size(); ++index) {
            const auto& colour = m_scheme.classes[index].colour;
            colours.push_back(shade(QColor(colour[0], colour[1], colour[2])));
            names.push_back(nameOf(index));
        }
        return addLabels(map, colours, names);
    }

    /// lightness: of the classes' colours in percent, so that the contours of two predictions can be told apart.
    void addPrediction(Decoder decoder, int lightness = 100) {
        addClasses({MapKind::Label, decoder}, [lightness](const QColor& colour) { return colour.lighter(lightness); });
    }

    /// The case's own, told from every prediction by pale colours and dashes.
    void addReference() {
        SliceLayer* const layer = addClasses(kReferenceMap, [](const QColor& colour) {
            const auto pale = [](int part) { return static_cast<int>(part + kWhiteOfLabel * (255 - part)); };
            return QColor(pale(colour.red()), pale(colour.green()), pale(colour.blue()));
        });
        if (layer != nullptr) {
            layer->isDashed = true;
            showUnknown(*layer, text(QT_TRANSLATE_NOOP("LayerCatalogue", "unknown")));
        }
    }

    /// nullptr where there is no such map, as below; the layer is valid until the next one is added.
    SliceLayer* addLabels(const MapName& map, const std::vector<QColor>& colours, const std::vector<QString>& names) {
        SliceLayer* const layer = add(map, {});
        if (layer != nullptr) {
            layer->opacity = 0.5;
            layer->classColours = colours;
            layer->classNames = names;
        }
        return layer;
    }

    SliceLayer* addScalar(const MapName& map, const QString& className = {}) {
        SliceLayer* const layer = add(map, className);
        if (layer != nullptr) {
            layer->opacity = 0.6;
            layer->colourMap = coloursOf(map.kind);
            layer->high = map.highest(m_scheme.count());
            layer->unit = MapWords::unit(map);
        }
        return layer;
    }

    /// One layer per class, the background last.
    void addByClass(MapKind kind, Decoder decoder) {
        for (std::size_t step = 1; step <= m_scheme.classes.size(); ++step) {
            const std::size_t index = step % m_scheme.classes.size();
            addScalar({kind, decoder, static_cast<int>(index)}, nameOf(index));
        }
    }

    [[nodiscard]] std::vector<SliceLayer> take() { return std::move(m_layers); }

private:
    [[nodiscard]] QString nameOf(std::size_t index) const {
        return QString::fromStdString(m_scheme.classes[index].name);
    }
    SliceLayer* add(const MapName& map, const QString& className) {
        const MapVoxels* const voxels = m_maps.find(map);
        return voxels == nullptr ? nullptr
                                 : &m_layers.emplace_back(SliceLayer{
                                       .map = map, .name = MapWords::title(map, className), .voxels = *voxels});
    }

    const MapSet& m_maps;
    const LabelScheme& m_scheme;
    std::vector<SliceLayer> m_layers;
};

void addTrust(Catalogue& list, bool isCalibrated) {
    if (SliceLayer* const layer = list.addScalar(kTrustMap)) {
        layer->name = TrustWords::name(isCalibrated);
        layer->meaning = TrustWords::meaning(isCalibrated);
        layer->explanation = TrustWords::ofAVoxel(isCalibrated);
        // So that the image is seen where there is nothing to be told.
        layer->threshold = LayerThreshold::AtMost;
        layer->thresholdValue = kWorthALook;
    }
}

void addTeachingWeight(Catalogue& list, Decoder decoder) {
    if (SliceLayer* const layer = list.addScalar({MapKind::Reliability, decoder})) {
        layer->meaning = TrustWords::meaningOfTeachingWeight();
        layer->explanation = TrustWords::ofTeachingWeight();
    }
}

void addError(Catalogue& list, bool isReferenceOfRun) {
    SliceLayer* const layer = list.addLabels(kErrorMap, {QColor(), kMissed, kInvented, kConfused},
                                             {QString(), text(QT_TRANSLATE_NOOP("LayerCatalogue", "missed")),
                                              text(QT_TRANSLATE_NOOP("LayerCatalogue", "invented")),
                                              text(QT_TRANSLATE_NOOP("LayerCatalogue", "other structure"))});
    if (layer != nullptr && isReferenceOfRun) {
        layer->meaning = text(QT_TRANSLATE_NOOP("LayerCatalogue", "the label is this prediction: no judge of it"));
        layer->explanation =
            text(QT_TRANSLATE_NOOP("LayerCatalogue",
                                   "The case's label is this run's prediction, accepted as it was: it cannot\n"
                                   "judge the run. Correct the label, or look at a case with another one."));
    }
}

struct Shown {
    MapName map;
    LayerFill fill;
    double opacity;
};

std::vector<Shown> shownBy(LayerPreset preset) {
    constexpr Shown kOutline{kLabelMap, LayerFill::Contour, 1};
    constexpr Shown kReference{kReferenceMap, LayerFill::Contour, 1};
    switch (preset) {
        case LayerPreset::Segmentation:
            return {{kLabelMap, LayerFill::Filled, 0.4}, kReference};
        case LayerPreset::HowSure:
            return {{{MapKind::Uncertainty, Decoder::A}, LayerFill::Filled, 0.6}, kOutline};
        case LayerPreset::WhoTeaches:
            return {{kSelectionMap, LayerFill::Filled, 0.45}, kOutline};
        case LayerPreset::WhereWrong:
            return {{kErrorMap, LayerFill::Filled, 0.6}, kReference};
        case LayerPreset::HowTrusted:
            return {{kTrustMap, LayerFill::Filled, 0.6}, kOutline};
        case LayerPreset::WhichDecoder:
            return {{kDisagreementMap, LayerFill::Filled, 0.6},
                    kOutline,
                    {{MapKind::Label, Decoder::B}, LayerFill::Contour, 1}};
    }
    return {};
}

}  // namespace

MapSet mapsOf(const std::vector<SliceLayer>& layers) {
    MapSet maps;
    for (const SliceLayer& layer : layers) {
        std::visit([&](const auto& voxels) { maps.set(layer.map, voxels); }, layer.voxels);
    }
    return maps;
}

int keyOfLayer(const MapName& map) {
    static constexpr std::array kByKey{kErrorMap,
                                       kReferenceMap,
                                       kLabelMap,
                                       MapName{MapKind::Label, Decoder::B},
                                       kSelectionMap,
                                       kTrustMap,
                                       MapName{MapKind::Reliability, Decoder::A},
                                       MapName{MapKind::Uncertainty, Decoder::A},
                                       MapName{MapKind::Uncertainty, Decoder::B},
                                       kDisagreementMap};
    const auto* const found = std::ranges::find(kByKey, map);
    return found == kByKey.end() ? -1 : static_cast<int>(found - kByKey.begin());
}

std::vector<SliceLayer> layersOf(const MapSet& maps, const LabelScheme& scheme, const LayerFacts& facts) {
    Catalogue list(maps, scheme);
    list.addReference();
    list.addPrediction(Decoder::A);
    list.addPrediction(Decoder::B, kLightnessOfB);
    list.addLabels(kSelectionMap, {QColor(), kTeacherA, kTeacherB},
                   {QString(), text(QT_TRANSLATE_NOOP("LayerCatalogue", "A teaches B")),
                    text(QT_TRANSLATE_NOOP("LayerCatalogue", "B teaches A"))});
    addTrust(list, facts.isTrustCalibrated);
    addTeachingWeight(list, Decoder::A);
    addTeachingWeight(list, Decoder::B);
    list.addScalar({MapKind::Uncertainty, Decoder::A});
    list.addScalar({MapKind::Uncertainty, Decoder::B});
    list.addLabels(kDisagreementMap, {QColor(), kDiffers},
                   {QString(), text(QT_TRANSLATE_NOOP("LayerCatalogue", "A and B differ"))});
    addError(list, facts.isReferenceOfRun);
    list.addPrediction(Decoder::Mean);
    list.addByClass(MapKind::Similarity, Decoder::A);
    list.addByClass(MapKind::Similarity, Decoder::B);
    for (const Decoder decoder : {Decoder::A, Decoder::B, Decoder::Mean}) {
        list.addByClass(MapKind::Probability, decoder);
    }
    return list.take();
}

void applyPreset(std::vector<SliceLayer>& layers, LayerPreset preset) {
    const std::vector<Shown> shown = shownBy(preset);
    for (SliceLayer& layer : layers) {
        const auto entry = std::ranges::find_if(shown, [&](const Shown& one) { return layer.map == one.map; });
        layer.isVisible = entry != shown.end() || layer.map == kCorrectionMap;
        if (entry != shown.end()) {
            layer.fill = entry->fill;
            layer.opacity = entry->opacity;
        }
    }
}

}  // namespace tandem
