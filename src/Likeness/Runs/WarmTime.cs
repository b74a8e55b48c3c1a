using System.Diagnostics;

namespace Likeness.Runs;

/// <summary>Measurements of what an evaluation will take, and how much of it fits into a time.</summary>
internal static class WarmTime
{
    /// <summary>The seconds of an action the second time: the first one compiles.</summary>
    public static double SecondsOf(Action action)
    {
        action();
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The number of examples that fit into a time.</summary>
    /// <param name="seconds">The time.</param>
    /// <param name="each">Seconds for one.</param>
    /// <param name="least">The least number, however short the time is.</param>
    /// <param name="most">The largest number; it may be below the least one.</param>
    public static int Fitting(double seconds, double each, int least, int most = int.MaxValue) =>
        (int)Math.Clamp(seconds / Math.Max(1e-12, each), Math.Min(least, most), most);
}
