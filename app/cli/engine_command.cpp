#include "app/cli/commands.h"
#include "app/cli/engine_listing.h"
#include "app/cli/progress_line.h"
#include "core/base/error.h"
#include "core/engine_module.h"
#include "core/engines/built_engines.h"
#include "core/engines/engine_build.h"
#include "core/engines/torch_search.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace tandem::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kOwn = "own";  ///< the engine that came with the program

void runList(const CommandLine& line) {
    Json report;
    report["cards"] = listCards(line);
    report["engines"] = listEngines(line);
    line.answer(report);
}

void runFind(const CommandLine& line) {
    Json report{{"cards", listCards(line)}, {"torchs", Json::array()}};
    std::vector<std::vector<std::string>> rows{{"LibTorch", "CUDA", "Folder", "Of"}};
    for (const FoundTorch& torch : findTorchs()) {
        report["torchs"].push_back({{"version", torch.version},
                                    {"hasCuda", torch.hasCuda},
                                    {"folder", torch.folder.string()},
                                    {"origin", torch.origin}});
        rows.push_back({torch.version, torch.hasCuda ? "yes" : "no", torch.folder.string(), torch.origin});
    }
    line.say(rows.size() > 1 ? tableText(rows) : "No LibTorch was found.");
    line.answer(report);
}

struct BuildOptions {
    std::string torch;
    std::string name;
    std::string source;
    std::string folder;
    std::string device;
};

/// The one that is named, else the first with CUDA.
FoundTorch wantedTorch(const BuildOptions& options) {
    if (!options.torch.empty()) {
        return torchAt(options.torch);
    }
    const std::vector<FoundTorch> found = findTorchs();
    if (!found.empty() && found.front().hasCuda) {
        return found.front();
    }
    throw Error(ErrorCode::NotFound,
                "No LibTorch that can use an NVIDIA card was found. Activate a Python environment whose torch has CUDA "
                "(pip install torch), or name one, or an unpacked LibTorch, with --torch; Debian has "
                "libtorch-cuda-dev in its section contrib.");
}

void runBuild(const CommandLine& line, const BuildOptions& options) {
    const FoundTorch torch = wantedTorch(options);
    EngineOrder order{.name = options.name.empty() ? engineNameFor(torch) : options.name,
                      .torch = torch,
                      .source = options.source.empty() ? engineSource() : std::filesystem::path(options.source),
                      .build = options.folder,
                      .device = options.device};
    line.say("LibTorch " + torch.version + " in " + torch.folder.string() +
             (torch.hasCuda ? ", with CUDA" : ", without CUDA"));
    BuiltEngine engine;
    {
        ProgressLine progress("Engine");
        engine = buildEngine(order, progress.asProgress(), line.stop);
    }
    chooseEngine(engine.name);
    line.say(engine.name + ": " + engine.version + ", " + std::to_string(engine.comparisons) +
             " comparisons passed on " + engine.device + ". Programs open it from now on; tandem-cli engine use " +
             kOwn + " undoes that.");
    line.answer(jsonOf(engine, true));
}

void addBuild(CLI::App& parent, CommandLine& line) {
    auto options = std::make_shared<BuildOptions>();
    CLI::App* command = parent.add_subcommand(
        "build", "Build an engine for a LibTorch of this machine, check it, and let programs open it");
    command->add_option("--torch", options->torch,
                        "A Python environment, a Python, or a folder of LibTorch; the first with CUDA that is found if "
                        "absent");
    command->add_option("--name", options->name, "What it is called; by its LibTorch's version if absent");
    command->add_option("--device", options->device, "What it is checked on: cpu, cuda, cuda:N");
    command->add_option("--source", options->source,
                        "The engine's sources; those that came with the program if absent");
    command->add_option("--folder", options->folder,
                        "Where it is built; a folder of its own among the engines if absent");
    command->callback([&line, options] { line.action = [&line, options] { runBuild(line, *options); }; });
}

void addNamed(CLI::App& parent, CommandLine& line, const std::string& name, const std::string& description,
              void (*action)(const CommandLine&, const std::string&)) {
    auto engine = std::make_shared<std::string>();
    CLI::App* command = parent.add_subcommand(name, description);
    command->add_option("name", *engine, "Its name")->required();
    command->callback([&line, engine, action] { line.action = [&line, engine, action] { action(line, *engine); }; });
}

void runUse(const CommandLine& line, const std::string& name) {
    const auto before = chosenEngine();
    chooseEngine(name == kOwn ? std::string() : name);
    std::string version;
    try {
        version = openEngine()->version();
    } catch (const Error&) {
        chooseEngine(before ? before->name : std::string());
        throw;
    }
    line.say("Programs open " + name + " from now on: " + version + ".");
    line.answer({{"name", name}, {"version", version}});
}

void runRemove(const CommandLine& line, const std::string& name) {
    removeEngine(name);
    line.say("The engine " + name + " is removed.");
    line.answer({{"removed", name}});
}

}  // namespace

void addEngineCommand(CLI::App& app, CommandLine& line) {
    CLI::App* command = addCommand(app, "engine", "List, build and choose engines, as for a graphics card",
                                   {"engine", "engine find", "engine build --torch ~/venv", "engine use own"});
    command->require_subcommand(0, 1);
    // A subcommand's callback comes first, and its action stays.
    command->parse_complete_callback([&line] { line.action = [&line] { runList(line); }; });
    CLI::App* find =
        command->add_subcommand("find", "Look for cards and for LibTorchs that an engine can be built for");
    find->callback([&line] { line.action = [&line] { runFind(line); }; });
    addBuild(*command, line);
    addNamed(*command, line, "use", "Let programs open this engine, or their own", runUse);
    addNamed(*command, line, "remove", "Remove an engine that was built", runRemove);
}

}  // namespace tandem::cli
