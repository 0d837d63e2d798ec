#include "storage/training/curve_files.h"

#include "core/base/atomic_file.h"
#include "core/base/csv_text.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/db/metric_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <sstream>

namespace tandem {
namespace {

struct Curves {
    RunRecord run;
    std::vector<std::string> names;
    std::map<std::int64_t, std::map<std::string, double>> values;  ///< by iteration
};

Curves curvesOf(const Project& project, std::int64_t runId) {
    const MetricRepository metrics = project.metrics();
    Curves curves{.run = project.runs().get(runId), .names = metrics.names(runId)};
    for (const std::string& name : curves.names) {
        for (const MetricPoint& point : metrics.list(runId, name)) {
            curves.values[point.iteration][name] = point.value;
        }
    }
    if (curves.values.empty()) {
        throw Error(ErrorCode::NotFound, "Run " + std::to_string(runId) + " has no curves yet; let it train first.");
    }
    return curves;
}

/// The fewest digits that tell the number from every other; empty for one that is none.
std::string numberText(double value) {
    std::array<char, 32> text{};
    return std::isfinite(value)
               ? std::string(text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr)
               : std::string();
}

/// Seconds since 1970 of a time as the project writes it; 0 for an empty one.
double secondsOf(const std::string& time) {
    std::istringstream stream(time);
    std::chrono::sys_seconds parsed;
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    char mark = 0;
    if (!(stream >> year >> mark >> month >> mark >> day >> mark >> hour >> mark >> minute >> mark >> second)) {
        return 0;
    }
    using namespace std::chrono;
    parsed = sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) + hours(hour) +
             minutes(minute) + seconds(second);
    return static_cast<double>(parsed.time_since_epoch().count());
}

template <class Number>
void appendLittleEndian(std::string& bytes, Number number) {
    static_assert(std::endian::native == std::endian::little);
    const auto raw = std::bit_cast<std::array<char, sizeof(Number)>>(number);
    bytes.append(raw.data(), raw.size());
}

/// Fields of a Protocol Buffers message.
class Message {
public:
    Message& real64(int field, double value) {
        key(field, 1);
        appendLittleEndian(m_bytes, value);
        return *this;
    }
    Message& real32(int field, float value) {
        key(field, 5);
        appendLittleEndian(m_bytes, value);
        return *this;
    }
    Message& whole(int field, std::uint64_t value) {
        key(field, 0);
        varint(value);
        return *this;
    }
    Message& text(int field, std::string_view value) {
        key(field, 2);
        varint(value.size());
        m_bytes.append(value);
        return *this;
    }
    [[nodiscard]] const std::string& bytes() const noexcept { return m_bytes; }

private:
    void key(int field, unsigned wireType) { varint(static_cast<std::uint64_t>(field) << 3 | wireType); }
    void varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) {
            m_bytes.push_back(static_cast<char>(value | 0x80));
        }
        m_bytes.push_back(static_cast<char>(value));
    }

    std::string m_bytes;
};

void appendRecord(std::string& file, const std::string& data) {
    const auto masked = [](std::string_view bytes) { return std::rotr(crc32c(bytes), 15) + 0xa282ead8U; };
    std::string length;
    appendLittleEndian(length, static_cast<std::uint64_t>(data.size()));
    file += length;
    appendLittleEndian(file, masked(length));
    file += data;
    appendLittleEndian(file, masked(data));
}

std::string nameOfRun(std::int64_t runId) {
    return "run" + std::to_string(runId);
}

/// So that runs of several projects lie side by side.
std::string folderOfRun(const Project& project, std::int64_t runId) {
    constexpr std::string_view kUnsafe = "/\\:*?\"<>|";
    std::string name = project.name();
    std::ranges::replace_if(
        name,
        [&](char one) {
            return (static_cast<unsigned char>(one) < 0x20) || kUnsafe.find(one) != std::string_view::npos;
        },
        '_');
    if (name.starts_with('.')) {
        name.front() = '_';
    }
    return name + "-" + nameOfRun(runId);
}

std::filesystem::path eventsFile(const Project& project, std::int64_t runId, const std::filesystem::path& folder) {
    const auto seconds = static_cast<std::int64_t>(secondsOf(project.runs().get(runId).startedAt));
    return folder / folderOfRun(project, runId) / ("events.out.tfevents." + std::to_string(seconds) + ".tandem");
}

}  // namespace

std::string curvesCsv(const Project& project, std::int64_t runId) {
    const Curves curves = curvesOf(project, runId);
    std::string text = "iteration";
    for (const std::string& name : curves.names) {
        text += "," + csvField(name);
    }
    text += "\n";
    for (const auto& [iteration, values] : curves.values) {
        text += std::to_string(iteration);
        for (const std::string& name : curves.names) {
            const auto found = values.find(name);
            text += "," + (found == values.end() ? std::string() : numberText(found->second));
        }
        text += "\n";
    }
    return text;
}

std::string curvesEvents(const Project& project, std::int64_t runId) {
    const Curves curves = curvesOf(project, runId);
    const double start = secondsOf(curves.run.startedAt);
    const double perIteration = curves.run.trainedSeconds.value_or(0) /
                                static_cast<double>(std::max<std::int64_t>(curves.values.rbegin()->first, 1));
    std::string file;
    appendRecord(file, Message().real64(1, start).text(3, "brain.Event:2").bytes());
    for (const auto& [iteration, values] : curves.values) {
        const double time = start + perIteration * static_cast<double>(iteration);
        for (const auto& [name, value] : values) {
            const Message scalar = Message().text(1, name).real32(2, static_cast<float>(value));
            const Message summary = Message().text(1, scalar.bytes());
            appendRecord(file, Message()
                                   .real64(1, time)
                                   .whole(2, static_cast<std::uint64_t>(iteration))
                                   .text(5, summary.bytes())
                                   .bytes());
        }
    }
    return file;
}

std::filesystem::path writeCurvesEvents(const Project& project, std::int64_t runId,
                                        const std::filesystem::path& folder) {
    const std::filesystem::path file = eventsFile(project, runId, folder);
    writeAtomically(file, curvesEvents(project, runId));
    return file;
}

std::vector<std::filesystem::path> writeCurves(const Project& project, std::int64_t runId,
                                               const std::filesystem::path& folder, bool overwrite) {
    const std::filesystem::path csv = folder / (nameOfRun(runId) + "_curves.csv");
    for (const std::filesystem::path& file : {csv, eventsFile(project, runId, folder)}) {
        if (!overwrite && isThere(file)) {
            throw Error(ErrorCode::Conflict, file.string() +
                                                 " is there already; choose another folder, or allow that files are "
                                                 "replaced (--overwrite).");
        }
    }
    writeAtomically(csv, curvesCsv(project, runId));
    return {csv, writeCurvesEvents(project, runId, folder)};
}

std::uint32_t crc32c(std::string_view bytes) noexcept {
    static constexpr std::array<std::uint32_t, 256> kTable = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
            std::uint32_t rest = byte;
            for (int bit = 0; bit < 8; ++bit) {
                rest = (rest >> 1) ^ ((rest & 1U) != 0 ? 0x82f63b78U : 0U);
            }
            table[byte] = rest;
        }
        return table;
    }();
    std::uint32_t rest = ~0U;
    for (const char byte : bytes) {
        rest = kTable[(rest ^ static_cast<unsigned char>(byte)) & 0xffU] ^ (rest >> 8);
    }
    return ~rest;
}

}  // namespace tandem
