using System.Diagnostics;

namespace Likeness.Compute.Compilation;

/// <summary>The times at which each worker started and finished its part of each step, in one run.</summary>
internal sealed class StepClock(int steps, int workers)
{
    private readonly long[] begun = new long[steps * workers];
    private readonly long[] ended = new long[steps * workers];

    /// <summary>Records that a worker starts a step, after any barrier.</summary>
    public void Begin(int worker, int step) => begun[(worker * steps) + step] = Stopwatch.GetTimestamp();

    /// <summary>Records that a worker has finished its part of a step.</summary>
    public void End(int worker, int step) => ended[(worker * steps) + step] = Stopwatch.GetTimestamp();

    /// <summary>Seconds that a worker spent on its part of a step.</summary>
    public double Seconds(int worker, int step)
    {
        int i = (worker * steps) + step;
        return Stopwatch.GetElapsedTime(begun[i], ended[i]).TotalSeconds;
    }
}
