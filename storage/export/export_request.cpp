#include "storage/export/export_request.h"

#include "core/base/error.h"
#include "core/maps/map_name.h"
#include "storage/export/export_names.h"

#include <array>
#include <utility>

namespace tandem {
namespace {

struct ImageFormatRow {
    ImageFormat format;
    std::string_view name;
    std::string_view extension;
};
struct MeshFormatRow {
    MeshFormat format;
    std::string_view name;
    std::string_view extension;
};

constexpr std::array<ImageFormatRow, 3> kImageFormats{{{ImageFormat::Nifti, "nifti", ".nii.gz"},
                                                       {ImageFormat::Nrrd, "nrrd", ".nrrd"},
                                                       {ImageFormat::MetaImage, "metaimage", ".mha"}}};
constexpr std::array<MeshFormatRow, 3> kMeshFormats{
    {{MeshFormat::Stl, "stl", ".stl"}, {MeshFormat::Obj, "obj", ".obj"}, {MeshFormat::Ply, "ply", ".ply"}}};

const ImageFormatRow& rowOf(ImageFormat format) {
    return kImageFormats.at(static_cast<std::size_t>(format));
}
const MeshFormatRow& rowOf(MeshFormat format) {
    return kMeshFormats.at(static_cast<std::size_t>(format));
}

}  // namespace

std::string_view nameOf(ImageFormat format) {
    return rowOf(format).name;
}
std::string_view nameOf(MeshFormat format) {
    return rowOf(format).name;
}
std::string_view extensionOf(ImageFormat format) {
    return rowOf(format).extension;
}
std::string_view extensionOf(MeshFormat format) {
    return rowOf(format).extension;
}

std::optional<ImageFormat> imageFormatNamed(std::string_view name) {
    for (const ImageFormatRow& row : kImageFormats) {
        if (row.name == name) {
            return row.format;
        }
    }
    return std::nullopt;
}

std::optional<MeshFormat> meshFormatNamed(std::string_view name) {
    for (const MeshFormatRow& row : kMeshFormats) {
        if (row.name == name) {
            return row.format;
        }
    }
    return std::nullopt;
}

ExportChoice ExportChoice::none() {
    return {.label = false, .probabilities = false, .maps = false};
}

void ExportRequest::check() const {
    if (what.isEmpty()) {
        throw Error(ErrorCode::InvalidInput, "Nothing is chosen for the export; choose at least the label.");
    }
    if (folder.empty()) {
        throw Error(ErrorCode::InvalidInput, "The export has no folder; name one.");
    }
    if (abstain && !(abstain->threshold >= 0 && abstain->threshold <= 1)) {
        throw Error(ErrorCode::InvalidInput, "The abstain threshold must lie between 0 and 1.");
    }
    if (!decoderNamed(label)) {
        throw Error(ErrorCode::InvalidInput, "There is no label \"" + label + "\" to export; choose a, b or mean.");
    }
    checkPattern(pattern);
}

}  // namespace tandem
