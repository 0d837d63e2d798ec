// The commands of tandem-cli. Each function adds one to the parser, in a file of its own; parsing sets line.action.
#pragma once

#include "app/cli/command_line.h"

namespace tandem::cli {

void addNewCommand(CLI::App& app, CommandLine& line);
void addImportCommand(CLI::App& app, CommandLine& line);
void addPrepareCommand(CLI::App& app, CommandLine& line);
void addSplitCommand(CLI::App& app, CommandLine& line);
void addProposeCommand(CLI::App& app, CommandLine& line);
void addTrainCommand(CLI::App& app, CommandLine& line);
void addTrainOnCommand(CLI::App& app, CommandLine& line);
void addSimulateCommand(CLI::App& app, CommandLine& line);
void addResumeCommand(CLI::App& app, CommandLine& line);
void addPredictCommand(CLI::App& app, CommandLine& line);
void addEvaluateCommand(CLI::App& app, CommandLine& line);
void addTrustCommand(CLI::App& app, CommandLine& line);
void addRankCommand(CLI::App& app, CommandLine& line);
void addExportCommand(CLI::App& app, CommandLine& line);
void addExportModelCommand(CLI::App& app, CommandLine& line);
void addCurvesCommand(CLI::App& app, CommandLine& line);
void addNnunetCommand(CLI::App& app, CommandLine& line);
void addLocateCommand(CLI::App& app, CommandLine& line);
void addExcludeCommand(CLI::App& app, CommandLine& line);
void addRemoveCommand(CLI::App& app, CommandLine& line);
void addInfoCommand(CLI::App& app, CommandLine& line);
void addEngineCommand(CLI::App& app, CommandLine& line);
void addDoctorCommand(CLI::App& app, CommandLine& line);
void addDemoCommand(CLI::App& app, CommandLine& line);

}  // namespace tandem::cli
