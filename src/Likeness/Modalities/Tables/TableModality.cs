using System.Globalization;
using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Schemas;
using Likeness.Data.Times;
using Likeness.Evaluation;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Tasks;
using Likeness.Modalities.Tables.Texts;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Tables;

/// <summary>Tables: rows of numbers, each column with its own unit, range and grid.</summary>
public sealed class TableModality : Modality<Table>
{
    // The fraction of progress for reading a large CSV; the rest is for grid detection.
    private const int FewRows = 1000;
    private const double ReadingFraction = 0.7;

    /// <inheritdoc/>
    public override string Name => "table";

    /// <inheritdoc/>
    public override string Plural => "tables";

    internal override string? FormerName => "points";

    /// <inheritdoc/>
    public override string Unit => "rows";

    /// <inheritdoc/>
    public override string FileHelp =>
        "a CSV, JSON or Parquet file, .npy or .h5 arrays, a .pickle of a DataFrame, two .npy of pixel positions and the .jpg that colours them, or postgresql://USER@HOST/DATABASE?table=NAME";

    /// <inheritdoc/>
    public override string SampleFileName => "points.csv";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SourceOptions =>
        [
            nameof(DataSource.Missing),
            nameof(DataSource.Schema),
            nameof(DataSource.Query),
            nameof(DataSource.Benchmark),
            nameof(DataSource.FindsRules),
            nameof(DataSource.Protects),
        ];

    /// <inheritdoc/>
    public override bool HasTarget => true;

    /// <inheritdoc/>
    public override Recipe RecipeFor(DataSource source, TimeSpan budget) => TableRecipes.For(source, budget);

    /// <inheritdoc/>
    public override string? DefaultDataset => "pi";

    /// <inheritdoc/>
    public override string SampleArguments => "-n 1000 --out points.csv";

    /// <inheritdoc/>
    public override string SampleArgumentsFor(DataSource source) => ArgumentsFor(source, FewRows);

    /// <inheritdoc/>
    public override string SampleArgumentsFor(RunRecord record) =>
        ArgumentsFor(record.Data.Source, TableEncoding.FromJson(record.Transform).Panel?.Rows.Count ?? FewRows);

    private static string ArgumentsFor(DataSource source, int rows) =>
        string.Create(CultureInfo.InvariantCulture, $"-n {rows} --out {SampledFileName.For(source)}");

    /// <inheritdoc/>
    public override bool TakesAnyFile => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DatasetSummary> Datasets =>
        [
            .. DatasetRegistry.All.Select(entry => new DatasetSummary(
                entry.Name,
                entry.Summary,
                $"{Numeral.Whole(DatasetEntry.DefaultRows)} rows"
            )),
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTask> Tasks { get; } =
    [
        new SampleTable(),
        new ScoreTable(),
        new ImputeTable(),
        new ReconstructTable(),
        new EncodeTable(),
        new InterpolateTable(),
        new TraverseTable(),
    ];

    /// <inheritdoc/>
    public override bool Recognises(IReadOnlyList<string> files) => true;

    /// <inheritdoc/>
    public override DataSplit<Table> Read(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        Action<double>? progress = null
    )
    {
        var loaded = source.LoadTable(fraction => progress?.Invoke(fraction * ReadingFraction));
        var rows = loaded.Split ?? Split(loaded.Table, split);
        // Runs of format 1 detected grids on all rows.
        var fitted = split.Validation is null ? loaded.Table : loaded.Table.TakeRows(rows.Train);
        var table = source.Benchmark is null
            ? Schema
                .Detect(fitted, fraction => progress?.Invoke(ReadingFraction + (fraction * (1 - ReadingFraction))))
                .Apply(loaded.Table)
            : loaded.Table;
        var parts = rows.Select(which => table.TakeRows(which)) with { Remarks = [.. Remarks(loaded)] };
        WideTable.Collect(table.Width);
        return parts;
    }

    /// <summary>The rows of each part. Rows of one customer in several parts would let copies of customers pass for what models predict.</summary>
    internal static DataSplit<int[]> Split(Table rows, SplitSettings split) =>
        split.Split(
            rows.RowCount,
            "rows",
            SubjectSearch.All(rows).FirstOrDefault(rule => rule.StayTogether) is { } rule
                ? rows.ColumnValues(rows.Columns.Index().First(one => one.Item.Name == rule.Column).Index)
                : null
        );

    /// <inheritdoc/>
    public override int Count(Table examples) => examples.RowCount;

    /// <inheritdoc/>
    public override string Fingerprint(Table examples) => Data.Fingerprint.Compute(examples);

    /// <inheritdoc/>
    public override IEncoding<Table> Fit(Table train, ModelOptions options, Action<double>? progress = null) =>
        TableEncoding.Fit(train, options, progress: progress);

    // Embedded datasets and benchmarks are public.
    private protected override IEncoding<Table> Fit(
        DataSource source,
        Table train,
        ModelOptions options,
        Action<double>? progress
    )
    {
        bool isOwn = source is { Dataset: null, Benchmark: null };
        return TableEncoding.Fit(
            train,
            options,
            new TableSettings(
                (isOwn || IsMixed(source)) && source.FindsRules,
                isOwn && source.Protects,
                isOwn && RulesOf(source) is { } declared && !AreFound(declared, train) ? declared : null
            ),
            progress
        );
    }

    /// <inheritdoc/>
    public override IEncoding<Table> Restore(JsonElement json, ModelOptions options) => TableEncoding.FromJson(json);

    /// <inheritdoc/>
    public override DataDescription Describe(DataSplit<Table> data, IEncoding<Table> encoding) =>
        TableDescription.Create(data, (TableEncoding)encoding);

    /// <inheritdoc/>
    public override ModelView Open(TrainedModel model) => new TableModel(model);

    /// <inheritdoc/>
    public override EvaluationOutcome Evaluate(
        TrainedModel model,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) => TableEvaluation.Evaluate(model, settings, progress, cancellationToken);

    /// <inheritdoc/>
    public override EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) => TableEvaluation.Evaluate(files, settings, progress, cancellationToken);

