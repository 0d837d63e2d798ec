#include "storage/import/pseudonyms.h"

#include "core/base/content_hash.h"
#include "storage/db/project.h"
#include "storage/image/series_pseudonym.h"
#include "storage/import/import_plan.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {
namespace {

std::string pseudonymOfPatient(const std::string& id, const std::string& salt) {
    constexpr std::size_t kDigits = 10;
    const std::string salted = salt + id;
    return "patient-" + contentHash(std::as_bytes(std::span(salted))).substr(0, kDigits);
}

/// Whether a path may begin there: not within another, whose part would go and whose rest would stay.
bool isBeginning(const std::string& text, std::size_t at) {
    constexpr std::string_view kBefore = " \t\n\"'(,;:=";
    return at == 0 || kBefore.find(text[at - 1]) != std::string_view::npos;
}

void erasePaths(std::string& text, const std::string& folder) {
    for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;) {
        if (isBeginning(text, at)) {
            text.erase(at, folder.size());
        } else {
            ++at;
        }
    }
}

/// What findings say of a case's files, without where these lie.
void hideFolders(std::vector<Finding>& findings, const PlannedCase& planned) {
    std::vector<PlannedFile> files = planned.images;
    if (planned.label) {
        files.push_back(*planned.label);
    }
    std::ranges::transform(planned.classFiles, std::back_inserter(files), &ClassFile::file);
    std::set<std::string, std::greater<>> folders;  // a folder before the one that it lies in
    for (const PlannedFile& file : files) {
        if (const auto folder = file.path.parent_path(); folder != folder.root_path()) {
            folders.insert((folder / "").string());
        }
    }
    for (const std::string& folder : folders) {
        for (Finding& finding : findings) {
            erasePaths(finding.sentence, folder);
            erasePaths(finding.fix, folder);
        }
    }
}

}  // namespace

Pseudonyms::Pseudonyms(const Project& project) {
    if (project.identifiers() == Identifiers::LeftOut) {
        m_salt = project.salt();
    }
}

CaseRecord Pseudonyms::appliedTo(CaseRecord record, const PlannedCase& planned) const {
    if (!m_salt) {
        return record;
    }
    if (planned.isPatientFromHeader && !record.patient.empty()) {
        record.patient = pseudonymOfPatient(record.patient, *m_salt);
    }
    const auto hideSeries = [&](ImageFile& file) {
        if (!file.seriesUid.empty()) {
            file.seriesUid = pseudonymOfSeries(file.seriesUid, *m_salt);
        }
    };
    for (ImageFile& image : record.images) {
        hideSeries(image);
    }
    if (record.label) {
        hideSeries(*record.label);
    }
    hideFolders(record.findings, planned);
    return record;
}

}  // namespace tandem
