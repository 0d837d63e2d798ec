// What may be asked of a person next: the boxes into which cases are cut, each with what is doubtful in it.
//
// All boxes are about as large (core/volume/box_grid.h), doubtful or not, so that each costs a person about the same to
// look at whichever strategy asks for it (core/reliability/region_order.h). Plain values; thread-safe. Memory: beside
// the maps what findDoubtfulRegions() takes, and a few numbers for each box. Invariant: a case's candidates are its
// boxes in their order, each once, and hold every voxel once.
#pragma once

#include "core/reliability/doubtful_regions.h"
#include "core/volume/box.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tandem {

/// Of the doubtful voxels of a box that the label or a decoder gives a class.
struct ClassDoubt {
    int labelClass = 0;
    double expectedErrors = 0;  ///< the sum of 1 - trust over them

    bool operator==(const ClassDoubt&) const = default;
};

struct CandidateRegion {
    std::int64_t caseId = 0;
    std::int64_t number = 0;  ///< of its box in the case's grid
    Box box;
    double volumeMm3 = 0;                 ///< of the box
    std::int64_t foregroundVoxels = 0;    ///< of it, of a structure by the label
    std::int64_t doubtfulVoxels = 0;      ///< of it, as small as their regions may be
    double expectedErrors = 0;            ///< of the doubtful voxels, those that are wrong: the sum of 1 - trust
    std::int64_t disagreementVoxels = 0;  ///< of the box, where the decoders give different classes
    int labelClass = 0;  ///< of most of its doubtful voxels, without any of most of its voxels; the first of equals
    std::vector<ClassDoubt> ofClasses;    ///< by class; of those that have any
    std::vector<DoubtfulRegion> regions;  ///< within the box, the one with the most expected errors first

    /// Where to look first: in its worst region, without one in its middle.
    [[nodiscard]] Index3 centre() const noexcept;
    /// How many answers resolve it: one for each of its regions, without any one for the whole box.
    [[nodiscard]] int answersNeeded() const noexcept;
};

struct CandidateMaps {
    ImageVolume trust;  ///< 0..1
    LabelVolume label;  ///< that is trusted
    LabelVolume a;      ///< by decoder A
    LabelVolume b;
};

/// All maps on one grid. Throws Error (InvalidInput when the grids differ; Cancelled).
[[nodiscard]] std::vector<CandidateRegion> findCandidateRegions(std::int64_t caseId, const CandidateMaps& maps,
                                                                const DoubtSettings& settings,
                                                                const std::stop_token& stop);

}  // namespace tandem
