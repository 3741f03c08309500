#pragma once

#include "ui/bridge/lab_session.h"
#include "ui/bridge/predict_session.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <vector>

namespace lab {

class Studio;

/// What the Inspect page looks at: one text, read by the run on show. The text is an example of the run's
/// data or what the person made of it. GUI thread; the reading is done elsewhere.
class Inspection : public QObject {
    Q_OBJECT
public:
    explicit Inspection(Studio& studio, QObject* parent = nullptr);

    /// There is a run that can read.
    [[nodiscard]] bool readable() const { return m_run != 0; }
    [[nodiscard]] bool live() const;
    [[nodiscard]] const ExampleSet& examples() const { return m_examples; }
    /// Row of the example on show, −1 when there is none.
    [[nodiscard]] int index() const { return m_index; }
    [[nodiscard]] const QString& text() const { return m_text; }
    /// The text is the example as it stands in the data.
    [[nodiscard]] bool unchanged() const;
    /// Class the run gives an example; −1 while that is not known.
    [[nodiscard]] int predicted(int example) const;
    /// Every example has been classified.
    [[nodiscard]] bool classified() const { return !m_predicted.empty(); }
    [[nodiscard]] int wrongCount() const;
    [[nodiscard]] bool onlyWrong() const { return m_onlyWrong; }
    /// Only examples of one class that the run takes for one class; −1 = any. Goes with onlyWrong().
    struct Filter {
        int truth = -1, predicted = -1;
    };
    [[nodiscard]] const Filter& filter() const { return m_filter; }
    /// How many examples the filter and onlyWrong() leave; −1 while their classes are not known.
    [[nodiscard]] int offered() const;
    /// The step whose weights read, 0 = the last ones: of a run that has ended, where it holds them.
    [[nodiscard]] std::int64_t weightsStep() const { return m_weightsStep; }
    /// Where the text on show came from is followed only while this is on.
    void setActive(bool active);

public slots:
    /// What the person makes of the text on show.
    void setText(const QString& text);
    /// A text from elsewhere, which is no version of the example on show.
    void showText(const QString& text);
    void showExample(int index);
    void setWeights(std::int64_t step);
    void next();
    void previous();
    void setOnlyWrong(bool on);
    /// Goes through the examples of \p split that one cell of a confusion matrix counts; waits for the
    /// classes of a run that has not been classified yet.
    void showExamples(lab::RecordSplit split, int truth, int predicted);
    void showAllExamples();

signals:
    /// Another run, its examples, or their classes.
    void examplesChanged();
    void textChanged();
    void mapArrived(const lab::AttentionMap& map, std::int64_t step);
    void cleared();
    /// The run on show reads with other weights now.
    void weightsChanged();
    void problem(const QString& message);

private:
    void follow();
    /// Another run is coming: its examples and classes are not known yet; the text stays.
    void forget();
    void take(const ExampleSet& set);
    void read();
    void classify();
    void reread();
    void go(int direction);
    [[nodiscard]] bool offers(int example) const;
    /// Leaves an example that the filter does not offer for the next one that it does.
    void obeyFilter();

    Studio& m_studio;
    PredictSession m_reader, m_classifier;
    QTimer m_typing; ///< reads when the person pauses between keys
    ExampleSet m_examples;
    std::vector<int> m_predicted;
    QString m_text;
    QString m_refusedText; ///< that the running run has no room for
    std::int64_t m_run = 0;
    std::int64_t m_weightsStep = 0;
    std::int64_t m_newest = 0;   ///< weights of the run when it was classified
    std::uint64_t m_reading = 0; ///< number of the newest request to the running run
    int m_index = -1;
    int m_wanted = 0; ///< the example to show of the next run; −1: the person's own text stays
    Filter m_filter;
    std::int64_t m_filterRun = 0; ///< the run that the filter was made for
    RecordSplit m_split = RecordSplit::Test;
    bool m_unread = false; ///< the text changed while nobody looked
    bool m_onlyWrong = false, m_active = false, m_wasLive = false;
};

} // namespace lab
