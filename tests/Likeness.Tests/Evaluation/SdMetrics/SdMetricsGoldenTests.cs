using System.Text.Json;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.SdMetrics;
using Likeness.Testing;

namespace Likeness.Tests.Evaluation.SdMetrics;

/// <summary>Every deterministic number of SDMetrics 0.32 on three tables; the two larger ones are in the shared data.</summary>
public sealed class SdMetricsGoldenTests
{
    private const double Tolerance = 1e-9;

    private static readonly Dictionary<string, double> MedianDistances = new()
    {
        ["penguins"] = 0.017041370925943246,
        ["titanic"] = 0.0015351317812772154,
        ["taxis"] = 0.10083597204234082,
    };

    [SkippableTheory]
    [InlineData("penguins")]
    [InlineData("titanic")]
    [InlineData("taxis")]
    public void Values_are_those_of_SDMetrics(string name)
    {
        string Content(string file) => File.ReadAllText(SharedData.Require($"mixed/golden/{name}/{file}"));
        using var json = JsonDocument.Parse(Content("values.json"));
        JsonElement golden = json.RootElement;
        string[] contents = [Content("real.csv"), Content("drawn.csv"), Content("heldout.csv")];
        var tables = MixedFile.Read(golden.GetProperty("columns").Deserialize<Dictionary<string, string>>()!, contents);
        (Table real, Table generated, Table heldOut) = (tables[0], tables[1], tables[2]);
        CheckQuality(golden, QualityMeasure.Compute(real, generated, threads: 2));
        CheckDiagnostic(
            golden.GetProperty("diagnostic report"),
            DiagnosticScore.Compute(
                real,
                generated,
                MixedFile.StorageTypes(contents[0]),
                MixedFile.StorageTypes(contents[1])
            )
        );
        CheckColumns(golden.GetProperty("each column"), real, generated);
        Close(
            golden.GetProperty("NewRowSynthesis"),
            RowScores.NewRowSynthesis(real, generated, threads: 2),
            "NewRowSynthesis"
        );
        double[] toTrain = new ClosestRecords(real).Distances(generated, threads: 2);
        double[] toHoldout = new ClosestRecords(heldOut).Distances(generated);
        JsonElement protection = golden.GetProperty("DCROverfittingProtection");
        Close(
            protection.GetProperty("score"),
            RowScores.OverfittingProtection(toTrain, toHoldout),
            "DCROverfittingProtection"
        );
        Close(
            protection.GetProperty("synthetic_data_percentages").GetProperty("closer_to_training"),
            RowScores.NearerToTrain(toTrain, toHoldout),
            "closer to training"
        );
        Assert.Equal(MedianDistances[name], Spread.Median(toTrain), Tolerance);
    }

    private static void CheckQuality(JsonElement golden, QualityScore quality)
    {
        JsonElement report = golden.GetProperty("quality report");
        Close(report.GetProperty("score"), quality.Score, "quality");
        Close(report.GetProperty("properties").GetProperty("Column Shapes"), quality.ColumnShapes, "Column Shapes");
        Close(
            report.GetProperty("properties").GetProperty("Column Pair Trends"),
            quality.ColumnPairTrends,
            "Column Pair Trends"
        );
        foreach (var (expected, column) in golden.GetProperty("column shapes").EnumerateArray().Zip(quality.Columns))
        {
            Assert.Equal((Text(expected, "Column"), Text(expected, "Metric")), (column.Column, column.Metric));
            Close(expected.GetProperty("Score"), column.Score, column.Column);
        }

        JsonElement[] pairs = [.. golden.GetProperty("column pair trends").EnumerateArray()];
        Assert.Equal(pairs.Length, quality.Pairs.Count);
        foreach (var (expected, pair) in pairs.Zip(quality.Pairs))
        {
            string names = $"{pair.First}, {pair.Second}";
            Assert.Equal($"{Text(expected, "Column 1")}, {Text(expected, "Column 2")}", names);
            Assert.Equal(Text(expected, "Metric"), pair.Metric);
            Assert.Equal(expected.GetProperty("Meets Threshold?").GetBoolean(), pair.Counts);
            // SDMetrics scores only the pairs that count.
            Close(expected.GetProperty("Score"), pair.Counts ? pair.Score : null, names);
            bool isCorrelation = pair.Metric == "CorrelationSimilarity";
            Close(expected.GetProperty("Real Correlation"), isCorrelation ? pair.Real : null, names);
            Close(expected.GetProperty("Real Association"), isCorrelation ? null : pair.Real, names);
            Close(expected.GetProperty("Synthetic Correlation"), pair.Counts ? pair.Generated : null, names);
        }
    }

    private static void CheckDiagnostic(JsonElement golden, DiagnosticScore diagnostic)
    {
        Close(golden.GetProperty("score"), diagnostic.Score, "diagnostic");
        Close(golden.GetProperty("properties").GetProperty("Data Validity"), diagnostic.DataValidity, "Data Validity");
        Close(
            golden.GetProperty("properties").GetProperty("Data Structure"),
            diagnostic.DataStructure,
            "Data Structure"
        );
        var expected = golden
            .GetProperty("data validity")
            .EnumerateArray()
            .Where(one => Text(one, "Metric") != "DatetimeFormatAdherence");
        foreach (var (one, column) in expected.Zip(diagnostic.Columns))
        {
            Assert.Equal((Text(one, "Column"), Text(one, "Metric")), (column.Column, column.Metric));
            Close(one.GetProperty("Score"), column.Score, column.Column);
        }
    }

    private static void CheckColumns(JsonElement golden, Table real, Table generated)
    {
        foreach (JsonProperty column in golden.EnumerateObject())
        {
            int i = real.Columns.ToList().FindIndex(one => one.Name == column.Name);
            (double[] r, double[] s) = (real.ColumnValues(i), generated.ColumnValues(i));
            foreach (JsonProperty metric in column.Value.EnumerateObject())
            {
                double value = metric.Name switch
                {
                    "MissingValueSimilarity" => ColumnScores.MissingValueSimilarity(r, s),
                    "RangeCoverage" => ColumnScores.RangeCoverage(r, s),
                    "CategoryCoverage" => ColumnScores.CategoryCoverage(r, s),
                    "KSComplement" => ColumnScores.KsComplement(r, s),
                    "TVComplement" => ColumnScores.TvComplement(r, s),
                    "BoundaryAdherence" => ColumnScores.BoundaryAdherence(r, s),
                    "CategoryAdherence" => ColumnScores.CategoryAdherence(r, s),
                    "StatisticSimilarity mean" => ColumnScores.StatisticSimilarity(r, s, v => Spread.Mean(v)),
                    "StatisticSimilarity median" => ColumnScores.StatisticSimilarity(r, s, v => Spread.Median(v)),
                    "StatisticSimilarity std" => ColumnScores.StatisticSimilarity(r, s, ColumnScores.Deviation),
                    _ => throw new InvalidDataException(metric.Name),
                };
                Close(metric.Value, value, $"{metric.Name} of {column.Name}");
            }
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static void Close(JsonElement expected, double? actual, string what)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(actual is null or double.NaN, $"{what}: {actual:R}, expected null");
            return;
        }

        Assert.True(
            actual is { } value && Math.Abs(value - expected.GetDouble()) <= Tolerance,
            $"{what}: {actual:R}, expected {expected.GetDouble():R}"
        );
    }
}
