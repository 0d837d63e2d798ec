#include "ui/trust/map_words.h"

#include "ui/trust/trust_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace tandem {
namespace {

struct Title {
    MapName map;  ///< of any class
    const char* context;
    const char* text;
};

constexpr const char* kLayers = "LayerCatalogue";
constexpr const char* kShown = "tandem::SnapshotViews";

/// All but trust, which has words of its own.
constexpr std::array kTitles{
    Title{kCorrectionMap, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Correction")},
    Title{kReferenceMap, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Label")},
    Title{kLabelMap, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Prediction A")},
    Title{{MapKind::Label, Decoder::B}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Prediction B")},
    Title{{MapKind::Label, Decoder::Mean}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Prediction of the mean")},
    Title{{MapKind::Label}, kShown, QT_TRANSLATE_NOOP("tandem::SnapshotViews", "Prediction")},
    Title{kSelectionMap, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Who teaches whom")},
    Title{{MapKind::Reliability, Decoder::A}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Teaching weight of A")},
    Title{{MapKind::Reliability, Decoder::B}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Teaching weight of B")},
    Title{{MapKind::Reliability}, kShown, QT_TRANSLATE_NOOP("tandem::SnapshotViews", "Teaching weight")},
    Title{{MapKind::Uncertainty, Decoder::A}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Uncertainty of A")},
    Title{{MapKind::Uncertainty, Decoder::B}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Uncertainty of B")},
    Title{{MapKind::Uncertainty}, kShown, QT_TRANSLATE_NOOP("tandem::SnapshotViews", "Uncertainty")},
    Title{kDisagreementMap, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Disagreement")},
    Title{kErrorMap, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Error against label")},
    Title{{MapKind::Similarity, Decoder::A}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Similarity A, %1")},
    Title{{MapKind::Similarity, Decoder::B}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Similarity B, %1")},
    Title{{MapKind::Similarity}, kShown, QT_TRANSLATE_NOOP("tandem::SnapshotViews", "Similarity")},
    Title{{MapKind::Probability, Decoder::A}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Probability A, %1")},
    Title{{MapKind::Probability, Decoder::B}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Probability B, %1")},
    Title{{MapKind::Probability, Decoder::Mean}, kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "Probability mean, %1")}};

}  // namespace

QString MapWords::title(const MapName& map, const QString& className) {
    const auto* const found = std::ranges::find(kTitles, MapName{map.kind, map.decoder}, &Title::map);
    if (found == kTitles.end()) {
        return map == kTrustMap ? TrustWords::name(true) : QString::fromStdString(textOf(map));
    }
    const QString title = QCoreApplication::translate(found->context, found->text);
    return map.classIndex ? title.arg(className) : title;
}

QString MapWords::unit(const MapName& map) {
    return map.isInNats() ? QCoreApplication::translate(kLayers, QT_TRANSLATE_NOOP("LayerCatalogue", "nats"))
                          : QString();
}

}  // namespace tandem
