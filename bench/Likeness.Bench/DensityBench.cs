using System.CommandLine;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Training;

namespace Likeness.Bench;

/// <summary>
/// Checks that densities are finite and normalised outside the training rows. Trains every density model of tables on some pixels
/// of π, scores 1,000 others with and without the prior (<see cref="DataTransform.PriorMass"/>), and integrates the density of one
/// continuous column over ℝ. Prints a table.
/// </summary>
internal static class DensityBench
{
    private const int Unseen = 1000;
    private const int Points = 16_384;
    private const int Batch = 32;

    private static readonly Option<int> RowCount = BenchOption.Count("--rows", "training rows", 1000);

    private static readonly Option<int> EpochCount = BenchOption.Count("--epochs", "passes over them", 5);

    private static readonly Option<string?> Some = BenchOption.Text("--models", "only these models", "NAME,NAME");

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "densities",
            "Densities of unseen rows and their integrals",
            "--models gaussian,histogram --rows 100 --epochs 1",
            Run,
            RowCount,
            EpochCount,
            Some
        );

    private static int Run(ParseResult given)
    {
        int rows = given.GetValue(RowCount);
        int epochs = given.GetValue(EpochCount);
        Table pi = new PiDataset().Load(seed: 0, rows + Unseen);
        var bare = new Table([.. pi.Columns.Select(column => new Column(column.Name))], pi.ToRowMajor());
        Table train = bare.TakeRows([.. Enumerable.Range(0, rows)]);
        var schema = Schema.Detect(train);
        Table unseen = schema.Apply(bare.TakeRows([.. Enumerable.Range(rows, Unseen)]));
        Console.WriteLine(
            $"| {rows} rows of π, {epochs} epochs | outside | not finite without the prior | with it | lowest | mean | ∫ of one column |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (ModelEntry model in Chosen(given.GetValue(Some)))
        {
            using var trained = new Fitted(model, schema.Apply(train), epochs);
            RowScores scores = trained.Score(unseen);
            IReadOnlyList<double> alone = trained.Score(unseen, prior: false).LogDensity;
            Console.WriteLine(
                $"| {model.Name} | {scores.Range!.OutsideRows} | {NotFinite(alone)} | {NotFinite(scores.LogDensity)} | {scores.LogDensity.Min():0.00} | {scores.LogDensity.Average():0.00} | {Integral(model, epochs):0.0000} |"
            );
        }

        return 0;
    }

    private static IEnumerable<ModelEntry> Chosen(string? names) =>
        names is null
            ? ModelRegistry
                .Learning(typeof(Table))
                .Where(model => model.ModelType.IsAssignableTo(typeof(IDensityModel)))
            : names.Split(',').Select(name => ModelRegistry.Find(name, typeof(Table)));

    private static int NotFinite(IEnumerable<double> logDensities) => logDensities.Count(log => !double.IsFinite(log));

    /// <summary>Samples of a mixture of two normal distributions, along v = 1.5 + tan.</summary>
    private static double Integral(ModelEntry model, int epochs)
    {
        var random = new PhiloxRandom(3, 0);
        Column[] columns = [new("v")];
        double[] values = [.. Enumerable.Range(0, 200).Select(i => (i % 2 * 3) + (0.5 * random.NextNormal()))];
        using var trained = new Fitted(model, new Table(columns, values), epochs);
        double[] tangents =
        [
            .. Enumerable.Range(0, Points).Select(i => Math.Tan(Math.PI * (((i + 0.5) / Points) - 0.5))),
        ];
        RowScores scores = trained.Score(new Table(columns, [.. tangents.Select(t => 1.5 + t)]));
        return scores.LogDensity.Zip(tangents, (log, t) => Math.Exp(log) * Math.PI * (1 + (t * t)) / Points).Sum();
    }

    /// <summary>Trains a model in memory on one thread.</summary>
    private sealed class Fitted : IDisposable
    {
        private readonly DataTransform transform;
        private readonly TrainingState state;

        public Fitted(ModelEntry model, Table train, int epochs)
        {
            ModelOptions options = model.DefaultOptions() with { Epochs = epochs, BatchSize = Batch };
            transform = DataTransform.Fit(train, options.ToTransformSettings());
            state = new TrainingState(model, options, ModelSpace.Create(transform, train.RowCount), seed: 1);
            var examples = new TableExamples(train, transform);
            var none = new TableExamples(train.TakeRows([]), transform);
            using var trainer = new Trainer(state, options, examples, none, seed: 1, workers: null);
            trainer.Run(_ => { }, _ => { }, CancellationToken.None);
        }

        public RowScores Score(Table rows, bool prior = true)
        {
            DataTransform used = prior ? transform : new DataTransform(transform.Columns);
            using var scorer = new Scorer(state.Chosen, used, seed: 1);
            return scorer.Score(rows);
        }

        public void Dispose() => state.Dispose();
    }
}
