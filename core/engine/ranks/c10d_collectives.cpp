#include "core/engine/ranks/c10d_collectives.h"

#include "core/engine/ranks/rank_group.h"

#include <ATen/Functions.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#ifdef USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#ifdef USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <chrono>
#include <cstdlib>
#include <utility>

namespace tandem {
namespace {

using namespace std::chrono_literals;

// Who is gone is noticed by the meeting; ranks may wait for each other as long as one looks at a large case.
constexpr auto kPatience = 24h;

class C10dCollectives final : public RankCollectives {
public:
    /// isWaitedFor: whether the calling thread, and not the device's stream, waits for what is exchanged.
    C10dCollectives(RankMeeting& meeting, std::string name, c10::intrusive_ptr<c10d::Backend> backend, bool isWaitedFor)
        : m_meeting(meeting), m_name(std::move(name)), m_backend(std::move(backend)), m_isWaitedFor(isWaitedFor) {}

    ~C10dCollectives() override {
        if (m_meeting.isBroken()) {
            static_cast<void>(m_backend.release());  // its end would wait for who is gone; the process ends soon
        }
    }

    [[nodiscard]] std::string name() const override { return m_name; }

    void sum(const at::Tensor& tensor) override {
        exchange([&] {
            std::vector<at::Tensor> tensors{tensor};
            return m_backend->allreduce(tensors);
        });
    }

    [[nodiscard]] at::Tensor gathered(const at::Tensor& tensor) override {
        std::vector<std::int64_t> shape{m_backend->getSize()};
        shape.insert(shape.end(), tensor.sizes().begin(), tensor.sizes().end());
        at::Tensor all = at::empty(shape, tensor.options());
        at::Tensor output = all.flatten();
        at::Tensor input = tensor.flatten();
        exchange([&] { return m_backend->_allgather_base(output, input); });
        return all;
    }

private:
    template <class Begin>
    void exchange(const Begin& begin) {
        c10::intrusive_ptr<c10d::Work> work;
        try {
            work = begin();
            if (!m_isWaitedFor) {
                work->wait();
                return;
            }
        } catch (const std::exception&) {
            throw m_meeting.connectionLost();
        }
        while (!isDone(*work)) {
        }
    }

    /// Waits a second at most.
    [[nodiscard]] bool isDone(c10d::Work& work) {
        try {
            work.wait(1s);
            return true;
        } catch (const std::exception&) {
            if (work.isCompleted() || m_meeting.isBroken()) {
                throw m_meeting.connectionLost();
            }
        }
        return false;
    }

    RankMeeting& m_meeting;
    std::string m_name;
    c10::intrusive_ptr<c10d::Backend> m_backend;
    bool m_isWaitedFor;
};

#ifdef USE_C10D_GLOO
C10dConnection connectGloo(RankMeeting& meeting, const c10::intrusive_ptr<c10d::Store>& store, int rank, int ranks,
                           const RankConnection& connection) {
    auto options = c10d::ProcessGroupGloo::Options::create(kPatience);
    const char* const interface = std::getenv("GLOO_SOCKET_IFNAME");  // as for torch.distributed
    if (interface != nullptr) {
        options->devices.push_back(c10d::ProcessGroupGloo::createDeviceForInterface(interface));
    } else if (connection.isOneMachine) {
        options->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1"));
    } else {
        options->devices.push_back(c10d::ProcessGroupGloo::createDefaultDevice());
    }
    auto backend = c10::make_intrusive<c10d::ProcessGroupGloo>(c10::make_intrusive<c10d::PrefixStore>("gloo", store),
                                                               rank, ranks, options);
    return {.collectives = std::make_unique<C10dCollectives>(meeting, "Gloo", std::move(backend), true), .abort = {}};
}
#endif

#ifdef USE_C10D_NCCL
C10dConnection connectNccl(RankMeeting& meeting, const c10::intrusive_ptr<c10d::Store>& store, int rank, int ranks) {
    // A loss is told by the meeting, which ends the waiting; c10d would end the process without a word that a person
    // understands.
    ::setenv("TORCH_NCCL_ASYNC_ERROR_HANDLING", "0", 0);
    ::setenv("TORCH_NCCL_ENABLE_MONITORING", "0", 0);
    auto options = c10d::ProcessGroupNCCL::Options::create();
    options->timeout = kPatience;
    auto backend = c10::make_intrusive<c10d::ProcessGroupNCCL>(c10::make_intrusive<c10d::PrefixStore>("nccl", store),
                                                               rank, ranks, options);
    return {.collectives = std::make_unique<C10dCollectives>(meeting, "NCCL", backend, false),
            .abort = [backend] { backend->abort(); }};
}
#endif

}  // namespace

C10dConnection connectC10d(RankMeeting& meeting, const c10::intrusive_ptr<c10d::Store>& store, int rank, int ranks,
                           const RankConnection& connection) {
#ifdef USE_C10D_NCCL
    if (connection.device.is_cuda() && !connection.sharesDevices) {
        return connectNccl(meeting, store, rank, ranks);
    }
#endif
#ifdef USE_C10D_GLOO
    return connectGloo(meeting, store, rank, ranks, connection);
#else
    throw Error(ErrorCode::Unsupported,
                connection.device.is_cuda()
                    ? "Several ranks share one GPU, for which the engine would need Gloo, but it was built without; "
                      "start one rank for each GPU."
                    : "On the CPU several processes train together through Gloo, but the engine was built without; "
                      "start one process alone, or build the engine where LibTorch has Gloo and libgloo-dev is there.");
#endif
}

}  // namespace tandem
