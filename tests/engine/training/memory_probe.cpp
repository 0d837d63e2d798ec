// Estimates a run, trains it, and prints both as "estimated measured", in bytes: what was resident at the peak beyond
// what was before.
//
// memory_probe FOLDER METHOD PATCH FILTERS LABELLED-BATCH UNLABELLED-BATCH PRECISION CLASSES
#include "core/base/error.h"
#include "core/engine/devices/process_memory.h"
#include "core/engine/memory/memory_estimate.h"
#include "core/engine/training/trainer.h"
#include "tests/engine/training/made_cases.h"

#include <iostream>

int main(int count, char** words) {
    using namespace tandem;
    if (count != 9) {
        return 2;
    }
    try {
        TrainingSettings settings = quickSettings(choiceNamed<Method>(words[2]).value());
        setSetting(settings, "patch", words[3]);
        setSetting(settings, "filters", words[4]);
        setSetting(settings, "labelled-batch", words[5]);
        setSetting(settings, "unlabelled-batch", words[6]);
        setSetting(settings, "precision", words[7]);
        settings.iterations = 3;
        settings.checkpointInterval = 1;  // so that one is being written while a step is computed
        const MadeCase made{.size = {64, 64, 48}, .classes = std::stoi(words[8])};
        const TrainingPlan plan = makePlan(words[1], settings, 0, made);
        const std::uint64_t estimated = estimateTraining(plan).deviceBytes;
        resetPeakResidentBytes();
        const std::uint64_t before = residentBytes();
        Recorder recorder;
        static_cast<void>(train(plan, recorder, {}));
        std::cout << estimated << ' ' << peakResidentBytes() - before << '\n';
    } catch (const Error& error) {
        std::cerr << error.what() << '\n' << error.detail() << '\n';
        return 1;
    }
    return 0;
}
