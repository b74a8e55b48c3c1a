using Likeness.Evaluation.Windows;
using Likeness.Runs;

namespace Likeness.Modalities.Sequences;

/// <summary>How long an evaluation of texts or clips takes, and what fits into a time.</summary>
internal static class SequenceEvaluationTime
{
    /// <summary>Seconds of an evaluation of texts on two cores, without what the model does.</summary>
    public const double TextFixed = 5.5;

    /// <summary>The same for clips.</summary>
    public const double AudioFixed = 5;

    // With this multiple of it all windows and repeats are affordable, beside sampling and scoring.
    private const double Usual = 1.2;
    private const int MinSampled = 4096;
    private const int MinScored = 16_384;
    private const int MinWindows = 200;
    private const int MinRepeats = 4;

    // A symbol is sampled in about the time in which so many are scored.
    private const double SamplingCost = 2.5;
    private const double SamplingPart = 0.35;
    private const double ScoringPart = 0.4;

    /// <summary>Seconds of an evaluation.</summary>
    /// <param name="rest">Those without what the model does: <see cref="TextFixed"/> or <see cref="AudioFixed"/>.</param>
    /// <param name="sampled">Symbols to sample.</param>
    /// <param name="scored">Symbols to score.</param>
    /// <param name="seconds">Seconds to score one.</param>
    /// <param name="slowness">That of the machine.</param>
    public static double SecondsOf(double rest, double sampled, double scored, double seconds, double slowness) =>
        (slowness * rest) + (seconds * ((SamplingCost * sampled) + scored));

    /// <summary>The symbols that can be sampled.</summary>
    /// <param name="time">The time for the evaluation.</param>
    /// <param name="seconds">Seconds to score one.</param>
    /// <param name="most">Not more.</param>
    public static int Sampled(TimeSpan time, double seconds, int most) =>
        WarmTime.Fitting(SamplingPart * time.TotalSeconds, SamplingCost * seconds, MinSampled, most);

    /// <summary>The symbols that can be scored.</summary>
    /// <param name="time">The time for the evaluation.</param>
    /// <param name="seconds">Seconds to score one.</param>
    /// <param name="most">Not more.</param>
    public static int Scored(TimeSpan time, double seconds, int most) =>
        WarmTime.Fitting(ScoringPart * time.TotalSeconds, seconds, MinScored, most);

    /// <summary>The settings of an evaluation; they take less time, where the time is short.</summary>
    /// <param name="request">Seed, threads and time.</param>
    /// <param name="seed">The seed, where the request has none.</param>
    /// <param name="rest">As in <see cref="SecondsOf"/>.</param>
    public static WindowEvaluationSettings Settings(EvaluationRequest request, ulong seed, double rest)
    {
        var settings = new WindowEvaluationSettings { Seed = request.Seed ?? seed, Threads = request.ThreadCount };
        if (request.Time is not { } limit)
        {
            return settings;
        }

        double part = Math.Clamp(limit.TotalSeconds / (Usual * rest), 0, 1);
        return settings with
        {
            MaxWindows = Math.Max(MinWindows, (int)(part * settings.MaxWindows)),
            BaselineRepeats = Math.Max(MinRepeats, (int)(part * settings.BaselineRepeats)),
        };
    }
}
