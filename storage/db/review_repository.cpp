#include "storage/db/review_repository.h"

#include "core/base/error.h"
#include "core/base/utc_time.h"
#include "storage/db/case_rows.h"
#include "storage/db/connection.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace tandem {
namespace {

using Json = nlohmann::json;

/// A path that is not kept follows from the relative one.
std::string jsonOf(const CaseLabel& label, bool keepsPath) {
    Json json{{"values", textOf(label.values)}, {"voxels", label.voxels}, {"state", nameOf(label.state)}};
    if (label.unknownVoxels > 0) {
        json["unknownVoxels"] = label.unknownVoxels;
    }
    if (label.file) {
        json["file"] = {{"path", keepsPath ? label.file->path.string() : ""},
                        {"relativePath", label.file->relativePath.string()},
                        {"bytes", label.file->bytes},
                        {"contentHash", label.file->contentHash},
                        {"format", label.file->format},
                        {"seriesUid", label.file->seriesUid}};
        if (label.file->isResampled) {
            json["file"]["resampled"] = true;
        }
        if (label.file->givenSpacingMm) {
            json["file"]["spacingMm"] = *label.file->givenSpacingMm;
        }
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ImageFile fileOf(const Json& json) {
    ImageFile file;
    file.path = json.at("path").get<std::string>();
    file.relativePath = json.at("relativePath").get<std::string>();
    file.bytes = json.at("bytes").get<std::uint64_t>();
    file.contentHash = json.at("contentHash").get<std::string>();
    file.format = json.at("format").get<std::string>();
    file.seriesUid = json.at("seriesUid").get<std::string>();
    file.isResampled = json.value("resampled", false);
    if (json.contains("spacingMm")) {
        file.givenSpacingMm = json.at("spacingMm").get<Vector3>();
    }
    return file;
}

CaseLabel labelOf(const std::string& text) {
    const Json json = Json::parse(text);
    CaseLabel label;
    label.values = parseLabelValues(json.at("values").get<std::string>());
    label.voxels = json.at("voxels").get<std::vector<std::int64_t>>();
    label.unknownVoxels = json.value("unknownVoxels", std::int64_t{0});
    label.state = choiceNamed<CaseState>(json.at("state").get<std::string>()).value_or(CaseState::Unlabelled);
    if (json.contains("file")) {
        label.file = fileOf(json.at("file"));
    }
    return label;
}

ReviewRecord reviewOf(const Query& row) {
    ReviewRecord review;
    review.id = row.integer(0);
    review.runId = row.maybeInteger(1);
    review.caseId = row.integer(2);
    review.checkpointHash = row.text(3);
    review.note = row.text(5);
    review.labelFile = row.text(6);
    review.createdAt = row.text(8);
    const auto decision = choiceNamed<ReviewDecision>(row.text(4));
    try {
        review.before = labelOf(row.text(7));
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    "What the project says of review " + std::to_string(review.id) + " cannot be read.", error.what());
    }
    if (!decision) {
        throw Error(ErrorCode::Corrupt,
                    "Review " + std::to_string(review.id) + " of the project has a decision that is not known.");
    }
    review.decision = *decision;
    return review;
}

}  // namespace

ReviewRecord ReviewRepository::add(ReviewRecord review) const {
    if (review.createdAt.empty()) {
        review.createdAt = utcNow();
    }
    m_connection->transaction([&] {
        Query known = m_connection->query("SELECT 1 FROM study_case WHERE id = ?");
        if (!known.with(review.caseId).next()) {
            throw Error(ErrorCode::NotFound,
                        "The project has no case number " + std::to_string(review.caseId) + " to review.");
        }
        m_connection->run(
            "INSERT INTO review (run_id, case_id, checkpoint_hash, decision, note, label_file, before, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            review.runId, review.caseId, review.checkpointHash, nameOf(review.decision), review.note,
            review.labelFile.string(), jsonOf(review.before, keepsIdentifiers(*m_connection)), review.createdAt);
        review.id = m_connection->lastId();
    });
    return review;
}

std::vector<ReviewRecord> ReviewRepository::list() const {
    std::vector<ReviewRecord> all;
    Query query = m_connection->query(
        "SELECT id, run_id, case_id, checkpoint_hash, decision, note, label_file, before, created_at FROM review "
        "ORDER BY id");
    while (query.next()) {
        all.push_back(reviewOf(query));
    }
    return all;
}

std::optional<ReviewRecord> ReviewRepository::newest(std::int64_t caseId) const {
    Query query = m_connection->query(
        "SELECT id, run_id, case_id, checkpoint_hash, decision, note, label_file, before, created_at FROM review "
        "WHERE case_id = ? ORDER BY id DESC LIMIT 1");
    return query.with(caseId).next() ? std::optional(reviewOf(query)) : std::nullopt;
}

void ReviewRepository::remove(std::int64_t id) const {
    m_connection->transaction([&] {
        Query newer = m_connection->query(
            "SELECT 1 FROM review AS undone JOIN review AS newer ON newer.case_id = undone.case_id "
            "WHERE undone.id = ? AND newer.id > undone.id");
        if (newer.with(id).next()) {
            throw Error(ErrorCode::Conflict, "The case was reviewed again since; undo the newer review first.");
        }
        if (m_connection->run("DELETE FROM review WHERE id = ?", id) == 0) {
            throw Error(ErrorCode::NotFound, "The project has no review number " + std::to_string(id) + ".");
        }
    });
}

}  // namespace tandem
