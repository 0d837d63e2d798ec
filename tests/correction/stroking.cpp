// stroking PROJECT CASE: begins the correction of the case with an empty label, or goes on with it, and strokes for
// ever (strokeAt of tests/correction/long_work.h); after each stroke that was written down it says how many there are.
// tst_correction_work kills it.
#include "core/base/error.h"
#include "storage/correction/correction_work.h"
#include "storage/db/project.h"
#include "tests/correction/long_work.h"

#include <cstdio>
#include <cstdlib>

using namespace tandem;

int main(int count, char** words) {
    if (count != 3) {
        return 2;
    }
    try {
        const Project project = Project::open(words[1]);
        CorrectionWork work =
            CorrectionWork::begin(project, {.origin = CorrectionOrigin::Empty, .caseId = std::atoll(words[2])}, {});
        for (std::int64_t stroke = work.correction().tally().actions;; ++stroke) {
            strokeAt(work.correction(), stroke);
            work.writeDown(work.correction().takeEvents());
            std::printf("%lld\n", static_cast<long long>(stroke + 1));
            std::fflush(stdout);
        }
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
