#include "storage/demo/demo_study.h"

#include "core/base/error.h"
#include "core/phantom/phantom.h"
#include "core/settings/preset.h"
#include "core/study/label_scheme.h"
#include "storage/db/project.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "storage/image/image_writer.h"

#include <algorithm>
#include <format>

namespace tandem {
namespace {

// Neighbours as bright as the atrium, so that no brightness tells them apart in the few labelled cases by chance.
const PhantomSettings kCohort{.distractorContrast = 0.02, .variation = 0.6};
// At this spacing a patch sees nearly the whole volume: where a blob lies tells whether it is the atrium.
constexpr Vector3 kSpacingMm{5.0 / 3, 5.0 / 3, 5.0 / 3};
constexpr Index3 kPatch{48, 48, 32};
constexpr double kDropout = 0.2;  // a network this small learns too slowly with the paper's 0.5
constexpr std::int64_t kValidations = 12;

}  // namespace

void writeDemoCohort(const std::filesystem::path& folder, const DemoPlan& plan, const Progress& progress,
                     const std::stop_token& stop) {
    for (int index = 0; index < plan.cases; ++index) {
        throwIfStopped(stop);
        const std::string file = std::format("phantom_{:02}.nii.gz", index + 1);
        progress(static_cast<double>(index) / plan.cases, file);
        const PhantomCase made = generatePhantom(kCohort, plan.firstSeed + static_cast<std::uint64_t>(index));
        writeImage(made.image, folder / "imagesTr" / file);
        writeLabel(made.label, folder / "labelsTr" / file);
    }
    progress(1.0, "generated");
}

Project createDemoProject(const std::filesystem::path& folder) {
    return Project::create(folder, "demo", LabelScheme::fromNames({"background", "atrium"}));
}

std::int64_t addDemoSplit(const Project& project, const DemoPlan& plan) {
    SplitRecord split;
    split.name = "demo";
    split.seed = 1;
    split.assignments = planSplit(splitCandidates(project), plan.split, split.seed);
    return project.splits().add(split).id;
}

TrainingSettings demoTraining(Method method, const DemoPlan& plan) {
    TrainingSettings settings = presetNamed("left-atrium").training;
    settings.method = method;
    settings.iterations = plan.iterations;
    settings.filters = 8;
    settings.patch = kPatch;
    settings.dropout = kDropout;
    settings.schedule = Schedule::Polynomial;
    settings.rampIterations = plan.iterations / 2;
    settings.sampling = Sampling::Ours;
    settings.validationInterval = std::max<std::int64_t>(1, plan.iterations / kValidations);
    settings.testStride = {16, 16, 16};
    return settings;
}

PreparationSettings demoPreparation() {
    PreparationSettings settings = presetNamed("left-atrium").preparation;
    settings.spacingMm = kSpacingMm;
    return settings;
}

}  // namespace tandem
