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

    // Of the reference rows: they are read and scored once, as single rows may be ranked one after another.
    private ConformalTypicality? typicality;

    // By reference rows and the columns of each row; null for a model that does not know how unlikely these are, or without reference rows.
    private (TypicalityRanks Ranks, UnusualValue?[] Unusual)? Typicality(
        Table rows,
        Table numbers,
        double[] scores,
        string?[]? breaks,
        double? falseAlarm,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        int count = Math.Min(
            Record.Data.CountOf("test"),
            Math.Max(MaxReference, (int)(MinFlagged / (falseAlarm ?? 1)))
        );
        if (model.Model is not IColumnSurprisal surprisal || count < 2)
        {
            return null;
        }

        var cells = new UnusualCells(Encoding, surprisal, Record.Seed, model.Pool);
        double all = numbers.RowCount + count;
        void Tell(int done) => Report(progress, RunPhase.Scoring, done / all);

        var reference = Volatile.Read(ref typicality);
        if (reference is null || reference.Count < count)
        {
            if (TestRows(count, isNeeded: falseAlarm is not null) is not { } test)
            {
                return null;
            }

            reference = new(
                cells.Surprisals(ToNumbers(test).Numbers, Tell, cancellationToken),
                Known(test, cancellationToken)
            );
            Volatile.Write(ref typicality, reference);
        }

        var ranks = reference.Of(
            cells.Surprisals(numbers, done => Tell(count + done), cancellationToken),
            RowRanking.InOrder(scores, breaks)
        );
        return (ranks, cells.Find(rows, numbers, ranks, reference.Count, cancellationToken));
    }

    // Rows of a key stay together. Without a rate, the rows of the run are not needed to score others, and may have gone.
    private Table? TestRows(int count, bool isNeeded)
    {
        try
        {
            var test = LoadData().Test;
            return test.RowCount <= count ? test : test.TakeRows([.. Enumerable.Range(0, count)]);
        }
        catch (LikenessException) when (!isNeeded)
        {
            return null;
        }
    }
}
