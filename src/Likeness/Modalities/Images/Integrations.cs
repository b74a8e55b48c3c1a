using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Images;

/// <summary>How many real images an evaluation codes and scores; of a model that solves a differential equation for each, as many as fit into the time.</summary>
/// <param name="Coded">The images that are reconstructed.</param>
/// <param name="Scored">The images whose density is computed by an equation; 0 if there is no time for enough of them.</param>
internal readonly record struct Integrations(int Coded, int Scored)
{
    private const int Measured = 8;
    private const int MinCoded = 32; // what a figure shows
    private const int MinScored = 32;

    // Of the time for an evaluation.
    private const double CodingPart = 0.12;
    private const double ScoringPart = 0.2;

    // A density takes the slopes of a code, and their divergence; its check takes once and twice the steps.
    private const double ScoreOverCode = 3;
    private const int Checked = 3 * SolverError.Rows;

    /// <summary>Without a limit.</summary>
    public static Integrations All { get; } = new(Coded: 1000, Scored: 256);

    /// <summary>The seconds that they take in a budget.</summary>
    /// <param name="score">Seconds for a density.</param>
    /// <param name="budget">The time of the whole command.</param>
    public static double SecondsOf(double score, TimeSpan budget)
    {
        double scoring = ScoringPart / 2 * budget.TotalSeconds;
        double coding = CodingPart / 2 * budget.TotalSeconds;
        bool isScored = score * (MinScored + Checked) <= scoring;
        return (isScored ? Math.Min(score * (All.Scored + Checked), scoring) : 0)
            + Math.Min(score / ScoreOverCode * All.Coded, coding);
    }

    /// <summary>The sizes that fit into a time.</summary>
    /// <param name="time">The time for the evaluation.</param>
    /// <param name="code">Codes so many images, and decodes them.</param>
    public static Integrations Within(TimeSpan time, Action<int> code) =>
        Within(time, WarmTime.SecondsOf(() => code(Measured)) / Measured);

    /// <summary>The sizes that fit into a time.</summary>
    /// <param name="time">The time for the evaluation.</param>
    /// <param name="code">Seconds for a code and its image.</param>
    public static Integrations Within(TimeSpan time, double code)
    {
        int coded = WarmTime.Fitting(CodingPart * time.TotalSeconds, code, MinCoded, All.Coded);
        double scored = (ScoringPart * time.TotalSeconds / Math.Max(1e-12, ScoreOverCode * code)) - Checked;
        return new(coded, scored < MinScored ? 0 : (int)Math.Min(scored, All.Scored));
    }
}
