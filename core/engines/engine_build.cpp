#include "core/engines/engine_build.h"

#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/base/file_lock.h"
#include "core/base/file_system.h"
#include "core/base/free_memory.h"
#include "core/base/program_folder.h"
#include "core/base/utc_time.h"
#include "core/engines/engine_form.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <deque>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tandem {
namespace {

using Json = nlohmann::json;

/// As many at once as there are cores, and memory for: the heaviest sources need 2 GiB each.
std::uint64_t compilers() {
    constexpr std::uint64_t kBytesForEach = std::uint64_t{2} << 30;
    const std::uint64_t cores = std::max(1U, std::thread::hardware_concurrency());
    return std::clamp<std::uint64_t>(memoryLimitOf(0) / kBytesForEach, 1, cores);
}

/// Tells of the tools' lines; ninja's "[12/93] Building ..." as how far it is.
class LineProgress {
public:
    explicit LineProgress(const Progress& progress) : m_progress(progress) {}

    void tell(const std::string& line) {
        int done = 0;
        int all = 0;
        if (std::sscanf(line.c_str(), "[%d/%d]", &done, &all) == 2 && all > 0) {
            m_fraction = static_cast<double>(done) / all;
        }
        m_progress(m_fraction, line);
    }

private:
    const Progress& m_progress;
    double m_fraction = 0;
};

/// Does one step after the other in a folder of its own.
class Building {
public:
    Building(const EngineOrder& order, const Progress& progress, const std::stop_token& stop)
        : m_order(order),
          m_told(progress),
          m_stop(stop),
          m_source(absolutePath(order.source)),
          m_folder(order.build.empty() ? buildFolderOf(order.name) : absolutePath(order.build)) {}

    [[nodiscard]] BuiltEngine run() {
        makeFolder(m_folder);
        const auto alone = FileLock::tryToTake(m_folder / "build.lock", 0);
        if (!alone) {
            throw Error(ErrorCode::Conflict, "An engine is being built in " + m_folder.string() +
                                                 " already; wait for it, or give this one another name.");
        }
        const std::string torch = (m_order.torch.folder / "share/cmake/Torch").string();
        perform("configure the engine",
                {"cmake", "-G", "Ninja", "-S", m_source.string(), "-B", m_folder.string(), "-DCMAKE_BUILD_TYPE=Release",
                 "-DTANDEM_ENGINE_ONLY=ON", "-DTANDEM_TESTS=OFF", "-DTANDEM_WERROR=OFF", "-DTorch_DIR=" + torch});
        perform("build the engine", {"cmake", "--build", m_folder.string(), "--parallel", std::to_string(compilers()),
                                     "--target", "tandem_engine", "tandem-worker"});
        BuiltEngine engine{.name = m_order.name,
                           .library = m_folder / "lib/tandem_engine.so",
                           .worker = m_folder / "bin/tandem-worker",
                           .torch = m_order.torch.folder};
        check(engine);
        return rememberEngine(engine);
    }

private:
    struct Outcome {
        std::string output;
        std::string lastLines;  ///< of the output, and all complaints
        ProcessEnd end;
    };

    /// Throws Error (NotFound, Cancelled).
    Outcome outcomeOf(const std::string& purpose, std::vector<std::string> command,
                      const std::function<void(const std::string&)>& told) {
        throwIfStopped(m_stop);
        command.insert(command.begin(), "/usr/bin/env");
        const std::filesystem::path complaints = m_folder / "complaints.txt";
        ChildProcess process(command, complaints);
        const std::stop_callback stopping(m_stop, [&] { process.requestStop(); });
        Outcome outcome;
        std::deque<std::string> last;
        while (const auto line = process.readLine()) {
            told(*line);
            outcome.output += *line + "\n";
            last.push_back(*line);
            if (last.size() > kTold) {
                last.pop_front();
            }
        }
        outcome.end = process.wait();
        throwIfStopped(m_stop);
        constexpr int kNoSuchProgram = 127;
        if (outcome.end.exitCode == kNoSuchProgram) {
            throw Error(ErrorCode::NotFound, "To " + purpose + ", " + command[1] +
                                                 " is needed; install cmake, ninja-build and g++ of your system.");
        }
        std::ifstream stream(complaints);
        for (std::string line; std::getline(stream, line);) {
            last.push_back(line);
        }
        for (const std::string& line : last) {
            outcome.lastLines += line + "\n";
        }
        return outcome;
    }

