// One round of a simulation: an oracle answers where a strategy asks, the run is trained on with the answers, and is
// judged.
//
// For the thread of the Projects; predicts and trains, so it belongs into a job. Invariant: the same start, strategy,
// seed and round ask for the same voxels, also when the round is done again after a stop; what was trained until then
// is not trained again.
#pragma once

#include "core/base/progress.h"
#include "storage/simulation/simulation_project.h"
#include "storage/simulation/simulation_record.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace tandem {

class Engine;
class Project;

/// Which round is to be done, and from where.
struct RoundToDo {
    SimulationArm arm;
    std::int64_t seed = 0;
    int round = 1;             ///< from 1
    std::int64_t fromRun = 0;  ///< of the round before, or the run itself
    CorrectionEffort before;   ///< of the rounds before
};

class CorrectionRounds {
public:
    /// What is referred to must outlive it. source: is only read, for the labels that the oracle knows.
    CorrectionRounds(const Project& source, SimulationProject& simulation, Engine& engine,
                     const SimulationSettings& settings);
    ~CorrectionRounds();
    CorrectionRounds(const CorrectionRounds&) = delete;
    CorrectionRounds& operator=(const CorrectionRounds&) = delete;

    /// By what everything goes on from.
    [[nodiscard]] std::vector<DiceOfCase> judgeStart(const Progress& progress, const std::stop_token& stop);
    /// Throws Error (Cancelled, after which it goes on where it was; as predictCases() and runTraining()).
    [[nodiscard]] SimulationRow doRound(const RoundToDo& todo, const Progress& progress, const std::stop_token& stop);
    /// Takes away what a round that is on record leaves and no other needs: the run that it went on from, and prepared
    /// copies of cases.
    void clearAfter(const SimulationRow& row, std::int64_t fromRun);
    /// Takes away what the start predicted, when all is done; more strategies or seeds predict it again.
    void clearStart();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace tandem
