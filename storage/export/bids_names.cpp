#include "storage/export/bids_names.h"

#include "storage/db/case_record.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

namespace tandem {
namespace {

constexpr std::string_view kSubject = "sub-";
constexpr std::string_view kSession = "_ses-";

bool isLetterOrDigit(char one) {
    return (one >= '0' && one <= '9') || (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z');
}

/// What bidsEnding() says of a derivative, and what another one was before it.
bool isOfDerivative(std::string_view key) {
    constexpr std::array<std::string_view, 5> kKeys{"space", "res", "den", "label", "desc"};
    return std::ranges::find(kKeys, key) != kKeys.end();
}

/// The pairs of keys and values of the name's source, as of "sub-01_ses-2_space-MNI_T1w" those of subject and session;
/// nothing for a name that is not of BIDS.
std::optional<std::string> entitiesOf(std::string_view name) {
    std::string entities;
    for (std::size_t start = 0; start <= name.size();) {
        const std::size_t end = std::min(name.find('_', start), name.size());
        const std::string_view word = name.substr(start, end - start);
        const std::size_t dash = word.find('-');
        const bool isLast = end == name.size();
        const bool isPair = dash != std::string_view::npos && dash > 0 && dash + 1 < word.size();
        if (!std::ranges::all_of(word.substr(0, dash), isLetterOrDigit) ||
            !std::ranges::all_of(word.substr(isPair ? dash + 1 : word.size()), isLetterOrDigit) ||
            (!isPair && !isLast)) {
            return std::nullopt;
        }
        if (isPair && !isOfDerivative(word.substr(0, dash))) {
            entities += (entities.empty() ? "" : "_") + std::string(word);
        }
        start = end + 1;
    }
    return entities.starts_with(kSubject) ? std::optional(entities) : std::nullopt;
}

/// Names have at most 255 bytes, of which a subject, a session and a class may take one each: long ones are cut.
std::string shortened(const std::string& label) {
    constexpr std::size_t kMost = 60;
    return label.substr(0, kMost);
}

/// Tells names apart by a number, and takes them.
class TakenNames {
public:
    [[nodiscard]] std::string take(const std::string& name) {
        std::string free = name;
        for (int number = 2; !m_taken.insert(folded(free)).second; ++number) {
            free = name + "x" + std::to_string(number);
        }
        return free;
    }

private:
    static std::string folded(std::string text) {
        std::ranges::transform(text, text.begin(),
                               [](char one) { return one >= 'A' && one <= 'Z' ? static_cast<char>(one + 32) : one; });
        return text;
    }

    std::set<std::string> m_taken;
};

/// What identifies the subject: the patient where one is known.
std::string subjectKey(const CaseRecord& record) {
    return record.patient.empty() ? "case " + std::to_string(record.id) : "patient " + record.patient;
}

std::string labelOf(std::string_view text, std::int64_t caseId) {
    const std::string_view bare = text.starts_with(kSubject) ? text.substr(kSubject.size()) : text;
    const std::string label = shortened(lettersAndDigits(bare));
    return label.empty() ? "case" + std::to_string(caseId) : label;
}

}  // namespace

std::string lettersAndDigits(std::string_view text) {
    std::string kept;
    std::ranges::copy_if(text, std::back_inserter(kept), isLetterOrDigit);
    return kept;
}

BidsNames::BidsNames(const std::vector<CaseRecord>& cases) {
    TakenNames stems;
    TakenNames subjects;
    std::map<std::string, int> casesOfSubject;
    for (const CaseRecord& record : cases) {
        ++casesOfSubject[subjectKey(record)];
        if (const auto entities = entitiesOf(record.name)) {
            m_stems[record.id] = stems.take(*entities);
            // Nobody else is called as a subject of the source.
            static_cast<void>(subjects.take(entities->substr(0, entities->find('_'))));
        }
    }
    std::map<std::string, std::string> subjectOf;
    for (const CaseRecord& record : cases) {
        if (m_stems.contains(record.id)) {
            continue;
        }
        std::string& subject = subjectOf[subjectKey(record)];
        if (subject.empty()) {
            subject = subjects.take(std::string(kSubject) +
                                    labelOf(record.patient.empty() ? record.name : record.patient, record.id));
        }
        const bool isAlone = casesOfSubject[subjectKey(record)] == 1;
        m_stems[record.id] =
            stems.take(isAlone ? subject : subject + std::string(kSession) + labelOf(record.name, record.id));
    }
}

std::filesystem::path BidsNames::pathOf(std::int64_t caseId) const {
    const std::string& stem = stemOf(caseId);
    std::filesystem::path folder = stem.substr(0, stem.find('_'));
    if (const std::size_t session = stem.find(kSession); session != std::string::npos) {
        folder /= stem.substr(session + 1, stem.find('_', session + 1) - session - 1);
    }
    return folder / "anat" / stem;
}

std::filesystem::path bidsDerivatives(const std::filesystem::path& folder) {
    return folder / "derivatives" / "tandem";
}

std::string bidsEnding(std::int64_t runId, Decoder whose, const std::string& classLabel) {
    const bool isLabelMap = classLabel.empty();
    return "_space-orig" + (isLabelMap ? std::string() : "_label-" + classLabel) + "_desc-run" + std::to_string(runId) +
           (whose == Decoder::A ? std::string() : std::string(nameOf(whose))) + (isLabelMap ? "_dseg" : "_probseg");
}

std::vector<std::string> bidsLabelsOf(const LabelScheme& scheme) {
    TakenNames taken;
    std::vector<std::string> labels;
    for (const LabelClass& one : scheme.classes) {
        const std::string name = shortened(lettersAndDigits(one.name));
        labels.push_back(taken.take(labels.empty() ? "BG"
                                    : name.empty() ? "class" + std::to_string(labels.size())
                                                   : name));
    }
    return labels;
}

}  // namespace tandem
