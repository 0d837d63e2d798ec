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

#include <string>

namespace tandem {
namespace {

constexpr const char* kWeights = "weights";

/// A row of a stranger may say anything; nothing where it says no run.
std::optional<RunAncestor> ancestorIn(const Project& project, const ArtifactRecord& artifact) {
    const auto json = nlohmann::json::parse(artifact.provenanceJson, nullptr, false);
    try {
        RunAncestor from{
            .runId = json.at("run").get<std::int64_t>(),
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
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

std::optional<RunAncestor> exportedOrigin(const Project& project, const std::string& hash) {
    for (const ArtifactRecord& one : project.artifacts().list()) {
        if (one.kind == kWeights && one.contentHash == hash) {
            if (auto from = ancestorIn(project, one)) {
                return from;
            }
        }
    }
    return std::nullopt;
}

/// A run that began with the same file knows whose it was.
std::optional<RunAncestor> originOfOthers(const Project& project, const std::string& hash) {
    for (const RunRecord& run : project.runs().list()) {
        if (run.initialWeightsHash == hash) {
            if (const auto chain = project.runs().ancestors(run.id); !chain.empty()) {
                return chain.front();
            }
        }
    }
    return std::nullopt;
}

std::optional<RunAncestor> originAmongCheckpoints(const Project& project, const Engine& engine,
                                                  const std::string& hash) {
    const TemporaryFolder folder("tandem-weights-", "free some room there and begin again");
    const std::filesystem::path file = folder.path() / "weights.safetensors";
    for (const RunRecord& run : project.runs().list()) {
        for (const CheckpointRecord& checkpoint : project.checkpoints().list(run.id)) {
            try {
                readRecorded(project, checkpoint, [&](const std::filesystem::path& recorded) {
                    engine.exportWeights(recorded, file);
                    return engine.describe(recorded).contentHash;
                });
            } catch (const Error&) {
                continue;  // what cannot be read was exported by nobody lately
            }
            if (contentHash(file) == hash) {
                return ancestorBy(run, checkpoint);
            }
        }
    }
    return std::nullopt;
}

/// What cases were in the runs that the run goes on from.
std::vector<PastRole> pastRoles(const Project& project, std::int64_t runId) {
    std::vector<PastRole> past;
    for (const RunAncestor& ancestor : project.runs().ancestors(runId)) {
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

void recordWeights(const Project& project, const RunAncestor& from, const std::filesystem::path& file) {
    if (project.isReadOnly()) {
        return;
    }
    const nlohmann::ordered_json provenance{
        {"run", from.runId},
        {"split", from.splitId ? nlohmann::ordered_json(*from.splitId) : nlohmann::ordered_json(nullptr)},
        {"checkpointSha256", from.checkpointHash},
        {"kind", nameOf(from.checkpointKind)},
        {"iteration", from.checkpointIteration}};
    project.artifacts().record({.runId = from.runId,
                                .kind = kWeights,
                                .file = absolutePath(file),
                                .contentHash = contentHash(file),
                                .provenanceJson = provenance.dump()});
}

std::optional<RunAncestor> originOfWeights(const Project& project, const Engine& engine,
                                           const std::filesystem::path& weights) {
    const std::string hash = contentHash(weights);
    if (auto exported = exportedOrigin(project, hash)) {
        return exported;
    }
    if (auto others = originOfOthers(project, hash)) {
        return others;
    }
    return originAmongCheckpoints(project, engine, hash);
}

std::vector<JudgingLeak> leaksOfGoingOn(const Project& project, std::int64_t runId,
                                        const std::optional<std::int64_t>& splitId,
                                        const std::vector<SplitCandidate>& coming) {
    return judgingLeaks(runId, splitId ? project.splits().members(*splitId) : std::vector<SplitMember>(), coming,
                        pastRoles(project, runId));
}

}  // namespace tandem
