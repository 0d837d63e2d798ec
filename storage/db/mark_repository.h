// Marks of what a project holds: they differ when it does, so that whoever shows a project notices what another program
// does to it. Used on its Project's thread.
//
// Invariant: a mark stays while nothing of its kind changes that anybody shows.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace tandem {

class Connection;

struct RunMark {
    std::uint64_t record = 0;    ///< its row but for the time that it trained, and its checkpoints
    std::uint64_t progress = 0;  ///< how far it came

    bool operator==(const RunMark&) const = default;
};

struct PredictionMark {
    std::int64_t newest = 0;  ///< id
    std::int64_t count = 0;
    std::int64_t trust = 0;  ///< id of the newest

    bool operator==(const PredictionMark&) const = default;
};

struct ProjectMarks {
    std::uint64_t cases = 0;
    std::uint64_t labels = 0;
    std::uint64_t splits = 0;
    std::map<std::int64_t, RunMark> runs;                ///< by id
    std::map<std::int64_t, PredictionMark> predictions;  ///< by run
    std::uint64_t scores = 0;                            ///< of predictions

    bool operator==(const ProjectMarks&) const = default;
};

class MarkRepository {
public:
    explicit MarkRepository(Connection& connection) : m_connection(&connection) {}

    /// Another number when any other connection, of this program or another, has changed the project since. Immediate.
    [[nodiscard]] std::int64_t version() const;
    /// Milliseconds for ten thousand cases.
    [[nodiscard]] ProjectMarks all() const;

    [[nodiscard]] std::uint64_t cases() const;
    [[nodiscard]] std::uint64_t labels() const;
    [[nodiscard]] std::uint64_t splits() const;
    [[nodiscard]] std::map<std::int64_t, RunMark> runs() const;
    [[nodiscard]] std::map<std::int64_t, PredictionMark> predictions() const;
    [[nodiscard]] std::uint64_t scores() const;
    /// The cases of a run's predictions with an id beyond this, sorted.
    [[nodiscard]] std::vector<std::int64_t> predictedSince(std::int64_t runId, std::int64_t predictionId) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
