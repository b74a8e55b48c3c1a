namespace Likeness.Training;

/// <summary>The duration of a step, with all that happens between steps, as it was lately.</summary>
/// <param name="clock">The clock.</param>
internal sealed class StepPace(TimeProvider clock)
{
    // Half of an estimate is older: one slow moment of the machine must not halve the plan.
    private const double Kept = 0.5;
    private long time = clock.GetTimestamp();
    private long steps;

    /// <summary>The duration of a step.</summary>
    public TimeSpan Step { get; private set; }

    /// <summary>Begins to measure.</summary>
    /// <param name="step">The first estimate.</param>
    /// <param name="done">Completed steps.</param>
    public void Begin(TimeSpan step, long done) => (Step, steps, time) = (step, done, clock.GetTimestamp());

    /// <summary>Measures the steps since the last call.</summary>
    /// <param name="done">Completed steps.</param>
    /// <param name="isFirst">Whether the estimate so far is not from the training itself, and is replaced.</param>
    public void Measure(long done, bool isFirst)
    {
        if (done > steps)
        {
            var measured = clock.GetElapsedTime(time) / (done - steps);
            Step = isFirst ? measured : (Kept * Step) + ((1 - Kept) * measured);
            (steps, time) = (done, clock.GetTimestamp());
        }
    }
}
