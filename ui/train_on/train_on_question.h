// Asks how a run shall be trained on, makes the new run, and has it trained as any other that waits in the project.
//
// Used on the GUI thread; the work is a job. Invariant: what fails is shown where failures are, and leaves neither a
// split nor a run.
#pragma once

#include <QString>
#include <cstdint>
#include <functional>

class QWidget;

namespace tandem {

class ProjectSession;

/// told: gets a sentence when the run waits or trains, unless `over` has gone by then.
void askToTrainOn(ProjectSession& session, std::int64_t run, QWidget& over,
                  const std::function<void(const QString& sentence)>& told);

}  // namespace tandem
