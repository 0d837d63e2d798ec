#include "core/reliability/trust_fit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace tandem {
namespace {

constexpr std::size_t kMostVoxels = 300'000;  // of all cases; more change no digit that matters
constexpr double kPenalty = 1e-3;             // on half the square of a standardised slope
constexpr int kMostSteps = 50;
constexpr double kGradient = 1e-9;  // at which the search ends

using Values = std::vector<double>;

using Cases = std::span<const std::reference_wrapper<const CaseVoxels>>;

/// Which voxels a regression is on: those labelled with one of the classes.
struct ClassRange {
    std::size_t first = 0;
    std::size_t count = 1;

    [[nodiscard]] bool holds(std::uint8_t label) const { return label >= first && label < first + count; }
};

/// The voxels of all cases as one table: a standardised number for each signal, then one for each class.
class Table {
public:
    Table(Cases cases, const ClassRange& classes) : m_classes(classes), m_columns(kTrustSignals + classes.count) {
        const std::size_t ofACase = std::max<std::size_t>(1, kMostVoxels / cases.size());
        for (const CaseVoxels& one : cases) {
            add(one, ofACase, 1.0 / static_cast<double>(cases.size()));
        }
        standardise();
    }

    [[nodiscard]] std::size_t rows() const noexcept { return m_isWrong.size(); }
    [[nodiscard]] std::size_t columns() const noexcept { return m_columns; }
    [[nodiscard]] const double* row(std::size_t at) const { return m_values.data() + at * m_columns; }
    [[nodiscard]] double weight(std::size_t at) const { return m_weight[at]; }
    [[nodiscard]] double weight() const { return m_sum; }
    [[nodiscard]] bool isWrong(std::size_t at) const { return m_isWrong[at] != 0; }
    [[nodiscard]] double mean(std::size_t column) const { return m_mean[column]; }
    [[nodiscard]] double deviation(std::size_t column) const { return m_deviation[column]; }
    [[nodiscard]] bool hasBoth() const {
        return std::ranges::find(m_isWrong, 0) != m_isWrong.end() && std::ranges::find(m_isWrong, 1) != m_isWrong.end();
    }

private:
    void add(const CaseVoxels& one, std::size_t most, double ofAll) {
        const std::size_t step = std::max<std::size_t>(1, one.size() / most);
        double sum = 0;  // of all classes: a case weighs as much as any other with all of its voxels
        const std::size_t first = m_weight.size();
        for (std::size_t at = 0; at < one.size(); at += step) {
            sum += static_cast<double>(one.weight[at]);
            if (!m_classes.holds(one.label[at])) {
                continue;
            }
            for (const std::vector<float>& signal : one.signals) {
                m_values.push_back(static_cast<double>(signal[at]));
            }
            for (std::size_t index = 0; index < m_classes.count; ++index) {
                m_values.push_back(one.label[at] == m_classes.first + index ? 1 : 0);
            }
            m_isWrong.push_back(one.isWrong(at) ? 1 : 0);
            m_weight.push_back(static_cast<double>(one.weight[at]));
        }
        for (std::size_t at = first; at < m_weight.size(); ++at) {
            m_weight[at] *= ofAll / sum;
        }
    }

    void standardise() {
        m_mean.assign(m_columns, 0);
        m_deviation.assign(m_columns, 0);
        m_sum = std::accumulate(m_weight.begin(), m_weight.end(), 0.0);
        const auto each = [&](const auto& change) {
            for (std::size_t at = 0; at < rows(); ++at) {
                for (std::size_t column = 0; column < m_columns; ++column) {
                    change(at, column, m_values[at * m_columns + column]);
                }
            }
        };
        each([&](std::size_t at, std::size_t column, double value) { m_mean[column] += m_weight[at] * value / m_sum; });
        each([&](std::size_t at, std::size_t column, double value) {
            m_deviation[column] += m_weight[at] * (value - m_mean[column]) * (value - m_mean[column]) / m_sum;
        });
        for (double& deviation : m_deviation) {
            constexpr double kConstant = 1e-6;
            deviation = deviation > kConstant * kConstant ? std::sqrt(deviation) : 0;
        }
        each([&](std::size_t, std::size_t column, double& value) {
            value = m_deviation[column] > 0 ? (value - m_mean[column]) / m_deviation[column] : 0;
        });
    }

