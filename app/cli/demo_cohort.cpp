#include "app/cli/demo_cohort.h"

#include "core/base/error.h"
#include "core/phantom/phantom.h"
#include "storage/image/image_writer.h"

#include <format>

namespace tandem::cli {

void writeDemoCohort(const std::filesystem::path& folder, int cases, std::uint64_t firstSeed, const Progress& progress,
                     const std::stop_token& stop) {
    for (int index = 0; index < cases; ++index) {
        throwIfStopped(stop);
        const std::string file = std::format("phantom_{:02}.nii.gz", index + 1);
        progress(static_cast<double>(index) / cases, file);
        const PhantomCase made = generatePhantom(PhantomSettings{}, firstSeed + static_cast<std::uint64_t>(index));
        writeImage(made.image, folder / "imagesTr" / file);
        writeLabel(made.label, folder / "labelsTr" / file);
    }
    progress(1.0, "generated");
}

}  // namespace tandem::cli
