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

#include <span>
#include <string>
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
std::vector<RunAncestor> chainIn(const Project& project, const ArtifactRecord& artifact) {
    const auto json = nlohmann::json::parse(artifact.provenanceJson, nullptr, false);
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

std::vector<RunAncestor> exportedOrigin(const Project& project, const std::string& hash) {
    for (const ArtifactRecord& one : project.artifacts().list()) {
        if (one.kind == kWeights && one.contentHash == hash) {
            if (auto chain = chainIn(project, one); !chain.empty()) {
                return chain;
            }
        }
    }
    return {};
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

std::vector<RunAncestor> originAmongCheckpoints(const Project& project, const Engine& engine, const std::string& hash,
                                                const Progress& progress, const std::stop_token& stop) {
    const TemporaryFolder folder("tandem-weights-", "free some room there and begin again");
    const std::filesystem::path file = folder.path() / "weights.safetensors";
    const std::vector<RunRecord> runs = project.runs().list();
    for (std::size_t index = 0; index < runs.size(); ++index) {
        const RunRecord& run = runs[index];
        progress(static_cast<double>(index) / static_cast<double>(runs.size()),
                 "comparing the weights with those of run " + std::to_string(run.id));
        for (const CheckpointRecord& checkpoint : project.checkpoints().list(run.id)) {
            throwIfStopped(stop);
            try {
                readRecorded(project, checkpoint, [&](const std::filesystem::path& recorded) {
                    engine.exportWeights(recorded, file);
                    return engine.describe(recorded).contentHash;
                });
            } catch (const Error& error) {
                if (isGone(error)) {
                    continue;
                }
                throw;
            }
            if (contentHash(file) == hash) {
                return chainOf(project, ancestorBy(run, checkpoint));
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
    nlohmann::ordered_json provenance = jsonOf(from);
    nlohmann::ordered_json before = nlohmann::ordered_json::array();
    for (const RunAncestor& one : project.runs().ancestors(from.runId)) {
        before.push_back(jsonOf(one));
    }
    provenance[kBefore] = std::move(before);
    project.artifacts().record({.runId = from.runId,
                                .kind = kWeights,
                                .file = absolutePath(file),
                                .contentHash = contentHash(file),
                                .provenanceJson = provenance.dump()});
}

std::vector<RunAncestor> originOfWeights(const Project& project, const Engine& engine,
                                         const std::filesystem::path& weights, const Progress& progress,
                                         const std::stop_token& stop) {
    const std::string hash = contentHash(weights);
    if (auto exported = exportedOrigin(project, hash); !exported.empty()) {
        return exported;
    }
    if (auto others = originOfOthers(project, hash); !others.empty()) {
        return others;
    }
    return originAmongCheckpoints(project, engine, hash, progress, stop);
}

std::vector<JudgingLeak> leaksOfGoingOn(const Project& project, const std::vector<RunAncestor>& chain,
                                        const std::vector<SplitCandidate>& coming) {
    const RunAncestor& nearest = chain.front();
    return judgingLeaks(nearest.runId,
                        nearest.splitId ? project.splits().members(*nearest.splitId) : std::vector<SplitMember>(),
                        coming, pastRoles(project, std::span(chain).subspan(1)));
}

}  // namespace tandem
