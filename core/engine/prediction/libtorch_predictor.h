// A trained network applied to prepared cases.
//
// Not for two threads at once. Invariant: when it is destroyed its memory is given back; reserves too, unless another
// works with them.
#pragma once

#include "core/engine.h"
#include "core/engine/devices/shared_reserve.h"
#include "core/engine/network/mutual_vnet.h"
#include "core/engine/prediction/sliding_window.h"

namespace tandem {

class LibTorchPredictor : public Predictor {
public:
    /// network: with its weights, anywhere. Throws Error (NotFound) for a device that is not there, Error
    /// (InvalidInput) for settings that do not fit the network.
    LibTorchPredictor(CheckpointDescription description, MutualVNet network, PredictionSettings settings);

    [[nodiscard]] const CheckpointDescription& description() const override { return m_description; }
    [[nodiscard]] std::string precision() const override;
    void requireMemory(const std::string& caseName, const Index3& size) const override;
    [[nodiscard]] PredictedMaps predict(const PreparedCase& prepared, const Progress& progress,
                                        std::stop_token stop) override;

private:
    void requireSameChannels(const PreparedCase& prepared) const;

    CheckpointDescription m_description;
    PredictionSettings m_settings;
    SlidingWindow m_window;
    c10::Device m_device;
    ReserveUse m_use;  ///< ends after the network
    MutualVNet m_network;
};

}  // namespace tandem
