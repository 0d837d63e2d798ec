// tandem-worker: trains, predicts and checks on a machine that has nothing but LibTorch. Exit 0 on success, 1 on
// failure with one sentence on standard error, 2 on wrong usage, 3 when it was stopped and can go on.
#include "app/interrupt.h"
#include "app/worker/commands.h"
#include "app/worker/options.h"
#include "core/base/error.h"
#include "core/base/private_files.h"
#include "core/base/program_version.h"
#include "core/openmp_waiting.h"

#include <algorithm>
#include <array>
#include <clocale>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace tandem::worker {
namespace {

struct Command {
    std::string_view name;
    const char* usage;    ///< what follows the name
    const char* summary;  ///< for the list of commands
    int (*run)(Arguments arguments, const std::stop_token& stop);
    std::string (*help)();
};

constexpr std::array kCommands{
    Command{"train", "PLAN [--device D] [--set KEY=VALUE ...]", "train the plan in a folder, or go on with it",
            runTrain, trainHelp},
    Command{"predict", "PLAN [--device D] [--set KEY=VALUE ...]", "predict the cases of the plan in a folder",
            runPredict, predictHelp},
    Command{"check", "[--device D] [--golden FOLDER] [--all | --json]", "check what a device computes", runCheck,
            checkHelp},
    Command{"bench", "[OPTIONS]", "time a training step and prediction on a device", runBench, benchHelp},
};

int report(const char* sentence, int exitCode) {
    std::fprintf(stderr, "tandem-worker: %s\n", sentence);
    return exitCode;
}

void printCommands() {
    std::printf("usage: tandem-worker COMMAND ...\n\n");
    for (const Command& one : kCommands) {
        std::printf("  %-10s %s\n", one.name.data(), one.summary);
    }
    std::printf("\n  tandem-worker COMMAND --help tells more; --version tells the version.\n");
}

bool asksForHelp(Arguments arguments) {
    return std::ranges::any_of(arguments, [](const std::string& one) { return one == "--help" || one == "-h"; });
}

int run(const Command& command, Arguments arguments, const Interrupt& interrupt) {
    if (asksForHelp(arguments)) {
        std::printf("usage: tandem-worker %s %s\n\n%s", command.name.data(), command.usage, command.help().c_str());
        return kSuccess;
    }
    try {
        return command.run(arguments, interrupt.token());
    } catch (const UsageError& error) {
        return report(error.what(), kUsage);
    } catch (const Error& error) {
        if (!error.detail().empty()) {
            std::fprintf(stderr, "%s\n", error.detail().c_str());
        }
        return report(error.what(), error.code() == ErrorCode::Cancelled ? kStopped : kFailure);
    } catch (const std::bad_alloc&) {
        return report("The machine's memory is exhausted; close other programs or work on smaller volumes.", kFailure);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return report("Something failed that was not foreseen; the line above says what.", kFailure);
    }
}

int runNamed(const std::vector<std::string>& arguments, const Interrupt& interrupt) {
    if (arguments.empty()) {
        return report("Name a command; run with --help for the list.", kUsage);
    }
    const std::string& name = arguments.front();
    if (name == "--version") {
        std::printf("tandem-worker %s\n", std::string(programVersion()).c_str());
        return kSuccess;
    }
    if (name == "--help" || name == "-h") {
        printCommands();
        return kSuccess;
    }
    const auto* found = std::ranges::find(kCommands, name, &Command::name);
    if (found == kCommands.end()) {
        return report(("There is no command \"" + name + "\"; run with --help for the list.").c_str(), kUsage);
    }
    return run(*found, Arguments(arguments).subspan(1), interrupt);
}

}  // namespace
}  // namespace tandem::worker

int main(int argc, char** argv) {
    tandem::keepFilesPrivate();
    tandem::waitWithShortSpin(argv);
    std::setlocale(LC_CTYPE, "");
    const tandem::Interrupt interrupt;
    return tandem::worker::runNamed({argv + std::min(argc, 1), argv + argc}, interrupt);
}
