// Makes the prepared form of a project's cases, or finds it in the cache.
//
// For the thread of the Project.
#pragma once

#include "core/base/progress.h"
#include "core/prepared/prepared_case.h"
#include "core/settings/preparation_settings.h"

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct CaseRecord;

struct PreparedCases {
    std::map<std::int64_t, PreparedReference> references;  ///< by case id
    int reused = 0;                                        ///< that were in the cache
    std::vector<std::string> notices;                      ///< naming the case
};

/// Throws Error naming the case; Cancelled between and within cases. What was prepared before stays in the cache.
[[nodiscard]] PreparedCases prepareCases(const Project& project, const std::vector<CaseRecord>& cases,
                                         const PreparationSettings& settings, const Progress& progress,
                                         const std::stop_token& stop);

/// The prepared form when it is in the cache; nothing is made.
[[nodiscard]] std::optional<PreparedReference> findPrepared(const Project& project, const CaseRecord& record,
                                                            const PreparationSettings& settings);

/// The settings with the weights in them whose predictions give the boxes now, so that what is predicted later does not
/// change them; as they are where no prediction gives boxes, or there is none.
[[nodiscard]] PreparationSettings keptToItsBoxes(const Project& project, PreparationSettings settings);

/// How many of the cases are kept whole while others are cropped: the settings crop around a label, or a prediction in
/// its place, and they have none.
[[nodiscard]] std::int64_t casesWithoutBox(const Project& project, const std::vector<CaseRecord>& cases,
                                           const PreparationSettings& settings);

/// What that means and what to do, in a sentence; empty where there are none.
[[nodiscard]] std::string boxNotice(const Project& project, const std::vector<CaseRecord>& cases,
                                    const PreparationSettings& settings);

}  // namespace tandem
