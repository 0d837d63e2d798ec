#include "core/engine/script/scripted_network.h"

#include "core/base/atomic_file.h"
#include "core/engine/network/layers.h"

#include <torch/csrc/jit/api/module.h>

#include <sstream>
#include <string>

namespace tandem {

extern const char* const kEncoderScript;
extern const char* const kDecoderScript;
extern const char* const kModelScript;

namespace {

constexpr const char* kNormRelu =
    "def forward(self, x: Tensor) -> Tensor:\n"
    "    return torch.relu(torch.batch_norm(\n"
    "        x, self.weight, self.bias, self.running_mean, self.running_var, False, 0.1, 1e-5, False))\n";

std::string scriptOf(ConvolutionKind kind) {
    const auto returning = [](const std::string& expression) {
        return "def forward(self, x: Tensor) -> Tensor:\n    return " + expression + "\n";
    };
    switch (kind) {
        case ConvolutionKind::Same:
            return returning("torch.conv3d(x, self.weight, self.bias, [1, 1, 1], [1, 1, 1])");
        case ConvolutionKind::Down:
            return returning("torch.conv3d(x, self.weight, self.bias, [2, 2, 2])");
        case ConvolutionKind::Transposed:
            return returning("torch.conv_transpose3d(x, self.weight, self.bias, [2, 2, 2])");
        case ConvolutionKind::Upsampled:
            return returning(
                "torch.conv3d(torch.upsample_nearest3d(x, None, [2.0, 2.0, 2.0]), self.weight, self.bias, [1, 1, 1], "
                "[1, 1, 1])");
        case ConvolutionKind::Pointwise:
            break;
    }
    return returning("torch.conv3d(x, self.weight, self.bias)");
}

/// One child after the other.
std::string chainOf(const torch::nn::Module& module) {
    std::string script = "def forward(self, x: Tensor) -> Tensor:\n";
    for (const auto& child : module.named_children()) {
        script += "    x = getattr(self, \"" + child.key() + "\").forward(x)\n";
    }
    return script + "    return x\n";
}

/// name: as which its parent has it; empty for the network itself.
std::string scriptOf(const torch::nn::Module& module, const std::string& name) {
    if (const auto* convolution = module.as<ConvolutionImpl>()) {
        return scriptOf(convolution->kind());
    }
    if (module.as<NormImpl>() != nullptr) {
        return kNormRelu;
    }
    return name.empty()                  ? kModelScript
           : name == "encoder"           ? kEncoderScript
           : name.starts_with("decoder") ? kDecoderScript
                                         : chainOf(module);
}

/// A copy, in plain layout.
at::Tensor plain(const at::Tensor& tensor) {
    return torch::empty(tensor.sizes(), tensor.scalar_type()).copy_(tensor);
}

/// path: of names from the network down, by which types are told apart.
torch::jit::Module scripted(const torch::nn::Module& module, const std::string& path, const std::string& name) {
    torch::jit::Module script(path);
    for (const auto& parameter : module.named_parameters(false)) {
        script.register_parameter(parameter.key(), plain(parameter.value().detach()), false);
    }
    for (const auto& buffer : module.named_buffers(false)) {
        script.register_buffer(buffer.key(), plain(buffer.value()));
    }
    for (const auto& child : module.named_children()) {
        script.register_module(child.key(), scripted(*child.value(), path + "_" + child.key(), child.key()));
    }
    script.define(scriptOf(module, name));
    return script;
}

}  // namespace

void saveScript(const MutualVNet& network, const std::filesystem::path& file) {
    const torch::NoGradGuard noGrad;
    torch::jit::Module script = scripted(*network, "TandemModel", "");
    script.eval();
    std::ostringstream bytes;  // in memory first: the library does not check what it writes
    script.save(bytes);
    writeAtomically(file, bytes.view());
}

}  // namespace tandem
