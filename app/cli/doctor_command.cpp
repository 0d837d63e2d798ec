#include "app/cli/commands.h"
#include "app/cli/engine_listing.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/program_version.h"
#include "core/engine_module.h"
#include "storage/image/library_versions.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace tandem::cli {
namespace {

using Json = nlohmann::ordered_json;

Json examine(const Engine& engine, const Device& device) {
    const SelfCheck check = engine.selfCheck(device.name);
    return {{"name", device.name},
            {"title", device.title},
            {"totalBytes", device.totalBytes},
            {"freeBytes", device.freeBytes},
            {"hasBfloat16", device.hasBfloat16},
            {"selfCheck",
             {{"bfloat16Usable", check.bfloat16Usable},
              {"largestError", check.largestError},
              {"speedup", check.speedup},
              {"message", check.message}}}};
}

void runDoctor(const CommandLine& line) {
    const auto engine = openEngine();
    Json report{{"tandem", programVersion()}, {"engine", engine->version()}, {"libraries", Json::object()}};
    line.say("Tandem " + std::string(programVersion()));
    line.say("Engine: " + engine->version());
    for (const auto& [name, version] : imageLibraryVersions()) {
        report["libraries"][name] = version;
        line.say(name + " " + version);
    }
    report["devices"] = Json::array();
    for (const Device& device : engine->devices()) {
        throwIfStopped(line.stop);
        report["devices"].push_back(examine(*engine, device));
        line.say("\n" + device.name + ": " + device.title + ", " + bytesText(device.freeBytes) + " of " +
                 bytesText(device.totalBytes) + " free");
        line.say("  " + report["devices"].back()["selfCheck"]["message"].get<std::string>());
    }
    line.say("");
    report["cards"] = listCards(line);
    if (!builtEngines().empty()) {
        report["engines"] = listEngines(line);
    }
    line.answer(report);
}

}  // namespace

void addDoctorCommand(CLI::App& app, CommandLine& line) {
    CLI::App* command = addCommand(app, "doctor", "Print versions, devices, free memory and the numerics self-check",
                                   {"doctor", "doctor --json"});
    command->callback([&line] { line.action = [&line] { runDoctor(line); }; });
}

}  // namespace tandem::cli
