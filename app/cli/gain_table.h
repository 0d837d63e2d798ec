// What a run that goes on from another has gained, for a terminal and for machines.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>

namespace tandem {
class Project;
struct BeforeAndAfter;
}  // namespace tandem

namespace tandem::cli {

/// A sentence on what is compared, and a row for each class and the mean.
[[nodiscard]] std::string gainTable(const BeforeAndAfter& gain);

/// null for a run of which nothing can be compared.
[[nodiscard]] nlohmann::ordered_json gainJson(const Project& project, std::int64_t runId);

}  // namespace tandem::cli
