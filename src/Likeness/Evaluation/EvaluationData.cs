using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation.Classifiers;
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
    private readonly Lazy<PointCloud> indicators;
    private readonly Lazy<PointCloud> split;
    private readonly Lazy<PointCloud> codes;
    private readonly ColumnMeasure[]? measures;
    private readonly Lazy<Resamples> resamples;
    private readonly Lazy<NearestRecords> records;
    private readonly Lazy<NeighbourhoodFractions> neighbourhoods;
    private readonly Lazy<RealCells> cells;
    private readonly Lazy<TableSearch> search;
    private readonly Lazy<NeighbourLists> lists;
    private readonly Lazy<ClassifierFolds> folds;

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
        Scale = ColumnScale.StandardDeviations(train);
        measures = ColumnScale.Measures(train, test, generated);
        groups = new(() => new RowGroups(this));
        pooled = new(() => Pool(Scale, measures));
        indicators = new(() => IndicatorColumns.Create(this));
        split = new(() => CalendarColumns.Append(this));
        codes = new(() => IndicatorColumns.Codes(Split));
        resamples = new(() => new Resamples(this));
        records = new(() => new NearestRecords(this));
        neighbourhoods = new(() => new NeighbourhoodFractions(this));
        cells = new(() => new RealCells(this));
        search = new(() => new TableSearch(this));
        lists = new(() =>
            new NeighbourLists(Pooled, [NeighbourhoodFractions.Wanted(this), NeighbourClassifier.Wanted(this)], this)
        );
        folds = new(() => ClassifierFolds.Compared(this));
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

    /// <summary>
    /// Standard deviation of each training column's present numbers (divisor n), and 1 for a constant column or categories: [Width].
    /// </summary>
    public IReadOnlyList<double> Scale { get; }

    internal CancellationToken Cancellation { get; }

    /// <summary>The subjects of the rows; null where each row is one of its own.</summary>
    internal RowSubjects? Subjects { get; init; }

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
                Subjects = Subjects?.Select((rows, i) => SampleCheck.Thin(rows, most, Settings.Seed, 3 + i)),
            };

    /// <summary>The same with one row of each subject, for tests that require independent rows; itself where each row is a subject.</summary>
    internal EvaluationData OneOfEach() =>
        Subjects is null
            ? this
            : new EvaluationData(
                RowSubjects.OneOfEach(Train, Subjects.Train, Random(EvaluationStream.Subsample, 6)),
                Test is null
                    ? null
                    : RowSubjects.OneOfEach(Test, Subjects.Test!, Random(EvaluationStream.Subsample, 7)),
                RowSubjects.OneOfEach(Generated, Subjects.Generated, Random(EvaluationStream.Subsample, 8)),
                Settings,
                Cancellation
            )
            {
                HasTraining = HasTraining,
            };

    /// <summary>The number of real rows: reference rows, then the training rows unless they are the reference.</summary>
    internal int RealRows => Train.RowCount + (Test?.RowCount ?? 0);

    /// <summary>Whether every column holds numbers, none missing in any sample.</summary>
    internal bool HasOnlyNumbers => measures is null;

    /// <summary>The columns of numbers, times and durations.</summary>
    internal int[] NumberColumns =>
        [.. Enumerable.Range(0, Train.Width).Where(column => Train.Columns[column].Kind.LevelCount == 0)];

    /// <summary>The columns of categories and booleans.</summary>
    internal int[] LevelColumns =>
        [.. Enumerable.Range(0, Train.Width).Where(column => Train.Columns[column].Kind.LevelCount > 0)];

    /// <summary>Reference, other real and generated rows in training standard deviations, in this order.</summary>
    internal PointCloud Pooled => pooled.Value;

    /// <summary>The same rows as numbers only, with indicator columns for levels and missing values; <see cref="Pooled"/> itself without these.</summary>
    internal PointCloud Indicators => indicators.Value;

    /// <summary>The same rows for classifiers that split columns, with the calendar of times; <see cref="Pooled"/> itself without these.</summary>
    internal PointCloud Split => split.Value;

    /// <summary>These rows with a number in every cell: codes of levels, and a value below all others where one is missing.</summary>
    internal PointCloud Codes => codes.Value;

    /// <summary>Rows in training standard deviations, with the measures of these samples.</summary>
    internal PointCloud Cloud(Table rows) => PointCloud.FromTable(rows, [.. Scale], measures);

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

    /// <summary>The nearest of <see cref="Pooled"/> for each row.</summary>
    internal NeighbourLists Lists => lists.Value;

    /// <summary>The folds of the rows that classifiers compare.</summary>
    internal ClassifierFolds Folds => folds.Value;

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
    internal PointCloud Pool(IReadOnlyList<double> scale, ColumnMeasure[]? measures = null)
    {
        double[] divisors = [.. scale];
        return Test is null
            ? PointCloud.Join(
                PointCloud.FromTable(Train, divisors, measures),
                PointCloud.FromTable(Generated, divisors, measures)
            )
            : PointCloud.Join(
                PointCloud.FromTable(Test, divisors, measures),
                PointCloud.FromTable(Train, divisors, measures),
                PointCloud.FromTable(Generated, divisors, measures)
            );
    }

    /// <summary>One column of all real rows, in the order of <see cref="Pooled"/>.</summary>
    internal double[] RealColumn(int column) =>
        Test is null ? Train.ColumnValues(column) : [.. Test.ColumnValues(column), .. Train.ColumnValues(column)];
}
