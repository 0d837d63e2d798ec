// What a person asks for when results leave the project: which cases, what of them, in which formats, under which
// names.
//
// Plain values; the functions are thread-safe. Invariant (see check()): something is asked for, and a folder is named.
#pragma once

#include "core/maps/map_name.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

enum class ImageFormat { Nifti, Nrrd, MetaImage };
template <>
inline constexpr std::array<std::string_view, 3> kChoiceTexts<ImageFormat>{"nifti", "nrrd", "metaimage"};

enum class MeshFormat { Stl, Obj, Ply };
template <>
inline constexpr std::array<std::string_view, 3> kChoiceTexts<MeshFormat>{"stl", "obj", "ply"};

/// How files are named and arranged.
enum class ExportLayout {
    Pattern,  ///< by the request's pattern
    Bids      ///< as derivatives of a BIDS data set: label maps, and probabilities
};
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<ExportLayout>{"pattern", "bids"};

/// ".nii.gz", ".nrrd" or ".mha"; ".stl", ".obj" or ".ply".
[[nodiscard]] std::string_view extensionOf(ImageFormat format);
[[nodiscard]] std::string_view extensionOf(MeshFormat format);

/// What is written of each case; the last three for all cases together.
struct ExportChoice {
    bool label = true;               ///< a label map, with the voxel values of the project's label scheme
    bool probabilities = true;       ///< of every class, of A, B and their mean
    bool maps = true;                ///< uncertainty, similarity, teaching weight, selection, disagreement, trust
    bool surfaces = false;           ///< a triangle mesh per class
    bool dicomSegmentation = false;  ///< of cases that came from a DICOM series
    bool structureSet = false;       ///< of the same
    bool metrics = false;            ///< CSV and JSON, of cases with a label
    bool reportHtml = false;
    bool reportPdf = false;

    bool operator==(const ExportChoice&) const = default;

    [[nodiscard]] static ExportChoice none();
    [[nodiscard]] bool isEmpty() const { return *this == none(); }
};

/// Voxels that are not to be trusted get a value of their own in label maps, and a segment in DICOM objects.
struct AbstainSettings {
    double threshold = 0.75;       ///< trust under which a voxel is not decided, 0..1
    std::int32_t fileValue = 255;  ///< must not be the value of a class

    bool operator==(const AbstainSettings&) const = default;
};

/// What such voxels are called, and shown as.
inline constexpr std::string_view kAbstainName = "abstain";
inline constexpr std::array<std::uint8_t, 3> kAbstainColour{255, 0, 255};

struct ExportRequest {
    std::int64_t runId = 0;
    std::vector<std::int64_t> caseIds;  ///< empty for every predicted case
    std::string
        checkpoint;  ///< whose predictions: as chosenWeights() of storage/prediction/prediction_weights.h takes it
    Decoder label = Decoder::A;  ///< whose
    ExportChoice what;
    ImageFormat format = ImageFormat::Nifti;
    MeshFormat meshFormat = MeshFormat::Stl;
    ExportLayout layout = ExportLayout::Pattern;
    std::filesystem::path folder;           ///< of BIDS derivatives: of the data set that they are of
    std::string pattern = "{case}_{what}";  ///< see storage/export/export_names.h
    std::optional<AbstainSettings> abstain;
    bool overwrite = false;

    /// Throws Error (InvalidInput) with what is wrong.
    void check() const;
};

}  // namespace tandem
