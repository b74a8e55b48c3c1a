using System.Globalization;
using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Evaluation;
using Likeness.Sampling;

namespace Likeness.Modalities;

/// <summary>Writes a ranking of examples as CSV, with the ROC curve of labelled anomalies, and reports the results.</summary>
internal static class RankingOutput
{
    private const int MaxUnusual = 3;

    /// <summary>Refuses a file that cannot be written.</summary>
    /// <exception cref="LikenessException">No file is named, or it cannot be written.</exception>
    public static void Check(string? path)
    {
        if (path is not null && DatabaseAddress.Is(path))
        {
            DatabaseAddress.Parse(path).RequireTable();
        }
        else if (path is not null)
        {
            SampleFile.CheckAnyTable(path);
        }
    }

    /// <summary>Writes the ranking.</summary>
    /// <param name="context">The output.</param>
    /// <param name="ranking">The ranking.</param>
    /// <param name="settings">The rate of false alarms, and the file of the ROC curve.</param>
    /// <param name="isAnomaly">Whether each example is an anomaly; null if unknown.</param>
    /// <param name="unit">The unit of examples.</param>
    /// <param name="complete">Adds columns to the rows; null for none.</param>
    public static TaskResult Write(
        TaskContext context,
        RowRanking ranking,
        ScoreSettings settings,
        bool[]? isAnomaly,
        string unit,
        Func<Table, Table>? complete = null
    )
    {
        WriteCsv(context, complete is null ? ranking.ToTable() : complete(ranking.ToTable()));
        var curve = WriteCurve(ranking, settings, isAnomaly);
        double mean = ranking.Scores.Average();
        return new TaskResult
        {
            Lines = [.. Lines(context, ranking, settings, curve, mean, unit)],
            Answer = new
            {
                Rows = ranking.Scores.Count,
                File = context.Output,
                ranking.Kind,
                ranking.IsDensity,
                MeanScore = mean,
                MeanLogDensity = ranking.IsDensity ? mean : (double?)null,
                MeanLogDensityTransformed = ranking.IsDensity ? ranking.Transformed.Average() : (double?)null,
                ranking.Threshold,
                Flagged = settings.FalseAlarm is null ? (int?)null : Flagged(ranking),
                SolverError = ranking.SolverError?.BitsPerDimension,
                BreakingRows = ranking.Breaks?.Count(rule => rule is not null),
                OutsideRows = ranking.Range?.OutsideRows,
                OffGridValues = ranking.Range?.OffGrid,
                AreaUnderRoc = curve?.Area,
                curve?.AveragePrecision,
            },
        };
    }

    /// <summary>The ROC curve of labelled anomalies, written to its file if one is named.</summary>
    /// <param name="ranking">The ranking.</param>
    /// <param name="settings">The file.</param>
    /// <param name="isAnomaly">Whether each example is an anomaly; null if unknown.</param>
    public static RocCurve? WriteCurve(RowRanking ranking, ScoreSettings settings, bool[]? isAnomaly)
    {
        var curve = isAnomaly is null
            ? null
            : RocCurve.Compute(
                [.. Enumerable.Range(0, ranking.Scores.Count).Select(row => -ranking.Order(row))],
                isAnomaly
            );
        if (curve is not null && settings.Roc is { } file)
        {
            CsvWriter.Write(file, curve.ToTable());
        }

        return curve;
    }

    /// <summary>How many examples are flagged.</summary>
    public static int Flagged(RowRanking ranking) => Enumerable.Range(0, ranking.Scores.Count).Count(ranking.IsFlagged);

    /// <summary>Writes a table of scores: as CSV, unless the output is named otherwise.</summary>
    public static void WriteCsv(TaskContext context, Table scores)
    {
        if (context.Output is { } path)
        {
            TableOutput.Save(context, new SampledRows(scores.RowCount, [scores]));
        }
        else if (context.OpenStandardOutput is { } open)
        {
            using var stream = open();
            CsvWriter.Write(stream, scores);
        }
    }

