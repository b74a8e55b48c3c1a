using Likeness.Data;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables;

/// <summary>Imputes missing values.</summary>
public sealed partial class TableModel
{
    /// <summary>Imputes missing values of rows, one or several times; observed values stay unchanged.</summary>
    /// <param name="incomplete">Rows with columns of the run's data, in any order; absent columns are missing in every row.</param>
    /// <param name="samples">Imputations per row; at least 1.</param>
    /// <param name="seed">Another seed gives other imputations.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <returns>
    /// The rows with the run's columns, missing values and texts in that order; the imputed rows, all imputations of the first, then of the second and so on;
    /// and a short description of the method.
    /// </returns>
    /// <exception cref="LikenessException">A column is not a column of the run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public (IncompleteTable Given, Table Filled, string Kind) Impute(
        IncompleteTable incomplete,
        int samples = 1,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var given = InOrder(incomplete, Record.Data.Columns);
        var (filled, kind) = new RowImputation(model.Model, Transform, Sampler, model.Pool).Fill(
            given.Table,
            samples,
            seed,
            fraction => progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = fraction }),
            cancellationToken
        );
        return (given, filled, kind);
    }

    private static IncompleteTable InOrder(IncompleteTable incomplete, IReadOnlyList<string> names)
    {
        var columns = incomplete.Table.Columns.Select(column => column.Name).ToList();
        if (columns.Find(name => !names.Contains(name)) is { } stranger)
        {
            throw new LikenessException(
                NearestName.To(stranger, names) is { } nearest
                    ? $"'{stranger}' is not a column of the run's data (did you mean {nearest}?)"
                    : $"'{stranger}' is not a column of the run's data (it has {string.Join(", ", names)})"
            );
        }

        int[] from = [.. names.Select(name => columns.IndexOf(name))];
        var values = Enumerable
            .Range(0, incomplete.Table.RowCount)
            .SelectMany(row => from.Select(column => column < 0 ? double.NaN : incomplete.Table[row, column]));
        return new IncompleteTable(
            new Table([.. names.Select(name => new Column(name))], [.. values]),
            incomplete.Texts?.Select(line => Array.ConvertAll(from, column => column < 0 ? "" : line[column])).ToList()
        );
    }
}
