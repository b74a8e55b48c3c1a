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
        var given = InOrder(incomplete);
        var imputation = new RowImputation(model.Model, Transform, Sampler, model.Pool);
        string kind = "";
        var filled = Fill(given.Table, samples, seed);
        for (int round = 1; round < MaxRounds; round++)
        {
            int[] left = [.. Enumerable.Range(0, filled.RowCount).Where(row => IsIncomplete(filled, row))];
            if (left.Length == 0)
            {
                break;
            }

            var again = Fill(given.Table.TakeRows([.. left.Select(row => row / samples)]), 1, seed + (ulong)round);
            filled = Replaced(filled, left, again);
        }

        return (given, filled, kind);

        Table Fill(Table rows, int count, ulong seed)
        {
            (var numbers, kind) = imputation.Fill(
                Encoding.ToUnknownNumbers(rows),
                count,
                seed,
                fraction => progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = fraction }),
                cancellationToken
            );
            return Encoding.FromNumbers(numbers);
        }
    }

    // A model of data with missing values samples "missing", too: such rows are imputed again.
    private bool IsIncomplete(Table rows, int row) =>
        Enumerable
            .Range(0, rows.Width)
            .Any(column =>
                Encoding.Columns[column] is { Kind.IsLearned: true, Missing: not null }
                && double.IsNaN(rows[row, column])
            );

    private IncompleteTable InOrder(IncompleteTable incomplete)
    {
        var names = Record.Data.Columns;
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
        double[] absent = [.. Enumerable.Repeat(double.NaN, incomplete.Table.RowCount)];
        var rows = Table.FromColumns(
            [.. from.Select((column, i) => column < 0 ? Encoding.Columns[i] : incomplete.Table.Columns[column])],
            [.. from.Select(column => column < 0 ? absent : incomplete.Table.ColumnValues(column))]
        );
        return new IncompleteTable(
            rows.AlignTo(Encoding.Columns).WrittenAs(incomplete.Table.Dialect),
            incomplete.Texts?.Select(line => Array.ConvertAll(from, column => column < 0 ? "" : line[column])).ToList()
        );
    }
}
