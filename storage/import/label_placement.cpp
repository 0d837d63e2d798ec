#include "storage/import/label_placement.h"

#include "core/volume/lattice.h"

#include <utility>

namespace tandem {

PlacedLabel placedOnImage(const Geometry& image, const RawLabelVolume& label, const std::string& what, bool resamples) {
    const auto difference = differenceOf(image, label.geometry());
    if (!difference) {
        return {.label = label};
    }
    if (auto placed = placedOn(image, label)) {
        const bool isPart = placed->voxels().size() != label.voxels().size();
        return {.label = std::move(placed),
                .finding = Finding{FindingSeverity::Note,
                                   what + (isPart ? " covers a part of the image; what it does not cover is background."
                                                  : " is stored along other axes than the image; it is taken voxel by "
                                                    "voxel."),
                                   ""}};
    }
    if (resamples) {
        return {.label = resampledTo(image, label),
                .finding = Finding{FindingSeverity::Warning,
                                   what + " lies on another grid than the image (" + *difference +
                                       "); its nearest voxels are taken.",
                                   "Look at the case; thin structures can be lost."},
                .isResampled = true};
    }
    return {.finding =
                Finding{FindingSeverity::Refusal, "image and " + what + " lie on different grids: " + *difference + ".",
                        "Check that they belong together; if so, ask for the label's nearest voxels "
                        "(--resample-labels)."}};
}

}  // namespace tandem
