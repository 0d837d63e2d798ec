#include "ui/inspect/layer_catalogue.h"

#include "ui/trust/trust_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

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

class Catalogue {
public:
    Catalogue(const NamedVoxels& maps, const LabelScheme& scheme) : m_maps(maps), m_scheme(scheme) {}

    /// lightness: of the classes' colours in percent, so that the contours of two predictions can be told apart.
    void addPrediction(const std::string& id, const char* name, int lightness = 100) {
        addClasses(id, name, [lightness](const QColor& colour) { return colour.lighter(lightness); });
    }

    /// The case's own, told from every prediction by pale colours and dashes.
    void addReference(const std::string& id, const char* name) {
        addClasses(id, name, [](const QColor& colour) {
            const auto pale = [](int part) { return static_cast<int>(part + kWhiteOfLabel * (255 - part)); };
            return QColor(pale(colour.red()), pale(colour.green()), pale(colour.blue()));
        });
        if (!m_layers.empty() && m_layers.back().id == QString::fromStdString(id)) {
            m_layers.back().isDashed = true;
        }
    }

    template <class Shade>
    void addClasses(const std::string& id, const char* name, const Shade& shade) {
        std::vector<QColor> colours{QColor()};
        std::vector<QString> names{QString()};
        for (std::size_t index = 1; index < m_scheme.classes.size(); ++index) {
            const auto& colour = m_scheme.classes[index].colour;
            colours.push_back(shade(QColor(colour[0], colour[1], colour[2])));
            names.push_back(QString::fromStdString(m_scheme.classes[index].name));
        }
        addLabels(id, name, colours, names);
    }

    void addLabels(const std::string& id, const char* name, const std::vector<QColor>& colours,
                   const std::vector<QString>& names) {
        const auto found = m_maps.labels.find(id);
        if (found != m_maps.labels.end()) {
            m_layers.push_back({.id = QString::fromStdString(id),
                                .name = text(name),
                                .voxels = found->second,
                                .opacity = 0.5,
                                .classColours = colours,
                                .classNames = names});
        }
    }

    void addScalar(const std::string& id, const QString& name, ColourMapName colours, double high = 1,
                   const QString& unit = {}) {
        const auto found = m_maps.scalars.find(id);
        if (found != m_maps.scalars.end()) {
            m_layers.push_back({.id = QString::fromStdString(id),
                                .name = name,
                                .voxels = found->second,
                                .opacity = 0.6,
                                .colourMap = colours,
                                .low = 0,
                                .high = high,
                                .unit = unit});
        }
    }

    /// As a scalar, with what its values are.
    void addExplained(const std::string& id, const QString& name, ColourMapName colours, const QString& meaning,
                      const QString& explanation) {
        addScalar(id, name, colours);
        explain(id, meaning, explanation);
    }

    void explain(const std::string& id, const QString& meaning, const QString& explanation) {
        if (!m_layers.empty() && m_layers.back().id == QString::fromStdString(id)) {
            m_layers.back().meaning = meaning;
            m_layers.back().explanation = explanation;
        }
    }

    /// So that the image is seen where there is nothing to be told.
    void showAtMost(const std::string& id, double value) {
        if (!m_layers.empty() && m_layers.back().id == QString::fromStdString(id)) {
            m_layers.back().threshold = LayerThreshold::AtMost;
            m_layers.back().thresholdValue = value;
        }
    }

    /// One layer per class, the background last.
    void addByClass(const std::string& id, const char* name, ColourMapName colours) {
        for (std::size_t step = 1; step <= m_scheme.classes.size(); ++step) {
            const std::size_t index = step % m_scheme.classes.size();
            addScalar(id + "-" + std::to_string(index),
                      text(name).arg(QString::fromStdString(m_scheme.classes[index].name)), colours);
        }
    }

    [[nodiscard]] std::vector<SliceLayer> take() { return std::move(m_layers); }

private:
    const NamedVoxels& m_maps;
    const LabelScheme& m_scheme;
    std::vector<SliceLayer> m_layers;
};

