// How far what a run predicted of its pinned case can be trusted, from the maps of a snapshot.
//
// A snapshot keeps no probabilities by class; they are made again from the label, whose class has the greatest, and the
// uncertainty, the other classes sharing the rest alike. Of two classes that is what they were, but for eight bits.
// Likewise the similarity is to the class that each decoder gives. Thread-safe. Invariant: trust is in 0..1, and the
// same of a voxel alone as of the whole.
#pragma once

#include "core/reliability/trust_model.h"
#include "storage/training/snapshot_file.h"

#include <array>
#include <stop_token>

namespace tandem {

/// By decoder, A and B, whose labels are trusted.
using TrustModels = std::array<TrustModel, 2>;

/// decoder: A or B. geometry: of the prepared case. Throws Error (Corrupt; InvalidInput; Cancelled).
[[nodiscard]] ImageVolume trustOf(const SnapshotFile& file, Decoder decoder, const TrustModels& models,
                                  const Geometry& geometry, const std::stop_token& stop);

/// Of one voxel, by decoder. Throws likewise.
[[nodiscard]] std::array<double, 2> trustAt(const SnapshotFile& file, const Index3& voxel, const TrustModels& models,
                                            const Geometry& geometry);

}  // namespace tandem
