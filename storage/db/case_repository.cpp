#include "storage/db/case_repository.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/utc_time.h"
#include "storage/db/case_rows.h"
#include "storage/db/connection.h"

#include <algorithm>

namespace tandem {
namespace {

Error noSuchCase(std::int64_t id) {
    return {ErrorCode::NotFound, "The project has no case number " + std::to_string(id) +
                                     "; list its cases to see "
                                     "what there is."};
}

void completePath(ImageFile& file, const std::filesystem::path& projectFolder) {
    file.path = file.path.empty() ? (projectFolder / file.relativePath).lexically_normal() : normalPath(file.path);
    if (file.relativePath.empty()) {
        file.relativePath = file.path.lexically_relative(projectFolder);
    }
}

/// Either path may be all that a project keeps.
void completePaths(CaseRecord& record, const std::filesystem::path& projectFolder) {
    for (ImageFile& image : record.images) {
        completePath(image, projectFolder);
    }
    if (record.label) {
        completePath(*record.label, projectFolder);
    }
}

/// A file, or the folder of a series, may lie anywhere and behind links, as it is only read; a device or a pipe could
/// be read for ever.
std::filesystem::path source(const std::filesystem::path& path) {
    if (!isFile(path) && !isFolder(path)) {
        throw Error(ErrorCode::InvalidInput,
                    path.string() + " is a device or a pipe and no image; locate the images where they are now.");
    }
    return path;
}

/// Throws when the record does not keep the invariant of CaseRecord, which the rows cannot show by themselves.
void checkWhole(const CaseRecord& record) {
    if (record.name.empty() || record.images.empty()) {
        throw Error(ErrorCode::InvalidInput, "A case needs a name and at least one image.");
    }
    for (std::size_t channel = 0; channel < record.images.size(); ++channel) {
        if (record.images[channel].channel != static_cast<int>(channel)) {
            throw Error(ErrorCode::InvalidInput,
                        "The channels of case \"" + record.name + "\" must be numbered from 0 without gaps.");
        }
    }
}

}  // namespace

CaseRecord CaseRepository::add(CaseRecord record) const {
    checkWhole(record);
    completePaths(record, m_projectFolder);
    if (record.importedAt.empty()) {
        record.importedAt = utcNow();
    }
    std::ranges::sort(record.tags);
    m_connection->transaction([&] {
        refuseTakenName(record);
        record.id = insertCase(*m_connection, record);
    });
    return record;
}

void CaseRepository::update(CaseRecord changed) const {
    checkWhole(changed);
    completePaths(changed, m_projectFolder);
    m_connection->transaction([&] {
        refuseTakenName(changed);
        if (!replaceCase(*m_connection, changed)) {
            throw noSuchCase(changed.id);
        }
        Query roles = m_connection->query(
            "SELECT split.name FROM split_assignment JOIN split ON split.id = split_id "
            "WHERE case_id = ? AND role <> 'unlabelled'");
        if (!changed.label && roles.with(changed.id).next()) {
            throw Error(ErrorCode::Conflict, "Case \"" + changed.name +
                                                 "\" needs its label for its role in the split "
                                                 "\"" +
                                                 roles.text(0) + "\"; take it out of the split first.");
        }
    });
}

void CaseRepository::refuseTakenName(const CaseRecord& record) const {
    Query other = m_connection->query("SELECT 1 FROM study_case WHERE name = ? AND id <> ?");
    if (other.with(record.name, record.id).next()) {
        throw Error(ErrorCode::Conflict,
                    "The project has a case named \"" + record.name + "\" already; choose another name.");
    }
}

void CaseRepository::remove(std::int64_t id) const {
    m_connection->transaction([&] {
        const CaseRecord record = get(id);
        Query split = m_connection->query(
            "SELECT split.name FROM split_assignment JOIN split ON split.id = split_id WHERE case_id = ?");
        if (split.with(id).next()) {
            throw Error(ErrorCode::Conflict, "Case \"" + record.name + "\" is part of the split \"" + split.text(0) +
                                                 "\", so it stays; exclude it instead, so that no new split uses it.");
        }
        Query prediction = m_connection->query("SELECT run_id FROM prediction WHERE case_id = ?");
        if (prediction.with(id).next()) {
            throw Error(ErrorCode::Conflict, "Case \"" + record.name + "\" has a prediction of run " +
                                                 std::to_string(prediction.integer(0)) +
                                                 ", so it stays; exclude it instead, so that no new split uses it.");
        }
        m_connection->run("DELETE FROM study_case WHERE id = ?", id);
    });
}

std::vector<CaseRecord> CaseRepository::list() const {
    return readCases(*m_connection, m_projectFolder);
}

std::int64_t CaseRepository::count() const {
    Query query = m_connection->query("SELECT count(*) FROM study_case");
    return query.next() ? query.integer(0) : 0;
}

CaseRecord CaseRepository::get(std::int64_t id) const {
    std::vector<CaseRecord> found = readCases(*m_connection, m_projectFolder, id);
    if (found.empty()) {
        throw noSuchCase(id);
    }
    return std::move(found.front());
}

std::optional<CaseRecord> CaseRepository::find(const std::string& name) const {
    Query query = m_connection->query("SELECT id FROM study_case WHERE name = ?");
    return query.with(name).next() ? std::optional(get(query.integer(0))) : std::nullopt;
}

std::vector<CaseRecord> CaseRepository::withImageHash(const std::string& contentHash) const {
    std::vector<CaseRecord> found;
    Query query = m_connection->query(
        "SELECT DISTINCT case_id FROM source_file WHERE content_hash = ? AND kind = 'image' ORDER BY case_id");
    query.with(contentHash);
    while (query.next()) {
        found.push_back(get(query.integer(0)));
    }
    return found;
}

void CaseRepository::setState(std::int64_t id, CaseState state) const {
    if (m_connection->run("UPDATE study_case SET state = ? WHERE id = ?", nameOf(state), id) == 0) {
        throw noSuchCase(id);
    }
}

void CaseRepository::setExcluded(std::int64_t id, bool isExcluded) const {
    const CaseRecord record = get(id);
    if ((record.state == CaseState::Excluded) != isExcluded) {
        setState(id, isExcluded ? CaseState::Excluded : record.label ? CaseState::Labelled : CaseState::Unlabelled);
    }
}

void CaseRepository::setTags(std::int64_t id, const std::vector<std::string>& tags) const {
    m_connection->transaction([&] {
        static_cast<void>(get(id));
        replaceTags(*m_connection, id, tags);
    });
}

std::filesystem::path CaseRepository::locate(const ImageFile& file) const {
    if (isThere(file.path)) {
        return source(file.path);
    }
    const std::filesystem::path beside = (m_projectFolder / file.relativePath).lexically_normal();
    if (!file.relativePath.empty() && isThere(beside)) {
        return source(beside);
    }
    const std::string also = beside == file.path ? "" : ", and so is " + beside.string();
    throw Error(ErrorCode::NotFound, file.path.string() + " is missing" + also +
                                         "; bring it back, or locate the images where they are now.");
}

bool CaseRepository::isMissing(const ImageFile& file) const {
    return !isThere(file.path) && (file.relativePath.empty() || !isThere(m_projectFolder / file.relativePath));
}

std::vector<CaseRecord> CaseRepository::withMissingFiles() const {
    std::vector<CaseRecord> all = list();
    std::erase_if(all, [&](const CaseRecord& record) {
        return std::ranges::none_of(record.images, [&](const ImageFile& image) { return isMissing(image); }) &&
               !(record.label && isMissing(*record.label));
    });
    return all;
}

}  // namespace tandem
