// Finds the image that each label belongs to, by names and folders. Internal to storage/import.
//
// Pure and thread-safe. Invariant: a label belongs to one case or to none; where several would do, to none.
#pragma once

#include "storage/import/image_grouping.h"
#include "storage/import/pairing_item.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tandem {

/// A label of a case.
struct MatchedLabel {
    std::size_t item = 0;
    std::string className;       ///< of the structure that it shows, where its name or folder may say one
    bool isByClassName = false;  ///< it has nothing of the case in its name: "s0001/segmentations/liver"
};

struct LabelMatching {
    std::vector<std::vector<MatchedLabel>> ofCase;  ///< by the case's index
    std::vector<std::size_t> leftover;              ///< items
};

/// How labels may call their cases, for every label, the likeliest first; empty where the folder names the case.
[[nodiscard]] std::vector<std::string> labelKeys(const PairingItem& label, const HintRules& rules);

[[nodiscard]] LabelMatching matchLabels(const std::vector<PairingItem>& items, const std::vector<std::size_t>& labels,
                                        const std::vector<ImageCase>& cases, const HintRules& rules);

}  // namespace tandem
