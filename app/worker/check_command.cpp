#include "app/worker/commands.h"
#include "app/worker/options.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/number_text.h"
#include "core/base/temporary_folder.h"
#include "core/engine/check/device_check.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/libtorch_engine.h"
#include "core/engine_module.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ranges>
#include <string>
#include <utility>

namespace tandem::worker {
namespace {

using Json = nlohmann::ordered_json;

/// Of --golden, else TANDEM_GOLDEN, else where the program was built.
std::filesystem::path goldenFolder(const Options& options) {
    const char* set = std::getenv("TANDEM_GOLDEN");
    const std::filesystem::path folder = options.value("golden").value_or(set != nullptr ? set : TANDEM_GOLDEN_FOLDER);
    if (!isFile(folder / "vnet_f2_weights.safetensors")) {
        throw Error(ErrorCode::NotFound, "There are no golden numbers in " + folder.string() +
                                             "; name their folder (tests/golden) with --golden.");
    }
    return folder;
}

const char* verdict(const CheckRow& row) {
    return !row.notRun.empty() ? "not run" : row.hasFailed() ? "FAILED" : row.tolerance ? "ok" : "told";
}

/// How much of what it may be off by a row is.
double share(const CheckRow& row) {
    return row.error == 0 || !row.tolerance ? 0 : row.error / *row.tolerance;
}

void print(const std::string& name, const CheckRow& row) {
    constexpr int kDigits = 2;
    const std::string error = row.notRun.empty() ? significantText(row.error, kDigits) : "-";
    const std::string tolerance = row.tolerance ? significantText(*row.tolerance, kDigits) : "-";
    const std::string reason = row.notRun.empty() ? "" : ": " + row.notRun;
    std::printf("%-54s %8s %8s  %-7s %s%s\n", name.c_str(), error.c_str(), tolerance.c_str(), verdict(row),
                row.name.c_str(), reason.c_str());
    std::fflush(stdout);
}

enum class Form { Summary, AllRows, Document };

/// Prints rows as they come: of each group the one that is nearest to its tolerance, and those that failed.
class Report {
public:
    Report(std::string device, Form form) : m_device(std::move(device)), m_form(form) {}

    void begin() const {
        if (m_form != Form::Document) {
            std::printf("%s on %s\n%-54s %8s %8s  %-7s %s\n", LibTorchEngine().version().c_str(), m_device.c_str(), "",
                        "error", "allowed", "", m_form == Form::Summary ? "the largest is of" : "");
        }
    }

    void add(const CheckRow& row) {
        if (!m_rows.empty() && m_rows.back().group != row.group) {
            endGroup();
        }
        m_rows.push_back(row);
        if (m_form == Form::AllRows) {
            print(row.group, row);
        }
    }

    /// Returns whether all passed.
    [[nodiscard]] bool end() {
        endGroup();
        const auto failed = std::ranges::count_if(m_rows, &CheckRow::hasFailed);
        if (m_form == Form::Document) {
            std::printf("%s\n", document().dump(2, ' ', false, Json::error_handler_t::replace).c_str());
        } else {
            std::printf("%zu comparisons on %s, %td failed\n", m_rows.size(), m_device.c_str(), failed);
        }
        std::fflush(stdout);  // whatever becomes of the process while libraries of others are taken down
        return failed == 0;
    }

private:
    void endGroup() {
        const auto first = m_rows.begin() + std::exchange(m_groupStart, static_cast<std::ptrdiff_t>(m_rows.size()));
        if (m_form != Form::Summary || first == m_rows.end()) {
            return;
        }
        bool hasFailed = false;
        for (const CheckRow& row : std::ranges::subrange(first, m_rows.end())) {
            if (row.hasFailed()) {
                print(row.group, row);
                hasFailed = true;
            }
        }
        if (!hasFailed) {
            const std::string count = " (" + std::to_string(m_rows.end() - first) + ")";
            print(first->group + count, *std::ranges::max_element(first, m_rows.end(), {}, share));
        }
    }

    [[nodiscard]] Json document() const {
        Json rows = Json::array();
        for (const CheckRow& row : m_rows) {
            Json entry{{"group", row.group}, {"name", row.name}, {"verdict", verdict(row)}};
            if (row.notRun.empty()) {
                entry["error"] = row.error;  // null where it is infinite
                entry["tolerance"] = row.tolerance ? Json(*row.tolerance) : Json(nullptr);
            } else {
                entry["notRun"] = row.notRun;
            }
            rows.push_back(std::move(entry));
        }
        return {{"engine", LibTorchEngine().version()},
                {"form", engineForm()},
                {"device", m_device},
                {"passed", std::ranges::none_of(m_rows, &CheckRow::hasFailed)},
                {"rows", std::move(rows)}};
    }

    std::string m_device;
    Form m_form;
    CheckRows m_rows;
    std::ptrdiff_t m_groupStart = 0;
};

}  // namespace

int runCheck(Arguments arguments, const std::stop_token& stop) {
    const Options options(arguments, {{"golden"}, {"device"}, {"all", false}, {"json", false}});
    options.requireNoWords();
    const std::filesystem::path golden = goldenFolder(options);
    const c10::Device device = resolveDevice(options.value("device").value_or("auto"));
    const TemporaryFolder scratch("tandem-worker", "set TMPDIR to a folder that can be written");
    Report report(nameOf(device), options.has("json")  ? Form::Document
                                  : options.has("all") ? Form::AllRows
                                                       : Form::Summary);
    report.begin();
    checkDevice(
        {.device = device, .golden = golden, .scratch = scratch.path()}, [&](const CheckRow& row) { report.add(row); },
        stop);
    return report.end() ? kSuccess : kFailure;
}

std::string checkHelp() {
    return "Compares what the engine computes on a device with the numbers of an independent reference, bfloat16 with\n"
           "float32, a run with itself, and a resumed run with one without a break. Exits with 1 when one is too far\n"
           "off.\n\n"
           "  --device D       auto (the default), cpu, cuda or cuda:N\n"
           "  --golden FOLDER  the reference's numbers; else TANDEM_GOLDEN, else those beside the program's sources\n"
           "  --all            every comparison; else of each group the one that is nearest to what is allowed\n"
           "  --json           one JSON document in place of the table\n";
}

}  // namespace tandem::worker
