// Follows a training and keeps nothing of it but the notices.
#pragma once

#include "core/engine.h"

#include <string>
#include <vector>

namespace tandem {

class Quiet : public TrainingObserver {
public:
    void iterationDone(const IterationMetrics&) override {}
    void validationDone(const ValidationMetrics&) override {}
    void checkpointSaved(const CheckpointSaved&) override {}
    void noticed(const std::string& sentence) override { notices.push_back(sentence); }

    std::vector<std::string> notices;
};

}  // namespace tandem
