#include "storage/import/pseudonyms.h"

#include "core/base/content_hash.h"
#include "storage/db/project.h"
#include "storage/image/series_pseudonym.h"
#include "storage/import/import_plan.h"

#include <span>

namespace tandem {
namespace {

std::string pseudonymOfPatient(const std::string& id, const std::string& salt) {
    constexpr std::size_t kDigits = 10;
    const std::string salted = salt + id;
    return "patient-" + contentHash(std::as_bytes(std::span(salted))).substr(0, kDigits);
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
    return record;
}

}  // namespace tandem