/// The class of the greatest probability, the first of equals.
LabelVolume greatest(const NamedVoxels& maps, const std::string& stem, int classCount) {
    std::vector<ImageVolume> probabilities;
    for (int index = 0; index < classCount; ++index) {
        const auto found = maps.scalars.find(stem + "-" + std::to_string(index));
        if (found == maps.scalars.end()) {
            return {};
        }
        probabilities.push_back(found->second);
    }
    std::vector<std::uint8_t> classes(probabilities.front().voxels().size());
    std::vector<float> best(probabilities.front().voxels().begin(), probabilities.front().voxels().end());
    for (std::size_t index = 1; index < probabilities.size(); ++index) {
        const auto values = probabilities[index].voxels();
        for (std::size_t at = 0; at < classes.size(); ++at) {
            if (values[at] > best[at]) {
                best[at] = values[at];
                classes[at] = static_cast<std::uint8_t>(index);
            }
        }
    }
    return {probabilities.front().geometry(), std::move(classes)};
}

/// 1 missed, 2 invented, 3 another structure; 0 right.
LabelVolume errorOf(const LabelVolume& reference, const LabelVolume& predicted) {
    std::vector<std::uint8_t> error(reference.voxels().size());
    for (std::size_t at = 0; at < error.size(); ++at) {
        const std::uint8_t right = reference.voxels()[at];
        const std::uint8_t given = predicted.voxels()[at];
        if (right != given) {
            error[at] = given == 0 ? 1 : right == 0 ? 2 : 3;
        }
    }
    return {reference.geometry(), std::move(error)};
}

struct Shown {
    const char* id;
    LayerFill fill;
    double opacity;
};

std::vector<Shown> shownBy(LayerPreset preset) {
    switch (preset) {
        case LayerPreset::Segmentation:
            return {{"label", LayerFill::Filled, 0.4}, {"reference", LayerFill::Contour, 1}};
        case LayerPreset::HowSure:
            return {{"uncertainty-a", LayerFill::Filled, 0.6}, {"label", LayerFill::Contour, 1}};
        case LayerPreset::WhoTeaches:
            return {{"selection", LayerFill::Filled, 0.45}, {"label", LayerFill::Contour, 1}};
        case LayerPreset::WhereWrong:
            return {{"error", LayerFill::Filled, 0.6}, {"reference", LayerFill::Contour, 1}};
        case LayerPreset::HowTrusted:
            return {{"trust", LayerFill::Filled, 0.6}, {"label", LayerFill::Contour, 1}};
        case LayerPreset::WhichDecoder:
            return {{"disagreement", LayerFill::Filled, 0.6},
                    {"label", LayerFill::Contour, 1},
                    {"prediction-b", LayerFill::Contour, 1}};
    }
    return {};
}

}  // namespace

NamedVoxels voxelsOf(const std::vector<SliceLayer>& layers) {
    NamedVoxels maps;
    for (const SliceLayer& layer : layers) {
        if (layer.isLabelMap()) {
            maps.labels[layer.id.toStdString()] = std::get<LabelVolume>(layer.voxels);
        } else {
            maps.scalars[layer.id.toStdString()] = std::get<ImageVolume>(layer.voxels);
        }
    }
    return maps;
}

void addDerived(NamedVoxels& maps, int classCount) {
    for (const auto& [id, stem] :
         {std::pair{"prediction-b", "probability-b"}, {"prediction-mean", "probability-mean"}}) {
        if (!maps.labels.contains(id)) {
            if (LabelVolume predicted = greatest(maps, stem, classCount); !predicted.isEmpty()) {
                maps.labels[id] = std::move(predicted);
            }
        }
    }
    const bool isComparable = maps.labels.contains("reference") && maps.labels.contains("label");
    if (isComparable && !maps.labels.contains("error")) {
        maps.labels["error"] = errorOf(maps.labels["reference"], maps.labels["label"]);
    }
}

int keyOfLayer(const QString& id) {
    static const std::array<const char*, 10> kByKey{"error",         "reference",   "label",         "prediction-b",
                                                    "selection",     "trust",       "reliability-a", "uncertainty-a",
                                                    "uncertainty-b", "disagreement"};
    const auto found = std::ranges::find_if(kByKey, [&id](const char* one) { return id == QLatin1String(one); });
    return found == kByKey.end() ? -1 : static_cast<int>(found - kByKey.begin());
}

