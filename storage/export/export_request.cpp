#include "storage/export/export_request.h"

#include "core/base/error.h"
#include "storage/export/export_names.h"

namespace tandem {

std::string_view extensionOf(ImageFormat format) {
    constexpr std::array<std::string_view, 3> kExtensions{".nii.gz", ".nrrd", ".mha"};
    return kExtensions.at(static_cast<std::size_t>(format));
}

std::string_view extensionOf(MeshFormat format) {
    constexpr std::array<std::string_view, 3> kExtensions{".stl", ".obj", ".ply"};
    return kExtensions.at(static_cast<std::size_t>(format));
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
    if (layout == ExportLayout::Pattern) {
        checkPattern(pattern);
        return;
    }
    ExportChoice other = what;
    other.label = other.probabilities = false;
    if (!what.label || !other.isEmpty()) {
        throw Error(ErrorCode::InvalidInput,
                    "BIDS derivatives are label maps, with probabilities if you want; choose the label map, and leave "
                    "out the rest.");
    }
    if (format != ImageFormat::Nifti) {
        throw Error(ErrorCode::InvalidInput, "BIDS derivatives are NIfTI files; choose that format.");
    }
}

}  // namespace tandem