    ClassRange m_classes;
    std::size_t m_columns;
    Values m_values;  ///< row after row
    Values m_weight;  ///< of all classes they add up to 1
    double m_sum = 0;
    std::vector<std::uint8_t> m_isWrong;
    Values m_mean;
    Values m_deviation;  ///< 0 for what never changes
};

double logOnePlusExp(double x) {
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

/// Newton's method on the penalised likelihood; each step solved under the bounds by going around its coordinates.
class Search {
public:
    explicit Search(const Table& table) : m_table(table), m_size(table.columns() + 1), m_at(m_size, 0) {}

    /// at: the offset, then a number for each column
    void begin(const Values& at) { m_at = at; }

    [[nodiscard]] Values run() {
        double value = valueAt(m_at);
        for (int step = 0; step < kMostSteps; ++step) {
            measure();
            const Values wish = bounded();
            if (!takes(wish, value)) {
                break;
            }
        }
        return m_at;
    }

private:
    [[nodiscard]] static bool isBounded(std::size_t index) {
        return index > 0 && index <= kTrustSignals && trustSignalTexts()[index - 1].isKnownToRise;
    }
    [[nodiscard]] double oddsOf(const Values& at, std::size_t row) const {
        const double* const values = m_table.row(row);
        double odds = at[0];
        for (std::size_t column = 0; column < m_table.columns(); ++column) {
            odds += at[column + 1] * values[column];
        }
        return odds;
    }
    [[nodiscard]] double valueAt(const Values& at) const {
        double value = 0;
        for (std::size_t row = 0; row < m_table.rows(); ++row) {
            const double odds = oddsOf(at, row);
            value += m_table.weight(row) * (logOnePlusExp(odds) - (m_table.isWrong(row) ? odds : 0));
        }
        for (std::size_t index = 1; index < m_size; ++index) {
            value += kPenalty / 2 * at[index] * at[index];
        }
        return value;
    }

    /// Gradient and curvature here.
    void measure() {
        m_gradient.assign(m_size, 0);
        m_curvature.assign(m_size * m_size, 0);
        Values values(m_size, 1);
        for (std::size_t row = 0; row < m_table.rows(); ++row) {
            const double p = 1 / (1 + std::exp(-oddsOf(m_at, row)));
            const double slope = m_table.weight(row) * (p - (m_table.isWrong(row) ? 1 : 0));
            const double bend = m_table.weight(row) * p * (1 - p);
            std::copy_n(m_table.row(row), m_table.columns(), values.begin() + 1);
            for (std::size_t i = 0; i < m_size; ++i) {
                m_gradient[i] += slope * values[i];
                const double bent = bend * values[i];
                for (std::size_t j = 0; j <= i; ++j) {
                    m_curvature[i * m_size + j] += bent * values[j];
                }
            }
        }
        for (std::size_t i = 0; i < m_size; ++i) {
            if (i > 0) {
                m_gradient[i] += kPenalty * m_at[i];
                m_curvature[i * m_size + i] += kPenalty;
            }
            for (std::size_t j = 0; j < i; ++j) {
                m_curvature[j * m_size + i] = m_curvature[i * m_size + j];
            }
        }
    }

    /// Where the parabola through gradient and curvature is lowest within the bounds.
    [[nodiscard]] Values bounded() const {
        Values wish = m_at;
        Values gradient = m_gradient;
        constexpr int kRounds = 200;
        constexpr double kFlat = 1e-12;
        for (int round = 0; round < kRounds; ++round) {
            double most = 0;
            for (std::size_t i = 0; i < m_size; ++i) {
                const double bend = std::max(m_curvature[i * m_size + i], kFlat);
                const double next = wish[i] - gradient[i] / bend;
                const double change = (isBounded(i) ? std::max(next, 0.0) : next) - wish[i];
                wish[i] += change;
                for (std::size_t j = 0; j < m_size; ++j) {
                    gradient[j] += change * m_curvature[j * m_size + i];
                }
                most = std::max(most, std::abs(change));
            }
            if (most < kFlat) {
                break;
            }
        }
        return wish;
    }

    /// Goes there, or as far towards it as the value falls. False when it is here already.
    bool takes(const Values& wish, double& value) {
        double most = 0;
        for (std::size_t i = 0; i < m_size; ++i) {
            most = std::max(most, std::abs(wish[i] - m_at[i]));
        }
        constexpr int kHalvings = 30;
        double part = 1;
        for (int halving = 0; most > kGradient && halving < kHalvings; ++halving, part /= 2) {
            Values trial(m_size);
            for (std::size_t i = 0; i < m_size; ++i) {
                trial[i] = m_at[i] + part * (wish[i] - m_at[i]);
            }
            const double reached = valueAt(trial);
            if (reached < value) {
                m_at = trial;
                value = reached;
                return true;
            }
        }
        return false;
    }

    const Table& m_table;
    std::size_t m_size;
    Values m_at;
    Values m_gradient;
    Values m_curvature;
};

/// What one regression found, in the units of the signals.
struct Found {
    TrustSum sum;
    std::vector<double> classOffsets;
};

Found inSignals(const Table& table, const Values& at) {
    Found found{.sum = {.offset = at[0]}};
    for (std::size_t column = 0; column < table.columns(); ++column) {
        const double deviation = table.deviation(column);
        const double slope = deviation > 0 ? at[column + 1] / deviation : 0;
        found.sum.offset -= slope * table.mean(column);
        if (column < kTrustSignals) {
            found.sum.slopes[column] = slope;
        } else {
            found.classOffsets.push_back(slope);
        }
    }
    return found;
}

Values inTable(const Table& table, const TrustSum& sum, std::span<const double> classOffsets) {
    Values at(table.columns() + 1, 0);
    at[0] = sum.offset;
    for (std::size_t column = 0; column < table.columns(); ++column) {
        const double slope = column < kTrustSignals ? sum.slopes[column] : classOffsets[column - kTrustSignals];
        at[0] += slope * table.mean(column);
        at[column + 1] = slope * table.deviation(column);
    }
    return at;
}

/// Of voxels that are all right, or all wrong, or of which there are none: half an error more than there are.
Found constant(const Table& table, std::size_t classes) {
    const double wrong = table.rows() > 0 && table.isWrong(0) ? table.weight() : 0;
    const double half = 0.5 / static_cast<double>(std::max<std::size_t>(1, table.rows()));
    const double rate = (wrong + half) / (table.weight() + 2 * half);
    return {.sum = {.offset = std::log(rate / (1 - rate))}, .classOffsets = std::vector<double>(classes, 0)};
}

Found fit(Cases cases, const ClassRange& classes, const TrustModel& start, const TrustSum& startSum) {
    const Table table(cases, classes);
    if (!table.hasBoth()) {
        return constant(table, classes.count);
    }
    Search search(table);
    if (start.isCalibrated) {
        search.begin(inTable(table, startSum, std::span(start.classOffsets).subspan(classes.first, classes.count)));
    }
    return inSignals(table, search.run());
}

bool hasRightAndWrong(Cases cases) {
    bool right = false;
    bool wrong = false;
    for (const CaseVoxels& one : cases) {
        for (std::size_t at = 0; at < one.size() && !(right && wrong); ++at) {
            (one.isWrong(at) ? wrong : right) = true;
        }
    }
    return right && wrong;
}

}  // namespace

TrustModel fitTrust(Cases cases, int classes, const TrustModel& start) {
    if (!hasRightAndWrong(cases)) {
        return {};
    }
    const Found background = fit(cases, {.first = 0, .count = 1}, start, start.background);
    const Found structure =
        fit(cases, {.first = 1, .count = static_cast<std::size_t>(classes) - 1}, start, start.structure);
    TrustModel model{.isCalibrated = true, .background = background.sum, .structure = structure.sum};
    model.classOffsets = background.classOffsets;
    model.classOffsets.insert(model.classOffsets.end(), structure.classOffsets.begin(), structure.classOffsets.end());
    return model;
}

}  // namespace tandem
