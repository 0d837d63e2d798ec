#include "storage/cases/leak_notices.h"

#include "storage/db/project.h"
#include "storage/db/split_repository.h"

#include <algorithm>

namespace tandem {

std::vector<std::string> leakNotices(const Project& project, const std::optional<std::int64_t>& splitId) {
    constexpr std::size_t kMost = 5;
    const std::vector<PatientLeak> leaks = splitId ? project.splits().leaks(*splitId) : std::vector<PatientLeak>();
    if (leaks.empty()) {
        return {};
    }
    const std::string meaning =
        " Results on the split \"" + project.splits().get(*splitId).name + "\" look better than they are.";
    std::vector<std::string> notices;
    for (std::size_t index = 0; index < std::min(kMost, leaks.size()); ++index) {
        notices.push_back(sentenceOf(leaks[index]) + meaning);
    }
    if (leaks.size() > kMost) {
        notices.push_back(std::to_string(leaks.size() - kMost) + " more patients have cases on more than one side.");
    }
    return notices;
}

}  // namespace tandem
