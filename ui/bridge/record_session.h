#pragma once

#include "core/store/slice_repository.h"
#include "datasets/statistics.h"
#include "ui/bridge/opened_records.h"
#include "ui/bridge/record_extract.h"
#include "ui/bridge/worker.h"
#include "workbench/stored_weights.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <future>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// A stored data set, opened to look into.
struct OpenedData {
    DataConfig asked; ///< as it was asked for
    std::int64_t id = 0;
    QString spec; ///< lab:FINGERPRINT
    QString name;
    QStringList labels;
    DataStatistics statistics;
};

/// An edit of records that is in the lab file.
struct DataEdit {
    RecordEdit stored;
    QString from, to;        ///< lab:FINGERPRINT of the content before and after
    bool open = false;       ///< it is the data set that is looked into
    bool rearranged = false; ///< there are other records now, not only changed ones
};

/// Looks into the data sets of a lab file, on a thread of its own: arranges the records of one of them and
/// hands them out by windows. Every function returns at once; the answer comes as a signal. GUI thread.
class RecordSession : public QObject {
    Q_OBJECT
public:
    explicit RecordSession(const QString& labPath, QObject* parent = nullptr);
    ~RecordSession() override;

    /// The answer is storedListed(), with those in the trash.
    void listStored();
    /// Opens the data set that \p config names or, when \p run is not 0, the one that run was trained on. A
    /// built-in data set that the lab file does not hold yet is stored first. \p text decides how texts are
    /// cut into tokens. Ends an opening before it.
    void open(const DataConfig& config, const TextConfig& text, std::int64_t run = 0);
    /// Another choice or order of the records; the answer is arranged() and windows are fetched by its
    /// number.
    void arrange(const RecordFilter& filter, const RecordOrder& order);
    /// Rows [first, first + count) of the arrangement with that number.
    void fetch(std::uint64_t arrangement, std::int64_t first, std::int64_t count);
    /// What the arrangement with that number holds, as soon as the session's thread gets to it. An error
    /// when there is another arrangement by then.
    [[nodiscard]] std::shared_future<RecordExtract> extract(std::uint64_t arrangement);
    /// Lets a stored run read every record with the weights that fit \p weights best; the answer is judged().
    void judge(std::int64_t run, const WeightChoice& weights);
    void stopJudging();
    /// A run is reading them.
    [[nodiscard]] bool isJudging() const { return m_isJudging; }
    /// Forgets what runs made of the records.
    void forgetVerdicts();
    /// Cuts \p text into tokens; the answer is cutArrived().
    void cut(const QString& text);
    /// Words of the vocabulary that hold \p typed, the most frequent first; the answer is wordsListed().
    void listWords(const QString& typed);
    static constexpr int kMostWords = 500; ///< of a list
    /// An edit has been asked for and is not stored yet.
    [[nodiscard]] bool editing() const { return m_edits > 0; }
    using EditDone = std::function<void(const DataEdit& edit)>;
    /// Changes the records in \p rows of the arrangement with that number as \p patch says. With \p keep in a
    /// copy in any case. The answer is edited(), and before it \p done; failed() when it is not possible.
    void change(std::uint64_t arrangement, const std::vector<int>& rows, const RecordPatch& patch, bool keep,
                EditDone done);
    void add(const StoredRecord& record, bool keep, EditDone done);
    /// Takes an edit back or makes it again, whichever data set is open; see RecordEditor::retrace.
    void retrace(const RecordStep& step, bool dropSource, EditDone done);
    /// The answer is slicesListed(), as it is when one is saved or removed.
    void listSlices();
    void saveSlice(const QString& name, const RecordFilter& filter);
    void removeSlice(std::int64_t id);

signals:
    void storedListed(const std::vector<lab::DatasetRow>& datasets);
    void opening(double share);
    void opened(const lab::OpenedData& data);
    void openFailed(const lab::DataConfig& config, const QString& message);
    void arranged(std::uint64_t arrangement, std::int64_t count);
    void rowsArrived(std::uint64_t arrangement, std::int64_t first, const std::vector<lab::RecordRow>& rows);
    void judging(double share);
    /// 0 when the verdicts were forgotten. \p weights are the ones that read.
    void judged(std::int64_t run, const lab::StoredWeights& weights);
    void cutArrived(const QString& text, const std::vector<lab::WordRow>& words);
    void wordsListed(const std::vector<lab::WordRow>& words, std::int64_t total);
    void edited(const lab::DataEdit& edit);
    /// The numbers of the open data set after an edit.
    void recounted(const QString& spec, const lab::DataStatistics& statistics);
    void slicesListed(const std::vector<lab::Slice>& slices);
    void failed(const QString& message);

private:
    using Edit = std::function<std::optional<RecordEdit>(OpenedRecords& state, RecordEditor& editor)>;
    void edit(Edit edit, EditDone done);
    void recount();
    void changeSlices(std::function<void(SliceRepository&, std::int64_t dataset)> change);
    void startJudging(std::int64_t run, const WeightChoice& weights, std::uint64_t opening);
    void failJudging(const QString& message);
    void takeVerdicts(std::uint64_t opening, std::int64_t run, const StoredWeights& weights,
                      std::vector<RecordVerdict> verdicts);

    std::string m_labPath;
    std::shared_ptr<OpenedRecords> m_state; ///< used by the lab thread alone
    std::stop_source m_opening, m_judging, m_counting;
    std::uint64_t m_openings = 0; ///< number of the last opening; edits do not change it
    std::uint64_t m_arrangement = 0;
    std::int64_t m_dataset = 0; ///< the one that is open
    int m_edits = 0;            ///< under way
    bool m_isJudging = false;
    QStringList m_labels;
    Worker m_lab;   ///< last: their threads use the state
    Worker m_judge; ///< reading with a model must not keep the list waiting
    Worker m_count; ///< nor must counting after an edit
};

} // namespace lab
