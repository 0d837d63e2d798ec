// What a map of a case is called: in files, in the database, in JSON and as a layer. The one place that spells and
// reads these names, and that knows what values a map of the name has.
//
// A plain value; thread-safe. Invariant: mapNamed(textOf(name)) is the name of a map that is kept (those of a window
// may lack the decoder), and names sort as their texts do, but for classes, which sort by number.
#pragma once

#include "core/base/choice.h"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace tandem {

enum class MapKind {
    Correction,    ///< the case's label as a person corrects it
    Disagreement,  ///< 1 where the labels of A and B differ
    Error,         ///< of the label against the reference: core/maps/derived_maps.h
    Label,         ///< the class of the greatest probability
    Probability,
    Reference,    ///< the case's own label
    Reliability,  ///< the method's r, the weight of a decoder as a teacher
    Selection,    ///< 0 nobody, 1 A would teach B, 2 B would teach A
    Similarity,   ///< of a voxel's features to those of a class
    Trust,        ///< probability that the label that is shown is right
    Uncertainty   ///< entropy
};

/// Whose map it is; Mean is of the probabilities of both.
enum class Decoder { A, B, Mean };
template <>
inline constexpr std::array<std::string_view, 3> kChoiceTexts<Decoder>{"a", "b", "mean"};

struct MapName {
    MapKind kind = MapKind::Label;
    std::optional<Decoder> decoder;  ///< absent where the map is of none, or of whichever is shown
    std::optional<int> classIndex;   ///< of a map that is kept class by class; absent: of the class a voxel has

    auto operator<=>(const MapName&) const = default;

    [[nodiscard]] bool isLabelMap() const noexcept;  ///< whole numbers, else numbers from 0 to highest()
    /// The greatest value there can be among so many classes, of a map of numbers.
    [[nodiscard]] double highest(int classes) const;
    [[nodiscard]] bool isInNats() const noexcept { return kind == MapKind::Uncertainty; }
};

/// The label that the protocol takes.
inline constexpr MapName kLabelMap{MapKind::Label, Decoder::A};
inline constexpr MapName kReferenceMap{MapKind::Reference};
inline constexpr MapName kCorrectionMap{MapKind::Correction};
inline constexpr MapName kErrorMap{MapKind::Error};
inline constexpr MapName kTrustMap{MapKind::Trust};
inline constexpr MapName kSelectionMap{MapKind::Selection};
inline constexpr MapName kDisagreementMap{MapKind::Disagreement};

/// "label" (of A), "label-b", "uncertainty-a", "probability-mean-1", "selection".
[[nodiscard]] std::string textOf(const MapName& name);
/// Nothing for what is no name of a map.
[[nodiscard]] std::optional<MapName> mapNamed(std::string_view text);

}  // namespace tandem