    /// Throws Error (NotFound, Internal, Cancelled).
    void perform(const std::string& purpose, const std::vector<std::string>& command) {
        const Outcome outcome = outcomeOf(purpose, command, [this](const std::string& line) { m_told.tell(line); });
        if (outcome.end.signal != 0 || outcome.end.exitCode != 0) {
            throw Error(ErrorCode::Internal,
                        "To " + purpose + " for the LibTorch in " + m_order.torch.folder.string() + " failed.",
                        outcome.lastLines);
        }
    }

    void check(BuiltEngine& engine) {
        const std::string device = !m_order.device.empty() ? m_order.device : m_order.torch.hasCuda ? "cuda" : "cpu";
        m_told.tell("Checking the engine on " + device + " against golden numbers");
        const Outcome outcome = outcomeOf("check the engine",
                                          {engine.worker.string(), "check", "--device", device, "--json", "--golden",
                                           (m_source / "tests/golden").string()},
                                          [](const std::string&) {});
        const Json report = Json::parse(outcome.output, nullptr, false);
        try {
            if (!report.at("passed").get<bool>()) {
                throw Error(ErrorCode::Internal,
                            "The engine computes something else than it should on " + device + ", so it is not used.",
                            failedRows(report));
            }
            engine.form = report.at("form").get<std::string>();
            if (engine.form != engineForm()) {
                throw Error(ErrorCode::Unsupported, "The engine's sources in " + m_source.string() +
                                                        " are of another version than this program.");
            }
            engine.version = report.at("engine").get<std::string>();
            engine.device = report.at("device").get<std::string>();
            engine.comparisons = static_cast<std::int64_t>(report.at("rows").size());
        } catch (const Json::exception&) {
            throw Error(ErrorCode::Internal,
                        "The engine could not check itself on " + device + ": its program ended with " +
                            (outcome.end.signal != 0 ? "signal " + std::to_string(outcome.end.signal)
                                                     : "code " + std::to_string(outcome.end.exitCode)) +
                            ".",
                        outcome.lastLines);
        }
        engine.checkedAt = utcNow();
    }

    [[nodiscard]] static std::string failedRows(const Json& report) {
        std::string failed;
        for (const Json& row : report.at("rows")) {
            if (row.at("verdict") == "FAILED") {
                failed += row.at("group").get<std::string>() + ": " + row.at("name").get<std::string>() + "\n";
            }
        }
        return failed;
    }

    static constexpr std::size_t kTold = 30;

    const EngineOrder& m_order;
    LineProgress m_told;
    const std::stop_token& m_stop;
    std::filesystem::path m_source;
    std::filesystem::path m_folder;
};

}  // namespace

std::filesystem::path engineSource() {
    const std::filesystem::path folder = programFolder();
    const std::vector<std::filesystem::path> places{folder / "../share/tandem/engine-source", folder / "../../.."};
    for (const std::filesystem::path& place : places) {
        if (isFile(place / "core/engine.h") && isFile(place / "CMakeLists.txt")) {
            return normalPath(place);
        }
    }
    throw Error(ErrorCode::NotFound, "The engine's sources are neither in " +
                                         places.front().lexically_normal().string() +
                                         " nor around the program; name their folder with --source.");
}

std::string engineNameFor(const FoundTorch& torch) {
    std::string name = "torch" + (torch.version.empty() ? "" : "-" + torch.version);
    std::ranges::replace(name, '+', '-');
    std::erase_if(name,
                  [](unsigned char letter) { return std::isalnum(letter) == 0 && letter != '.' && letter != '-'; });
    return name;
}

BuiltEngine buildEngine(const EngineOrder& order, const Progress& progress, const std::stop_token& stop) {
    checkEngineName(order.name);
    return Building(order, progress, stop).run();
}

}  // namespace tandem
