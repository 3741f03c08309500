#include "ui/views/model/size_panel.h"

#include "core/base/error.h"
#include "core/encoders/model_check.h"
#include "ui/look/look.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/scrolled_page.h"
#include "ui/views/controls/section_header.h"
#include "ui/views/model/size_bar.h"
#include "ui/words/core_sentences.h"
#include "ui/words/format.h"
#include "ui/words/settings_fields.h"
#include "workbench/memory_estimate.h"
#include "workbench/model_summary.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {

SizePanel::SizePanel(const Look& look, bool memory, QWidget* parent)
    : QWidget(parent), m_look(look), m_size(new SizeBar(look, this)) {
    auto* all = plainColumn(this);
    all->addWidget(new SectionHeader(look, tr("Parameters"), SectionHeader::Place::Properties, this));
    m_reason = new LookLabel(look, Type::Body, Role::Muted, {}, this);
    m_reason->setObjectName(memory ? QStringLiteral("buildUncounted") : QStringLiteral("uncounted"));
    m_reason->setContentsMargins(look.u(3.5), look.u(1), look.u(3.5), look.u(1));
    m_reason->setWordWrap(true);
    all->addWidget(m_reason);
    m_counts = new QWidget(this);
    all->addWidget(m_counts);
    auto* column = plainColumn(m_counts);
    m_size->setObjectName(memory ? QStringLiteral("buildSize") : QStringLiteral("sizeBar"));
    column->addWidget(m_size);
    addHeading(tr("Work"), m_workNote);
    m_forward = addLine("workForward", tr("Forward, a token"),
                        tr("Multiplications and additions of a forward pass over a text, by its tokens"));
    m_training =
        addLine("workTraining", tr("Training, a token"), tr("Forward and backward: three times as much"));
    m_step = addLine("workStep", tr("Training step"), tr("The whole batch, forward and backward"));
    if (!memory)
        return;
    addHeading(tr("Memory of a training step"), m_memoryNote);
    m_memory = {
        addLine("memoryWeights", tr("Weights"), tr("Every parameter, 4 bytes each")),
        addLine("memoryGradients", tr("Gradients"), tr("Of the parameters that are trained")),
        addLine("memoryMoments", tr("Adam's moments"), tr("Two numbers for each trained parameter")),
        addLine("memoryActivations", tr("Activations"),
                tr("Every value of the pass that the gradient needs, and their gradients, counted by a dry "
                   "run of the step")),
        addLine("memoryTotal", tr("Together"), tr("Held on the device while the run trains"))};
}

void SizePanel::addHeading(const QString& text, LookLabel*& note) {
    auto* line = new QWidget(m_counts);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(m_look.u(3.5), m_look.u(2), m_look.u(3.5), 0);
    row->addWidget(new LookLabel(m_look, Type::Heading, Role::Text, text, line));
    row->addStretch(1);
    note = new LookLabel(m_look, Type::Secondary, Role::Muted, {}, line);
    row->addWidget(note);
    line->setFixedHeight(m_look.u(8));
    m_counts->layout()->addWidget(line);
}

SizePanel::Line SizePanel::addLine(const char* name, const QString& text, const QString& help) {
    auto* line = new QWidget(m_counts);
    line->setToolTip(help);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(m_look.u(3.5), 0, m_look.u(3.5), 0);
    Line made{new LookLabel(m_look, Type::Body, Role::Muted, text, line),
              new LookLabel(m_look, Type::Body, Role::Text, {}, line)};
    made.value->setObjectName(QString::fromLatin1(name));
    row->addWidget(made.name);
    row->addStretch();
    row->addWidget(made.value);
    line->setFixedHeight(m_look.u(5.5));
    m_counts->layout()->addWidget(line);
    return made;
}

void SizePanel::tell(const QString& reason, Role role) {
    m_reason->setRole(role);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_counts->setVisible(reason.isEmpty());
}

void SizePanel::show(const Subject& subject) {
    if (subject.vocabulary <= 0)
        return tell(tr("Counted as soon as the data is read: the size depends on its words."), Role::Muted);
    const ModelConfig& model = subject.config.model;
    const std::int64_t classes = std::max<std::int64_t>(subject.classes, 2);
    const std::int64_t tokens = std::clamp<std::int64_t>(subject.tokens, 1, std::max(model.maxLength, 1));
    try {
        const ModelSummary summary =
            summarize(model, subject.vocabulary, classes, tokens, subject.config.train.batch);
        m_size->setParts({{tr("Embeddings"), summary.embeddings},
                          {tr("Feed-forward"), summary.feedForward},
                          {tr("Attention"), summary.attention},
                          {tr("Pooling, head, norms"), summary.rest}},
                         tr("Together"));
        tell({}, Role::Muted);
        m_workNote->setText(tr("texts of %1 tokens").arg(formatCount(tokens)));
        const double forward = summary.forwardFlops / static_cast<double>(tokens);
        m_forward.value->setText(formatFlops(forward));
        m_training.value->setText(formatFlops(3 * forward));
        m_step.value->setText(formatFlops(summary.trainingFlops));
        if (m_memory.empty())
            return;
        const MemoryEstimate memory = trainingMemory(subject.config, subject.vocabulary, classes, tokens);
        m_memoryNote->setText(
            tr("%1 × %2 tokens").arg(formatCount(subject.config.train.batch), formatCount(tokens)));
        const std::int64_t bytes[] = {memory.weights, memory.gradients, memory.moments, memory.activations,
                                      memory.total()};
        for (std::size_t i = 0; i < m_memory.size(); ++i)
            m_memory[i].value->setText(formatBytes(bytes[i]));
    } catch (const Error& error) {
        const std::vector<ConfigProblem> problems = problemsOf(subject.config);
        const std::string why = problems.empty() ? error.what() : problems.front().message;
        tell(tr("Nothing to count: %1")
                 .arg(inWords(coreSentence(QString::fromStdString(why)), subject.config)),
             Role::Negative);
    }
}

} // namespace lab
