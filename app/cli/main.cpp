// tandem-cli: the whole job from a terminal. Exit 0 on success, 1 on failure with one sentence on standard error, 2 on
// wrong usage, 130 or 143 when Ctrl-C or SIGTERM stopped it.
#include "app/cli/commands.h"
#include "app/interrupt.h"
#include "core/base/error.h"
#include "core/base/private_files.h"
#include "core/base/program_version.h"
#include "core/openmp_waiting.h"
#include "storage/image/detached_data.h"

#include <CLI/CLI.hpp>

#include <clocale>
#include <cstdio>
#include <exception>

namespace {

constexpr int kFailure = 1;
constexpr int kUsage = 2;

int report(const char* sentence, int exitCode) {
    std::fprintf(stderr, "tandem-cli: %s\n", sentence);
    return exitCode;
}

/// Whatever the work made of a signal, the shell is not to go on with the next command: "train && predict".
int run(tandem::cli::CommandLine& line, const tandem::Interrupt& interrupt) {
    try {
        line.action();
        return interrupt.exitCode();
    } catch (const tandem::cli::UsageError& error) {
        return report(error.what(), kUsage);
    } catch (const tandem::Error& error) {
        if (!error.detail().empty()) {
            std::fprintf(stderr, "%s\n", error.detail().c_str());
        }
        const bool isStopped = error.code() == tandem::ErrorCode::Cancelled && interrupt.exitCode() != 0;
        return report(error.what(), isStopped ? interrupt.exitCode() : kFailure);
    } catch (const std::bad_alloc&) {
        return report("The machine's memory is exhausted; close other programs or work on smaller volumes.", kFailure);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return report("Something failed that was not foreseen; the line above says what.", kFailure);
    }
}

}  // namespace

int main(int argc, char** argv) {
    tandem::keepFilesPrivate();
    tandem::waitWithShortSpin(argv);
    std::setlocale(LC_CTYPE, "");
    const tandem::Interrupt interrupt;
    tandem::cli::CommandLine line;
    line.stop = interrupt.token();

    CLI::App app("Tandem: reliable semi-supervised segmentation of 3D medical images.", "tandem-cli");
    app.set_version_flag("--version", "tandem-cli " + std::string(tandem::programVersion()));
    app.add_flag("--json", line.json, "Print the result as one JSON document");
    app.add_flag_callback("--data-anywhere", tandem::allowDataAnywhere,
                          "Read voxels also from files that do not lie beside or beneath their header");
    app.fallthrough();
    tandem::cli::addNewCommand(app, line);
    tandem::cli::addImportCommand(app, line);
    tandem::cli::addSplitCommand(app, line);
    tandem::cli::addPrepareCommand(app, line);
    tandem::cli::addProposeCommand(app, line);
    tandem::cli::addTrainCommand(app, line);
    tandem::cli::addTrainOnCommand(app, line);
    tandem::cli::addSimulateCommand(app, line);
    tandem::cli::addResumeCommand(app, line);
    tandem::cli::addPredictCommand(app, line);
    tandem::cli::addEvaluateCommand(app, line);
    tandem::cli::addTrustCommand(app, line);
    tandem::cli::addRankCommand(app, line);
    tandem::cli::addExportCommand(app, line);
    tandem::cli::addExportModelCommand(app, line);
    tandem::cli::addCurvesCommand(app, line);
    tandem::cli::addNnunetCommand(app, line);
    tandem::cli::addLocateCommand(app, line);
    tandem::cli::addExcludeCommand(app, line);
    tandem::cli::addRemoveCommand(app, line);
    tandem::cli::addInfoCommand(app, line);
    tandem::cli::addEngineCommand(app, line);
    tandem::cli::addDoctorCommand(app, line);
    tandem::cli::addDemoCommand(app, line);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kUsage;
    }
    if (!line.action) {
        return report("A subcommand is required; run with --help for the list.", kUsage);
    }
    return run(line, interrupt);
}
