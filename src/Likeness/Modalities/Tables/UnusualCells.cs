using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Times;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables;

/// <summary>Cells of rows that do not fit the others of their row.</summary>
/// <param name="encoding">The encoding.</param>
/// <param name="model">The model of its numbers.</param>
/// <param name="seed">The seed of the values that cells are compared with.</param>
/// <param name="workers">The worker pool; null for the calling thread.</param>
internal sealed class UnusualCells(TableEncoding encoding, IColumnSurprisal model, ulong seed, WorkerPool? workers)
{
    private const double Rate = 0.01;
    private const int MaxColumns = 3;
    private const int Samples = 32;
    private const int Chunk = 4096;
    private const int RowsPerPiece = 4;

    // What a value beyond the learned range adds: so many nats for each power of ten of its distance, from a millionth of the range on.
    private const double Millionth = 1e6;

    private readonly RowPieces pieces = new(encoding.Transform.ModelDimensions, workers, RowsPerPiece);
    private readonly int[] columns = [.. encoding.Transform.ColumnsOfDimensions];

    /// <summary>How unlikely each number is given the others: [dimensions][rows], NaN where it is given.</summary>
    /// <param name="numbers">Rows of numbers.</param>
    /// <param name="progress">Receives the number of rows that are done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    public double[][] Surprisals(Table numbers, Action<int> progress, CancellationToken cancellationToken)
    {
        int width = columns.Length;
        var surprisals = Enumerable.Range(0, width).Select(_ => new double[numbers.RowCount]).ToArray();
        for (int first = 0; first < numbers.RowCount; first += Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Chunk, numbers.RowCount - first);
            float[] rows = ToModel(numbers, [.. Enumerable.Range(first, count)]);
            var found = new double[rows.Length];
            pieces.Run(
                count,
                (from, length) =>
                    model.ExcessSurprisals(
                        seed,
                        first + from,
                        rows.AsSpan(from * width, length * width),
                        found.AsSpan(from * width, length * width)
                    )
            );
            progress(first + count);
            for (int i = 0; i < found.Length; i++)
            {
                var (row, dimension) = Math.DivRem(i, width);
                surprisals[dimension][first + row] =
                    found[i] + Beyond(columns[dimension], numbers[first + row, columns[dimension]]);
            }
        }

