// What drawing text needs in a process without a window: Qt's fonts, through its platform "offscreen".
//
// Made on the main thread, at most one in a process, and alive while pictures are drawn. A process that already has a
// QGuiApplication, such as the window, needs none: then this does nothing.
#pragma once

#include <memory>

namespace tandem {

class GraphicsSession {
public:
    /// Throws Error (Conflict) when the process has a QCoreApplication that cannot draw.
    GraphicsSession();
    ~GraphicsSession();
    GraphicsSession(const GraphicsSession&) = delete;
    GraphicsSession& operator=(const GraphicsSession&) = delete;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace tandem
