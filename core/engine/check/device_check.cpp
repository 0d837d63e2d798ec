#include "core/engine/check/device_check.h"

#include "core/base/error.h"
#include "core/engine/check/cpu_comparison.h"
#include "core/engine/check/golden_numbers.h"
#include "core/engine/check/training_check.h"
#include "core/engine/numerics/math_scope.h"
#include "core/engine/numerics/self_check.h"

#include <exception>
#include <limits>
#include <string>

namespace tandem {
namespace {

class DeviceChecker {
public:
    DeviceChecker(const DeviceCheck& check, const std::function<void(const CheckRow&)>& told,
                  const std::stop_token& stop)
        : m_check(check), m_golden{.folder = check.golden, .device = check.device}, m_told(told), m_stop(stop) {}

    void run() {
        const MathScope exact(m_check.device, Precision::Float32, true);
        checkGoldenNumbers();
        attempt("16 filters", [&] { return deviceAgainstCpu(m_check.device); });
        checkBfloat16();
        attempt("repeated run", [&] { return repetition(m_check.device, m_check.scratch / "repeated", m_stop); });
        attempt("resumed run", [&] { return continuation(m_check.device, m_check.scratch / "resumed", m_stop); });
    }

private:
    /// What a comparison throws is a row that failed.
    template <class Compare>
    void attempt(const std::string& name, Compare&& compare) {
        throwIfStopped(m_stop);
        try {
            for (const CheckRow& row : compare()) {
                m_told(row);
            }
        } catch (const std::exception& failure) {
            throwIfStopped(m_stop);
            constexpr double kFailed = std::numeric_limits<double>::infinity();
            m_told({.group = name, .name = failure.what(), .error = kFailed, .tolerance = 0});
        }
    }

    void checkGoldenNumbers() {
        for (const char* name : kGoldenLosses) {
            attempt(std::string("loss ") + name, [&] { return goldenLoss(m_golden, name, Precision::Float32, false); });
        }
        for (const NetworkWay& way : {NetworkWay{}, NetworkWay{.hasGradients = false}, NetworkWay{.isLiteral = true}}) {
            attempt("network in evaluation", [&] { return goldenEvaluation(m_golden, way); });
            attempt("network in training", [&] { return goldenTraining(m_golden, way); });
        }
        for (const bool isLiteral : {true, false}) {
            // Rounding of other instructions than the reference's shows from the third step on.
            attempt("five steps",
                    [&] { return goldenTrajectory(m_golden, {.isLiteral = isLiteral, .exactSteps = 2}); });
        }
        for (const char* volume : kGoldenVolumes) {
            for (const int windowBatch : {1, 3, 4}) {
                attempt(std::string("sliding window, ") + volume,
                        [&] { return goldenWindows(m_golden, volume, windowBatch); });
            }
        }
    }

    void checkBfloat16() {
        if (!hasBfloat16(m_check.device)) {
            m_told({.group = "bfloat16", .name = "all", .notRun = "the device does not multiply bfloat16 in hardware"});
            return;
        }
        for (const char* name : kGoldenLosses) {
            attempt(std::string("loss ") + name, [&] { return goldenLoss(m_golden, name, Precision::BFloat16, true); });
        }
        attempt("layers in bfloat16", [&] { return layersInBfloat16(m_check.device); });
        attempt("network in bfloat16", [&] { return goldenEvaluationInBfloat16(m_golden); });
        attempt("five steps in bfloat16", [&] {
            return goldenTrajectory(m_golden, {.precision = Precision::BFloat16,
                                               .exactSteps = 0,
                                               .laterTolerance = kBfloat16LossTolerance,
                                               .weightTolerance = kBfloat16LossTolerance});
        });
        attempt("self-check", [&] {
            const SelfCheck self = selfCheck(m_check.device);
            return CheckRows{{.group = "self-check", .name = self.message, .error = self.bfloat16Usable ? 0.0 : 1.0}};
        });
    }

    const DeviceCheck& m_check;
    GoldenCheck m_golden;
    const std::function<void(const CheckRow&)>& m_told;
    const std::stop_token& m_stop;
};

}  // namespace

void checkDevice(const DeviceCheck& check, const std::function<void(const CheckRow&)>& told,
                 const std::stop_token& stop) {
    DeviceChecker(check, told, stop).run();
}

}  // namespace tandem
