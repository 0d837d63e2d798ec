#include "core/engines/graphics_cards.h"

#include "core/base/file_system.h"
#include "core/base/library_function.h"

#include <array>
#include <fstream>

namespace tandem {
namespace {

/// The functions of NVML that are called, by its documented interface.
class ManagementLibrary {
public:
    ManagementLibrary() : m_library(::dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL)) {
        if (m_library == nullptr) {
            return;
        }
        m_isReady = loadFunction(m_library, "nvmlInit_v2", m_begin) && loadFunction(m_library, "nvmlShutdown", m_end) &&
                    loadFunction(m_library, "nvmlDeviceGetCount_v2", m_count) &&
                    loadFunction(m_library, "nvmlDeviceGetHandleByIndex_v2", m_card) &&
                    loadFunction(m_library, "nvmlDeviceGetName", m_name) &&
                    loadFunction(m_library, "nvmlDeviceGetMemoryInfo", m_memory) &&
                    loadFunction(m_library, "nvmlSystemGetDriverVersion", m_driver) && m_begin() == 0;
    }
    ~ManagementLibrary() {
        if (m_isReady) {
            m_end();
        }
        if (m_library != nullptr) {
            ::dlclose(m_library);
        }
    }
    ManagementLibrary(const ManagementLibrary&) = delete;
    ManagementLibrary& operator=(const ManagementLibrary&) = delete;

    [[nodiscard]] std::vector<GraphicsCard> cards() const {
        std::vector<GraphicsCard> cards;
        unsigned count = 0;
        if (!m_isReady || m_count(&count) != 0) {
            return cards;
        }
        std::array<char, 96> text{};
        const std::string driver = m_driver(text.data(), text.size()) == 0 ? text.data() : "";
        for (unsigned index = 0; index < count; ++index) {
            void* card = nullptr;
            if (m_card(index, &card) == 0 && m_name(card, text.data(), text.size()) == 0) {
                Memory memory;
                const bool isTold = m_memory(card, &memory) == 0;
                cards.push_back({text.data(), isTold ? memory.total : 0, driver});
            }
        }
        return cards;
    }

private:
    struct Memory {
        unsigned long long total = 0;
        unsigned long long free = 0;
        unsigned long long used = 0;
    };

    void* m_library;
    bool m_isReady = false;
    int (*m_begin)() = nullptr;
    int (*m_end)() = nullptr;
    int (*m_count)(unsigned*) = nullptr;
    int (*m_card)(unsigned, void**) = nullptr;
    int (*m_name)(void*, char*, unsigned) = nullptr;
    int (*m_memory)(void*, Memory*) = nullptr;
    int (*m_driver)(char*, unsigned) = nullptr;
};

/// What stands behind the key in a file of lines KEY: VALUE.
std::string valueIn(const std::filesystem::path& file, const std::string& key) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with(key + ":")) {
            const std::size_t start = line.find_first_not_of(" \t", key.size() + 1);
            return start == std::string::npos ? std::string() : line.substr(start);
        }
    }
    return {};
}

/// The number in "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue ...".
std::string driverVersion(const std::filesystem::path& proc) {
    const std::string line = valueIn(proc / "version", "NVRM version");
    const std::size_t start = line.find_first_of("0123456789", line.rfind("Module") + 1);
    return start == std::string::npos ? std::string() : line.substr(start, line.find(' ', start) - start);
}

}  // namespace

std::vector<GraphicsCard> cardsOfDriver(const std::filesystem::path& proc) {
    std::vector<GraphicsCard> cards;
    for (const std::filesystem::path& folder : entriesOf(proc / "gpus")) {
        const std::string name = valueIn(folder / "information", "Model");
        if (!name.empty()) {
            cards.push_back({name, 0, driverVersion(proc)});
        }
    }
    return cards;
}

std::vector<GraphicsCard> graphicsCards() {
    std::vector<GraphicsCard> cards = ManagementLibrary().cards();
    return cards.empty() ? cardsOfDriver("/proc/driver/nvidia") : cards;
}

}  // namespace tandem
