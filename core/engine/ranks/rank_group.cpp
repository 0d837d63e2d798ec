#include "core/engine/ranks/rank_group.h"

#include "core/engine/devices/cuda_driver.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/ranks/rank_meeting.h"

#include <ATen/Functions.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

namespace tandem {
namespace {

std::string machineName() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

/// Of which of its machine's processors this process may use; ranks that may use the same ones share them.
std::string processorsText() {
    cpu_set_t processors;
    CPU_ZERO(&processors);
    std::string text;
    if (::sched_getaffinity(0, sizeof(processors), &processors) == 0) {
        for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
            text += CPU_ISSET(i, &processors) ? '1' : '0';
        }
    }
    return machineName() + " " + text;
}

/// Which piece of hardware it is, whatever number a process has for it.
std::string identityOf(const c10::Device& device) {
    return device.is_cuda() ? machineName() + " " + cudaBusAddress(device.index()) : "cpu";
}

}  // namespace

RankGroup::RankGroup(const RankPlace& place, const std::stop_token& stop,
                     std::function<void(const std::string&)> onStuck)
    : m_place(place), m_meeting(meet(place, stop, std::move(onStuck))) {
    requireSame("number of ranks", std::to_string(place.ranks));
}

RankGroup::~RankGroup() = default;

std::stop_token RankGroup::stopToken() const {
    return m_meeting->stopToken();
}

c10::Device RankGroup::deviceFor(const std::string& setting) const {
    const std::size_t count = cudaDevices().size();
    if ((setting != "auto" && setting != "cuda") || count == 0) {
        return resolveDevice(setting);
    }
    const auto own = static_cast<std::size_t>(m_place.localRank);
    if (own >= count && count > 1) {
        throw Error(ErrorCode::NotFound, "Rank " + std::to_string(rank()) + " has the local rank " +
                                             std::to_string(own) + ", but it sees only " + std::to_string(count) +
                                             " GPUs; start as many ranks on each machine as it has GPUs.");
    }
    // A launcher may show each rank its own GPU alone.
    return resolveDevice("cuda:" + std::to_string(count == 1 ? 0 : own));
}

int RankGroup::threadsOf(int all) const {
    const std::string mine = processorsText();
    const std::vector<std::string> processors = m_meeting->exchange("processors", mine);
    const auto sharing = static_cast<int>(std::ranges::count(processors, mine));
    // Whoever sets the variable, as torchrun does, has divided them.
    return std::getenv("OMP_NUM_THREADS") != nullptr ? all : std::max(1, all / sharing);
}

void RankGroup::requireSame(const std::string& what, const std::string& text) {
    const std::vector<std::string> all = m_meeting->exchange(what, text);
    for (std::size_t other = 1; other < all.size(); ++other) {
        if (all[other] != all.front()) {
            throw Error(ErrorCode::Conflict, "Rank " + std::to_string(other) + " was given another " + what +
                                                 " than rank 0; start all with the same command, and let all see the "
                                                 "same folder.");
        }
    }
}

void RankGroup::connect(const c10::Device& device) {
    std::vector<std::string> devices = m_meeting->exchange("device", identityOf(device));
    const auto onCpu = static_cast<std::size_t>(std::ranges::count(devices, "cpu"));
    if (onCpu != 0 && onCpu != devices.size()) {
        throw Error(ErrorCode::Unsupported, std::to_string(onCpu) + " of " + std::to_string(devices.size()) +
                                                " ranks would compute on the CPU and the others on GPUs; set device to "
                                                "cpu, or start ranks where there are GPUs alone.");
    }
    std::vector<std::string> machines = m_meeting->exchange("machine", machineName());
    const bool isOneMachine = std::ranges::all_of(machines, [&](const std::string& one) { return one == machines[0]; });
    std::ranges::sort(devices);
    const bool sharesDevices = device.is_cuda() && std::ranges::adjacent_find(devices) != devices.end();
    m_collectives = m_meeting->connect({device, isOneMachine, sharesDevices});
    // Connections that are opened when they are first used are opened here.
    try {
        sum(at::ones({1}, at::TensorOptions(at::kFloat).device(device)));
    } catch (const RankLost&) {
        throw whyBroken();
    }
}

std::string RankGroup::description() const {
    return "The training is shared by " + std::to_string(ranks()) + " processes, which are connected by " +
           m_collectives->name() + ".";
}

void RankGroup::sum(const at::Tensor& tensor) const {
    m_collectives->sum(tensor);
}

at::Tensor RankGroup::gathered(const at::Tensor& tensor) const {
    return m_collectives->gathered(tensor.contiguous());
}

void RankGroup::requireWhole() const {
    if (isBroken()) {
        throw m_meeting->connectionLost();
    }
}

bool RankGroup::isBroken() const {
    return m_meeting->isBroken();
}

RankLost RankGroup::whyBroken() const {
    return m_meeting->why();
}

void RankGroup::fail(const Error& error) {
    m_meeting->fail(error.what());
}

}  // namespace tandem
