// Another program, its standard output read line by line.
//
// Starts in a process group of its own, so that Ctrl-C in a terminal is its parent's alone, and without a standard
// input unless it is given one. For one thread, but requestStop() is for any. Invariant: no process is left behind:
// whoever lets go of a program that still runs closes its output, asks it to stop and waits for it.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

/// How a program ended.
struct ProcessEnd {
    int exitCode = 0;  ///< where no signal ended it
    int signal = 0;    ///< that ended it, or 0
};

class ChildProcess {
public:
    /// command: the program's file and its arguments. errorFile: takes its standard error. input: a descriptor that
    /// becomes its standard input. Throws Error (Io).
    ChildProcess(const std::vector<std::string>& command, const std::filesystem::path& errorFile, int input = -1);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Without its end; nothing once the program has closed its output.
    [[nodiscard]] std::optional<std::string> readLine();
    /// SIGTERM, once.
    void requestStop();
    /// SIGKILL: for one that need not save anything.
    void kill();
    /// Waits for its end.
    [[nodiscard]] ProcessEnd wait();

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::mutex m_mutex;  ///< of what requestStop() looks at
    pid_t m_process = -1;
    bool m_isReaped = false;
    bool m_isAskedToStop = false;
    std::unique_ptr<std::FILE, Close> m_output;
};

}  // namespace tandem
