#include "ui/training/trust_offer.h"

#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/trust_learning.h"
#include "ui/numbers/quantity.h"
#include "ui/prediction/prediction_job.h"
#include "ui/prediction/trust_job.h"
#include "ui/session/changing_controls.h"
#include "ui/session/project_session.h"
#include "ui/session/read_when_seen.h"
#include "ui/theme/translated.h"
#include "ui/training/run_table_model.h"
#include "ui/trust/trust_words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tandem {

TrustOffer::TrustOffer(ProjectSession& session, QWidget& parent) : QFrame(&parent), m_session(session) {
    setObjectName("trustOffer");
    setFrameShape(QFrame::StyledPanel);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(8, 3, 8, 3);
    m_sentence = new QLabel(this);
    m_sentence->setObjectName("trustOfferSentence");
    m_sentence->setWordWrap(true);
    m_measure = new QPushButton(this);
    m_measure->setObjectName("measureTrust");
    noteChanging({m_measure});
    m_later = new QPushButton(this);
    m_later->setObjectName("putOffTrust");
    row->addWidget(m_sentence, 1);
    row->addWidget(m_measure);
    row->addWidget(m_later);
    connect(m_measure, &QPushButton::clicked, this, &TrustOffer::measure);
    connect(m_later, &QPushButton::clicked, this, [this] {
        m_putOff.insert(m_runId);
        look();
    });
    auto* const looking = new ReadWhenSeen(parent, session, ProjectPart::Cases, [this] { look(); });
    connect(&session, &ProjectSession::predictionsChanged, looking, [this, looking](std::int64_t runId) {
        if (runId == 0 || runId == m_runId) {
            looking->noteChange();
        }
    });
    keepTranslated(*this, [this] { retranslate(); });
    hide();
}

void TrustOffer::retranslate() {
    m_measure->setText(tr("Measure trust"));
    m_measure->setToolTip(
        tr("Predicts the validation cases with all maps, where they are not yet, and compares them\n"
           "with their labels. Review shows what comes of it."));
    m_later->setText(tr("Not now"));
    look();
}

void TrustOffer::consider(const RunRow* run) {
    const bool canBeMeasured = run != nullptr && run->record.status == RunStatus::Finished && run->hasCheckpoint;
    m_runId = canBeMeasured ? run->record.id : 0;
    look();
}

void TrustOffer::look() {
    bool isToOffer = false;
    if (m_runId != 0 && !m_putOff.contains(m_runId) && !isPredicting(m_session.jobs(), m_runId)) {
        m_session.attempt([&] {
            if (const auto weights = presentWeights(m_session.project(), m_runId)) {
                const RunTrust trust = recordedTrust(m_session.project(), m_runId, weights->hash);
                isToOffer = trust.validationCases > 0 && (!trust.isMeasured() || trust.isOutdated);
                m_sentence->setText(isToOffer ? sentenceOn(trust) : QString());
            }
        });
    }
    setVisible(isToOffer);
}

QString TrustOffer::sentenceOn(const RunTrust& trust) const {
    QString sentence;
    if (trust.isMeasured()) {
        sentence = tr("Validation cases of run %1 have changed since trust in it was measured.").arg(m_runId);
    } else if (trust.toPredict.empty()) {
        sentence = tr("What can be trusted in run %1? Its validation cases, predicted already, can tell.").arg(m_runId);
    } else {
        sentence = tr("What can be trusted in run %1? Its validation cases can tell, with at most %2 on disk.")
                       .arg(m_runId)
                       .arg(Quantity::bytes(bytesToLearnTrust(m_session.project(), trust)));
    }
    return trust.validationCases >= kLeastTrustCases
               ? sentence
               : sentence + ' ' + tr("Fewer than %1 leave trust uncalibrated.").arg(kLeastTrustCases);
}

void TrustOffer::measure() {
    const std::int64_t runId = m_runId;
    PredictionJob* const job = queueTrust(m_session, runId);
    connect(job, &Job::ended, this, &TrustOffer::look);
    connect(job, &Job::finished, this, [this, runId] { tellOf(runId); });
    look();
}

void TrustOffer::tellOf(std::int64_t runId) {
    m_session.attempt([&] {
        const auto weights = presentWeights(m_session.project(), runId);
        const RunTrust trust = weights ? recordedTrust(m_session.project(), runId, weights->hash) : RunTrust();
        const auto cases = static_cast<int>(trust.cases.size());
        const auto why = whyUncalibrated(trust);
        if (!why) {
            Q_EMIT told(runId, tr("trust is calibrated on %n validation case(s) and shown wherever the run's labels "
                                  "are.",
                                  nullptr, cases));
        } else {
            Q_EMIT told(runId, TrustWords::whyUncalibrated(why));
        }
    });
}

}  // namespace tandem
