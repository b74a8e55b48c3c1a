using Likeness.Data;
using Likeness.Sampling;

namespace Likeness.Runs;

/// <summary>Fills what is missing of rows.</summary>
public static class RunCompletion
{
    /// <summary>Fills rows of which values are missing, as often as wanted; what is given stays as it is.</summary>
    /// <param name="run">The run.</param>
    /// <param name="gapped">Rows with columns of the run's data, in any order; columns that are not there at all are missing in every row.</param>
    /// <param name="draws">Fillings of each row; at least 1.</param>
    /// <param name="seed">Another seed gives other fillings.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellation">Stops between pieces of work.</param>
    /// <returns>
    /// The rows with the run's columns, gaps and texts in that order; the filled rows, all fillings of the first, then of the second and so on;
    /// and how they were had, in half a sentence.
    /// </returns>
    /// <exception cref="LikenessException">A column is none of the run's.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (GappedTable Given, Table Filled, string Kind) Complete(
        this Run run,
        GappedTable gapped,
        int draws = 1,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var given = InOrder(gapped, run.Record.Data.Columns);
        var (filled, kind) = new RowCompletion(run.Model, run.Transform, run.Sampler, run.Pool).Fill(
            given.Table,
            draws,
            seed,
            share => progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = share }),
            cancellation
        );
        return (given, filled, kind);
    }

    private static GappedTable InOrder(GappedTable gapped, IReadOnlyList<string> names)
    {
        var columns = gapped.Table.Columns.Select(column => column.Name).ToList();
        if (columns.Find(name => !names.Contains(name)) is { } stranger)
        {
            throw new LikenessException(
                NearestName.To(stranger, names) is { } nearest
                    ? $"'{stranger}' is no column of the run's data (did you mean {nearest}?)"
                    : $"'{stranger}' is no column of the run's data (it has {string.Join(", ", names)})"
            );
        }

        int[] from = [.. names.Select(name => columns.IndexOf(name))];
        var values = Enumerable
            .Range(0, gapped.Table.Rows)
            .SelectMany(row => from.Select(column => column < 0 ? double.NaN : gapped.Table[row, column]));
        return new GappedTable(
            new Table([.. names.Select(name => new Column(name))], [.. values]),
            gapped.Texts?.Select(line => Array.ConvertAll(from, column => column < 0 ? "" : line[column])).ToList()
        );
    }
}
