#include "storage/db/prediction_repository.h"

#include "core/base/error.h"
#include "core/base/utc_time.h"
#include "storage/db/connection.h"

#include <utility>

namespace tandem {
namespace {

// A macro, as statements are literals that are put together by the compiler.
#define SELECT_PREDICTION                                                                                \
    "SELECT id, run_id, case_id, checkpoint_hash, maps, settings, folder, created_at, checkpoint_kind, " \
    "checkpoint_iteration FROM prediction "

PredictionRecord predictionOf(const Query& row) {
    PredictionRecord prediction;
    prediction.id = row.integer(0);
    prediction.runId = row.integer(1);
    prediction.caseId = row.integer(2);
    prediction.checkpointHash = row.text(3);
    prediction.maps = choiceNamed<KeptMaps>(row.text(4)).value_or(KeptMaps::Label);
    prediction.settingsJson = row.text(5);
    prediction.folder = row.text(6);
    prediction.createdAt = row.text(7);
    prediction.checkpointKind = choiceNamed<CheckpointKind>(row.text(8));
    prediction.checkpointIteration = row.maybeInteger(9);
    return prediction;
}

std::vector<PredictionRecord> readPredictions(Connection& connection, Query query) {
    std::vector<PredictionRecord> all;
    while (query.next()) {
        all.push_back(predictionOf(query));
    }
    for (PredictionRecord& prediction : all) {
        Query files = connection.query("SELECT name, file FROM prediction_file WHERE prediction_id = ?");
        files.with(prediction.id);
        while (files.next()) {
            // A map of a later version is left alone.
            if (const auto name = mapNamed(files.text(0))) {
                prediction.files[*name] = files.text(1);
            }
        }
        Query scores = connection.query("SELECT name, value FROM prediction_score WHERE prediction_id = ?");
        scores.with(prediction.id);
        while (scores.next()) {
            prediction.scores[scores.text(0)] = scores.real(1);
        }
    }
    return all;
}

std::optional<PredictionRecord> firstOf(std::vector<PredictionRecord> predictions) {
    return predictions.empty() ? std::nullopt : std::optional(std::move(predictions.front()));
}

void refuseUnknown(Connection& connection, const PredictionRecord& prediction) {
    Query known = connection.query(
        "SELECT EXISTS (SELECT 1 FROM run WHERE id = ?) AND EXISTS (SELECT 1 FROM study_case WHERE id = ?)");
    if (!known.with(prediction.runId, prediction.caseId).next() || known.integer(0) == 0) {
        throw Error(ErrorCode::NotFound, "The project has no run " + std::to_string(prediction.runId) +
                                             " or no case number " + std::to_string(prediction.caseId) +
                                             " for the prediction.");
    }
}

void addScores(Connection& connection, std::int64_t predictionId, const std::map<std::string, double>& scores) {
    for (const auto& [name, value] : scores) {
        connection.run("INSERT INTO prediction_score (prediction_id, name, value) VALUES (?, ?, ?)", predictionId, name,
                       value);
    }
}

}  // namespace

PredictionRecord PredictionRepository::record(PredictionRecord prediction) const {
    if (prediction.createdAt.empty()) {
        prediction.createdAt = utcNow();
    }
    m_connection->transaction([&] {
        refuseUnknown(*m_connection, prediction);
        m_connection->run("DELETE FROM prediction WHERE run_id = ? AND case_id = ? AND checkpoint_hash = ?",
                          prediction.runId, prediction.caseId, prediction.checkpointHash);
        m_connection->run(
            "INSERT INTO prediction (run_id, case_id, checkpoint_hash, maps, settings, folder, created_at, "
            "checkpoint_kind, checkpoint_iteration) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            prediction.runId, prediction.caseId, prediction.checkpointHash, nameOf(prediction.maps),
            prediction.settingsJson, prediction.folder.string(), prediction.createdAt,
            prediction.checkpointKind ? nameOf(*prediction.checkpointKind) : std::string_view(),
            prediction.checkpointIteration);
        prediction.id = m_connection->lastId();
        for (const auto& [name, file] : prediction.files) {
            m_connection->run("INSERT INTO prediction_file (prediction_id, name, file) VALUES (?, ?, ?)", prediction.id,
                              textOf(name), file);
        }
        addScores(*m_connection, prediction.id, prediction.scores);
    });
    return prediction;
}

void PredictionRepository::setScores(std::int64_t id, const std::map<std::string, double>& scores) const {
    m_connection->transaction([&] {
        Query known = m_connection->query("SELECT 1 FROM prediction WHERE id = ?");
        if (!known.with(id).next()) {
            throw Error(ErrorCode::NotFound, "A prediction was removed while it was being scored.");
        }
        m_connection->run("DELETE FROM prediction_score WHERE prediction_id = ?", id);
        addScores(*m_connection, id, scores);
    });
}

std::vector<PredictionRecord> PredictionRepository::list(std::int64_t runId) const {
    Query query = m_connection->query(SELECT_PREDICTION "WHERE run_id = ? ORDER BY case_id, id DESC");
    query.with(runId);
    return readPredictions(*m_connection, std::move(query));
}

std::vector<PredictionRecord> PredictionRepository::list(std::int64_t runId, std::int64_t caseId) const {
    Query query = m_connection->query(SELECT_PREDICTION "WHERE run_id = ? AND case_id = ? ORDER BY id DESC");
    query.with(runId, caseId);
    return readPredictions(*m_connection, std::move(query));
}

std::vector<PredictedCase> PredictionRepository::predictedCases(std::int64_t runId) const {
    std::vector<PredictedCase> cases;
    Query query = m_connection->query(
        "SELECT id, name FROM study_case WHERE id IN (SELECT case_id FROM prediction WHERE run_id = ?) ORDER BY id");
    query.with(runId);
    while (query.next()) {
        cases.push_back({query.integer(0), query.text(1)});
    }
    return cases;
}

bool PredictionRepository::hasAny(std::int64_t runId) const {
    Query query = m_connection->query("SELECT EXISTS (SELECT 1 FROM prediction WHERE run_id = ?)");
    return query.with(runId).next() && query.integer(0) != 0;
}

std::optional<PredictionRecord> PredictionRepository::find(std::int64_t runId, std::int64_t caseId) const {
    Query query = m_connection->query(SELECT_PREDICTION "WHERE run_id = ? AND case_id = ? ORDER BY id DESC LIMIT 1");
    query.with(runId, caseId);
    return firstOf(readPredictions(*m_connection, std::move(query)));
}

std::optional<PredictionRecord> PredictionRepository::find(std::int64_t runId, std::int64_t caseId,
                                                           const std::string& checkpointHash) const {
    Query query = m_connection->query(SELECT_PREDICTION "WHERE run_id = ? AND case_id = ? AND checkpoint_hash = ?");
    query.with(runId, caseId, checkpointHash);
    return firstOf(readPredictions(*m_connection, std::move(query)));
}

void PredictionRepository::remove(std::int64_t id) const {
    m_connection->run("DELETE FROM prediction WHERE id = ?", id);
}

}  // namespace tandem
