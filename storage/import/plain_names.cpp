#include "storage/import/plain_names.h"

#include "core/base/plain_text.h"

#include <cstddef>
#include <string>

namespace tandem {
namespace {

constexpr std::size_t kLongest = 200;  // bytes: a file's name has at most 255, endings and numbers among them

/// As much as a sentence has room for.
std::string shown(const std::string& text) {
    constexpr std::size_t kShown = 80;
    return "\"" + (text.size() > kShown ? asPlainText(text.substr(0, kShown)) + "..." : asPlainText(text)) + "\"";
}

void refuse(PlannedCase& planned, const std::string& sentence, const std::string& fix) {
    planned.findings.push_back({FindingSeverity::Refusal, sentence, fix});
}

void requireName(const std::string& what, std::string& text, PlannedCase& planned) {
    if (text.size() <= kLongest && isPlainText(text)) {
        return;
    }
    if (text.size() > kLongest) {
        refuse(planned,
               what + " " + shown(text) + " has " + std::to_string(text.size()) + " bytes, and at most " +
                   std::to_string(kLongest) + " can be kept.",
               "Give it a shorter name, in a table or by renaming the file.");
    } else {
        refuse(planned, what + " " + shown(text) + " is not written in UTF-8, or has control characters.",
               "Rename the file, or name the case in a table.");
    }
    text = asPlainText(text.substr(0, kLongest));
}

void requirePath(const PlannedFile& file, PlannedCase& planned) {
    if (!isPlainText(file.path.native())) {
        refuse(planned,
               "The path " + shown(file.path.native()) + " is not written in UTF-8, or has control characters.",
               "Rename the file or folder, for instance with convmv.");
    }
}

}  // namespace

void requirePlainNames(std::vector<DraftCase>& drafts) {
    for (DraftCase& draft : drafts) {
        PlannedCase& planned = draft.planned;
        requireName("The case", planned.name, planned);
        requireName("The patient", planned.patient, planned);
        for (const PlannedFile& image : planned.images) {
            requirePath(image, planned);
        }
        if (planned.label && planned.images != std::vector{*planned.label}) {
            requirePath(*planned.label, planned);
        }
    }
}

}  // namespace tandem
