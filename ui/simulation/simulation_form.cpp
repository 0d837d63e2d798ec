#include "ui/simulation/simulation_form.h"

#include "storage/simulation/run_simulation.h"
#include "ui/numbers/quantity.h"
#include "ui/simulation/picture/simulation_chart.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

constexpr double kPercent = 100;
constexpr int kMostIterations = 1'000'000;

/// Changes by hand and by setting alike.
template <class E>
void choose(QComboBox& box, E value) {
    box.setCurrentIndex(box.findData(static_cast<int>(value)));
}

template <class E>
E chosen(const QComboBox& box) {
    return static_cast<E>(box.currentData().toInt());
}

}  // namespace

SimulationForm::SimulationForm(const SimulationSettings& suggested, std::int64_t voxels, bool canJudgeByTest,
                               QWidget* parent)
    : QWidget(parent),
      m_base(suggested),
      m_voxels(voxels),
      m_fullLabels(
          new QCheckBox(SimulationChart::nameOf({.strategy = {}, .baseline = SimulationBaseline::FullLabels}), this)),
      m_rounds(new QSpinBox(this)),
      m_budget(new QDoubleSpinBox(this)),
      m_budgetNote(new QLabel(this)),
      m_budgetOf(new QComboBox(this)),
      m_unit(new QComboBox(this)),
      m_seeds(new QLineEdit(this)),
      m_iterations(new QSpinBox(this)),
      m_judgedBy(new QComboBox(this)),
      m_judgeNote(new QLabel(this)) {
    for (const std::string_view text : kChoiceTexts<RegionStrategy>) {
        const RegionStrategy strategy = choiceNamed<RegionStrategy>(text).value();
        auto* const box = new QCheckBox(SimulationChart::nameOf({.strategy = strategy}), this);
        box->setObjectName("strategy-" + QString::fromUtf8(text));
        box->setToolTip(SimulationChart::explanationOf({.strategy = strategy}));
        m_strategies.emplace_back(strategy, box);
    }
    m_judgedBy->addItem(tr("Validation cases"), static_cast<int>(JudgedBy::Validation));
    if (canJudgeByTest) {
        m_judgedBy->addItem(tr("Test cases"), static_cast<int>(JudgedBy::Test));
    }
    build();
    setSettings(suggested);
}

void SimulationForm::build() {
    m_fullLabels->setObjectName("simulateFullLabels");
    m_fullLabels->setToolTip(
        SimulationChart::explanationOf({.strategy = {}, .baseline = SimulationBaseline::FullLabels}));
    m_rounds->setRange(1, SimulationSettings::kMostRounds);
    m_budget->setRange(0.01, kPercent);
    m_budget->setDecimals(2);
    m_budget->setSuffix(QStringLiteral(" %"));
    m_budget->setToolTip(
        tr("Of the voxels of all cases that are corrected, in each round, the same for every strategy"));
    m_budgetNote->setObjectName("simulateBudgetNote");
    m_budgetNote->setProperty("role", "faint");
    m_budgetOf->addItem(tr("Voxels looked at"), static_cast<int>(BudgetOf::LookedAt));
    m_budgetOf->addItem(tr("Voxels changed"), static_cast<int>(BudgetOf::Changed));
    m_unit->addItem(tr("Regions"), static_cast<int>(CorrectionUnit::Regions));
    m_unit->addItem(tr("Whole slices"), static_cast<int>(CorrectionUnit::Slices));
    m_unit->setToolTip(
        tr("Regions are boxes about 20 mm wide; slices lie across the third axis of the image, through a region"));
    m_seeds->setToolTip(tr("Whole numbers at commas; each makes a curve of every strategy"));
    m_iterations->setRange(1, kMostIterations);
    m_iterations->setToolTip(tr("Of each round; the learning rate is that of \"Train on\""));
    auto* const form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    auto* const strategies = new QWidget(this);
    auto* const boxes = new QVBoxLayout(strategies);
    boxes->setContentsMargins(0, 0, 0, 0);
    for (const auto& [strategy, box] : m_strategies) {
        boxes->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &SimulationForm::noteChange);
    }
    boxes->addWidget(m_fullLabels);
    connect(m_fullLabels, &QCheckBox::toggled, this, &SimulationForm::noteChange);
    form->addRow(tr("Compare"), strategies);
    addRow(*form, tr("Rou&nds"), *m_rounds, "simulateRounds");
    addRow(*form, tr("&Budget"), *m_budget, "simulateBudget");
    form->addRow(QString(), m_budgetNote);
    addRow(*form, tr("Counte&d"), *m_budgetOf, "simulateBudgetOf");
    addRow(*form, tr("Answered at &once"), *m_unit, "simulateUnit");
    addRow(*form, tr("S&eeds"), *m_seeds, "simulateSeeds");
    addRow(*form, tr("&Iterations"), *m_iterations, "simulateIterations");
    addRow(*form, tr("&Judged on"), *m_judgedBy, "simulateJudgedBy");
    m_judgeNote->setObjectName("simulateJudgeNote");
    m_judgeNote->setProperty("role", "faint");
    m_judgeNote->setWordWrap(true);
    form->addRow(m_judgeNote);
    setLayout(form);
    // What is proposed depends on what is counted.
    connect(m_budgetOf, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_isSetting) {
            m_budget->setValue(kPercent * budgetShare(chosen<BudgetOf>(*m_budgetOf)));
        }
    });
    connect(m_rounds, &QSpinBox::valueChanged, this, &SimulationForm::noteChange);
    connect(m_budget, &QDoubleSpinBox::valueChanged, this, &SimulationForm::noteChange);
    connect(m_iterations, &QSpinBox::valueChanged, this, &SimulationForm::noteChange);
    connect(m_seeds, &QLineEdit::textChanged, this, &SimulationForm::noteChange);
    for (QComboBox* const box : {m_budgetOf, m_unit, m_judgedBy}) {
        connect(box, &QComboBox::currentIndexChanged, this, &SimulationForm::noteChange);
    }
}

