namespace Likeness.Runs;

/// <summary>Decides when a checkpoint is written: often, but in a bounded fraction of the time, so that large ones are written less often.</summary>
/// <param name="clock">The clock.</param>
internal sealed class CheckpointPace(TimeProvider clock)
{
    /// <summary>The largest fraction of the time that writing takes.</summary>
    public const double Fraction = 0.02;

    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);

    // Between points of the history two states are written, and only a killed training needs them.
    private static readonly TimeSpan AtLeastBetweenPoints = TimeSpan.FromSeconds(30);
    private long written = clock.GetTimestamp();
    private TimeSpan took;

    /// <summary>Whether enough time has passed since the last checkpoint.</summary>
    /// <param name="isAtPoint">Whether the state is that of a point of the history.</param>
    public bool IsDue(bool isAtPoint)
    {
        var least = isAtPoint ? AtLeast : AtLeastBetweenPoints;
        var rest = took / Fraction * (isAtPoint ? 1 : 2);
        return clock.GetElapsedTime(written) > (rest > least ? rest : least);
    }

    /// <summary>Writes a checkpoint, and notes how long that takes.</summary>
    public void Write(Action write)
    {
        long begun = clock.GetTimestamp();
        write();
        written = clock.GetTimestamp();
        took = clock.GetElapsedTime(begun, written);
    }
}
