// Says in one line as what a data set's files were read. Internal to storage/import.
//
// Pure and thread-safe. Invariant: nothing is decided here.
#pragma once

#include "storage/import/pairing_item.h"

#include <string>
#include <vector>

namespace tandem {

struct ReadCase {
    const PairingItem* image = nullptr;  ///< the first channel's
    std::vector<std::string> channels;   ///< as ImageCase's
    std::vector<std::string> keys;       ///< as ImageCase's
    const PairingItem* label = nullptr;  ///< one of them, or none
    bool isOneClassAFile = false;
    bool hasStructures = false;  ///< its label is of DICOM objects, and none of the items
};

/// "Read as KiTS: 300 cases, 210 labelled, image imaging, label segmentation." Empty without a case.
[[nodiscard]] std::string readingSentence(const std::vector<ReadCase>& cases);

}  // namespace tandem
