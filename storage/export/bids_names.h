// What the cases of a project are called among BIDS derivatives: the entities of their source where it is of BIDS, else
// a subject for each patient, or each case whose patient is unknown, and sessions where a patient has several cases.
//
// A plain value; thread-safe. Invariant: no two cases have one name, also where capitals do not count, and every label
// is of ASCII letters and digits, few enough for a name of a file that has several.
#pragma once

#include "core/maps/map_name.h"
#include "core/study/label_scheme.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

struct CaseRecord;

class BidsNames {
public:
    /// cases: all of the project, so that an export of some calls them the same.
    explicit BidsNames(const std::vector<CaseRecord>& cases);

    /// "sub-01_ses-2", with which the names of its files begin. Throws std::out_of_range for another case.
    [[nodiscard]] const std::string& stemOf(std::int64_t caseId) const { return m_stems.at(caseId); }
    /// "sub-01/ses-2/anat/sub-01_ses-2", to which bidsEnding() is added.
    [[nodiscard]] std::filesystem::path pathOf(std::int64_t caseId) const;

private:
    std::map<std::int64_t, std::string> m_stems;
};

/// Those of ASCII, of which the labels in names are made.
[[nodiscard]] std::string lettersAndDigits(std::string_view text);

/// derivatives/tandem below the folder of the data set.
[[nodiscard]] std::filesystem::path bidsDerivatives(const std::filesystem::path& folder);

/// "_space-orig_desc-run2_dseg" of a label map, "_space-orig_label-wall_desc-run2mean_probseg" of the probabilities of
/// a class; another decoder than A is told.
[[nodiscard]] std::string bidsEnding(std::int64_t runId, Decoder whose, const std::string& classLabel = {});

/// The labels of the classes in names of files: "BG" for the background, as BIDS has it; no two are one.
[[nodiscard]] std::vector<std::string> bidsLabelsOf(const LabelScheme& scheme);

}  // namespace tandem