void SimulationForm::addRow(QFormLayout& form, const QString& title, QWidget& field, const char* name) {
    field.setObjectName(name);
    form.addRow(title, &field);
}

void SimulationForm::setSettings(const SimulationSettings& settings) {
    m_isSetting = true;
    m_base = settings;
    for (const auto& [strategy, box] : m_strategies) {
        box->setChecked(std::ranges::find(settings.strategies, strategy) != settings.strategies.end());
    }
    m_fullLabels->setChecked(settings.withFullLabels);
    m_rounds->setValue(settings.rounds);
    m_budget->setValue(kPercent * static_cast<double>(settings.budgetVoxels) / static_cast<double>(m_voxels));
    choose(*m_budgetOf, settings.budgetOf);
    choose(*m_unit, settings.unit);
    QStringList seeds;
    for (const std::int64_t seed : settings.seeds) {
        seeds << QString::number(seed);
    }
    m_seeds->setText(seeds.join(QStringLiteral(", ")));
    m_iterations->setValue(static_cast<int>(std::min<std::int64_t>(settings.training.iterations, kMostIterations)));
    choose(*m_judgedBy, settings.judgedBy);
    m_isSetting = false;
    noteChange();
}

std::int64_t SimulationForm::budgetVoxels() const {
    return std::max<std::int64_t>(1, std::llround(m_budget->value() / kPercent * static_cast<double>(m_voxels)));
}

std::optional<std::vector<std::int64_t>> SimulationForm::seeds() const {
    std::vector<std::int64_t> seeds;
    for (const QString& part : m_seeds->text().split(',', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        seeds.push_back(part.trimmed().toLongLong(&isNumber));
        if (!isNumber || seeds.back() < 0 || std::ranges::count(seeds, seeds.back()) > 1) {
            return std::nullopt;
        }
    }
    return seeds.empty() ? std::nullopt : std::optional(std::move(seeds));
}

SimulationSettings SimulationForm::settings() const {
    SimulationSettings settings = m_base;
    settings.strategies.clear();
    for (const auto& [strategy, box] : m_strategies) {
        if (box->isChecked()) {
            settings.strategies.push_back(strategy);
        }
    }
    settings.withFullLabels = m_fullLabels->isChecked();
    settings.rounds = m_rounds->value();
    settings.budgetVoxels = budgetVoxels();
    settings.budgetOf = chosen<BudgetOf>(*m_budgetOf);
    settings.unit = chosen<CorrectionUnit>(*m_unit);
    settings.seeds = seeds().value_or(std::vector<std::int64_t>());
    settings.training.iterations = m_iterations->value();
    settings.judgedBy = chosen<JudgedBy>(*m_judgedBy);
    return settings;
}

QString SimulationForm::obstacle() const {
    if (std::ranges::none_of(m_strategies, [](const auto& one) { return one.second->isChecked(); })) {
        return tr("Tick at least one strategy.");
    }
    return seeds() ? QString() : tr("Seeds are whole numbers of 0 or more at commas, each once.");
}

void SimulationForm::noteChange() {
    if (m_isSetting) {
        return;
    }
    m_budgetNote->setText(tr("%1 voxels in each round").arg(Quantity::count(budgetVoxels())));
    m_judgeNote->setText(chosen<JudgedBy>(*m_judgedBy) == JudgedBy::Validation
                             ? tr("None of them is ever corrected, but trust, by which regions are ordered, is fitted "
                                  "on them; test cases are used for nothing else.")
                             : tr("They are used for nothing else; trust, by which regions are ordered, is fitted on "
                                  "the validation cases."));
    Q_EMIT changed();
}

}  // namespace tandem