    private static IEnumerable<string> Lines(
        TaskContext context,
        RowRanking ranking,
        ScoreSettings settings,
        RocCurve? curve,
        double mean,
        string unit
    )
    {
        var culture = CultureInfo.InvariantCulture;
        if (context.Output is { } path)
        {
            yield return $"scores of {Numeral.Whole(ranking.Scores.Count)} {unit} written to {path}";
        }

        yield return ranking.IsDensity
            ? string.Create(
                culture,
                $"mean log-density {mean:0.0000000} in data space, {ranking.Transformed.Average():0.0000000} in the model's space (nats, {ranking.Kind})"
            )
            : $"the model has no density; the score is {ranking.Kind}";
        if (ranking.SolverError is { IsSmall: false } error)
        {
            yield return error.Caution;
        }

        if (ranking.Range is { } range)
        {
            yield return $"{Numeral.Whole(range.OutsideRows)} rows lie outside the learned range; {Numeral.Whole(range.OffGrid)} values lie off their column's grid";
        }

        if (Broken(ranking) is { } broken)
        {
            yield return broken;
        }

        if (Unusual(ranking) is { } unusual)
        {
            yield return unusual;
        }

        foreach (string line in Anomalies(ranking, settings, curve, unit))
        {
            yield return line;
        }
    }

    private static string Beyond(RowRanking ranking) =>
        ranking.Threshold is { } score
            ? string.Create(CultureInfo.InvariantCulture, $"score below {score:0.####}")
            : string.Create(CultureInfo.InvariantCulture, $"have a p-value of at most {ranking.FalseAlarm:0.####}");

    // The rule that most rows break, and how many break one.
    private static string? Broken(RowRanking ranking)
    {
        string[] broken = [.. (ranking.Breaks ?? []).OfType<string>()];
        return broken.Length == 0
            ? null
            : $"{Numeral.Whole(broken.Length)} rows break a rule of the data and come first, most of them: {broken.CountBy(rule => rule).MaxBy(one => one.Value).Key}";
    }

    // The values that fit their rows least.
    private static string? Unusual(RowRanking ranking)
    {
        string[] most =
        [
            .. (ranking.Unusual ?? [])
                .Index()
                .Where(one => one.Item is not null && ranking.Breaks?[one.Index] is null)
                .OrderBy(one => ranking.Order(one.Index))
                .Take(MaxUnusual)
                .Select(one =>
                    $"row {Numeral.Whole(one.Index + 1)}, {one.Item!.Columns[0]} {one.Item.Value} (expected: {one.Item.Expected})"
                ),
        ];
        return most.Length == 0 ? null : $"least fitting: {ControlCharacters.Replace(string.Join("; ", most))}";
    }

    /// <summary>How many examples are flagged, and how well the ranking separates labelled anomalies.</summary>
    /// <param name="ranking">The ranking.</param>
    /// <param name="settings">The rate of false alarms.</param>
    /// <param name="curve">The ROC curve of labelled anomalies; null without.</param>
    /// <param name="unit">The unit of examples.</param>
    /// <param name="beyond">The threshold in words, in the units of the file; null for that of the score.</param>
    public static IEnumerable<string> Anomalies(
        RowRanking ranking,
        ScoreSettings settings,
        RocCurve? curve,
        string unit,
        string? beyond = null
    )
    {
        var culture = CultureInfo.InvariantCulture;
        if (settings.FalseAlarm is { } rate)
        {
            int flagged = Flagged(ranking);
            yield return string.Create(
                culture,
                $"{flagged:N0} {unit} ({flagged / (double)ranking.Scores.Count:0.0%}) {beyond ?? Beyond(ranking)}; of {unit} like the data, {rate:0.##%} would"
            );
        }

        if (curve is not null)
        {
            yield return string.Create(
                culture,
                $"{curve.Positives:N0} labelled {unit} found with area under the ROC curve {curve.Area:0.0000}, average precision {curve.AveragePrecision:0.0000}"
            );
        }
    }
}
