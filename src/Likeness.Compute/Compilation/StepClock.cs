using System.Diagnostics;

namespace Likeness.Compute.Compilation;

/// <summary>When each worker began and ended its share of each step, in one run.</summary>
internal sealed class StepClock(int steps, int workers)
{
    private readonly long[] begun = new long[steps * workers];
    private readonly long[] ended = new long[steps * workers];

    /// <summary>Notes that a worker begins a step, its waiting done.</summary>
    public void Begin(int worker, int step) => begun[(worker * steps) + step] = Stopwatch.GetTimestamp();

    /// <summary>Notes that a worker has done its share of a step.</summary>
    public void End(int worker, int step) => ended[(worker * steps) + step] = Stopwatch.GetTimestamp();

    /// <summary>Seconds that a worker took for its share of a step.</summary>
    public double Seconds(int worker, int step)
    {
        int i = (worker * steps) + step;
        return Stopwatch.GetElapsedTime(begun[i], ended[i]).TotalSeconds;
    }
}
