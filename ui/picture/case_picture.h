// The standard picture of a case for a report: its image, label, prediction and maps side by side, in the axial slice
// that shows most of it.
//
// Drawn without a window; see GraphicsSession for what must live meanwhile. One thread at a time.
// Invariant: what is not given gets no tile, and all tiles show one slice.
#pragma once

#include "core/study/label_scheme.h"
#include "core/volume/volume.h"

#include <filesystem>
#include <string>

class QImage;

namespace tandem {

/// What there is of the case, on one grid; everything but the image may be empty.
struct CasePictureParts {
    std::string name;
    std::string note;  ///< a second line, such as "Dice 0.91"
    ImageVolume image;
    LabelVolume label;         ///< the case's own
    LabelVolume prediction;    ///< outlined by the case's own label
    ImageVolume uncertainty;   ///< nats
    ImageVolume trust;         ///< that the prediction is right, 0..1
    std::string mapsOf = "A";  ///< the decoder whose maps are given, for their titles
};

/// pixelRatio: pixels for each unit of length, 1 to 4. Throws Error (InvalidInput without an image or with different
/// grids; Conflict when the process has no graphics session).
[[nodiscard]] QImage drawCasePicture(const CasePictureParts& parts, const LabelScheme& scheme, double pixelRatio = 1);

/// As a PNG file, which appears whole or not at all. Throws as drawCasePicture(); Error (Io).
void writeCasePicture(const CasePictureParts& parts, const LabelScheme& scheme, const std::filesystem::path& png,
                      double pixelRatio = 1);

}  // namespace tandem
