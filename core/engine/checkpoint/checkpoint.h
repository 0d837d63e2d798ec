// The whole state of a run, in one file: nothing that decides the next iteration is missing.
//
// The file (see checkpoint_file.h) holds what the run is (settings, class names, channels, cases), where it stands
// (iteration, sampler, generators, best validation) and its tensors (weights, batch-norm statistics, momentum).
// Thread-safe for different files. Invariant: a file that is read was written whole and is unchanged since.
#pragma once

#include "core/engine.h"
#include "core/engine/network/mutual_vnet.h"
#include "core/engine/sampling/sampler.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

/// The cases of a run by their identity in the project; their order is that of the sampler's indices.
struct CaseIds {
    std::vector<std::int64_t> labelled;
    std::vector<std::int64_t> unlabelled;

    bool operator==(const CaseIds&) const = default;
};

/// What a run that has begun needs beside its weights to continue.
struct RunState {
    CaseIds cases;
    SamplerState sampler;
    std::int64_t validatedIteration = 0;            ///< of the last validation while training; 0 for none yet
    std::int64_t pinnedIteration = 0;               ///< of the last look at the pinned case
    std::optional<double> bestDice;                 ///< the mean Dice that chose the best checkpoint
    int threads = 0;                                ///< that computed it on the CPU; 0 where that is not known
    torch::Tensor dropout;                          ///< MutualVNet::dropoutState()
    std::map<std::string, torch::Tensor> momentum;  ///< by parameter; empty before the first iteration
};

struct Checkpoint {
    CheckpointDescription about;
    std::map<std::string, torch::Tensor> weights;  ///< by the field's names, on the CPU; see network/weights.h
    std::optional<RunState> run;                   ///< absent where weights were imported
};

/// Appears whole or not at all. Returns the SHA-256 of the file; about.contentHash is not read. Throws Error (Io).
std::string writeCheckpoint(const std::filesystem::path& file, const Checkpoint& checkpoint);

/// Throws Error (NotFound, Io; Corrupt when the file is truncated or changed; Unsupported when a newer program wrote
/// it).
[[nodiscard]] Checkpoint readCheckpoint(const std::filesystem::path& file);

/// The same without making tensors; the checksum is verified all the same.
[[nodiscard]] CheckpointDescription describeCheckpoint(const std::filesystem::path& file);

/// The network with the checkpoint's weights, on the CPU, in training mode. Throws Error (Corrupt).
[[nodiscard]] MutualVNet networkOf(const Checkpoint& checkpoint);

[[nodiscard]] NetworkSettings networkSettingsOf(const CheckpointDescription& about);

}  // namespace tandem
