#include "storage/training/recorded_checkpoint.h"

#include "core/base/error.h"
#include "core/checkpoint_files.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"

#include <string>

namespace tandem {
namespace {

std::string wordsFor(const CheckpointRecord& checkpoint) {
    return std::string(nameOf(checkpoint.kind)) + " checkpoint of run " + std::to_string(checkpoint.runId) +
           " at iteration " + std::to_string(checkpoint.iteration);
}

void requireStillRecorded(const Project& project, const CheckpointRecord& checkpoint) {
    const auto present = project.checkpoints().find(checkpoint.runId, checkpoint.kind);
    if (!present || present->contentHash != checkpoint.contentHash) {
        throw Error(ErrorCode::Conflict,
                    "The " + wordsFor(checkpoint) + " was replaced while it was being opened; do it again.");
    }
}

void requireRecorded(const Project& project, const CheckpointRecord& checkpoint, const std::string& hash) {
    if (hash == checkpoint.contentHash) {
        return;
    }
    requireStillRecorded(project, checkpoint);
    throw Error(ErrorCode::Corrupt, (project.folder() / checkpoint.file).string() + " is not the " +
                                        wordsFor(checkpoint) +
                                        " that the project has on record; bring that file back, or train anew.");
}

}  // namespace

void readRecorded(const Project& project, const CheckpointRecord& checkpoint,
                  const std::function<std::string(const std::filesystem::path& file)>& read) {
    std::string hash;
    try {
        hash = read(project.inside(checkpoint.file));
    } catch (const Error& error) {
        if (error.code() == ErrorCode::NotFound) {
            requireStillRecorded(project, checkpoint);
        }
        throw;
    }
    requireRecorded(project, checkpoint, hash);
}

CheckpointDescription describeRecorded(const Project& project, const Engine& engine,
                                       const CheckpointRecord& checkpoint) {
    CheckpointDescription about;
    readRecorded(project, checkpoint, [&](const std::filesystem::path& file) {
        about = engine.describe(file);
        return about.contentHash;
    });
    return about;
}

void exportRecorded(const Project& project, const Engine& engine, const CheckpointRecord& checkpoint,
                    const std::filesystem::path& weights) {
    readRecorded(project, checkpoint, [&](const std::filesystem::path& file) {
        engine.exportWeights(file, weights);
        return engine.describe(file).contentHash;
    });
}

void removeUnrecordedCheckpoints(const Project& project, const RunRecord& run) {
    for (const CheckpointKind kind : {CheckpointKind::Last, CheckpointKind::Best}) {
        const auto recorded = project.checkpoints().find(run.id, kind);
        removeOtherCheckpoints(project.runFolder(run), kind, recorded ? recorded->file : std::filesystem::path());
    }
}

}  // namespace tandem
