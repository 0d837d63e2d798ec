#include "storage/db/validation_score_repository.h"

#include "core/base/error.h"
#include "storage/db/connection.h"

#include <string>

namespace tandem {
namespace {

[[noreturn]] void throwRefusal(Connection& connection, const ValidationScore& score, const Error& error) {
    Query name = connection.query("SELECT name FROM study_case WHERE id = ?");
    const std::string which =
        name.with(score.caseId).next() ? "\"" + name.text(0) + "\"" : std::to_string(score.caseId);
    throw Error(error.code(),
                "Case " + which + " gives run " + std::to_string(score.runId) + " no validation score: " + error.what(),
                error.detail());
}

}  // namespace

void ValidationScoreRepository::add(std::span<const ValidationScore> scores) const {
    m_connection->transaction([&] {
        Query insert = m_connection->query(
            "INSERT INTO validation_score (run_id, iteration, full_protocol, case_id, class_index, dice) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET dice = excluded.dice");
        for (const ValidationScore& score : scores) {
            for (std::size_t i = 0; i < score.dicePerClass.size(); ++i) {
                try {
                    insert
                        .with(score.runId, score.iteration, score.fullProtocol, score.caseId, i + 1,
                              score.dicePerClass[i])
                        .run();
                } catch (const Error& error) {
                    throwRefusal(*m_connection, score, error);
                }
            }
        }
    });
}

std::vector<ValidationScore> ValidationScoreRepository::list(std::int64_t runId) const {
    std::vector<ValidationScore> scores;
    Query query = m_connection->query(
        "SELECT iteration, full_protocol, case_id, dice FROM validation_score WHERE run_id = ? "
        "ORDER BY iteration, full_protocol, case_id, class_index");
    query.with(runId);
    while (query.next()) {
        ValidationScore score{runId, query.integer(2), query.integer(0), query.integer(1) != 0, {}};
        const bool continues = !scores.empty() && scores.back().caseId == score.caseId &&
                               scores.back().iteration == score.iteration &&
                               scores.back().fullProtocol == score.fullProtocol;
        if (!continues) {
            scores.push_back(score);
        }
        scores.back().dicePerClass.push_back(query.real(3));
    }
    return scores;
}

void ValidationScoreRepository::removeAfter(std::int64_t runId, std::int64_t iteration) const {
    m_connection->run(
        "DELETE FROM validation_score WHERE run_id = ?1 AND iteration > ?2 AND iteration NOT IN "
        "(SELECT iteration FROM checkpoint WHERE run_id = ?1 AND kind = 'best')",
        runId, iteration);
}

}  // namespace tandem