        return surprisals;
    }

    /// <summary>The cells that are less likely than in 99 % of the reference rows; null for a row without.</summary>
    /// <param name="rows">The rows, with the columns of the data.</param>
    /// <param name="numbers">The same in numbers.</param>
    /// <param name="ranks">Of these, by dimension.</param>
    /// <param name="reference">The number of reference rows.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    public UnusualValue?[] Find(
        Table rows,
        Table numbers,
        TypicalityRanks ranks,
        int reference,
        CancellationToken cancellationToken
    )
    {
        double rarely = Math.Max(1, Rate * (reference + 1));
        string?[] owners = [.. columns.Select(OwnerOf)];
        var found = new UnusualValue?[rows.RowCount];
        var named = new List<(int Row, int Dimension, string[] Columns)>();
        for (int row = 0; row < found.Length; row++)
        {
            int[] rare =
            [
                .. Enumerable
                    .Range(0, columns.Length)
                    .Where(dimension => owners[dimension] is not null && ranks.Columns[dimension][row] <= rarely)
                    .OrderBy(dimension => ranks.Columns[dimension][row]),
            ];
            if (rare.Length > 0)
            {
                named.Add((row, rare[0], [.. rare.Select(one => owners[one]!).Distinct().Take(MaxColumns)]));
            }
        }

        // Models see times that the data have in several columns.
        var seen = JoinedTimes.With(rows, encoding.Columns);
        foreach (var chunk in named.Chunk(Chunk / Samples))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string[] expected = Expected(numbers, chunk);
            for (int i = 0; i < chunk.Length; i++)
            {
                var (row, _, names) = chunk[i];
                int at = seen.Columns.ToList().FindIndex(column => column.Name == names[0]);
                double cell = seen[row, at];
                found[row] = new(
                    names,
                    seen.Columns[at].IsMissing(cell) ? "missing" : seen.Columns[at].Write(cell),
                    expected[i]
                );
            }
        }

        return found;
    }

    private string[] Expected(Table numbers, (int Row, int Dimension, string[] Columns)[] cells)
    {
        int width = columns.Length;
        float[] rows = ToModel(numbers, [.. cells.Select(cell => cell.Row)]);
        var sampled = new float[rows.Length * Samples];
        var weights = new double[cells.Length][];
        pieces.Run(
            cells.Length,
            (from, count) =>
            {
                for (int i = from; i < from + count; i++)
                {
                    var row = rows.AsSpan(i * width, width);
                    var values = new float[Samples];
                    weights[i] = new double[Samples];
                    model.Expected(seed, cells[i].Row, row, cells[i].Dimension, values, weights[i]);
                    for (int j = 0; j < Samples; j++)
                    {
                        var copy = sampled.AsSpan(((i * Samples) + j) * width, width);
                        row.CopyTo(copy);
                        Fill(copy);
                        copy[cells[i].Dimension] = values[j];
                    }
                }
            }
        );
        var decoded = encoding.FromNumbersUnlimited(encoding.Transform.Inverse(sampled));
        var names = decoded.Columns.Select(column => column.Name).ToList();
        return
        [
            .. cells.Select(
                (cell, i) =>
                {
                    int at = names.IndexOf(cell.Columns[0]);
                    return Words(
                        decoded.Columns[at],
                        decoded.ColumnValues(at).AsSpan(i * Samples, Samples).ToArray(),
                        weights[i]
                    );
                }
            ),
        ];
    }

    // Another value that no row of the data lacks has no number here: it is not looked at.
    private void Fill(Span<float> row)
    {
        for (int dimension = 0; dimension < row.Length; dimension++)
        {
            var transform = encoding.Transform.Columns[columns[dimension]];
            bool mayLack = transform.MayBeMissing && transform.Kind == TransformKind.Values;
            row[dimension] = float.IsNaN(row[dimension]) && !mayLack ? 0 : row[dimension];
        }
    }

    // The range of most, or the level of most.
    private static string Words(Column column, double[] cells, double[] weights)
    {
        var present = cells.Zip(weights).Where(one => !column.IsMissing(one.First)).OrderBy(one => one.First).ToArray();
        double total = present.Sum(one => one.Second);
        if (total < 0.5)
        {
            return "missing";
        }

        if (column.Kind.IsNumeric)
        {
            string low = column.Write(Quantile(present, 0.05 * total));
            string high = column.Write(Quantile(present, 0.95 * total));
            return low == high ? low : $"{low} to {high}";
        }

        var most = present.GroupBy(one => one.First, one => one.Second).MaxBy(level => level.Sum())!;
        return string.Create(CultureInfo.InvariantCulture, $"{column.Write(most.Key)} ({most.Sum() / total:0%})");
    }

    private static double Quantile((double Value, double Weight)[] ascending, double weight)
    {
        foreach (var (value, own) in ascending)
        {
            weight -= own;
            if (weight <= 0)
            {
                return value;
            }
        }

        return ascending[^1].Value;
    }

    private float[] ToModel(Table numbers, int[] which)
    {
        var rows = new float[which.Length * columns.Length];
        encoding.Transform.Forward(numbers, which, rows);
        return rows;
    }

    private double Beyond(int column, double value)
    {
        var transform = encoding.Transform.Columns[column];
        if (transform.IsGiven || transform.IsInRange(value))
        {
            return 0;
        }

        double distance = Math.Abs(value - transform.Nearest(value)) / (transform.Maximum - transform.Minimum);
        return Math.Log(1 + (Millionth * (double.IsFinite(distance) ? distance : 1)));
    }

    // The column of the data that a number says something of; null where there is none.
    private string? OwnerOf(int number)
    {
        string name = encoding.View.OwnerOf(encoding.View.Numbers[number].Name);
        for (int i = 0; i <= encoding.Rules.Count; i++)
        {
            if (encoding.Columns.Any(column => column.Name == name && column.Kind.IsLearned))
            {
                return name;
            }

            if (encoding.Rules.FirstOrDefault(rule => rule.DecodesFrom.Contains(name)) is not { } rule)
            {
                return null;
            }

            name = rule.Column;
        }

        return null;
    }
}
