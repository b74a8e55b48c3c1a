using System.Text.Json;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Tests.House;

namespace Likeness.Tests.Evaluation;

/// <summary>tests/golden/metrics.json: samples, and their metrics by NumPy, SciPy and scikit-learn.</summary>
internal sealed record GoldenMetrics(double[][] Directions, GoldenCase[] Cases)
{
    public static GoldenMetrics All { get; } =
        JsonSerializer.Deserialize<GoldenMetrics>(
            Repository.Read("tests/golden/metrics.json"),
            JsonSerializerOptions.Web
        )!;

    public static GoldenCase Case(string name) => All.Cases.Single(golden => golden.Name == name);
}

internal sealed record GoldenCase(
    string Name,
    double[][] Train,
    double[][]? HeldOut,
    double[][] Generated,
    Dictionary<string, JsonElement> Values
)
{
    public EvaluationData Data(ulong seed = 1) =>
        new(
            Table(Train)!,
            Table(HeldOut),
            Table(Generated)!,
            new EvaluationSettings
            {
                Seed = seed,
                Resamples = 20,
                BaselineRepeats = 10,
                Permutations = 19,
            }
        );

    public static PointCloud Reference(EvaluationData data) =>
        data.Pooled.TakeRows([.. Enumerable.Range(0, data.Reference.RowCount)]);

    public static PointCloud Samples(EvaluationData data) =>
        data.Pooled.TakeRows([.. Enumerable.Range(data.RealRows, data.Generated.RowCount)]);

    public double Value(string name) => Values[name].GetDouble();

    public double[] List(string name) => Values[name].Deserialize<double[]>()!;

    private static Table? Table(double[][]? rows) =>
        rows is null
            ? null
            : new Table(
                [.. Enumerable.Range(0, rows[0].Length).Select(column => new Column($"x{column}"))],
                [.. rows.SelectMany(row => row)]
            );
}
