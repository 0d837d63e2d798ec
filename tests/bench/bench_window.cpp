// What a person waits for: the start of the program to its first page, and a project with 10,000 cases.
//
// Every start is a process of its own, timed from before it is made. Needs a screen: xvfb-run -a bench_window, or
// QT_QPA_PLATFORM=offscreen.
#include "tests/bench/many_cases.h"
#include "tests/bench/window_stopwatch.h"

#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

using namespace tandem;

namespace {

constexpr int kCases = 10'000;
constexpr std::string_view kChild = "--child";

/// The project of all benchmarks, made at its first use and gone at the end.
class Cohort {
public:
    Cohort() {
        std::string name = (std::filesystem::temp_directory_path() / "bench-XXXXXX").string();
        m_folder = ::mkdtemp(name.data());
        m_project = writeManyCases(m_folder, kCases);
    }
    ~Cohort() { std::filesystem::remove_all(m_folder); }
    Cohort(const Cohort&) = delete;
    Cohort& operator=(const Cohort&) = delete;
    [[nodiscard]] const std::filesystem::path& project() const { return m_project; }

private:
    std::filesystem::path m_folder;
    std::filesystem::path m_project;
};

const Cohort& cohort() {
    static const Cohort made;
    return made;
}

/// Starts this program anew. The line that it prints: see print().
WindowTimes startChild(const std::filesystem::path& project) {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const std::string command = std::filesystem::read_symlink("/proc/self/exe").string() + " " + std::string(kChild) +
                                " " + std::to_string(now.count()) + " '" + project.string() + "'";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    WindowTimes times;
    if (!pipe || std::fscanf(pipe.get(), "%lf %lf %lf %lf %lf %lf %lf", &times.startSeconds, &times.openSeconds,
                             &times.tableSeconds, &times.blockSeconds, &times.frameSeconds, &times.slowestSeconds,
                             &times.themeSeconds) != 7) {
        std::fputs("bench_window: the window did not start; see above.\n", stderr);
        std::exit(1);
    }
    return times;
}

int runChild(int argc, char** argv) {
    const std::chrono::steady_clock::time_point start(std::chrono::steady_clock::duration(std::atoll(argv[2])));
    const WindowTimes times = timeWindow(argc, argv, start, argv[3], kCases);
    std::printf("%f %f %f %f %f %f %f\n", times.startSeconds, times.openSeconds, times.tableSeconds, times.blockSeconds,
                times.frameSeconds, times.slowestSeconds, times.themeSeconds);
    return 0;
}

void startToFirstPage(benchmark::State& state) {
    for ([[maybe_unused]] auto iteration : state) {
        state.SetIterationTime(startChild({}).startSeconds);
    }
}

void openManyCases(benchmark::State& state) {
    static_cast<void>(cohort());
    WindowTimes times;
    for ([[maybe_unused]] auto iteration : state) {
        times = startChild(cohort().project());
        state.SetIterationTime(times.openSeconds);
    }
    state.counters["table_ms"] = 1000 * times.tableSeconds;
    state.counters["longest_block_ms"] = 1000 * times.blockSeconds;
}

void scrollManyCases(benchmark::State& state) {
    static_cast<void>(cohort());
    WindowTimes times;
    for ([[maybe_unused]] auto iteration : state) {
        times = startChild(cohort().project());
        state.SetIterationTime(times.frameSeconds);
    }
    state.counters["slowest_ms"] = 1000 * times.slowestSeconds;
}

void changeTheme(benchmark::State& state) {
    static_cast<void>(cohort());
    for ([[maybe_unused]] auto iteration : state) {
        state.SetIterationTime(startChild(cohort().project()).themeSeconds);
    }
}

BENCHMARK(startToFirstPage)->UseManualTime()->Iterations(5)->Unit(benchmark::kMillisecond);
BENCHMARK(openManyCases)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(scrollManyCases)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(changeTheme)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4 && argv[1] == kChild) {
        return runChild(argc, argv);
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 2;
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
