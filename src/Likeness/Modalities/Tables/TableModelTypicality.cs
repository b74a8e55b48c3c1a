using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables;

/// <summary>Says how typical rows are, and which of their values are not.</summary>
public sealed partial class TableModel
{
    private const int MaxReference = 5_000;

    // So many reference rows at least are as unusual as those that are flagged.
    private const int MinFlagged = 20;

    // By reference rows and the columns of each row; null for a model that does not know how unlikely these are, or without reference rows.
    private (TypicalityRanks Ranks, UnusualValue?[] Unusual)? Typicality(
        Table rows,
        Table numbers,
        double[] scores,
        string?[]? breaks,
        Table? unseen,
        double? falseAlarm,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (model.Model is not IColumnSurprisal surprisal || (unseen ?? TestRows()) is not { RowCount: > 1 } reference)
        {
            return null;
        }

        // Rows of a key stay together.
        int most = Math.Max(MaxReference, (int)(MinFlagged / (falseAlarm ?? 1)));
        reference = reference.RowCount <= most ? reference : reference.TakeRows([.. Enumerable.Range(0, most)]);
        var cells = new UnusualCells(Encoding, surprisal, Record.Seed, model.Pool);
        double all = numbers.RowCount + reference.RowCount;
        void Tell(int done) => Report(progress, RunPhase.Scoring, done / all);

        var typicality = new ConformalTypicality(
            cells.Surprisals(ToNumbers(reference).Numbers, Tell, cancellationToken),
            RowRanking.InOrder(ScoreOrRate(reference, progress: null, cancellationToken).Scores, BrokenRules(reference))
        );
        var ranks = typicality.Of(
            cells.Surprisals(numbers, done => Tell(reference.RowCount + done), cancellationToken),
            RowRanking.InOrder(scores, breaks)
        );
        return (ranks, cells.Find(rows, numbers, ranks, typicality.Count, cancellationToken));
    }

    // The rows of the run are not needed to score others, and may have gone.
    private Table? TestRows()
    {
        try
        {
            return LoadData().Test;
        }
        catch (LikenessException)
        {
            return null;
        }
    }
}
