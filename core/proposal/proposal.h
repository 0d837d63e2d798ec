// Settings for data that no preset was made for, proposed from what is known of the cases and the device, each with its
// reason.
//
// The rules for spacing and window are nnU-Net's (Isensee et al., Nature Methods 18 (2021) 203-211), so is the idea
// that the patch follows from volume and memory; tests/proposal shows both beside each other. Pure, thread-safe.
// Invariant: the settings hold by themselves and together, and each value that is told is the settings' own.
#pragma once

#include "core/proposal/fingerprint.h"
#include "core/proposal/patch_rule.h"
#include "core/proposal/reason.h"
#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"

#include <string>
#include <vector>

namespace tandem {

struct ProposedValue {
    bool isOfPreparation = false;  ///< else of the training
    std::string key;
    std::string value;  ///< as the command line writes it
    Reason reason;

    bool operator==(const ProposedValue&) const = default;
};

struct Proposal {
    PreparationSettings preparation;
    TrainingSettings training;
    std::vector<ProposedValue> values;  ///< in the order of the tables, preparation first
};

/// What nothing speaks for keeps the value that it has in preparation and training. Throws Error (InvalidInput) without
/// cases.
[[nodiscard]] Proposal propose(const Fingerprint& fingerprint, const ProposalDevice& device,
                               const PreparationSettings& preparation, const TrainingSettings& training);

}  // namespace tandem
