#include "app/cli/demo_cohort.h"

#include "core/base/error.h"
#include "core/phantom/phantom.h"
#include "storage/image/image_writer.h"

#include <format>

namespace tandem::cli {
namespace {

// Neighbours as bright as the atrium, so that no brightness tells them apart in the few labelled cases by chance.
const PhantomSettings kCohort{.distractorContrast = 0.02, .variation = 0.6};

}  // namespace

void writeDemoCohort(const std::filesystem::path& folder, int cases, std::uint64_t firstSeed, const Progress& progress,
                     const std::stop_token& stop) {
    for (int index = 0; index < cases; ++index) {
        throwIfStopped(stop);
        const std::string file = std::format("phantom_{:02}.nii.gz", index + 1);
        progress(static_cast<double>(index) / cases, file);
        const PhantomCase made = generatePhantom(kCohort, firstSeed + static_cast<std::uint64_t>(index));
        writeImage(made.image, folder / "imagesTr" / file);
        writeLabel(made.label, folder / "labelsTr" / file);
    }
    progress(1.0, "generated");
}

}  // namespace tandem::cli
