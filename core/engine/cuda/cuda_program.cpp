#include "core/engine/cuda/cuda_program.h"

#include "core/base/library_function.h"
#include "core/engine/cuda/nvrtc.h"

#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/util/Exception.h>
#include <dlfcn.h>

#include <memory>
#include <tuple>

namespace tandem {
namespace {

/// LibTorch's stream for what nobody put on another. The driver calls it null, and so no header of CUDA's is needed to
/// name it.
bool isOnDefaultStream(const c10::Device& device) {
    return c10::impl::VirtualGuardImpl(c10::kCUDA).getStream(device).id() == 0;
}

/// The driver's functions that load and start programs, in the types of cuda.h.
struct Launcher {
    int (*loadModule)(void**, const void*) = nullptr;
    int (*getFunction)(void**, void*, const char*) = nullptr;
    int (*launchKernel)(void*, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, void*, void**,
                        void**) = nullptr;
    int (*deviceGet)(int*, int) = nullptr;
    int (*attribute)(int*, int, int) = nullptr;
};

const Launcher* launcher() {
    static Launcher functions;
    static const bool kIsComplete = [] {
        void* const library = ::dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
        return library != nullptr && loadFunction(library, "cuModuleLoadData", functions.loadModule) &&
               loadFunction(library, "cuModuleGetFunction", functions.getFunction) &&
               loadFunction(library, "cuLaunchKernel", functions.launchKernel) &&
               loadFunction(library, "cuDeviceGet", functions.deviceGet) &&
               loadFunction(library, "cuDeviceGetAttribute", functions.attribute);
    }();
    return kIsComplete ? &functions : nullptr;
}

/// 90 for a device of compute capability 9.0; 0 where it cannot be told.
int architectureOf(const c10::Device& device) {
    constexpr int kMajor = 75;
    constexpr int kMinor = 76;
    int index = 0;
    int major = 0;
    int minor = 0;
    if (launcher()->deviceGet(&index, device.index()) != 0 || launcher()->attribute(&major, kMajor, index) != 0 ||
        launcher()->attribute(&minor, kMinor, index) != 0) {
        return 0;
    }
    return 10 * major + minor;
}

struct Known {
    std::mutex mutex;
    std::map<std::tuple<const char*, std::vector<std::string>, int>, std::unique_ptr<CudaProgram>> programs;
    std::string complaint;
};

Known& known() {
    static Known all;
    return all;
}

}  // namespace

const CudaProgram* CudaProgram::find(const char* source, const std::vector<std::string>& options,
                                     const c10::Device& device) {
    Known& all = known();
    const std::scoped_lock lock(all.mutex);
    if (!isOnDefaultStream(device)) {
        return nullptr;
    }
    const auto key = std::make_tuple(source, options, static_cast<int>(device.index()));
    if (const auto found = all.programs.find(key); found != all.programs.end()) {
        return found->second.get();
    }
    std::unique_ptr<CudaProgram>& kept = all.programs[key];  // what failed once is not tried again
    if (launcher() == nullptr) {
        all.complaint = "The driver of NVIDIA devices (libcuda) was not found.";
        return nullptr;
    }
    const CompiledProgram compiled = compileForCuda(source, architectureOf(device), options);
    if (compiled.machineCode.empty()) {
        all.complaint = compiled.complaint;
        return nullptr;
    }
    const c10::OptionalDeviceGuard guard(device);
    auto program = std::make_unique<CudaProgram>();
    program->m_device = device;
    if (const int code = launcher()->loadModule(&program->m_module, compiled.machineCode.data()); code != 0) {
        all.complaint = "The driver did not take the compiled program (error " + std::to_string(code) + ").";
        return nullptr;
    }
    kept = std::move(program);
    return kept.get();
}

void CudaProgram::launchWith(const char* kernel, const CudaGrid& grid, void** arguments) const {
    void* function = nullptr;
    {
        const std::scoped_lock lock(m_mutex);
        void*& kept = m_kernels[kernel];
        if (kept == nullptr) {
            const int code = launcher()->getFunction(&kept, m_module, kernel);
            TORCH_CHECK(code == 0, "The kernel ", kernel, " is not in its program (CUDA driver error ", code, ").");
        }
        function = kept;
    }
    const c10::OptionalDeviceGuard guard(m_device);  // as LibTorch's own operations do
    const int code = launcher()->launchKernel(function, grid.blocks, grid.items, 1, grid.threads, 1, 1, 0, nullptr,
                                              arguments, nullptr);
    TORCH_CHECK(code == 0, "The kernel ", kernel, " could not be started (CUDA driver error ", code, ").");
}

std::string whyNoCudaProgram() {
    const std::scoped_lock lock(known().mutex);
    return known().complaint;
}

}  // namespace tandem
