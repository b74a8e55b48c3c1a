using Likeness.Compute.Cpu;

namespace Likeness.Evaluation;

/// <summary>
/// Clusters of the data by k-means of the training rows (k-means++ start, Arthur and Vassilvitskii 2007; Lloyd's iterations; with categories k-prototypes),
/// and the cluster of every row, for mode coverage and the copy test. Columns in training standard deviations.
/// </summary>
internal sealed class RealCells
{
    private const int MaxCells = 100;
    private const int MaxRounds = 50;
    private const int RowsPerCell = 20; // on average, of the smaller sample

    public RealCells(EvaluationData data)
        : this(data, Math.Clamp(Math.Min(data.Reference.RowCount, data.Generated.RowCount) / RowsPerCell, 1, MaxCells))
    { }

    internal RealCells(EvaluationData data, int count)
    {
        PointCloud train = data.Cloud(data.Train);
        Centres = Start(train, Math.Min(count, train.RowCount), data);
        int[] members = [];
        for (int round = 0; round < MaxRounds; round++)
        {
            int[] now = Nearest(train, data);
            if (now.AsSpan().SequenceEqual(members))
            {
                break;
            }

            members = now;
            Centres = Means(train, members, Centres);
        }

        (OfReal, OfGenerated) = Assign(data);
    }

    /// <summary>The clusters around these centres.</summary>
    internal RealCells(EvaluationData data, PointCloud centres)
    {
        Centres = centres;
        (OfReal, OfGenerated) = Assign(data);
    }

    public PointCloud Centres { get; private set; }

    public int Count => Centres.RowCount;

    /// <summary>The cluster of each real row, in the order of <see cref="EvaluationData.Pooled"/>.</summary>
    public int[] OfReal { get; }

    /// <summary>The cluster of each generated row.</summary>
    public int[] OfGenerated { get; }

    /// <summary>The number of rows in each cluster.</summary>
    public int[] Counts(IEnumerable<int> cells)
    {
        var counts = new int[Count];
        foreach (int cell in cells)
        {
            counts[cell]++;
        }

        return counts;
    }

    private (int[] OfReal, int[] OfGenerated) Assign(EvaluationData data) =>
        (
            Nearest(data.Pooled.TakeRows([.. Enumerable.Range(0, data.RealRows)]), data),
            Nearest(data.GeneratedRows, data)
        );

    private int[] Nearest(PointCloud rows, EvaluationData data)
    {
        var found = NearestNeighbours.Find(rows, Centres, 1, excludeSelf: false, data);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => found.Index(row, 0))];
    }

    // Each centre is a row, sampled in proportion to the squared distance from the centres before it; fewer centres if rows repeat.
    private static PointCloud Start(PointCloud rows, int count, EvaluationData data)
    {
        PhiloxRandom random = data.Random(EvaluationStream.Cells);
        var chosen = new List<int> { random.NextInt(rows.RowCount) };
        var squared = new double[rows.RowCount];
        Array.Fill(squared, double.PositiveInfinity);
        var point = new double[rows.Width];
        while (true)
        {
            rows.CopyRow(chosen[^1], point);
            for (int first = 0; first < rows.RowCount; first += PointCloud.Lanes)
            {
                var distances = rows.SquaredDistances(point, first);
                for (int lane = 0; lane < Math.Min(PointCloud.Lanes, rows.RowCount - first); lane++)
                {
                    squared[first + lane] = Math.Min(squared[first + lane], distances[lane]);
                }
            }

            double total = squared.Sum();
            if (chosen.Count == count || total <= 0)
            {
                return rows.TakeRows([.. chosen]);
            }

            double left = random.NextDouble() * total;
            int row = 0;
            for (; row < rows.RowCount - 1 && (left -= squared[row]) >= 0; row++) { }

            chosen.Add(row);
        }
    }

    private static PointCloud Means(PointCloud rows, int[] members, PointCloud before) =>
        rows.HasOnlyNumbers ? MeansOfNumbers(rows, members, before) : Prototypes(rows, members, before);

    // k-prototypes (Huang 1998, Data Mining and Knowledge Discovery 2): the most frequent level of a category.
    private static PointCloud Prototypes(PointCloud rows, int[] members, PointCloud before)
    {
        ILookup<int, int> ofCell = Enumerable.Range(0, members.Length).ToLookup(row => members[row]);
        return before.With(
            (cell, column, was) =>
            {
                double[] values = [.. ofCell[cell].Select(row => rows.Column(column)[row])];
                return values.Length > 0 ? rows.Centre(column, values) : was;
            }
        );
    }

    private static PointCloud MeansOfNumbers(PointCloud rows, int[] members, PointCloud before)
    {
        var counts = new int[before.RowCount];
        var sums = new double[before.RowCount, rows.Width];
        for (int row = 0; row < rows.RowCount; row++)
        {
            counts[members[row]]++;
            for (int column = 0; column < rows.Width; column++)
            {
                sums[members[row], column] += rows.Column(column)[row];
            }
        }

        return before.With((cell, column, was) => counts[cell] > 0 ? sums[cell, column] / counts[cell] : was);
    }
}
