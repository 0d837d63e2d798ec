#include "core/base/child_process.h"

#include "core/base/descriptor.h"
#include "core/base/error.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

extern char** environ;

namespace tandem {
namespace {

/// What a program is given at its start.
class SpawnSettings {
public:
    SpawnSettings(int input, int output, const std::filesystem::path& errorFile) {
        posix_spawn_file_actions_init(&m_files);
        posix_spawnattr_init(&m_attributes);
        if (input >= 0) {
            posix_spawn_file_actions_adddup2(&m_files, input, STDIN_FILENO);
        } else {
            posix_spawn_file_actions_addopen(&m_files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        }
        posix_spawn_file_actions_adddup2(&m_files, output, STDOUT_FILENO);
        constexpr mode_t kForAll = 0666;
        posix_spawn_file_actions_addopen(&m_files, STDERR_FILENO, errorFile.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                         kForAll);
        // The signals that this program's threads block, it must not: it would never hear that it shall stop.
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&m_attributes, &none);
        posix_spawnattr_setpgroup(&m_attributes, 0);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnSettings() {
        posix_spawnattr_destroy(&m_attributes);
        posix_spawn_file_actions_destroy(&m_files);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;

    [[nodiscard]] pid_t start(const std::vector<std::string>& command) const {
        std::vector<char*> arguments;
        for (const std::string& one : command) {
            arguments.push_back(const_cast<char*>(one.c_str()));
        }
        arguments.push_back(nullptr);
        pid_t process = -1;
        const int failure =
            posix_spawn(&process, arguments.front(), &m_files, &m_attributes, arguments.data(), environ);
        if (failure != 0) {
            throw Error(ErrorCode::Io, "Cannot start " + command.front() + ": " + std::strerror(failure) + ".");
        }
        return process;
    }

private:
    posix_spawn_file_actions_t m_files{};
    posix_spawnattr_t m_attributes{};
};

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command, const std::filesystem::path& errorFile, int input) {
    int ends[2]{};
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        throw Error(ErrorCode::Io, "Cannot start " + command.front() + ": " + std::strerror(errno) + ".");
    }
    m_output.reset(::fdopen(ends[0], "r"));
    const Descriptor written(ends[1]);
    m_process = SpawnSettings(input, written.number(), errorFile).start(command);
}

ChildProcess::~ChildProcess() {
    if (!m_isReaped) {
        m_output.reset();
        requestStop();
        static_cast<void>(wait());
    }
}

std::optional<std::string> ChildProcess::readLine() {
    char* line = nullptr;
    std::size_t capacity = 0;
    const ssize_t length = ::getline(&line, &capacity, m_output.get());
    const std::unique_ptr<char, decltype(&std::free)> owner(line, &std::free);
    if (length < 0) {
        return std::nullopt;
    }
    std::string text(line, static_cast<std::size_t>(length));
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

void ChildProcess::requestStop() {
    const std::lock_guard lock(m_mutex);
    // A second one would end it before it has saved anything.
    if (!m_isReaped && !std::exchange(m_isAskedToStop, true)) {
        ::kill(m_process, SIGTERM);
    }
}

void ChildProcess::kill() {
    const std::lock_guard lock(m_mutex);
    if (!m_isReaped) {
        ::kill(m_process, SIGKILL);
    }
}

ProcessEnd ChildProcess::wait() {
    siginfo_t ended{};
    // Its number is free for others only once it is reaped, which nobody is to signal then.
    while (::waitid(P_PID, static_cast<id_t>(m_process), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    const std::lock_guard lock(m_mutex);
    int status = 0;
    while (::waitpid(m_process, &status, 0) < 0 && errno == EINTR) {
    }
    m_isReaped = true;
    return {.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
            .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

}  // namespace tandem
