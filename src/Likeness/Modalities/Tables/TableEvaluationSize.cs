using Likeness.Evaluation;

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

    // Measured on two cores with pi (1,000 rows, 5 columns), california_housing (4,128, 9) and adult (6,512, 15): 4, 13 and 26 s.
    private const double Fixed = 3;
    private const double PerValue = 2.4e-4;

    // Of the time for an evaluation, the parts for comparing, sampling and scoring; the rest is for figures and the report.
    private const double ComparingPart = 0.65;
    private const double SamplingPart = 0.15;
    private const double ScoringPart = 0.12;

    /// <summary>The seconds that comparing takes.</summary>
    public static double SecondsOf(int rows, int columns) =>
        Fixed
        + (PerValue * SampleCheck.Affordable(Math.Min(rows, new EvaluationSettings().MaxRows), columns) * columns);

    /// <summary>The most rows that are compared, and kept in memory.</summary>
    public static int Room(int columns) => Math.Max(1, MaxSampledValues / Math.Max(1, columns));

    /// <summary>The rows to sample: those that are compared, and more for the figures.</summary>
    public static int Samples(int train, int compared, int columns) =>
        Math.Max(compared, Math.Min(Math.Min(train + compared, MaxSampled), Room(columns)));

    /// <summary>The rows that can be compared in a time.</summary>
    public static int Compared(TimeSpan time, int columns) =>
        (int)Math.Clamp(((ComparingPart * time.TotalSeconds) - Fixed) / (PerValue * columns), MinRows, int.MaxValue);

    /// <summary>The rows that can be sampled in a part of a time.</summary>
    /// <param name="time">The time for the evaluation.</param>
    /// <param name="perRow">Seconds for a row.</param>
    public static int Sampled(TimeSpan time, double perRow) => Fitting(SamplingPart * time.TotalSeconds, perRow);

    /// <summary>The rows that can be scored in a part of a time.</summary>
    /// <param name="time">The time for the evaluation.</param>
    /// <param name="perRow">Seconds for a row.</param>
    public static int Scored(TimeSpan time, double perRow) => Fitting(ScoringPart * time.TotalSeconds, perRow);

    private static int Fitting(double seconds, double perRow) =>
        (int)Math.Clamp(seconds / Math.Max(1e-9, perRow), MinRows, int.MaxValue);
}
