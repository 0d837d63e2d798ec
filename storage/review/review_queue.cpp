#include "storage/review/review_queue.h"

#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/review_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/stored_maps.h"
#include "storage/review/label_edit.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace tandem {
namespace {

class QueueReader {
public:
    QueueReader(const Project& project, std::int64_t runId) : m_project(project) {
        m_queue.runId = runId;
        m_bytesPerVoxel = storedBytesPerVoxel(KeptMaps::All, project.labels().scheme().count());
        readRoles(project.runs().get(runId));
        readPredictions();
        m_queue.trust = recordedTrust(project, runId, m_checkpointHash);
        for (const ReviewRecord& review : project.reviews().list()) {
            m_reviews.insert_or_assign(review.caseId, review);  // the newest comes last
        }
        const auto edited = casesWithWaitingEdit(project);
        m_edited.insert(edited.begin(), edited.end());
    }

    [[nodiscard]] ReviewQueue read() {
        for (const CaseRecord& record : m_project.cases().list()) {
            const auto role = m_roles.find(record.id);
            if (role != m_roles.end() && role->second == SplitRole::Validation) {
                addEvidence(record);
            } else if (isToReview(record)) {
                add(record);
            }
        }
        std::ranges::stable_sort(m_queue.cases, {}, [](const QueuedCase& one) {
            return one.score ? one.score->expectedDice : std::numeric_limits<double>::infinity();
        });
        return std::move(m_queue);
    }

private:
    void readRoles(const RunRecord& run) {
        for (const SplitRecord& split : m_project.splits().list()) {
            for (const SplitAssignment& one : split.assignments) {
                if (split.id == run.splitId) {
                    m_roles[one.caseId] = one.role;
                }
                if (one.role != SplitRole::TrainingUnlabelled) {
                    m_usedBy.try_emplace(one.caseId, split.name);
                }
            }
        }
    }

    void readPredictions() {
        m_checkpointHash = presentWeights(m_project, m_queue.runId).value_or(Weights{}).hash;
        for (const PredictionRecord& one : m_project.predictions().list(m_queue.runId)) {
            const auto [kept, isNew] = m_predictions.try_emplace(one.caseId, one);  // the newest of a case comes first
            if (!isNew && one.checkpointHash == m_checkpointHash) {
                kept->second = one;
            }
        }
    }

    [[nodiscard]] bool isToReview(const CaseRecord& record) const {
        if (record.state == CaseState::Excluded) {
            return false;
        }
        const auto role = m_roles.find(record.id);
        if (role != m_roles.end()) {
            return role->second == SplitRole::TrainingUnlabelled;
        }
        return !record.label || m_reviews.contains(record.id);
    }

    /// The prediction of a case with all maps, if there is one.
    [[nodiscard]] const PredictionRecord* mapped(std::int64_t caseId) const {
        const auto found = m_predictions.find(caseId);
        return found != m_predictions.end() && hasAllMaps(found->second) ? &found->second : nullptr;
    }
    [[nodiscard]] bool isOutdated(const PredictionRecord& prediction) const {
        return !m_checkpointHash.empty() && prediction.checkpointHash != m_checkpointHash;
    }

    void add(const CaseRecord& record) {
        QueuedCase one{.caseId = record.id,
                       .name = record.name,
                       .patient = record.patient,
                       .state = record.state,
                       .hasLabel = record.label.has_value(),
                       .isBeingEdited = m_edited.contains(record.id)};
        const PredictionRecord* const prediction = mapped(record.id);
        if (prediction != nullptr) {
            one.predictionId = prediction->id;
            one.isOutdated = isOutdated(*prediction);
            // A prediction of other weights has its own trust; it is to be predicted again anyway.
            one.score = one.isOutdated ? std::nullopt : trustScoreOf(*prediction, m_queue.trust);
            if (!one.score && !one.isOutdated) {
                m_queue.toScore.push_back(record.id);
            }
        }
        if (prediction == nullptr || one.isOutdated) {
            m_queue.toPredict.push_back(record.id);
            addBytes(record);
        }
        if (const auto review = m_reviews.find(record.id); review != m_reviews.end()) {
            one.review = review->second;
        }
        if (const auto split = m_usedBy.find(record.id); record.label && split != m_usedBy.end()) {
            one.usedBySplit = split->second;
        }
        m_queue.cases.push_back(std::move(one));
    }

    void addBytes(const CaseRecord& record) {
        m_queue.bytesToPredict += m_bytesPerVoxel * static_cast<std::uint64_t>(record.geometry.voxelCount());
    }

    void addEvidence(const CaseRecord& record) {
        const PredictionRecord* const prediction = mapped(record.id);
        if (prediction == nullptr || isOutdated(*prediction)) {
            m_queue.evidenceToPredict.push_back(record.id);
            addBytes(record);
        }
    }

    const Project& m_project;
    ReviewQueue m_queue;
    std::uint64_t m_bytesPerVoxel = 0;
    std::string m_checkpointHash;
    std::unordered_map<std::int64_t, SplitRole> m_roles;     ///< in the run's split
    std::unordered_map<std::int64_t, std::string> m_usedBy;  ///< case -> a split that needs its label
    std::unordered_map<std::int64_t, PredictionRecord> m_predictions;
    std::unordered_map<std::int64_t, ReviewRecord> m_reviews;
    std::unordered_set<std::int64_t> m_edited;
};

}  // namespace

ReviewQueue readReviewQueue(const Project& project, std::int64_t runId) {
    return QueueReader(project, runId).read();
}

}  // namespace tandem
