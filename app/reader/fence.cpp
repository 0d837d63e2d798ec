#include "app/reader/fence.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <limits>
#include <string_view>

namespace tandem::reader {
namespace {

constexpr std::uint64_t kReading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
/// All that the first version of landlock knows.
constexpr std::uint64_t kAllAccess = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;

int landlockVersion() {
    return static_cast<int>(::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

void allowReading(int rules, const std::filesystem::path& path, std::uint64_t access) {
    const Descriptor file(::open(path.c_str(), O_PATH | O_CLOEXEC));
    if (file.isOpen()) {
        landlock_path_beneath_attr rule{};
        rule.allowed_access = access;
        rule.parent_fd = file.number();
        ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    }
}

void restrictFiles(const std::vector<std::filesystem::path>& files) {
    if (landlockVersion() < 1) {
        return;
    }
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = kAllAccess;
    constexpr std::size_t kFirstVersion = sizeof(attributes.handled_access_fs);
    const Descriptor rules(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, kFirstVersion, 0)));
    if (!rules.isOpen()) {
        return;
    }
    // Tables of the libraries, such as those of character sets.
    for (const char* folder : {"/usr", "/lib", "/lib64", "/etc/ld.so.cache"}) {
        allowReading(rules.number(), folder,
                     std::string_view(folder).ends_with("cache") ? LANDLOCK_ACCESS_FS_READ_FILE : kReading);
    }
    for (const std::filesystem::path& file : files) {
        allowReading(rules.number(), file, LANDLOCK_ACCESS_FS_READ_FILE);
    }
    ::syscall(SYS_landlock_restrict_self, rules.number(), 0);
}

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;
#endif

/// What reading a file, computing and answering takes.
constexpr std::array kAllowedCalls{
    SYS_read,
    SYS_pread64,
    SYS_readv,
    SYS_lseek,
    SYS_close,
    SYS_fstat,
    SYS_statx,
    SYS_faccessat,
    SYS_readlinkat,
    SYS_getdents64,
    SYS_getcwd,
    SYS_flock,
    SYS_fcntl,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_sendmsg,
    SYS_write,
    SYS_writev,
    SYS_futex,
    SYS_exit,
    SYS_exit_group,
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_getppid,
    SYS_uname,
    SYS_sysinfo,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_gettimeofday,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_getrandom,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_getrusage,
    SYS_getrlimit,
    SYS_set_robust_list,
#if defined(__x86_64__)
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_newfstatat,
    SYS_arch_prctl,
    SYS_time,
#else
    SYS_newfstatat,
#endif
};

sock_filter statement(unsigned code, std::uint32_t value) {
    return {static_cast<std::uint16_t>(code), 0, 0, value};
}

sock_filter jump(unsigned code, std::uint32_t value, std::uint8_t whenTrue, std::uint8_t whenFalse) {
    return {static_cast<std::uint16_t>(code), whenTrue, whenFalse, value};
}

sock_filter load(std::size_t offset) {
    return statement(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

/// Low half of an argument of the call.
sock_filter loadArgument(std::size_t which) {
    return load(offsetof(seccomp_data, args) + which * sizeof(std::uint64_t));
}

std::vector<sock_filter> callFilter() {
    const sock_filter allow = statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const sock_filter refuse = statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    constexpr unsigned kIsEqual = BPF_JMP | BPF_JEQ | BPF_K;
    std::vector<sock_filter> program{load(offsetof(seccomp_data, arch)), jump(kIsEqual, kArchitecture, 1, 0), refuse,
                                     load(offsetof(seccomp_data, nr))};
    const auto when = [&](long call, std::vector<sock_filter> then) {
        program.push_back(jump(kIsEqual, static_cast<std::uint32_t>(call), 0, static_cast<std::uint8_t>(then.size())));
        program.insert(program.end(), then.begin(), then.end());
    };
    for (const long call : kAllowedCalls) {
        when(call, {allow});
    }
    // Files are opened for reading, or not at all.
    constexpr std::uint32_t kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
    constexpr unsigned kHasBits = BPF_JMP | BPF_JSET | BPF_K;
    when(SYS_openat, {loadArgument(2), jump(kHasBits, kWriting, 1, 0), allow, refuse});
#if defined(__x86_64__)
    when(SYS_open, {loadArgument(1), jump(kHasBits, kWriting, 1, 0), allow, refuse});
#endif
    // It signals and limits itself alone.
    when(SYS_tgkill, {loadArgument(0), jump(kIsEqual, static_cast<std::uint32_t>(::getpid()), 0, 1), allow, refuse});
    when(SYS_prlimit64, {loadArgument(0), jump(kIsEqual, 0, 0, 1), allow, refuse});
    program.push_back(refuse);
    return program;
}

void restrictCalls() {
    if (kArchitecture == 0) {
        return;
    }
    std::vector<sock_filter> filter = callFilter();
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

bool hasSeccomp() {
    const std::uint32_t action = SECCOMP_RET_ERRNO;
    return kArchitecture != 0 && ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

std::uint64_t sum(std::uint64_t a, std::uint64_t b) {
    return a + std::min(b, std::numeric_limits<std::uint64_t>::max() / 2 - a);
}

}  // namespace

Fence::Fence(std::uint64_t hardLimitBytes)
    : m_memoryInUse(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC)), m_hardLimit(sum(usedBytes(), hardLimitBytes)) {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

void Fence::enclose(const std::vector<std::filesystem::path>& files) {
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    restrictFiles(files);
    restrictCalls();
}

std::uint64_t Fence::usedBytes() const {
    std::array<char, 64> text{};
    const ssize_t count = ::pread(m_memoryInUse.number(), text.data(), text.size(), 0);
    std::uint64_t pages = 0;
    if (count > 0) {
        std::from_chars(text.data(), text.data() + count, pages);
    }
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void Fence::allowMemory(std::uint64_t bytes) {
    const std::uint64_t limit = std::min(sum(usedBytes(), bytes), m_hardLimit);
    const rlimit soft{limit, m_hardLimit};
    ::setrlimit(RLIMIT_AS, &soft);
}

void Fence::allowSeconds(std::uint32_t seconds) {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto until = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1;
    const rlimit soft{until, RLIM_INFINITY};
    ::setrlimit(RLIMIT_CPU, &soft);
}

std::string Fence::description() {
    std::string text = "limits";
    if (landlockVersion() >= 1) {
        text += ", landlock";
    }
    if (hasSeccomp()) {
        text += ", seccomp";
    }
    return text;
}

}  // namespace tandem::reader
