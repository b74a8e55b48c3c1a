using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation.Novelty;

namespace Likeness.Evaluation;

/// <summary>
/// The samples that metrics compare, with shared quantities: scales, random groups, real-vs-real splits
/// and bootstrap counts. <see cref="Evaluator"/> creates it.
/// </summary>
public sealed class EvaluationData
{
    private readonly Lazy<RowGroups> groups;
    private readonly Lazy<PointCloud> pooled;
    private readonly Lazy<Resamples> resamples;
    private readonly Lazy<NearestRecords> records;
    private readonly Lazy<NeighbourhoodFractions> neighbourhoods;
    private readonly Lazy<RealCells> cells;
    private readonly Lazy<TableSearch> search;

    internal EvaluationData(
        Table train,
        Table? test,
        Table generated,
        EvaluationSettings settings,
        CancellationToken cancellationToken = default
    )
    {
        Cancellation = cancellationToken;
        Train = train;
        Test = test;
        Generated = generated;
        Settings = settings;
        Scale = StandardDeviations(train);
        groups = new(() => new RowGroups(this));
        pooled = new(() => Pool(Scale));
        resamples = new(() => new Resamples(this));
        records = new(() => new NearestRecords(this));
        neighbourhoods = new(() => new NeighbourhoodFractions(this));
        cells = new(() => new RealCells(this));
        search = new(() => new TableSearch(this));
    }

    /// <summary>The training rows; all real rows if the training rows are unknown.</summary>
    public Table Train { get; }

    /// <summary>Whether <see cref="Train"/> contains the training rows; without them novelty is not measured.</summary>
    public bool HasTraining { get; internal init; } = true;

    /// <summary>Real rows that the model was not trained on, or null.</summary>
    public Table? Test { get; }

    /// <summary>The real rows that the generated rows are compared with: the test rows, or else the training rows.</summary>
    public Table Reference => Test ?? Train;

    /// <summary>The generated rows.</summary>
    public Table Generated { get; }

    /// <summary>The settings.</summary>
    public EvaluationSettings Settings { get; }

    /// <summary>Standard deviation of each training column (divisor n), and 1 for a constant one: [Width].</summary>
    public IReadOnlyList<double> Scale { get; }

    internal CancellationToken Cancellation { get; }

    /// <summary>The same with at most so many rows of each table; itself where there are no more.</summary>
    internal EvaluationData Thin(int most) =>
        Math.Max(Math.Max(Train.RowCount, Test?.RowCount ?? 0), Generated.RowCount) <= most
            ? this
            : new EvaluationData(
                SampleCheck.Thin(Train, most, Settings.Seed, 3),
                Test is null ? null : SampleCheck.Thin(Test, most, Settings.Seed, 4),
                SampleCheck.Thin(Generated, most, Settings.Seed, 5),
                Settings,
                Cancellation
            )
            {
                HasTraining = HasTraining,
            };

    /// <summary>The number of real rows: reference rows, then the training rows unless they are the reference.</summary>
    internal int RealRows => Train.RowCount + (Test?.RowCount ?? 0);

    /// <summary>Reference, other real and generated rows in training standard deviations, in this order.</summary>
    internal PointCloud Pooled => pooled.Value;

    /// <summary>The reference rows in training standard deviations.</summary>
    internal PointCloud ReferenceRows => Pooled.TakeRows([.. Enumerable.Range(0, Reference.RowCount)]);

    /// <summary>The generated rows in training standard deviations.</summary>
    internal PointCloud GeneratedRows => Pooled.TakeRows([.. Enumerable.Range(RealRows, Generated.RowCount)]);

    internal RowGroups Groups => groups.Value;

    internal Resamples Resamples => resamples.Value;

    internal NearestRecords Records => records.Value;

    internal NeighbourhoodFractions Neighbourhoods => neighbourhoods.Value;

    internal RealCells Cells => cells.Value;

    internal TableSearch Search => search.Value;

    /// <summary>A separate generator for each use and index.</summary>
    internal PhiloxRandom Random(EvaluationStream use, int index = 0) =>
        new(Settings.Seed, ((ulong)use << 32) | (uint)index);

    /// <summary>Runs independent tasks on the settings' threads; each writes only its own results.</summary>
    internal void Parallel(int pieces, Action<int> body) =>
        System.Threading.Tasks.Parallel.For(
            0,
            pieces,
            new ParallelOptions { MaxDegreeOfParallelism = Settings.Threads, CancellationToken = Cancellation },
            body
        );

    /// <summary>Reference, other real and generated rows divided by these scales, in this order.</summary>
    internal PointCloud Pool(IReadOnlyList<double> scale)
    {
        double[] divisors = [.. scale];
        return Test is null
            ? PointCloud.Join(PointCloud.FromTable(Train, divisors), PointCloud.FromTable(Generated, divisors))
            : PointCloud.Join(
                PointCloud.FromTable(Test, divisors),
                PointCloud.FromTable(Train, divisors),
                PointCloud.FromTable(Generated, divisors)
            );
    }

    /// <summary>One column of all real rows, in the order of <see cref="Pooled"/>.</summary>
    internal double[] RealColumn(int column) =>
        Test is null ? Train.ColumnValues(column) : [.. Test.ColumnValues(column), .. Train.ColumnValues(column)];

    private static double[] StandardDeviations(Table table)
    {
        var scale = new double[table.Width];
        for (int column = 0; column < scale.Length; column++)
        {
            double[] values = table.ColumnValues(column);
            double mean = Spread.Mean(values);
            double squares = 0;
            foreach (double value in values)
            {
                squares += (value - mean) * (value - mean);
            }

            bool constant = Array.TrueForAll(values, value => value == values[0]);
            scale[column] = constant || squares == 0 ? 1 : Math.Sqrt(squares / values.Length);
        }

        return scale;
    }
}
