#include "storage/training/weights_origin.h"

#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/temporary_folder.h"
#include "core/engine.h"
#include "storage/db/artifact_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_record.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/training/recorded_checkpoint.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>

namespace tandem {
namespace {

constexpr const char* kWeights = "weights";

constexpr const char* kBefore = "before";  // the runs that the run goes on from

nlohmann::ordered_json jsonOf(const RunAncestor& one) {
    return {{"run", one.runId},
            {"split", one.splitId ? nlohmann::ordered_json(*one.splitId) : nlohmann::ordered_json(nullptr)},
            {"checkpointSha256", one.checkpointHash},
            {"kind", nameOf(one.checkpointKind)},
            {"iteration", one.checkpointIteration}};
}

/// Throws nlohmann::json::exception.
RunAncestor ancestorIn(const Project& project, const nlohmann::json& json) {
    RunAncestor from{.runId = json.at("run").get<std::int64_t>(),
                     .checkpointHash = json.at("checkpointSha256").get<std::string>(),
                     .checkpointKind =
                         choiceNamed<CheckpointKind>(json.at("kind").get<std::string>()).value_or(CheckpointKind::Last),
                     .checkpointIteration = json.at("iteration").get<std::int64_t>()};
    const auto split = json.find("split");
    if (split != json.end() && split->is_number_integer() &&
        !project.splits().members(split->get<std::int64_t>()).empty()) {
        from.splitId = split->get<std::int64_t>();
    }
    return from;
}

/// A row of a stranger may say anything; empty where it says no run. What was recorded before chains were has the
/// runs before it as long as its run is there.
std::vector<RunAncestor> chainIn(const Project& project, const std::string& origin) {
    const auto json = nlohmann::json::parse(origin, nullptr, false);
    try {
        std::vector<RunAncestor> chain{ancestorIn(project, json)};
        const auto before = json.find(kBefore);
        if (before == json.end()) {
            return chainOf(project, chain.front());
        }
        for (const nlohmann::json& one : *before) {
            chain.push_back(ancestorIn(project, one));
        }
        return chain;
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

std::string originText(const std::vector<RunAncestor>& chain) {
    nlohmann::ordered_json origin = jsonOf(chain.front());
    nlohmann::ordered_json before = nlohmann::ordered_json::array();
    for (const RunAncestor& one : std::span(chain).subspan(1)) {
        before.push_back(jsonOf(one));
    }
    origin[kBefore] = std::move(before);
    return origin.dump();
}

std::vector<RunAncestor> keptOrigin(const Project& project, const std::string& hash) {
    const auto origin = project.artifacts().originOf(hash);
    return origin ? chainIn(project, *origin) : std::vector<RunAncestor>();
}

/// A run that began with the same file knows whose it was.
std::vector<RunAncestor> originOfOthers(const Project& project, const std::string& hash) {
    for (const RunRecord& run : project.runs().list()) {
        if (run.initialWeightsHash == hash) {
            if (auto chain = project.runs().ancestors(run.id); !chain.empty()) {
                return chain;
            }
        }
    }
    return {};
}

/// What is no longer there, or no longer what was recorded, was exported by nobody lately; whatever else fails leaves
/// open whose the weights are.
bool isGone(const Error& error) {
    return error.code() == ErrorCode::NotFound || error.code() == ErrorCode::Corrupt ||
           error.code() == ErrorCode::Conflict;
}

/// Sorts out, before anything is exported, what cannot be the weights of a file: by the size of the checkpoint, then by
/// what others of the same shape were exported as.
class WeightsComparison {
public:
    WeightsComparison(const Engine& engine, const std::filesystem::path& weights, std::string hash)
        : m_engine(engine),
          m_hash(std::move(hash)),
          m_bytes(fileBytes(weights)),
          m_folder("tandem-weights-", "free some room there and begin again") {}

    /// Throws Error as readRecorded() and exporting.
    [[nodiscard]] bool areThoseOf(const Project& project, const CheckpointRecord& checkpoint) {
        const std::filesystem::path file = m_folder.path() / "weights.safetensors";
        const std::filesystem::path whole = project.inside(checkpoint.file);
        if (isThere(whole) && !canHold(fileBytes(whole))) {
            return false;
        }
        bool isExported = false;
        readRecorded(project, checkpoint, [&](const std::filesystem::path& recorded) {
            const CheckpointDescription described = m_engine.describe(recorded);
            const Shape shape{described.settings.filters, described.channels, described.classNames};
            const auto known = m_exported.find(shape);
            isExported = known == m_exported.end() || known->second == m_bytes;
            if (isExported) {
                m_engine.exportWeights(recorded, file);
                m_exported[shape] = fileBytes(file);
            }
            return described.contentHash;
        });
        return isExported && fileBytes(file) == m_bytes && contentHash(file) == m_hash;
    }

private:
    using Shape = std::tuple<std::int64_t, int, std::vector<std::string>>;  ///< filters, channels, classes

    /// A checkpoint has the weights and, once it has learnt anything, their momentum, beside little else.
    [[nodiscard]] bool canHold(std::uint64_t bytes) const {
        constexpr std::uint64_t kLittle = 1 << 20;
        return bytes + kLittle >= m_bytes && bytes <= 2 * m_bytes + kLittle;
    }

    const Engine& m_engine;
    std::string m_hash;
    std::uint64_t m_bytes;
    TemporaryFolder m_folder;
    std::map<Shape, std::uint64_t> m_exported;  ///< size of the file
};

std::vector<RunAncestor> originAmongCheckpoints(const Project& project, const Engine& engine,
                                                const std::filesystem::path& weights, const std::string& hash,
                                                const Progress& progress, const std::stop_token& stop) {
    WeightsComparison comparison(engine, weights, hash);
    const std::vector<RunRecord> runs = project.runs().list();
    for (std::size_t index = 0; index < runs.size(); ++index) {
        const RunRecord& run = runs[index];
        progress(static_cast<double>(index) / static_cast<double>(runs.size()),
                 "comparing the weights with those of run " + std::to_string(run.id));
        for (const CheckpointRecord& checkpoint : project.checkpoints().list(run.id)) {
            throwIfStopped(stop);
            try {
                if (comparison.areThoseOf(project, checkpoint)) {
                    return chainOf(project, ancestorBy(run, checkpoint));
                }
            } catch (const Error& error) {
                if (!isGone(error)) {
                    throw;
                }
            }
        }
    }
    return {};
}

/// What cases were in the runs.
std::vector<PastRole> pastRoles(const Project& project, std::span<const RunAncestor> runs) {
    std::vector<PastRole> past;
    for (const RunAncestor& ancestor : runs) {
        if (ancestor.splitId) {
            for (const SplitAssignment& one : project.splits().get(*ancestor.splitId).assignments) {
                past.push_back({ancestor.runId, one.caseId, one.role});
            }
        }
    }
    return past;
}

}  // namespace

RunAncestor ancestorBy(const RunRecord& run, const CheckpointRecord& checkpoint) {
    return {.runId = run.id,
            .splitId = run.splitId,
            .checkpointHash = checkpoint.contentHash,
            .checkpointKind = checkpoint.kind,
            .checkpointIteration = checkpoint.iteration};
}

std::vector<RunAncestor> chainOf(const Project& project, const RunAncestor& run) {
    std::vector<RunAncestor> chain = project.runs().ancestors(run.runId);
    chain.insert(chain.begin(), run);
    return chain;
}

void recordWeights(const Project& project, const RunAncestor& from, const std::filesystem::path& file) {
    if (project.isReadOnly()) {
        return;
    }
    const ArtifactRecord weights{.runId = from.runId,
                                 .kind = kWeights,
                                 .file = absolutePath(file),
                                 .contentHash = contentHash(file),
                                 .provenanceJson = originText(chainOf(project, from))};
    project.transaction([&] {
        project.artifacts().record(weights);
        project.artifacts().keepOrigin(weights.contentHash, weights.provenanceJson);
    });
}

void keepWeightsOrigin(const Project& project, const std::vector<RunAncestor>& chain, const std::string& hash) {
    project.artifacts().keepOrigin(hash, originText(chain));
}

std::vector<RunAncestor> originOfWeights(const Project& project, const Engine& engine,
                                         const std::filesystem::path& weights, const Progress& progress,
                                         const std::stop_token& stop) {
    const std::string hash = contentHash(weights);
    if (auto kept = keptOrigin(project, hash); !kept.empty()) {
        return kept;
    }
    if (auto others = originOfOthers(project, hash); !others.empty()) {
        return others;
    }
    return originAmongCheckpoints(project, engine, weights, hash, progress, stop);
}

std::vector<JudgingLeak> leaksOfGoingOn(const Project& project, const std::vector<RunAncestor>& chain,
                                        const std::vector<SplitCandidate>& coming) {
    const RunAncestor& nearest = chain.front();
    return judgingLeaks(nearest.runId,
                        nearest.splitId ? project.splits().members(*nearest.splitId) : std::vector<SplitMember>(),
                        coming, pastRoles(project, std::span(chain).subspan(1)));
}

}  // namespace tandem
