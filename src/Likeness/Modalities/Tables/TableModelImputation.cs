using Likeness.Data;
using Likeness.Data.Times;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables;

/// <summary>Imputes missing values.</summary>
public sealed partial class TableModel
{
    // Rows that are imputed at once; each takes many imputations.
    private const int PointRows = 4096;

    private const int MaxRounds = 100;

    // What is observed may break a rule, whatever is imputed.
    private const int RuleRounds = 60;

    // Whether cells are copies is imputed apart from the others.
    private const ulong SecondSeed = 1UL << 32;
    private const ulong PartSeed = 1UL << 33;

    // Rounds that fix hardly any row are in vain; few rows are tried more often.
    private const double MinFixed = 0.01;
    private const int RoundsInVain = 4;
    private const int RowsInVain = 4096;

    /// <summary>Imputes missing values of rows, one or several times; observed values stay unchanged.</summary>
    /// <param name="incomplete">Rows with columns of the run's data, in any order; absent columns are missing in every row, and further ones are ignored.</param>
    /// <param name="samples">Imputations per row; at least 1.</param>
    /// <param name="seed">Another seed gives other imputations.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <returns>
    /// The rows with the run's columns, missing values and texts in that order; the imputed rows, all imputations of the first, then of the second and so on;
    /// and a short description of the method.
    /// </returns>
    /// <exception cref="LikenessException">No column is a column of the run's data, or one has nearly the name of a column that is absent.</exception>
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
        var known = InOrder(incomplete, completes: true).Table;
        var imputation = new RowImputation(model.Model, Transform, Sampler, model.Pool);
        string kind = "";
        var parts = new PlacedParts(Encoding, (rows, seed) => Imputed(rows, 1, seed));
        var order = new TimesInOrder(Completed(Arranged(incomplete).Rows), Encoding.Rules.OfType<SubjectColumns>());
        var filled = Fill(known, samples, seed);
        // What is observed breaks these by itself.
        int[] ofKnown = Encoding.AllRules.BrokenByObserved(known, IsIn(known, 1));
        bool areSettled = false;
        long inVain = 0;
        int before = 0;
        for (int round = 1; round < MaxRounds; round++)
        {
            int[] left = Unfit(known, filled, samples, areSettled ? null : ofKnown, areSettled ? null : order);
            inVain = left.Length > (1 - MinFixed) * before && before > 0 ? inVain + left.Length : 0;
            bool isVain = inVain > Math.Max(RowsInVain, (long)RoundsInVain * filled.RowCount);
            if (left.Length == 0 || (isVain && areSettled))
            {
                break;
            }

            bool settles = !areSettled && (isVain || round == RuleRounds);
            (areSettled, before, inVain) = (areSettled || settles, settles ? 0 : left.Length, settles ? 0 : inVain);
            var again = settles
                ? Settled(known, filled, samples).TakeRows(left)
                : Fill(known.TakeRows([.. left.Select(row => row / samples)]), 1, seed + (ulong)round);
            filled = Better(known, filled, left, again, samples, order);
        }

        filled = WithTimesInOrder(
            known,
            filled,
            samples,
            order,
            (rows, round) => Fill(rows, 1, seed + (ulong)(MaxRounds + round))
        );
        filled = Shared(incomplete, known, filled, samples);
        given = AsFile(given);
        return (given, given.WithObserved(incomplete.Table, JoinedTimes.Without(filled), samples), kind);

        Table Fill(Table rows, int count, ulong seed)
        {
            var copied = WithCopies(rows, count, some => Imputed(some, 1, seed).Rows);
            (rows, count) = copied is null ? (rows, count) : (copied, 1);
            var placed = parts.Fill(rows, count, seed + PartSeed, PartSeed);
            (rows, count) = placed is null ? (rows, count) : (placed, 1);
            return Consistent(rows, Imputed(rows, count, copied is null ? seed : seed + SecondSeed).Rows, count);
        }

