using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Runs;

namespace Likeness.Modalities.Tables;

/// <summary>How many rows an evaluation compares, samples and scores, and how long that takes.</summary>
internal static class TableEvaluationSize
{
    /// <summary>The most rows whose density is computed if each requires the solution of a differential equation.</summary>
    public const int MaxIntegrated = 1000;

    // Figures show as many rows as the data has; more rows would only make the files larger.
    private const int MaxSampled = 10_000;
    private const int MaxSampledValues = 20_000_000;
    private const int MinRows = 300;

    // Measured on two cores with `bench evaluate`, each in a new process: 1,000 rows of 5 numbers 2.7 s, 2,300 of 5 numbers 5.2, of 9 numbers 6.5;
    // diamonds (7 numbers) 1,000 rows 3.0, 2,300 6.7, 4,500 8.5; california_housing (9) 2,300 6.0, 4,500 9.2; adult (6) 2,500 within a training 3.8.
    private const double Fixed = 0.8;
    private const double PerRow = 4e-4;
    private const double PerNumber = 2.6e-4;
    private const double PerLaterRow = 1.2e-3;
    private const int EarlyRows = 2500; // what classifiers compare
    private const int CountedNumbers = 7; // of wider tables, fewer rows are compared where it matters

    // Of the time for an evaluation, the parts for comparing, sampling and scoring; the rest is for figures and the report.
    private const double ComparingPart = 0.85;
    private const double SamplingPart = 0.1;
    private const double ScoringPart = 0.1;

    // Of a budget, the most that is kept for sampling, and for scoring: fewer rows are taken where the model is slow.
    private const double MostOfBudget = 0.1;

    /// <summary>The columns of numbers, dates and durations.</summary>
    public static int NumbersOf(IReadOnlyList<Column> columns) => columns.Count(column => column.Kind.IsNumeric);

    /// <summary>The seconds that comparing takes.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns of a row.</param>
    /// <param name="numbers">Those of <see cref="NumbersOf"/>.</param>
    public static double SecondsOf(int rows, int columns, int numbers)
    {
        int compared = SampleCheck.Affordable(Math.Min(rows, new EvaluationSettings().MaxRows), columns);
        return Fixed
            + (Early(numbers) * Math.Min(compared, EarlyRows))
            + (PerLaterRow * Math.Max(0, compared - EarlyRows));
    }

    /// <summary>The seconds to keep for what a model does with rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="perRow">Seconds for a row.</param>
    /// <param name="budget">The time of the whole command.</param>
    public static double SecondsOf(int rows, double perRow, TimeSpan budget) =>
        Math.Min(perRow * rows, Math.Max(perRow * MinRows, MostOfBudget * budget.TotalSeconds));

    // Categories cost little beside numbers, which trees split in many ways.
    private static double Early(int numbers) => PerRow + (PerNumber * Math.Min(numbers, CountedNumbers));

    /// <summary>The most rows that are compared, and kept in memory.</summary>
    public static int Room(int columns) => Math.Max(1, MaxSampledValues / Math.Max(1, columns));

    /// <summary>The rows to sample: those that are compared, and more for the figures.</summary>
    public static int Samples(int train, int compared, int columns) =>
        Math.Max(compared, Math.Min(Math.Min(train + compared, MaxSampled), Room(columns)));

    /// <summary>The rows that can be compared in a part of a time.</summary>
    /// <param name="time">The time for the evaluation.</param>
    /// <param name="numbers">The columns of <see cref="NumbersOf"/>.</param>
    /// <param name="slowness">That of the machine.</param>
    public static int Compared(TimeSpan time, int numbers, double slowness)
    {
        double early = ((ComparingPart * time.TotalSeconds / slowness) - Fixed) / Early(numbers);
        double rows = early <= EarlyRows ? early : EarlyRows + ((early - EarlyRows) * Early(numbers) / PerLaterRow);
        return (int)Math.Clamp(rows, MinRows, int.MaxValue);
    }

    /// <summary>The setting that compares at most so many rows: of wide tables fewer rows than the setting are compared.</summary>
    public static int MaxRows(int setting, int rows, int columns) =>
        (int)Math.Clamp((double)rows * setting / SampleCheck.Affordable(setting, columns), MinRows, setting);

    /// <summary>The rows that can be sampled in a part of a time.</summary>
    /// <param name="time">The time for the evaluation.</param>
    /// <param name="perRow">Seconds for a row.</param>
    public static int Sampled(TimeSpan time, double perRow) =>
        WarmTime.Fitting(SamplingPart * time.TotalSeconds, perRow, MinRows);

    /// <summary>The rows that can be scored in a part of a time.</summary>
    /// <param name="time">The time for the evaluation.</param>
    /// <param name="perRow">Seconds for a row.</param>
    public static int Scored(TimeSpan time, double perRow) =>
        WarmTime.Fitting(ScoringPart * time.TotalSeconds, perRow, MinRows);
}