    internal override int EvaluatedRows(RunRecord record) =>
        TableEvaluationSize.Samples(record.Data.CountOf("train"), Compared(record), record.Data.Columns.Count);

    internal override double EvaluationSeconds(RunRecord record, PreparedData data, EvaluationCosts costs)
    {
        int columns = record.Data.Columns.Count;
        int rows = Compared(record);
        int scored =
            !costs.HasDensity ? 0
            : costs.Integrates ? 2 * Math.Min(rows, TableEvaluationSize.MaxIntegrated)
            : 2 * rows;
        int numbers = TableEvaluationSize.NumbersOf(TableEncoding.FromJson(data.Encoding.Value).Columns);
        return (costs.Slowness.Branches * TableEvaluationSize.SecondsOf(rows, columns, numbers))
            + TableEvaluationSize.SecondsOf(EvaluatedRows(record), costs.Sample, costs.Budget)
            + TableEvaluationSize.SecondsOf(scored, costs.Score, costs.Budget);
    }

    private static int Compared(RunRecord record) =>
        Math.Min(
            record.Data.CountOf("test") is > 0 and var test ? test : record.Data.CountOf("train"),
            new EvaluationSettings().MaxRows
        );

    /// <inheritdoc/>
    protected override IReadOnlyList<string> ColumnNames(Table train) =>
        [.. JoinedTimes.Without(train).Columns.Select(column => column.Name)];

    private protected override string? FormerFingerprint(DataSource source, DataSplit<Table> data)
    {
        var table = source.LoadTable().Table;
        return Data.Fingerprint.Compute(source.Benchmark is null ? Schema.Detect(table).Apply(table) : table);
    }

    /// <summary>The rules that a source's schema declares; null if it declares none.</summary>
    internal static IReadOnlyList<string>? RulesOf(DataSource source) =>
        source.Schema is { } schema ? TableSchema.Read(schema).Rules : null;

    // A schema as it was written declares the rules that a training finds.
    private static bool AreFound(IReadOnlyList<string> rules, Table train) =>
        TableRules.Find(TextFit.WithoutJoined(train), train.Picture is null).Texts.SequenceEqual(rules);

    private static bool IsMixed(DataSource source) => source.Dataset is { } name && DatasetRegistry.Find(name).IsMixed;

    private static IEnumerable<string> Remarks(LoadedTable loaded)
    {
        if (loaded.DroppedRows > 0)
        {
            yield return $"{Numeral.Whole(loaded.DroppedRows)} rows with a missing value are left out";
        }

        if (loaded.RemarkBelow is { } below)
        {
            yield return below;
        }

        foreach (string column in loaded.EmptyColumns)
        {
            yield return $"column '{column}' has no value in any row and is left out";
        }

        IEnumerable<string> remarks =
        [
            .. loaded.RemarksOnArrays,
            .. MissingCodes.Find(loaded.Table),
            .. MissingSpellings.Find(loaded),
            .. SeriesRemarks.Find(loaded.Table),
        ];
        foreach (string remark in remarks)
        {
            yield return remark;
        }
    }
}
