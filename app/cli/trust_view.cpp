#include "app/cli/trust_view.h"

#include "app/cli/progress_line.h"

#include <optional>
#include <string>

namespace tandem::cli {
namespace {

std::string titleOf(TrustStep step) {
    switch (step) {
        case TrustStep::Predicting:
            return "Predicting validation cases";
        case TrustStep::Measuring:
            return "Measuring trust";
        case TrustStep::Scoring:
            return "Scoring";
    }
    return {};
}

}  // namespace

RunTrust learnWithProgress(const CommandLine& line, const Project& project,
                           const std::function<const Engine&()>& engine, const TrustRequest& request) {
    std::optional<ProgressLine> shown;
    const TrustProgress progress = [&shown](TrustStep step) {
        shown.emplace(titleOf(step));
        return shown->asProgress();
    };
    return learnTrust(project, engine, request, progress, line.stop);
}

}  // namespace tandem::cli
