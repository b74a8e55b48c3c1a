namespace Likeness.Training;

/// <summary>
/// The numbers of steps that fill a time (<see cref="Models.ModelOptions.TrainSteps"/>): parts with an equal fraction of the schedule, each as long as the
/// speed so far allows when it begins. The schedule therefore ends with the time, although the speed changes, and the numbers repeat it.
/// </summary>
internal static class TimedPlan
{
    /// <summary>The most parts; the last one, a twentieth of the training, can no longer be corrected.</summary>
    public const int MaxParts = 20;

    private const int MaxSteps = 1_000_000_000;

    // Points of the history, and the most time that evaluating them takes.
    private const int Points = 20;
    private const double ValidationFraction = 0.04;

    /// <summary>The parts of a training that has taken steps already, or none.</summary>
    /// <param name="done">Completed steps.</param>
    /// <param name="left">The time for further steps.</param>
    /// <param name="step">The duration of a step, with all that is done between steps.</param>
    public static int[] Begin(long done, TimeSpan left, TimeSpan step)
    {
        long steps = Fitting(left, step);
        if (done == 0)
        {
            return Spread(steps, (int)Math.Min(MaxParts, steps));
        }

        // Their fraction of the schedule is that of their steps.
        double fraction = done / (double)(done + steps);
        int before = (int)Math.Clamp(Math.Round(MaxParts * fraction), 1, Math.Min(MaxParts - 1, done));
        return [.. Spread(done, before), .. Spread(steps, (int)Math.Min(MaxParts - before, steps))];
    }

    /// <summary>The parts with new lengths for those that have not begun.</summary>
    /// <param name="parts">The parts so far.</param>
    /// <param name="begun">How many have begun.</param>
    /// <param name="left">The time for further steps.</param>
    /// <param name="step">The duration of a step, with all that is done between steps.</param>
    public static int[] Revise(IReadOnlyList<int> parts, int begun, TimeSpan left, TimeSpan step)
    {
        int rest = parts.Count - begun;
        return rest <= 0 ? [.. parts] : [.. parts.Take(begun), .. Spread(Math.Max(rest, Fitting(left, step)), rest)];
    }

    /// <summary>
    /// The steps between evaluations of the validation rows: an epoch, unless a training has too few epochs or the evaluation takes too long for that.
    /// </summary>
    /// <param name="left">The time for the training.</param>
    /// <param name="time">The durations of a step and of an evaluation.</param>
    public static int ValidateEvery(TimeSpan left, EpochTime time)
    {
        long steps = Fitting(left, time.Step);
        double affordable = time.Validation / (ValidationFraction * Positive(time.Step));
        double often = Math.Min(time.Steps, Math.Ceiling(steps / (double)Points));
        double every = Math.Clamp(Math.Max(often, affordable), 1, MaxSteps);
        return (int)(every <= time.Steps ? Math.Ceiling(every) : Math.Ceiling(every / time.Steps) * time.Steps);
    }

    private static long Fitting(TimeSpan left, TimeSpan step) => (long)Math.Clamp(left / Positive(step), 1, MaxSteps);

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.FromTicks(1);

    private static int[] Spread(long steps, int parts) =>
        [.. Enumerable.Range(0, parts).Select(part => (int)((steps * (part + 1) / parts) - (steps * part / parts)))];
}