std::vector<SliceLayer> layersOf(const NamedVoxels& maps, const LabelScheme& scheme) {
    const double mostUncertain = std::log(static_cast<double>(scheme.classes.size()));
    const QString nats = text(QT_TRANSLATE_NOOP("LayerCatalogue", "nats"));
    Catalogue list(maps, scheme);
    list.addReference("reference", QT_TRANSLATE_NOOP("LayerCatalogue", "Label"));
    list.addPrediction("label", QT_TRANSLATE_NOOP("LayerCatalogue", "Prediction A"));
    list.addPrediction("prediction-b", QT_TRANSLATE_NOOP("LayerCatalogue", "Prediction B"), kLightnessOfB);
    list.addLabels("selection", QT_TRANSLATE_NOOP("LayerCatalogue", "Who teaches whom"),
                   {QColor(), kTeacherA, kTeacherB},
                   {QString(), text(QT_TRANSLATE_NOOP("LayerCatalogue", "A teaches B")),
                    text(QT_TRANSLATE_NOOP("LayerCatalogue", "B teaches A"))});
    const bool isCalibrated = maps.isTrustCalibrated;
    list.addExplained("trust", TrustWords::name(isCalibrated), ColourMapName::Viridis,
                      TrustWords::meaning(isCalibrated), TrustWords::ofAVoxel(isCalibrated));
    list.showAtMost("trust", kWorthALook);
    for (const auto& [id, name] :
         {std::pair{"reliability-a", QT_TRANSLATE_NOOP("LayerCatalogue", "Teaching weight of A")},
          {"reliability-b", QT_TRANSLATE_NOOP("LayerCatalogue", "Teaching weight of B")}}) {
        list.addExplained(id, text(name), ColourMapName::Cividis, TrustWords::meaningOfTeachingWeight(),
                          TrustWords::ofTeachingWeight());
    }
    list.addScalar("uncertainty-a", text(QT_TRANSLATE_NOOP("LayerCatalogue", "Uncertainty of A")), ColourMapName::Magma,
                   mostUncertain, nats);
    list.addScalar("uncertainty-b", text(QT_TRANSLATE_NOOP("LayerCatalogue", "Uncertainty of B")), ColourMapName::Magma,
                   mostUncertain, nats);
    list.addLabels("disagreement", QT_TRANSLATE_NOOP("LayerCatalogue", "Disagreement"), {QColor(), kDiffers},
                   {QString(), text(QT_TRANSLATE_NOOP("LayerCatalogue", "A and B differ"))});
    list.addLabels("error", QT_TRANSLATE_NOOP("LayerCatalogue", "Error against label"),
                   {QColor(), kMissed, kInvented, kConfused},
                   {QString(), text(QT_TRANSLATE_NOOP("LayerCatalogue", "missed")),
                    text(QT_TRANSLATE_NOOP("LayerCatalogue", "invented")),
                    text(QT_TRANSLATE_NOOP("LayerCatalogue", "other structure"))});
    if (maps.isReferenceOfRun) {
        list.explain("error", text(QT_TRANSLATE_NOOP("LayerCatalogue", "the label is this prediction: no judge of it")),
                     text(QT_TRANSLATE_NOOP("LayerCatalogue",
                                            "The case's label is this run's prediction, accepted as it was: it cannot\n"
                                            "judge the run. Correct the label, or look at a case with another one.")));
    }
    list.addPrediction("prediction-mean", QT_TRANSLATE_NOOP("LayerCatalogue", "Prediction of the mean"));
    list.addByClass("similarity-a", QT_TRANSLATE_NOOP("LayerCatalogue", "Similarity A, %1"), ColourMapName::Viridis);
    list.addByClass("similarity-b", QT_TRANSLATE_NOOP("LayerCatalogue", "Similarity B, %1"), ColourMapName::Viridis);
    list.addByClass("probability-a", QT_TRANSLATE_NOOP("LayerCatalogue", "Probability A, %1"), ColourMapName::Viridis);
    list.addByClass("probability-b", QT_TRANSLATE_NOOP("LayerCatalogue", "Probability B, %1"), ColourMapName::Viridis);
    list.addByClass("probability-mean", QT_TRANSLATE_NOOP("LayerCatalogue", "Probability mean, %1"),
                    ColourMapName::Viridis);
    return list.take();
}

void applyPreset(std::vector<SliceLayer>& layers, LayerPreset preset) {
    const std::vector<Shown> shown = shownBy(preset);
    for (SliceLayer& layer : layers) {
        const auto entry = std::ranges::find_if(shown, [&](const Shown& one) { return layer.id == one.id; });
        layer.isVisible = entry != shown.end();
        if (layer.isVisible) {
            layer.fill = entry->fill;
            layer.opacity = entry->opacity;
        }
    }
}

}  // namespace tandem
