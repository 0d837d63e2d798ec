#include "ui/inspect/compare_tile.h"

#include "ui/numbers/quantity.h"
#include "ui/render/slice_view.h"
#include "ui/session/project_session.h"
#include "ui/theme/name_box.h"
#include "ui/theme/translated.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {

CompareTile::CompareTile(ProjectSession& session, const LayerStack& stack, int number, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_stack(stack),
      m_number(number),
      m_choice(new NameBox(this, 14)),
      m_state(new QLabel(this)),
      m_view(new SliceView(Plane::Axial, this)),
      m_reading([this](ComparedMaps maps) { take(std::move(maps)); },
                [this](const QString& sentence, const QString&) {
                    m_state->setText(tr("Could not be read"));
                    m_state->setToolTip(sentence);
                }) {
    m_reading.listIn(session.jobs());
    setObjectName(QString("compareTile%1").arg(number));
    m_choice->setObjectName(QString("compareSource%1").arg(number));
    m_state->setObjectName(QString("compareState%1").arg(number));
    m_view->setObjectName(QString("compareView%1").arg(number));
    auto* const top = new QHBoxLayout;
    top->setContentsMargins(8, 4, 8, 4);
    top->setSpacing(6);
    top->addWidget(m_choice, 1);
    top->addWidget(m_state);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);
    connect(m_choice, &QComboBox::activated, this, &CompareTile::load);
    keepTranslated(*this, [this] { retranslate(); });
}

void CompareTile::retranslate() {
    m_choice->setAccessibleName(tr("Shown in tile %1").arg(m_number));
    m_choice->setToolTip(m_choice->accessibleName());
    showLayers();
}

void CompareTile::setCase(const std::shared_ptr<const InspectedCase>& inspected,
                          const std::vector<CompareSource>& sources, std::size_t otherwise, const GreyWindow& window) {
    const bool isOther = m_case == nullptr || m_case->caseId != inspected->caseId;
    const bool isOtherLabel = m_case != nullptr && m_case->reference().share() != inspected->reference().share();
    const int index = m_choice->currentIndex();
    const CompareSource before = index < 0 ? CompareSource() : m_sources[static_cast<std::size_t>(index)];
    const auto same =
        std::ranges::find_if(sources, [&](const CompareSource& one) { return index >= 0 && one.isSameAs(before); });
    // Another case has the same run's newer checkpoint, perhaps.
    const auto alike = std::ranges::find_if(sources, [&](const CompareSource& one) {
        return index >= 0 && one.runId == before.runId && one.decoder == before.decoder;
    });
    const auto chosen = same != sources.end() ? same : alike;
    const auto place = chosen != sources.end() ? static_cast<std::size_t>(chosen - sources.begin()) : otherwise;
    m_case = inspected;
    m_sources = sources;
    fillSources();
    m_choice->setCurrentIndex(static_cast<int>(place));
    if (isOther) {
        m_view->setImage(inspected->image, window);
    }
    const bool isPredictedAgain = same != sources.end() && same->predictionId != before.predictionId;
    if (isOther || isOtherLabel || isPredictedAgain || same == sources.end()) {
        load();
    } else if (!m_maps.trust.isEmpty()) {
        // It may have been measured since.
        m_maps.trust = {};
        m_hasAskedForTrust = false;
        showLayers();
    }
}

void CompareTile::fillSources() {
    m_choice->clear();
    for (const CompareSource& source : m_sources) {
        m_choice->addItem(source.title);
        m_choice->setItemData(m_choice->count() - 1, source.title, Qt::ToolTipRole);
    }
}

void CompareTile::load() {
    m_reading.forget();
    const int index = m_choice->currentIndex();
    m_isLoaded = false;
    m_hasAskedForTrust = false;
    m_maps = {};
    if (m_case == nullptr || index < 0) {
        showLayers();
        return;
    }
    const CompareSource& source = m_sources[static_cast<std::size_t>(index)];
    const LabelVolume reference = m_case->reference();
    if (source.isLabel()) {
        take({.label = reference});
        return;
    }
    showLayers();
    m_reading.ask(tr("Read %1 of %2").arg(source.title, m_case->name),
                  [folder = m_session.folder(), inspected = m_case, source](const Progress& /*progress*/,
                                                                            const std::stop_token& stop) {
                      return loadComparedMaps(folder, inspected->caseId, source, inspected->reference(),
                                              inspected->image.geometry(), stop);
                  });
}

/// Which takes long for a large case, so only once somebody wants to see it.
void CompareTile::loadTrust(const CompareSource& source) {
    m_hasAskedForTrust = true;
    m_reading.ask(tr("Read the trust in %1 of %2").arg(source.title, m_case->name),
                  [folder = m_session.folder(), caseId = m_case->caseId, maps = m_maps, source](
                      const Progress& /*progress*/, const std::stop_token& stop) {
                      return withTrust(maps, folder, caseId, source, stop);
                  });
}

void CompareTile::take(ComparedMaps maps) {
    m_maps = std::move(maps);
    m_isLoaded = true;
    showLayers();
}

void CompareTile::showLayers() {
    m_state->setToolTip({});
    const int index = m_choice->currentIndex();
    if (m_case == nullptr || index < 0) {
        m_state->clear();
        m_view->setLayers({});
        return;
    }
    if (!m_isLoaded) {
        m_state->setText(tr("Reading…"));
        m_view->setLayers({});
        return;
    }
    const CompareSource& source = m_sources[static_cast<std::size_t>(index)];
    if (needsTrust(m_maps, m_stack) && !m_hasAskedForTrust) {
        loadTrust(source);
    }
    if (needsTrust(m_maps, m_stack) && m_reading.isBusy()) {
        m_state->setText(tr("Reading…"));
    } else if (lacksAWantedMap(source, m_maps, m_stack)) {
        m_state->setText(tr("No such map"));
    } else if (m_maps.isLabelOfRun) {
        m_state->setText(tr("Label is this run's"));
        m_state->setToolTip(
            tr("The case's label is a prediction of this run that was accepted as it was: it cannot "
               "judge the run."));
    } else {
        m_state->setText(m_maps.dice.has_value() ? tr("Dice %1").arg(Quantity::plain(*m_maps.dice, 3)) : QString());
    }
    m_view->setLayers(comparedLayers(source, m_maps, m_case->reference(), m_case->scheme, m_stack));
}

}  // namespace tandem
