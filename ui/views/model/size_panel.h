#pragma once

#include "core/config/run_config.h"
#include "ui/look/theme.h"

#include <QWidget>

#include <cstdint>
#include <vector>

namespace lab {

class Look;
class LookLabel;
class SizeBar;

/// What a model costs: parameters by part, work of a token, memory of a training step; or the sentence that
/// says why that cannot be told.
class SizePanel : public QWidget {
    Q_OBJECT
public:
    /// \p memory: with the rows of the memory by what it holds.
    SizePanel(const Look& look, bool memory, QWidget* parent = nullptr);

    /// What the numbers are for.
    struct Subject {
        RunConfig config;
        std::int64_t vocabulary = 0; ///< 0 = not known yet: nothing is counted
        std::int64_t classes = 0;
        std::int64_t tokens = 0; ///< of the text that work and memory are told for
    };
    void show(const Subject& subject);

private:
    struct Line {
        LookLabel *name, *value;
    };
    [[nodiscard]] Line addLine(const char* name, const QString& text, const QString& help);
    void addHeading(const QString& text, LookLabel*& note);
    /// Shows why nothing is counted; nothing = the counts.
    void tell(const QString& reason, Role role);

    const Look& m_look;
    SizeBar* m_size;
    QWidget* m_counts = nullptr;
    LookLabel* m_reason = nullptr;
    LookLabel *m_workNote = nullptr, *m_memoryNote = nullptr;
    Line m_forward{}, m_training{}, m_step{};
    std::vector<Line> m_memory; ///< weights, gradients, moments, activations, total
};

} // namespace lab
