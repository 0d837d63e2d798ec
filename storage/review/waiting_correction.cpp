#include "storage/review/waiting_correction.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <string>
#include <system_error>

namespace tandem {
namespace {

constexpr const char* kFolder = "labels/corrections";
constexpr const char* kJournalName = "journal";

/// Files of a case that was removed may be left.
bool isCase(const Project& project, std::int64_t id) {
    try {
        static_cast<void>(project.cases().get(id));
        return true;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::NotFound) {
            return false;
        }
        throw;
    }
}

}  // namespace

std::filesystem::path correctionFolder(const Project& project, std::int64_t caseId) {
    return project.inside(std::filesystem::path(kFolder) / std::format("{:04}", caseId));
}

std::filesystem::path correctionJournal(const Project& project, std::int64_t caseId) {
    return project.inside(correctionFolder(project, caseId) / kJournalName);
}

bool isCorrectionWaiting(const Project& project, std::int64_t caseId) {
    const std::filesystem::path journal = correctionJournal(project, caseId);
    std::error_code failure;
    const auto status = std::filesystem::symlink_status(journal, failure);
    if (status.type() == std::filesystem::file_type::none) {  // it may be there
        throw Error(ErrorCode::Io, "The disk does not say whether there is " + journal.string() + "; try again.",
                    failure.message());
    }
    return std::filesystem::exists(status);
}

std::vector<std::int64_t> casesWithCorrection(const Project& project) {
    std::vector<std::int64_t> cases;
    for (const std::filesystem::path& entry : entriesOf(project.inside(kFolder))) {
        const std::string name = entry.filename().string();
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), id);
        if (error == std::errc() && end == name.data() + name.size() && isThere(entry / kJournalName) &&
            isCase(project, id)) {
            cases.push_back(id);
        }
    }
    std::ranges::sort(cases);
    return cases;
}

}  // namespace tandem
