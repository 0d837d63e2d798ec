// The curves of a run as files for other programs: CSV, and the event files that TensorBoard reads.
//
// For the thread of the Project. Invariant: every stored point is written, and a number is the one that is stored,
// rounded to 32 bits in an event file, which holds no more.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

class Project;

/// A line for each iteration with a point, a column for each metric; empty where there is none. Throws Error (NotFound
/// when there is no such run or it has no points).
[[nodiscard]] std::string curvesCsv(const Project& project, std::int64_t runId);

/// The bytes of an event file: TFRecords with Event messages (tensorflow/core/util/event.proto), a scalar a message.
/// Times are spread evenly over the time that the run trained. Throws as above.
[[nodiscard]] std::string curvesEvents(const Project& project, std::int64_t runId);

/// The event file PROJECT-runN/events.out.tfevents.SECONDS.tandem in a folder, which TensorBoard shows as that run; one
/// of the same run is replaced. The file. Throws as above, and Error (Io).
std::filesystem::path writeCurvesEvents(const Project& project, std::int64_t runId,
                                        const std::filesystem::path& folder);

/// CSV and event file in a folder: runN_curves.csv, and as writeCurvesEvents(). The files. Throws Error
/// (NotFound as above; Conflict when one is there and may not be replaced; Io).
std::vector<std::filesystem::path> writeCurves(const Project& project, std::int64_t runId,
                                               const std::filesystem::path& folder, bool overwrite);

/// CRC-32C (Castagnoli), of which TFRecords keep a masked form.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes) noexcept;

}  // namespace tandem