        (Table Numbers, Table Rows) Imputed(Table rows, int count, ulong seed)
        {
            (var numbers, kind) = imputation.Fill(
                Encoding.ToUnknownNumbers(rows),
                count,
                seed,
                fraction => progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = fraction }),
                cancellationToken
            );
            return (numbers, SharedExceptions.Without(Encoding, Encoding.FromNumbers(numbers)));
        }
    }

    /// <summary>Imputes missing values by one estimate of each, from several imputations; observed values stay unchanged, and rules hold.</summary>
    /// <param name="incomplete">Rows with columns of the run's data, in any order; absent columns are missing in every row, and further ones are ignored.</param>
    /// <param name="point">The estimate.</param>
    /// <param name="samples">The imputations of each row behind its estimates; at least 1.</param>
    /// <param name="seed">Another seed gives other imputations.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <returns>The rows as given, in the order of the run's columns; one imputed row for each; and a short description of the method.</returns>
    /// <exception cref="LikenessException">No column is a column of the run's data, or one has nearly the name of a column that is absent.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public (IncompleteTable Given, Table Filled, string Kind) ImputePoint(
        IncompleteTable incomplete,
        PointEstimate point,
        int samples = 100,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var given = AsFile(InOrder(incomplete));
        var known = Completed(Arranged(incomplete).Rows);
        var parts = new List<Table>();
        string kind = "";
        for (int from = 0; from < Math.Max(1, given.Table.RowCount); from += PointRows)
        {
            int count = Math.Min(PointRows, given.Table.RowCount - from);
            var part = new IncompleteTable(known.TakeRows([.. Enumerable.Range(from, count)]));
            (_, var filled, kind) = Impute(part, samples, seed + (ulong)from, null, cancellationToken);
            parts.Add(
                PointImputation.Estimate(
                    filled,
                    samples,
                    point,
                    rows => Encoding.Breaking(JoinedTimes.With(rows, Encoding.Columns))
                )
            );
            Report(progress, RunPhase.Sampling, (from + count) / (double)Math.Max(1, given.Table.RowCount));
        }

        return (
            given,
            given.WithObserved(incomplete.Table, new SampledRows(given.Table.RowCount, parts).ToTable(), 1),
            $"{kind}, {point.ToString().ToLowerInvariant()} of {samples}"
        );
    }

    private static IncompleteTable AsFile(IncompleteTable rows) =>
        rows with
        {
            Table = JoinedTimes.Without(rows.Table),
        };

    // Rows that miss a value still, or break more rules than what is observed does by itself.
    private int[] Unfit(Table given, Table filled, int samples, int[]? ofKnown, TimesInOrder? order)
    {
        int[] broken = ofKnown is null
            ? []
            : Encoding.Broken(WithObserved(given, filled, samples), IsIn(given, samples));
        bool[] incomplete = Incomplete(filled);
        bool[] unordered = order?.Unfit(filled, samples) ?? new bool[filled.RowCount];
        return
        [
            .. Enumerable
                .Range(0, filled.RowCount)
                .Where(row =>
                    incomplete[row] || unordered[row] || (broken.Length > 0 && broken[row] > ofKnown![row / samples])
                ),
        ];
    }

    private static Table WithObserved(Table given, Table filled, int samples)
    {
        double[][] cells = [.. Enumerable.Range(0, filled.Width).Select(filled.ColumnValues)];
        for (int column = 0; column < cells.Length; column++)
        {
            var observed = given.Column(column);
            for (int row = 0; row < filled.RowCount; row++)
            {
                double cell = observed[row / samples];
                cells[column][row] = given.Columns[column].IsMissing(cell) ? cells[column][row] : cell;
            }
        }

        return Table.FromColumns(filled.Columns, cells, filled.Picture).WrittenAs(filled.Dialect);
    }

    // A model of data with missing values samples "missing", too: such rows are imputed again, unless there is no value.
    private bool[] Incomplete(Table rows)
    {
        bool[][] must = Encoding.MustMiss(rows);
        var incomplete = new bool[rows.RowCount];
        for (int column = 0; column < rows.Width; column++)
        {
            var cells = rows.Column(column);
            bool mayMiss = Encoding.Columns[column] is { Kind.IsLearned: true, Missing: not null };
            for (int row = 0; mayMiss && row < cells.Length; row++)
            {
                incomplete[row] |= Encoding.Columns[column].IsMissing(cells[row]) && !must[column][row];
            }
        }

        return incomplete;
    }

    private IncompleteTable InOrder(IncompleteTable incomplete, bool completes = false)
    {
        var (rows, from, absentNames) = Arranged(incomplete);
        rows = completes ? Completed(rows) : rows;
        var aligned = rows.JoinedAs(Encoding.Columns);
        RequireKnown(aligned, absentNames);
        return new IncompleteTable(
            aligned.WrittenAs(incomplete.Table.Dialect),
            incomplete.Texts?.Select(line => Array.ConvertAll(from, column => column < 0 ? "" : line[column])).ToList()
        );
    }

    // What other rows of known keys say. Under the columns of the run, keys of the file would be unknown.
    private Table Completed(Table rows) =>
        Encoding
            .Rules.OfType<SubjectColumns>()
            .Aggregate(rows, (completed, rule) => MissingCounters.Complete(rule.Complete(completed), rule));

    // The rows with the columns of the run's data, which are still those of the file.
    private (Table Rows, int[] From, string[] Absent) Arranged(IncompleteTable incomplete)
    {
        var names = Record.Data.Columns;
        var columns = incomplete.Table.Columns.Select(column => column.Name).ToList();
        string[] absentNames = [.. names.Except(columns)];
        // A misspelt column would be imputed in every row.
        if (
            columns.Find(name => !names.Contains(name) && NearestName.To(name, absentNames) is not null) is { } stranger
        )
        {
            throw new LikenessException(
                $"'{stranger}' is not a column of the run's data (did you mean {NearestName.To(stranger, absentNames)}?)"
            );
        }

        if (absentNames.Length == names.Count)
        {
            throw new LikenessException(
                $"'{columns[0]}' is not a column of the run's data (it has {string.Join(", ", names)})"
            );
        }

        int[] from = [.. names.Select(name => columns.IndexOf(name))];
        double[] absent = [.. Enumerable.Repeat(double.NaN, incomplete.Table.RowCount)];
        var rows = Table.FromColumns(
            [.. from.Select((column, i) => column < 0 ? Encoding.Columns[i] : incomplete.Table.Columns[column])],
            [.. from.Select(column => column < 0 ? absent : incomplete.Table.ColumnValues(column))]
        );
        return (rows, from, absentNames);
    }
}
