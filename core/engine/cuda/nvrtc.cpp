#include "core/engine/cuda/nvrtc.h"

#include "core/base/file_system.h"
#include "core/base/library_function.h"

#include <dlfcn.h>

#include <cstddef>
#include <filesystem>
#include <fstream>

namespace tandem {
namespace {

/// The few functions that are needed, in the types of nvrtc.h, which are stable over all versions.
struct Nvrtc {
    int (*create)(void**, const char*, const char*, int, const char* const*, const char* const*) = nullptr;
    int (*compile)(void*, int, const char* const*) = nullptr;
    int (*cubinSize)(void*, std::size_t*) = nullptr;
    int (*cubin)(void*, char*) = nullptr;
    int (*logSize)(void*, std::size_t*) = nullptr;
    int (*log)(void*, char*) = nullptr;
    int (*destroy)(void**) = nullptr;
};

/// The folder of the LibTorch for CUDA that this process uses; empty where it uses none.
std::filesystem::path folderOfTorch() {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        const std::size_t path = line.find('/');
        if (path != std::string::npos && line.find("libtorch_cuda") != std::string::npos) {
            return std::filesystem::path(line.substr(path)).parent_path();
        }
    }
    return {};
}

bool isCompiler(const std::string& name) {
    return name.starts_with("libnvrtc") && name.find(".so") != std::string::npos &&
           name.find("builtins") == std::string::npos && name.find(".alt.") == std::string::npos;
}

/// LibTorch for download brings it beside itself, Python's in packages beside its own, a distribution among its
/// libraries.
std::vector<std::string> candidates() {
    std::vector<std::string> files;
    const std::filesystem::path torch = folderOfTorch();
    const std::filesystem::path packages = torch.parent_path().parent_path() / "nvidia";
    for (const std::filesystem::path& folder :
         {torch, packages / "cu13" / "lib", packages / "cuda_nvrtc" / "lib", packages / "cu14" / "lib"}) {
        for (const std::filesystem::path& file :
             isFolder(folder) ? entriesOf(folder) : std::vector<std::filesystem::path>()) {
            if (isCompiler(file.filename().string())) {
                files.push_back(file.string());
            }
        }
    }
    for (const char* name : {"libnvrtc.so.14", "libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so"}) {
        files.emplace_back(name);
    }
    return files;
}

bool open(Nvrtc& nvrtc) {
    for (const std::string& file : candidates()) {
        void* const library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (library != nullptr && loadFunction(library, "nvrtcCreateProgram", nvrtc.create) &&
            loadFunction(library, "nvrtcCompileProgram", nvrtc.compile) &&
            loadFunction(library, "nvrtcGetCUBINSize", nvrtc.cubinSize) &&
            loadFunction(library, "nvrtcGetCUBIN", nvrtc.cubin) &&
            loadFunction(library, "nvrtcGetProgramLogSize", nvrtc.logSize) &&
            loadFunction(library, "nvrtcGetProgramLog", nvrtc.log) &&
            loadFunction(library, "nvrtcDestroyProgram", nvrtc.destroy)) {
            return true;
        }
    }
    return false;
}

std::string textOf(void* program, int (*size)(void*, std::size_t*), int (*content)(void*, char*)) {
    std::size_t length = 0;
    if (size(program, &length) != 0) {
        return {};
    }
    std::string text(length, '\0');
    return content(program, text.data()) == 0 ? text : std::string();
}

}  // namespace

CompiledProgram compileForCuda(const char* source, int architecture, std::vector<std::string> options) {
    static Nvrtc nvrtc;
    static const bool kIsThere = open(nvrtc);
    if (!kIsThere) {
        return {{}, "NVIDIA's run-time compiler (libnvrtc) was not found."};
    }
    options.push_back("--gpu-architecture=sm_" + std::to_string(architecture));
    options.emplace_back("--std=c++17");
    std::vector<const char*> pointers;
    for (const std::string& option : options) {
        pointers.push_back(option.c_str());
    }
    void* program = nullptr;
    if (nvrtc.create(&program, source, "tandem.cu", 0, nullptr, nullptr) != 0) {
        return {{}, "NVIDIA's run-time compiler took no program."};
    }
    CompiledProgram result;
    if (nvrtc.compile(program, static_cast<int>(pointers.size()), pointers.data()) == 0) {
        result.machineCode = textOf(program, nvrtc.cubinSize, nvrtc.cubin);
    } else {
        result.complaint = textOf(program, nvrtc.logSize, nvrtc.log);
    }
    nvrtc.destroy(&program);
    return result;
}

}  // namespace tandem
